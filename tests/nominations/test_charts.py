"""The two charts of a tally, and its tables in the terminal."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from election_folders import COMMITTEE, folder
from hustings.cli.nomination_tables import print_tally
from hustings.election.reading import read_branches, read_election, read_nominations
from hustings.nominations.charts import (
    ALONE,
    PALETTE,
    PAPER,
    progress_chart,
    ranking_chart,
    slate_colours,
    write_charts,
)
from hustings.nominations.tally import Tally, tallies

ROWS = (
    "date,branch,candidate\n2027-01-20,1,Ann Ash\n2027-01-21,2,Ann Ash\n2027-01-25,1,Ben Birch\n2027-02-01,2,Ed Elm\n"
)


def made(path: Path, **files: str) -> Tally:
    election = read_election(folder(path, nominations_csv=ROWS, **files))
    branches = read_branches(election)
    return tallies(election, branches, read_nominations(election, branches))[0]


def words(svg: str) -> list[str]:
    """The texts of an SVG, without the marks of isolation."""
    texts = ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    return [re.sub("[\u2068\u2069]", "", text) for text in texts]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_ranking_states_its_finding_names_slates_beside_their_bars_and_marks_the_threshold(tmp_path: Path) -> None:
    tally = made(tmp_path)
    said = words(ranking_chart(tally))
    assert "Together holds 2 of the top 3 places" in said  # Ben and Ed have one each
    assert "Ann Ash" in said
    assert "2  Together" in said
    assert "2 needed" in said
    assert ranking_chart(tally).count(slate_colours(tally)["together"]) >= 2


def test_the_progress_names_who_is_short_and_by_how_much(tmp_path: Path) -> None:
    said = words(progress_chart(made(tmp_path)) or "")
    assert "1 of 5 candidates has reached the 2 nominations needed; 4" in " ".join(said)
    assert "Ben Birch and Ed Elm: 1 short" in said
    assert "Cy Cedar and Di Dogwood: 2 short" in said


def test_without_a_threshold_there_is_no_progress_towards_it(tmp_path: Path) -> None:
    text = COMMITTEE["election.toml"].replace("nominations_needed = 2\n", "")
    assert progress_chart(made(tmp_path, election_toml=text)) is None


@pytest.mark.parametrize("colour", [*PALETTE, ALONE])
def test_labels_in_a_slates_colour_can_be_read(colour: str) -> None:
    """A contrast of 4.5 to 1 with the paper (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((luminance(PAPER), luminance(colour)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_same_tally_gives_the_same_bytes_whatever_the_hash_seed_and_time_zone(tmp_path: Path) -> None:
    made(tmp_path)
    code = (
        "import sys; from hustings.election.reading import *; from hustings.nominations.tally import tallies;"
        "from hustings.nominations.charts import *; from hustings.nominations.report import report;"
        "e = read_election(sys.argv[1]); b = read_branches(e); t = tallies(e, b, read_nominations(e, b));"
        "print(ranking_chart(t[0]), progress_chart(t[0]), report(t))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }
    assert len(outputs) == 1


def test_names_from_outside_do_no_harm_in_a_chart(tmp_path: Path) -> None:
    people = COMMITTEE["candidates.csv"].replace("Ed Elm", "<script>alert(1)</script> & \u202eevil")
    rows = ROWS.replace("Ed Elm", "<script>alert(1)</script> & \u202eevil")
    election = read_election(folder(tmp_path, candidates_csv=people))
    (tmp_path / "nominations.csv").write_text(rows, encoding="utf-8")
    tally = tallies(election, (), read_nominations(election, ()))[0]
    for svg in (ranking_chart(tally), progress_chart(tally) or ""):
        assert "<script" not in svg
        assert "\u202e" not in svg


def test_charts_are_written_under_their_contests_names(tmp_path: Path) -> None:
    tally = made(tmp_path)
    written = write_charts([tally], tmp_path / "charts")
    assert [path.name for path in written] == ["committee-ranking.svg", "committee-progress.svg"]


def test_the_tables_fit_into_a_hundred_columns_and_report_what_was_not_counted(tmp_path: Path) -> None:
    people = COMMITTEE["candidates.csv"].replace("Ann Ash", "Annabella Ash-Underwood of the Far Meadows Beyond")
    slates = COMMITTEE["slates.toml"].replace("Ann Ash", "Annabella Ash-Underwood of the Far Meadows Beyond")
    out = Console(file=io.StringIO(), width=100, highlight=False)
    tally = made(tmp_path, candidates_csv=people, slates_toml=slates)
    print_tally([tally], out)
    text = out.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(len, text.splitlines())) <= 100
    assert "Not counted: 2" in text
    assert "line 2: Ann Ash by 1: no candidate Ann Ash is known" in text
