"""A folder that cannot be published: everything that is wrong with any of its files, at once."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from election_folders import folder as committee
from hustings.look import colour
from journeys.program import ROOT, hustings
from journeys.sites import asset

LEAGUE = ROOT / "examples/hedgerow-league"
SITE = 'imprint = "Published by A. Ash, 1 High Street"\n'


def test_constituencies_without_members_are_on_no_map_and_stop_nothing(tmp_path: Path) -> None:
    folder = shutil.copytree(LEAGUE, tmp_path / "folder")
    areas = (folder / "areas.csv").read_text("utf-8")
    election = (folder / "election.toml").read_text("utf-8")
    (folder / "election.toml").write_text(f'nobody = ["E14001260"]\n{election}', "utf-8")
    assert "E12000007" in areas
    done = hustings("publish", folder, "--out", tmp_path / "site", "--as-of", "2027-07-20T12:00")
    assert done.returncode == 0, done.stderr


def publish(folder: Path, out: Path, *more: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return hustings("publish", folder, "--out", out, *more, folder=None, **environment)


def test_all_files_are_read_and_all_that_is_wrong_is_said_together(tmp_path: Path) -> None:
    folder, out = shutil.copytree(LEAGUE, tmp_path / "league"), tmp_path / "site"
    words = '[words]\n"finder.titel" = "Type it"\n"home.stand" = "{count} of {nobody}"\n'
    (folder / "site.toml").write_text(f'[colours]\naccent = "#ffee00"\npaper = "#777777"\n{words}', "utf-8")
    with (folder / "nominations.csv").open("a", encoding="utf-8") as file:
        file.write("soon,302,Campion Larkspur\n")
    (folder / "plan.csv").write_text("contest,slate,area,list,1\ncouncil,green-lanes,nowhere,A,Alder Fieldfare\n")
    (folder / "council.json").write_text("{}")
    (folder / "evidence.json").write_text("[]")
    records = ("--record", folder / "council.json", "--record", folder / "nobody.json")
    asked = ("--slate", "green-lanes", *records, "--evidence", folder / "evidence.json", "--index", folder / "no.bin")
    done = publish(folder, out, *asked, "--as-of", "2027-03-28T01:30")
    assert done.returncode == 2
    for said in (
        "site.toml: there is no imprint",
        "site.toml: the colour #ffee00 has a contrast",
        "site.toml: the ink #1a1a18 has a contrast of 3.89 on the paper #777777; 7 is needed",
        "“finder.titel” is not a sentence of the site (did you mean “finder.title”?)",
        "nothing fills {nobody} in “home.stand”; there can be {count}, {seats} here",
        "nominations.csv:",
        "plan.csv:2: there is no area “nowhere”",
        "council.json: this is not a count record",
        "nobody.json: a record's file is called after its contest",
        "evidence.json: this is not a plan",
        "no.bin: there is no such file",
        "--as-of: 2027-03-28T01:30: the clocks of Europe/London go forward",
    ):
        assert said in done.stderr, said
    assert len(done.stderr.splitlines()) == 12, done.stderr
    assert not out.exists()


def test_the_faults_of_one_file_do_not_hide_those_of_another(tmp_path: Path) -> None:
    areas = "code,name,parent,voters,covers\nnorth,North,nowhere,,\n"
    folder = committee(tmp_path / "folder", areas_csv=areas, site_toml='titel = "Together"\n')
    done = publish(folder, tmp_path / "site")
    assert done.returncode == 2
    assert "areas.csv:2" in done.stderr
    assert "site.toml:1" in done.stderr


def test_files_that_are_not_there_are_shown_as_they_could_be(tmp_path: Path) -> None:
    done = publish(committee(tmp_path / "folder", areas_csv="code,name\nnorth,North\nsouth,South\n"), tmp_path / "site")
    assert done.returncode == 2
    assert "A minimal site.toml" in done.stderr
    (tmp_path / "folder/areas.csv").write_text("code,name,parent\nnorth,North,nowhere\n", "utf-8")
    done = publish(tmp_path / "folder", tmp_path / "site")
    assert "site.toml: there is no such file" in done.stderr
    assert "areas.csv:2" in done.stderr


@pytest.mark.parametrize(("zone", "open_then"), [("Europe/London", False), ("Pacific/Auckland", True)])
def test_a_moment_without_an_offset_is_one_of_the_elections_own_clocks(
    tmp_path: Path, zone: str, open_then: bool
) -> None:
    """Nominations open at 12:00 UTC. At 12:30 by the clock it is 12:30 UTC in London, and in Auckland (UTC+13 in
    summer) 23:30 UTC of the day before; the computer's own zone is a third one."""
    folder = committee(tmp_path / "folder", site_toml=SITE)
    text = (folder / "election.toml").read_text("utf-8")
    text = text.replace('"Europe/London"', f'"{zone}"').replace("2027-01-12\n", "2027-01-12T12:00:00+00:00\n")
    (folder / "election.toml").write_text(text, "utf-8")
    (folder / "areas.csv").write_text("code,name\nnorth,North\nsouth,South\n", "utf-8")
    done = publish(folder, tmp_path / "site", "--as-of", "2027-01-12T12:30", TZ="America/Los_Angeles")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert ('data-phase="nominations"' in page) is not open_then
    assert ('data-phase="before"' in page) is open_then


