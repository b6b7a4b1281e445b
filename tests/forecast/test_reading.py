"""Beliefs as forecast.toml says them: what is read, and what is said of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecast_folders import FOLDER, GOOD, ONWARD_TOO, folder_with, several
from hustings.election.problems import BadInput
from hustings.election.reading import read_election
from hustings.forecast.beliefs import default_onward
from hustings.forecast.reading import check_forecasts, read_forecast


def test_a_forecast_is_read_with_its_defaults(tmp_path: Path) -> None:
    found = read_forecast(read_election(folder_with(tmp_path, GOOD)))
    assert [(f.slate, f.names) for f in found.followings] == [("together", (1, 2)), ("independents", (3,))]
    assert found.followings[0].recognition == (1.0, 2.0)
    assert found.followings[0].onward == default_onward(2)
    assert [(a.code, a.voters, a.shares) for a in found.areas] == [
        ("north", 1200, (0.6, 0.4)),
        ("south", 800, (0.6, 0.4)),
    ]
    assert [a.adherence.mean for a in found.areas] == [0.3, 0.5]


A_CHANCE = "“stay” is “0.9999999999”; it should be a share from 1e-09 to 0.999999999, as in 0.78"


@pytest.mark.parametrize(
    ("old", "new", "said", "line"),
    [
        ("together = 0.6", "together = 0.8, independents = 0.3", "the shares are 1.1 together", 6),
        ("together = 0.6", "together = 1.6", "“together” is “1.6”; it should be a share between 0 and 1", 6),
        ("together = 0.6", "independents = 1.0", "the planning slate “together” has no share", 6),
        ('slate = "together"', 'slate = "togeter"', "did you mean “together”?", 3),
        ("Ben Birch", "Ben Burch", "did you mean “Ben Birch”?", 7),
        ("south", "suoth", "did you mean “south”?", 5),
        ("note", "notes", "did you mean “note”?", 4),
        ('"Ben Birch" = 2', '"Ben Birch" = 2, "ben  birch" = 2', "Ben Birch stands here twice", 7),
        ("recognition =", "transfers = { together = { together = 0.2 } }\nrecognition =", "take “together” out of", 7),
        ("recognition =", "transfers = { together = { independents = 0 } }\nrecognition =", "one share at least", 7),
        ("recognition =", "onward = { together = { stay = 0.9, stop = 0.2 } }\nrecognition =", "1.1 together", 7),
        ("recognition =", "lengths = [0.9, 0.5]\nrecognition =", "it should begin with 1 and fall", 7),
        ("recognition =", "onward = { together = { stay = 0.9999999999, stop = 1e-9 } }\nrecognition =", A_CHANCE, 7),
        (
            "recognition =",
            "onward = { together = { stay = 0.999999999, stop = 0.000000001 } }\nrecognition =",
            "1 together",
            7,
        ),
        ("= 2.0", "= 1e308", "“Ben Birch” is “1e+308”; it should be a number from 1e-12 to 1e+12", 7),
        ("= 2.0", "= 1e-200", "“Ben Birch” is “1e-200”; it should be a number from 1e-12 to 1e+12", 7),
        ("recognition =", "home = 1e13\nrecognition =", "“home” is “10000000000000.0”; it should be a number", 7),
        ("recognition =", "area_shock = 6\nrecognition =", "“area_shock” is “6”; it should be a number from 0 to 5", 7),
        ("recognition =", "voters = { north = 999_999_999 }\nrecognition =", "from 1 to 100,000,000, as in 1200", 7),
        ("recognition =", "voters = { north = 0 }\nrecognition =", "“north” is “0”; it should be a whole number", 7),
    ],
)
def test_what_is_wrong_with_a_forecast_is_said_with_its_line(
    old: str, new: str, said: str, line: int, tmp_path: Path
) -> None:
    with pytest.raises(BadInput) as bad:
        read_forecast(read_election(folder_with(tmp_path, GOOD.replace(old, new))))
    found = [problem for problem in bad.value.problems if said in problem.said]
    assert [problem.line for problem in found] == [line], bad.value


def shares_said(tmp_path: Path, shares: str, more: str = "") -> list[str]:
    """What is said of these shares where everybody stands on one of two slates."""
    files = {
        "candidates.csv": FOLDER["candidates.csv"] + "Dan Dogwood\n",
        "slates.toml": FOLDER["slates.toml"] + ONWARD_TOO,
    }
    path = folder_with(tmp_path, f"{GOOD.replace('together = 0.6', shares)}{more}", **files)
    with pytest.raises(BadInput) as bad:
        read_forecast(read_election(path))
    return [str(problem).removeprefix(f"{path}/forecast.toml:") for problem in bad.value.problems]


def test_a_slate_may_have_no_share_in_one_area(tmp_path: Path) -> None:
    for north in ("independents = 1.0", "together = 0.0, independents = 1.0"):
        forecast = f"{GOOD}shares_in = {{ north = {{ {north} }} }}\n"
        found = read_forecast(read_election(folder_with(tmp_path, forecast)))
        assert [area.shares for area in found.areas] == [(0.0, 1.0), (0.6, 0.4)]
    forecast = GOOD.replace("together = 0.6", "independents = 1.0") + "shares_in = { north = { together = 1.0 } }\n"
    found = read_forecast(read_election(folder_with(tmp_path, forecast)))
    assert [area.shares for area in found.areas] == [(1.0, 0.0), (0.0, 1.0)]


def test_a_planning_slate_without_any_share_is_told_once(tmp_path: Path) -> None:
    none = "6: the planning slate “together” has no share; it should be above 0, in one area at least"
    nowhere = "shares_in = { north = { onward = 1.0 }, south = { onward = 1.0 } }\n"
    assert shares_said(tmp_path, "onward = 0.55") == [none]
    assert shares_said(tmp_path, "together = 0.0, onward = 1.0") == [none]
    assert shares_said(tmp_path, "together = 0.5, onward = 0.5", nowhere) == [none]
    assert shares_said(tmp_path, "together = 0.5, onward = 0.5", "shares_in = { north = { onward = 0.5 } }\n") == [
        "8: the shares are 0.5 together; 1 is wanted, since everybody begins with somebody"
    ]


def test_an_area_without_voters_and_a_slate_of_one_are_refused(tmp_path: Path) -> None:
    areas = FOLDER["areas.csv"].replace("800", "")
    with pytest.raises(BadInput, match=r"areas.csv:3: South \(south\) has no voters"):
        read_forecast(read_election(folder_with(tmp_path, GOOD, **{"areas.csv": areas})))
    alone = FOLDER["slates.toml"].replace(', "Ben Birch"', "")
    with pytest.raises(BadInput, match="a slate of one has no order to plan"):
        read_forecast(
            read_election(folder_with(tmp_path, GOOD, **{"areas.csv": FOLDER["areas.csv"], "slates.toml": alone}))
        )


def test_a_forecast_without_the_file_of_candidates_is_told_in_one_line(tmp_path: Path) -> None:
    path = folder_with(tmp_path, GOOD)
    (path / "candidates.csv").unlink()
    with pytest.raises(BadInput) as bad:
        read_forecast(read_election(path))
    assert [str(problem).removeprefix(f"{path}/") for problem in bad.value.problems] == [
        "forecast.toml:2: nobody is known to stand for c; candidates.csv should say who does"
    ]


def test_weights_and_chances_may_be_as_far_out_as_is_said(tmp_path: Path) -> None:
    far = 'recognition = { "Ben Birch" = 1e-12, "Ann Ash" = 1e12 }\n'
    far += "onward = { together = { stay = 1e-9, stop = 0.999999998 } }\nvoters = { north = 100_000_000 }\n"
    found = read_forecast(read_election(folder_with(tmp_path, GOOD.partition("recognition")[0] + far)))
    assert found.followings[0].recognition == (1e12, 1e-12)
    assert found.areas[0].voters == 10**8


def test_names_are_found_but_for_capitals_and_spaces_or_by_their_id(tmp_path: Path) -> None:
    for spelt in ("ben  birch", "ben-birch"):
        found = read_forecast(read_election(folder_with(tmp_path, GOOD.replace("Ben Birch", spelt))))
        assert found.followings[0].recognition == (1.0, 2.0)


def test_a_candidates_home_is_every_area_within_it(tmp_path: Path) -> None:
    files = {
        "areas.csv": FOLDER["areas.csv"].replace("north,", "isle,Isle,,,\nnorth,").replace("North,", "North,isle"),
        "candidates.csv": "name,area\nAnn Ash,isle\nBen Birch,south\nCat Cedar,\n",
    }
    found = read_forecast(read_election(folder_with(tmp_path, GOOD, **files)))
    assert found.homes == {1: {"north"}, 2: {"south"}}


def test_every_forecast_of_a_folder_is_checked_and_none_against_an_election_that_is_wrong(tmp_path: Path) -> None:
    bad = GOOD.replace("together = 0.6", "together = 0.8, independents = 0.3").replace("Ben Birch", "Ben Burch")
    election = read_election(folder_with(tmp_path, GOOD + bad))
    with pytest.raises(BadInput) as found:
        check_forecasts(election)
    assert [(problem.line, problem.said[:22]) for problem in found.value.problems] == [
        (9, "a forecast of “c” by “"),
        (14, "there is no candidate "),
        (13, "the shares are 1.1 tog"),
    ]
    with pytest.raises(BadInput) as found:
        check_forecasts(election, sound=False)
    assert [problem.line for problem in found.value.problems] == [9, 13]


TOGETHER = GOOD.replace("together = 0.6", "together = 0.6, onward = 0.4")
ONWARDS = TOGETHER.replace('slate = "together"', 'slate = "onward"')
DELEGATES = (
    GOOD.replace('contest = "c"', 'contest = "d"')
    .replace("0.6", "1.0")
    .replace("Ben Birch", "Eve Elm")
    .replace("Ann Ash", "Fay Fir")
)


def test_every_slate_can_have_a_forecast_of_its_own(tmp_path: Path) -> None:
    election = several(tmp_path, TOGETHER, ONWARDS, DELEGATES)
    check_forecasts(election)
    for contest, slate in (("c", "together"), ("c", "onward"), ("d", "together")):
        found = read_forecast(election, contest, slate)
        assert (found.contest, found.slate) == (contest, slate)
    assert read_forecast(election, slate="onward").slate == "onward"
    assert read_forecast(election, "d").slate == "together"


@pytest.mark.parametrize(
    ("contest", "slate", "said"),
    [
        (None, None, "--contest: there are forecasts of several contests; say one of c, d"),
        (None, "together", "--contest: there are forecasts of several contests; say one of c, d"),
        ("c", None, "--slate: there are forecasts of c by several slates; say one of together, onward"),
        (
            "d",
            "onward",
            "--slate: there is no forecast of d by “onward”; a slate plans with its own forecast, and there are those "
            "of together",
        ),
        (
            None,
            "onwrd",
            "--slate: there is no forecast by “onwrd” (did you mean “onward”?); a slate plans with its own forecast, "
            "and there are those of together, onward",
        ),
        ("e", None, "forecast.toml: there is no forecast of “e”; there are c, d"),
    ],
)
def test_of_several_forecasts_it_is_said_which_there_are(
    tmp_path: Path, contest: str | None, slate: str | None, said: str
) -> None:
    election = several(tmp_path, TOGETHER, ONWARDS, DELEGATES)
    with pytest.raises(BadInput) as bad:
        read_forecast(election, contest, slate)
    assert bad.value.on_command_line().removeprefix(f"{tmp_path}/") == said


def test_a_second_forecast_of_a_contest_by_the_same_slate_is_refused(tmp_path: Path) -> None:
    election = several(tmp_path, TOGETHER, ONWARDS, TOGETHER)
    for read in (check_forecasts, lambda election: read_forecast(election, "c", "together")):
        with pytest.raises(BadInput) as bad:
            read(election)
        assert bad.value.on_command_line().removeprefix(f"{tmp_path}/") == (
            "forecast.toml:16: a forecast of “c” by “together” stands above already"
        )


def test_a_name_on_two_slates_of_a_contest_with_a_forecast_is_refused(tmp_path: Path) -> None:
    """Who begins with that name could be of either following. In a contest without a forecast it may be so."""
    shared = FOLDER["slates.toml"] + ONWARD_TOO.replace("Dan Dogwood", "Ann Ash")
    path = folder_with(tmp_path, TOGETHER, **{"slates.toml": shared})
    election = read_election(path)
    for read in (check_forecasts, read_forecast):
        with pytest.raises(BadInput) as bad:
            read(election)
        assert bad.value.on_command_line().removeprefix(f"{path}/") == (
            "forecast.toml:2: Ann Ash is on several slates, together and onward; a forecast needs each name on one at "
            "most"
        )
    both = [slate.id for slate in election.slates if "Ann Ash" in slate.candidates["c"]]
    assert both == ["together", "onward"]


def test_a_file_of_forecasts_without_any_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        BadInput, match=r"forecast\.toml:1: “forecast” is “\[\]”; it should be one table, \[\[forecast\]\]"
    ):
        read_forecast(read_election(folder_with(tmp_path, "forecast = []\n")))
