"""The pages of the nominations and of the result: what they say, and from when on."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from pathlib import Path

import pytest

from election_folders import folder as committee
from elections import election, question
from hustings.counting.count import count
from hustings.narrative.record_files import to_json
from hustings.record.record import record_of
from journeys.program import hustings

NOMINATIONS = """\
date,branch,candidate
2027-01-20,b1,Ann Ash
2027-01-20,b1,Cy Cedar
2027-01-25,b2,Ann Ash
2027-02-10,b3,Ann Ash
2027-02-10,b3,Ben Birch
2027-02-11,b2,Ben Birch
2027-02-11,b2,Di Dogwood
"""
BRANCHES = "code,name,area\nb1,One,north\nb2,Two,north\nb3,Three,south\nb4,Four,south\nb5,Five,south\n"
NAMES = ("Ann Ash", "Ben Birch", "Cy Cedar", "Di Dogwood", "Ed Elm")


@pytest.fixture(scope="module")
def society(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committee's folder with nominations: Ash 3, Birch 2, Cedar 1, Dogwood 1, Elm 0; 2 are needed."""
    folder = committee(tmp_path_factory.mktemp("folder") / "society")
    (folder / "branches.csv").write_text(BRANCHES, "utf-8")
    (folder / "nominations.csv").write_text(NOMINATIONS, "utf-8")
    (folder / "areas.csv").write_text("code,name,parent,voters,covers\nnorth,North,,,\nsouth,South,,,\n", "utf-8")
    (folder / "site.toml").write_text('imprint = "Published by A. Ash, 1 High Street"\n', "utf-8")
    return folder


def published(folder: Path, out: Path, as_of: str, *more: object) -> subprocess.CompletedProcess[str]:
    done = hustings("publish", folder, "--out", out, "--as-of", as_of, *more)
    assert done.returncode == 0, done.stderr
    return done


