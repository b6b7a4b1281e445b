"""A first forecast from nominations, by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecast_folders import FOLDER, GOOD, folder_with
from hustings.election.problems import BadInput
from hustings.election.reading import read_branches, read_election, read_nominations
from hustings.forecast.beliefs import OFF, UNKNOWN
from hustings.forecast.nominated import RECOGNITION, nominated_toml, planning_slate
from hustings.forecast.reading import read_forecast
from hustings.nominations.tally import Tally, tallies
from journeys.program import hustings

BRANCHES = "code,name,area\nb1,One,north\nb2,Two,south\nb3,Three,south\n"
MADE = """date,branch,candidate
2027-01-01,b1,Ann Ash
2027-01-01,b1,Ben Birch
2027-01-02,b2,Ann Ash
2027-01-02,b3,Cat Cedar
"""


def tally(tmp_path: Path, made: str = MADE) -> Tally:
    folder_with(tmp_path, GOOD, **{"branches.csv": BRANCHES, "nominations.csv": made})
    election = read_election(tmp_path)
    branches = read_branches(election)
    return tallies(election, branches, read_nominations(election, branches))[0]


def test_shares_are_parts_of_nominations_and_areas_lean_on_the_whole(tmp_path: Path) -> None:
    """Three of four nominations are the slate's, and 0.5 more for everybody: 3.5 of 5, 0.7. In the north two of two,
    and 35 of 50 borrowed: 37 of 52. In the south one of two: 36 of 52."""
    found = tally(tmp_path)
    slate = planning_slate(found.election, found.contest, None)
    (tmp_path / "forecast.toml").write_text(nominated_toml(found, slate))
    forecast = read_forecast(read_election(tmp_path))
    assert [area.shares[0] for area in forecast.areas] == pytest.approx([37 / 52, 36 / 52], abs=1e-5)
    # 1 / sqrt(4 × 0.7 × 0.3) = 1.091, over sqrt(2) 0.772; with 0.4 that is 0.87.
    assert forecast.national_shock == 0.87
    # Ann Ash was nominated twice, Ben Birch once.
    assert forecast.followings[0].recognition == (2.5, 1.5)
    assert "From 4 nominations by 3 branches" in forecast.note


def test_nominations_leave_as_much_doubt_of_who_is_known_as_nothing_does() -> None:
    assert OFF[UNKNOWN] <= RECOGNITION


def test_without_nominations_or_without_a_slate_it_says_so(tmp_path: Path) -> None:
    found = tally(tmp_path, MADE.splitlines()[0] + "\n")
    with pytest.raises(BadInput, match="no nomination of this contest counts"):
        nominated_toml(found, planning_slate(found.election, found.contest, "together"))
    with pytest.raises(BadInput, match="there is no such slate “togeter” \\(did you mean “together”"):
        planning_slate(found.election, found.contest, "togeter")


def test_the_command_begins_a_folder_that_has_no_forecast(tmp_path: Path) -> None:
    for name, text in {**FOLDER, "branches.csv": BRANCHES, "nominations.csv": MADE}.items():
        (tmp_path / name).write_text(text)
    done = hustings("forecast", "from-nominations", ".", "-o", "forecast.toml", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    checked = hustings("check", ".", folder=tmp_path)
    assert "forecast.toml" in checked.stdout
