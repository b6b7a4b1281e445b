"""A first forecast from an earlier result, and behaviour pooled from several contests, by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from forecast_folders import FOLDER, GOOD, folder_with
from hustings.ballots.ballots import Ballots
from hustings.election.problems import BadInput
from hustings.election.reading import read_election
from hustings.forecast.fitting import fit
from hustings.forecast.nominated import planning_slate
from hustings.forecast.pooling import STAY_SPREAD, WORTH, behaving, leaning, pooled
from hustings.forecast.reading import read_forecast
from hustings.forecast.resulted import KNOWN, OFF_RETURNING, Begun, Untold, resulted_toml
from hustings.forecast.results import EarlierResult, Went, read_result
from journeys.program import hustings

HEADER = "candidate,area,stage,votes\n"
WHOLE = "Ann Ash,,1,300\nBen Birch,,1,100\nCat Cedar,,1,200\n"


def read(tmp_path: Path, text: str) -> EarlierResult:
    election = read_election(folder_with(tmp_path, GOOD))
    (tmp_path / "result.csv").write_text(text)
    return read_result(tmp_path / "result.csv", election, election.contest(None))


def begun(tmp_path: Path, text: str) -> Begun:
    result = read(tmp_path, text)
    election = read_election(tmp_path)
    contest = election.contest(None)
    found = resulted_toml(result, election, contest, planning_slate(election, contest, None), "a result")
    (tmp_path / "forecast.toml").write_text(found.toml)
    return found


def test_shares_are_first_preferences_and_areas_lean_on_the_whole(tmp_path: Path) -> None:
    """The slate had 400 of 600, two thirds. In the north 150 of 150, and two thirds of 50 borrowed: 183.33 of 200."""
    found = begun(tmp_path, HEADER + WHOLE + "Ann Ash,north,1,150\n")
    forecast = read_forecast(read_election(tmp_path))
    north, south = forecast.areas
    assert north.shares[0] == pytest.approx(550 / 600, abs=1e-5)
    assert south.shares[0] == pytest.approx(2 / 3, abs=1e-5)
    # All of the slate stood: known as 3 : 1, but for 0.28.
    ann, ben = forecast.followings[0].recognition
    assert ann / ben == pytest.approx(3, rel=1e-4)
    assert forecast.recognition_shock == KNOWN
    assert [each.what for each in found.untold] == ["no_stages", "following"]


def test_who_stood_before_is_better_known_than_a_new_colleague_and_less_surely(tmp_path: Path) -> None:
    found = begun(tmp_path, "candidate,votes\nAnn Ash,300\nCat Cedar,100\n")
    forecast = read_forecast(read_election(tmp_path))
    ann, ben = forecast.followings[0].recognition
    assert ann / ben == pytest.approx(1.43)
    assert forecast.recognition_shock == OFF_RETURNING
    assert Untold("not_all_stood", ("Ben Birch",), "together") in found.untold


def test_a_slate_s_total_alone_leaves_its_names_unknown(tmp_path: Path) -> None:
    found = begun(tmp_path, "candidate,votes\ntogether,300\nCat Cedar,100\n")
    forecast = read_forecast(read_election(tmp_path))
    assert forecast.areas[0].shares == (0.75, 0.25)
    assert forecast.followings[0].said == (False, False)
    assert Untold("nobody_stood", slate="together") in found.untold


def test_slates_and_areas_may_have_their_names_and_somebody_else_s_slate_is_said(tmp_path: Path) -> None:
    """“Together” is the name of the slate; Ann Asch stood on none, and is not Ann Ash."""
    found = read(tmp_path, "candidate,slate,area,votes\nTogether,,North,30\nAnn Asch,independents,north,10\n")
    assert found.by_slate("north") == {"together": 30.0, "independents": 10.0}


def test_a_name_that_two_areas_have_is_taken_for_neither(tmp_path: Path) -> None:
    election = read_election(folder_with(tmp_path, GOOD))
    (tmp_path / "areas.csv").write_text("code,name,parent,voters,covers\nnorth,Central,,1200,\nsouth,Central,,800,\n")
    (tmp_path / "result.csv").write_text("candidate,area,votes\nAnn Ash,Central,30\n")
    with pytest.raises(BadInput, match="there is no area “Central”"):
        read_result(tmp_path / "result.csv", read_election(tmp_path), election.contest(None))


def test_stages_show_where_votes_of_the_slate_go(tmp_path: Path) -> None:
    """Ben Birch is excluded with 100: 70 go to Ann Ash, 20 to Cat Cedar, and 10 stop. With a hundred votes as usual
    (stay 0.78, stop 0.06): 148 of 200 stay, 16 stop."""
    stages = "Ann Ash,,2,370\nBen Birch,,2,0\nCat Cedar,,2,220\n"
    assert read(tmp_path, HEADER + WHOLE + stages).went == {"together": Went(70, 20, 10)}
    begun(tmp_path, HEADER + WHOLE + stages)
    onward = read_forecast(read_election(tmp_path)).followings[0].onward
    assert (onward.stay.mean, onward.stop) == pytest.approx((0.74, 0.08))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + "Ann Ash,west,1,3\n", ":2: there is no area “west” in areas.csv"),
        (HEADER + "Ann Ash,,first,3\n", "the stage is “first”; it should be a whole number from 1"),
        (HEADER + "Ann Ash,,1,-3\n", "votes is “-3”; it should be a number"),
        (HEADER + "Ann Ash,,1,nan\n", "votes is “nan”; it should be a number"),
        (HEADER + WHOLE + "Ann Ash,,1,3\n", ":5: Ann Ash stands in line 2 already"),
        ("candidate,slate,votes\nZoe Zed,togeter,3\n", "no slate “togeter” in slates.toml .did you mean “together”"),
        ("candidate,votes\ntogether,3\nAnn Ash,3\n", "whose total has a row, too"),
        (HEADER + "Ann Asch,,1,3\n", ":2: “Ann Asch” does not stand today, and “Ann Ash” does; write that name, or"),
        (HEADER, "nobody has a first preference"),
        ("name,votes\nAnn Ash,3\n", "candidate"),
    ],
)  # fmt: skip
def test_a_bad_result_is_one_line_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(tmp_path, text)


def test_the_command_begins_a_folder_and_says_what_is_not_known(tmp_path: Path) -> None:
    for name, text in {**FOLDER, "result.csv": HEADER + WHOLE}.items():
        (tmp_path / name).write_text(text)
    done = hustings("forecast", "from-result", ".", "result.csv", "-o", "forecast.toml", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-3:] == [
        "Not known: The result is not by area, so every area has the same shares.",
        "Not known: There are no stages to show how votes move on, so what is usual is assumed.",
        "Not known: How many will follow an order is assumed: 30 % of supporters.",
    ]
    assert hustings("check", ".", folder=tmp_path).returncode == 0


def test_the_template_of_a_new_folder_may_go_but_not_what_somebody_has_written(tmp_path: Path) -> None:
    assert hustings("new", "spring", folder=tmp_path).returncode == 0
    (tmp_path / "result.csv").write_text("candidate,votes\nAnn Ash,300\nCy Cedar,100\n")
    begin = ("forecast", "from-result", "spring", "result.csv", "--contest", "committee", "--slate", "together")
    done = hustings(*begin, "-o", "spring/forecast.toml", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    again = hustings(*begin, "-o", "spring/forecast.toml", folder=tmp_path)
    assert again.returncode == 2
    assert "what is believed in it would be lost" in again.stderr


def contest(stay: int, leave: int) -> Ballots:
    """Two names of a slate, of whom one is always first: so many go on to the other, or to somebody else."""
    return Ballots.of(("A", "B", "C"), [((1, 2), stay), ((1, 3), leave)])


def test_a_slate_leans_on_others_the_more_the_less_is_counted_of_it() -> None:
    slates = {1: "s", 2: "s"}
    fits = [fit(contest(*each), slates) for each in ((6, 4), (9000, 1000), (800, 200))]
    found = pooled(fits)
    assert found.slates == 3
    assert 0.6 < leaning(fits[0], found).stay["s"] < 0.85
    assert leaning(fits[1], found).stay["s"] == pytest.approx(0.9, abs=0.002)
    # Another's slate behaves like all of them, and is as unsure as they differ.
    assert found.stay.spread > 0.3


def test_one_slate_shows_no_spread_so_it_is_that_of_scottish_parties() -> None:
    """With k slates the variance is ((k - 1) × what they show + 4 × 0.44²) / (k - 1 + 4). Two that are alike show
    none: 0.44 × sqrt(4 / 5) = 0.394."""
    slates = {1: "s", 2: "s"}
    alike = fit(contest(800, 200), slates)
    assert pooled([alike]).stay.spread == pytest.approx(STAY_SPREAD)
    assert pooled([alike, alike]).stay.spread == pytest.approx(STAY_SPREAD * math.sqrt(WORTH / (WORTH + 1)))


def test_behaviour_from_elsewhere_enters_a_forecast(tmp_path: Path) -> None:
    forecast = read_forecast(read_election(folder_with(tmp_path, GOOD)))
    found = pooled([fit(contest(800, 200), {1: "s", 2: "s"})])
    after = behaving(forecast, found)
    assert after.followings[0].onward.stay.mean == pytest.approx(0.8, abs=0.002)
    assert after.followings[1:] == forecast.followings[1:]
    assert replace(after, followings=forecast.followings) == forecast