def text(page: Path) -> str:
    html = re.sub(r"<svg.*?</svg>", "", page.read_text("utf-8"), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


def test_the_nominations_are_ranked_with_what_is_still_needed(society: Path, tmp_path: Path) -> None:
    """3 of 5 branches are 60 %, a majority; Cedar and Dogwood have 1 each: they share the third place, 1 short."""
    published(society, tmp_path / "site", "2027-02-12T12:00:00+00:00", "--slate", "together")
    said = text(tmp_path / "site/nominations.html")
    assert "Together holds the top 2 places" in said
    assert "7 nominations by 3 of 5 branches; 2 of 5 candidates have reached the 2 needed." in said
    assert "1 Ann Ash Together 3 60.0 % majority" in said
    assert "3 Cy Cedar Onward 1 1 short 20.0 %" in said
    assert "3 Di Dogwood Onward 1 1 short 20.0 %" in said
    assert "5 Ed Elm 0 2 short 0.0 %" in said
    assert "Together 2 5 71.4 % 2.5" in said  # 5 of 7 nominations


def test_what_came_later_is_not_on_an_earlier_site(society: Path, tmp_path: Path) -> None:
    published(society, tmp_path / "site", "2027-02-01T12:00:00+00:00", "--slate", "together")
    said = text(tmp_path / "site/nominations.html")
    assert "3 nominations by 2 of 5 branches" in said
    assert "Ann Ash Together 2 40.0 %" in said


def test_while_nominations_are_open_the_page_says_what_to_ask(society: Path, tmp_path: Path) -> None:
    for as_of, there in (("2027-02-01T12:00:00+00:00", True), ("2027-03-20T12:00:00+00:00", False)):
        published(society, tmp_path / "site", as_of, "--slate", "together")
        page = (tmp_path / "site/nominations.html").read_text("utf-8")
        assert "I propose that this branch nominates for Committee: Ann Ash, Ben Birch." in page
        assert "A branch may nominate up to 3." in page
        assert ('data-in="nominations" aria' in page) is there
        assert ('data-in="nominations" hidden aria' in page) is not there


def test_the_neutral_site_shows_nominations_and_asks_for_none(society: Path, tmp_path: Path) -> None:
    published(society, tmp_path / "site", "2027-02-12T12:00:00+00:00")
    said = text(tmp_path / "site/nominations.html")
    assert "1 Ann Ash Together 3" in said
    assert "propose" not in said


def test_a_broken_nominations_file_publishes_nothing(tmp_path: Path) -> None:
    folder = committee(tmp_path / "folder")
    (folder / "site.toml").write_text('imprint = "Published by A. Ash, 1 High Street"\n', "utf-8")
    (folder / "nominations.csv").write_text("date,branch,candidate\nsoon,b1,Ann Ash\n", "utf-8")
    done = hustings("publish", folder, "--out", tmp_path / "site", "--as-of", "2027-02-12T12:00:00+00:00")
    assert (done.returncode, "nominations.csv:2" in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "site").exists()


def test_the_result_page_has_the_elected_first_and_the_chart_of_the_count(society: Path, tmp_path: Path) -> None:
    """30 A, 16 B, 14 C, 9 D, 5 E of 74 papers for 3 places: the quota is 74 / 4 + 1 = 19, without its fraction."""
    cast = dataclasses.replace(election({"ABC": 30, "BD": 16, "CB": 14, "DC": 9, "E": 5}), names=NAMES)
    ask = question("scottish", 3)
    made = record_of(cast, ask, count(cast, ask), ["statute counter", "compiled counter"], file="made-up.blt")
    (tmp_path / "committee.json").write_text(to_json(made), "utf-8")
    more = ("--slate", "together", "--record", tmp_path / "committee.json", "--trust-record")
    published(society, tmp_path / "site", "2027-04-20T12:00:00+01:00", *more)
    early = hustings("publish", society, "--out", tmp_path / "early", "--as-of", "2027-04-09T11:59", *more)
    assert (early.returncode, "voting closes on 9 April 2027 at 12:00" in early.stderr) == (2, True)
    said = text(tmp_path / "site/result.html")
    # Ash's surplus of 11 takes Birch from 16 to 27: both of the slate are in.
    assert "<h1>2 of the 2 candidates of Together are elected</h1>" in (tmp_path / "site/result.html").read_text(
        "utf-8"
    )
    assert said.index("Ann Ash Together , at stage 1, with 30 votes") < said.index("Ben Birch Together , at stage 2")
    assert "Quota 19" in said
    assert "Valid papers 74" in said
    page = (tmp_path / "site/result.html").read_text("utf-8")
    # 11 / 30 is 0.36666, so 30 papers carry 10.9998 votes to Birch: 11 in whole numbers, and 26.9998 exactly.
    assert "Where Ann Ash’s votes went Elected with more votes than needed: at stage 2" in said
    assert re.search(r"to the next preferences\. Ben Birch 11 ", said)
    assert "Ben Birch 16.00000 26.99980" in said
    assert "Cy Cedar’s votes" not in said, "only the slate's own candidates are followed"
    # On a slate's page its own names alone have its colour; others have their slate's beside its name.
    own = re.findall(r'<li class="own"><span class="who"><bdi class="name">([^<]*)', page)
    assert own == ["Ann Ash", "Ben Birch"]
    lines = re.findall(r"<title>([^:]*):[^<]*</title><path [^>]*class=\"line [a-z-]* (own|other)", page)
    assert {name for name, side in lines if side == "own"} == {"Ann Ash", "Ben Birch"}
    assert len(lines) == 5
    # Without the ballots the page still says how the count is checked.
    assert "hustings verify committee.json BALLOTS" in text(tmp_path / "site/results/committee-check.html")
    assert '<svg class="chart"' in page
    assert 'href="results/committee.html"' in page
    assert not re.search(r"<style|\sstyle=", page)
    # The parts that name the picture are there.
    names = re.search(r'aria-labelledby="(chart-committee-title) (chart-committee-words)"', page)
    assert names
    assert all(f'id="{name}"' in page for name in names.groups())