def test_a_campaigns_own_words_colours_and_news_are_on_its_site(tmp_path: Path) -> None:
    words = '[words]\n"finder.title" = "Where <you> vote"\n"finder.submit" = "Go"\n'
    own = '[colours]\npaper = "#ffffff"\nink = "#102030"\n'
    folder = committee(tmp_path / "folder", site_toml=f'{SITE}news = "https://example.org/news"\n{own}{words}')
    (folder / "areas.csv").write_text("code,name\nnorth,North\nsouth,South\n", "utf-8")
    done = publish(folder, tmp_path / "site", "--slate", "together", "--as-of", "2027-03-20T12:00")
    assert done.returncode == 0, done.stderr
    finder = (tmp_path / "site/finder.html").read_text("utf-8")
    assert "Where &lt;you&gt; vote</span>" in finder
    assert '<p data-word="submit">Go</p>' in finder
    assert 'href="https://example.org/news"' in (tmp_path / "site/index.html").read_text("utf-8")
    theme = asset(tmp_path / "site", "theme.css").read_text("utf-8")
    assert "--paper: #ffffff; --ink: #102030" in theme


@pytest.mark.parametrize(("paper", "ink"), [("#ffffff", "#000000"), ("#f4e9d8", "#2b1d0e"), ("#e8f0ff", "#001a4d")])
def test_notes_can_be_read_on_any_paper_that_is_taken(paper: str, ink: str) -> None:
    """WCAG 2.2, 1.4.3."""
    found = colour.ground(paper, ink)
    assert (found.paper, found.ink) == (paper, ink)
    assert colour.contrast(found.muted, paper) >= 4.5


@pytest.mark.parametrize(("paper", "ink"), [("#000000", "#ffffff"), ("#ffffff", "#888888"), ("white", "#000000")])
def test_paper_and_ink_that_cannot_be_read_are_refused(paper: str, ink: str) -> None:
    with pytest.raises(ValueError, match="#"):
        colour.ground(paper, ink)


def test_members_are_told_the_month_of_the_list_as_it_is_said(tmp_path: Path) -> None:
    """The directory's edition is 2025-11: «our list of November 2025»."""
    header = "pcds,dointr,doterm,pcon24cd,rgn25cd,ctry25cd,east1m,north1m\n"
    row = "SW1A 1AA,202001,,E14001172,E12000007,E92000001,529090,179645\n"
    (tmp_path / "ONSPD_NOV_2025_UK.csv").write_text(header + row, "utf-8")
    built = hustings("postcodes", "build", tmp_path / "ONSPD_NOV_2025_UK.csv", "-o", tmp_path / "postcodes.bin")
    assert built.returncode == 0, built.stderr
    asked = ("--index", tmp_path / "postcodes.bin", "--as-of", "2027-07-20T12:00")
    done = publish(LEAGUE, tmp_path / "site", *asked)
    assert done.returncode == 0, done.stderr
    assert '"month":"November 2025"' in asset(tmp_path / "site", "areas.json").read_text("utf-8")


def test_without_areas_there_is_one_and_the_slates_own_order(tmp_path: Path) -> None:
    """The committee's folder has no areas.csv: the home page says the order, and asks for no postcode."""
    folder = committee(tmp_path / "folder", site_toml=SITE)
    (folder / "areas.csv").unlink(missing_ok=True)
    text = (folder / "candidates.csv").read_text("utf-8")
    (folder / "candidates.csv").write_text(re.sub(r"\b(north|south)\b", "", text), "utf-8")
    done = publish(folder, tmp_path / "site", "--slate", "together", "--as-of", "2027-03-20T12:00")
    assert done.returncode == 0, done.stderr
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert home.index("Ann Ash") < home.index("Ben Birch")
    assert "put these numbers next to these names" in home
    assert 'id="finder"' not in home
    assert not (tmp_path / "site/finder.html").exists()
    done = publish(folder, tmp_path / "neutral", "--as-of", "2027-03-20T12:00")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "neutral/areas").exists()
