"""hustings new --wizard: answers in the terminal become a folder that plans at once."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from hustings.election.folder.site_toml import read_settings
from hustings.election.problems import Problem
from hustings.election.reading import read_election
from hustings.forecast.reading import read_forecast
from journeys.program import hustings

ANSWERS = (
    "Allotment committee 2027", "3", "", "Together", "Ann Ash, Ben Birch, Dee Dogwood", "Onward", "Cy Cedar, Eve Elm",
    "", "Flo Fir", "North 1200", "South side 800", "", "45, 40", "fairly sure", "40", "5", "3", "", "alphabetical",
    "Published by A. Ash for Together, 1 High Street, Ashford",
)  # fmt: skip


def wizard(folder: Path, *answers: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from hustings.cli.main import main; main()", "new", str(folder), "--wizard"]
    return subprocess.run(command, input="".join(f"{each}\n" for each in answers), capture_output=True, text=True)


def test_answers_become_a_folder_that_says_what_was_answered(tmp_path: Path) -> None:
    done = wizard(tmp_path / "spring", *ANSWERS)
    assert done.returncode == 0
    assert "Now run: hustings plan" in done.stdout
    election = read_election(tmp_path / "spring")
    contest = election.contest("council")
    assert (contest.title, contest.seats, contest.rules) == ("Allotment committee 2027", 3, "scottish")
    found = read_forecast(election)
    assert [(each.slate, len(each.names)) for each in found.followings] == [
        ("together", 3), ("onward", 2), ("independents", 1),
    ]  # fmt: skip
    assert [(area.code, area.voters) for area in found.areas] == [("north", 1200), ("south-side", 800)]
    assert found.areas[0].shares == pytest.approx((0.45, 0.40, 0.15))
    assert (found.areas[0].adherence.mean, found.ballot_order) == (0.40, "alphabetical")
    # Ann Ash at 5 is two steps of 1.5 above Ben Birch at 3; of Dee Dogwood nobody knows, and that stays unknown.
    own = found.followings[0]
    assert own.recognition[0] / own.recognition[1] == pytest.approx(2.25)
    assert own.said == (True, True, False)


def test_the_folder_plans_at_once(tmp_path: Path) -> None:
    pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")
    assert wizard(tmp_path / "spring", *ANSWERS).returncode == 0
    assert "forecast.toml" in hustings("check", tmp_path / "spring").stdout
    done = hustings(
        "plan", "spring", "--out", "plan.csv", "--draws", 50, "--rounds", 0, "--objective", "seats", folder=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    with (tmp_path / "plan.csv").open() as file:
        assert {row["area"] for row in csv.DictReader(file)} <= {"north", "south-side"}


def test_who_knows_nothing_gets_wide_beliefs_and_says_so(tmp_path: Path) -> None:
    """Six names of 3, 2 and 1: without an answer shares go by names, as wide as where only nominations are known."""
    unknown = (*ANSWERS[:12], "", "", "", "", "", "", "")
    done = wizard(tmp_path / "spring", *unknown)
    assert done.returncode == 0
    found = read_forecast(read_election(tmp_path / "spring"))
    assert found.areas[0].shares == pytest.approx((3 / 6, 2 / 6, 1 / 6), abs=1e-6)
    assert (found.national_shock, found.area_shock, found.areas[0].adherence.mean) == (0.4, 0.3, 0.3)
    assert found.followings[0].said == (False, False, False)
    assert found.note.startswith(
        "Answers of the campaign to hustings new --wizard. Nobody knew how much support there is"
    )


def test_the_imprint_stands_in_site_toml_and_without_one_a_line_shows_how(tmp_path: Path) -> None:
    assert wizard(tmp_path / "spring", *ANSWERS).returncode == 0
    said = read_settings(tmp_path / "spring/site.toml", read_election(tmp_path / "spring"), [])
    assert said.imprint == ANSWERS[-1]
    assert wizard(tmp_path / "later", *ANSWERS[:-1], "").returncode == 0
    problems: list[Problem] = []
    assert read_settings(tmp_path / "later/site.toml", read_election(tmp_path / "later"), problems).imprint == ""
    assert problems == []
    assert '\n# imprint = "Published by' in (tmp_path / "later/site.toml").read_text()


def test_an_answer_that_does_not_fit_is_asked_again(tmp_path: Path) -> None:
    wrong = list(ANSWERS)
    wrong[1:2] = ["three", "0", "3"]
    wrong[wrong.index("45, 40")] = "45, 70\n45\n45, 40"
    wrong[wrong.index("Cy Cedar, Eve Elm")] = "Cy Cedar, ann ash\nCy Cedar, Eve Elm"
    wrong[wrong.index("South side 800")] = "North 5\nSouth\nSouth side 800"
    done = wizard(tmp_path / "spring", *wrong)
    assert done.returncode == 0
    for said in (
        "“three” should be a whole number from 1 to 1,000", "They are 115 together; at most 100 is right",
        "2 numbers are needed, and there are 1", "ann ash stands there twice", "North is there already",
        "A name and a number are needed",
    ):  # fmt: skip
        assert said in done.stderr
    assert read_forecast(read_election(tmp_path / "spring")).areas[1].voters == 800


def test_answers_that_end_leave_nothing_behind(tmp_path: Path) -> None:
    done = wizard(tmp_path / "spring", *ANSWERS[:6])
    assert done.returncode == 2
    assert "nothing was written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "spring").exists()


def test_names_in_any_script_get_ids_of_their_own(tmp_path: Path) -> None:
    said = list(ANSWERS)
    said[3], said[5], said[9] = "Единство", "選挙", "Łódź 1200"
    done = wizard(tmp_path / "spring", *said)
    assert done.returncode == 0
    assert len({each.slate for each in read_forecast(read_election(tmp_path / "spring")).followings}) == 3
