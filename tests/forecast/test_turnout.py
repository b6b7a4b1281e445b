"""Turnout so far, and how many are believed to vote in each area."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hustings.election.names import Register, called
from hustings.election.problems import BadInput
from hustings.forecast.beliefs import AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.turnout import EARLY, read_turnout, turned_out

STEADY = Onward(Belief(0.8), 0.1)
FORECAST = Forecast(
    "c", "us", ("A", "B", "C"),
    (Following("us", (1, 2), (1.0, 1.0), STEADY), Following("them", (3,), (1.0,), STEADY)),
    tuple(AreaBelief(code, 1000, (0.5, 0.5), Belief(0.3)) for code in ("n", "s")), turnout_shock=0.2,
)  # fmt: skip
AREAS = Register("area", "areas.csv", called([("n", "North"), ("s", "South")]))


def voters(forecast: Forecast) -> list[int]:
    return [area.voters for area in forecast.areas]


def test_by_hand_an_area_that_is_ahead_gets_more_voters_and_the_total_stays() -> None:
    """Two areas of 1,000; 300 and 200 have voted, a quarter. So areas are off by 0.3 × 0.75 = 0.225 (variance 0.0506),
    voters by 0.2 (0.04): 0.04 / 0.0906 = 0.4414 of how far an area is ahead is believed. ln(300/200) = 0.4055, so each
    is 0.2027 off their mean, and moves by 0.0895: 1000 × 1.0936 and 1000 × 0.9144, scaled by 2000 / 2008 to 1089 and
    911. What is left of the variance is 0.04 × 0.5586 + 0.4414 × 0.04 / 2 = 0.03117, a spread of 0.1766."""
    found = turned_out(FORECAST, {"n": 300, "s": 200})
    assert voters(found) == pytest.approx([1089, 911], abs=1)
    assert found.turnout_shock == pytest.approx(0.1766, abs=0.0002)


def test_the_posterior_is_what_brute_force_says() -> None:
    """A million draws of both areas' voters, of which part has voted (anything, alike on the log scale), and of how far
    each area is early; weighted by how close they come to what has voted."""
    random, many, spread = np.random.default_rng(1), 1_000_000, EARLY * 0.75
    logs = 0.2 * random.standard_normal((many, 2))
    part = random.uniform(-3, 0, many)
    off = (np.log([0.3, 0.2]) - logs - part[:, None]) / spread
    weights = np.exp(-0.5 * (off**2).sum(axis=1))
    weights /= weights.sum()
    found = turned_out(FORECAST, {"n": 300, "s": 200})
    n, s = voters(found)
    middle = weights @ logs
    assert np.log(n / s) == pytest.approx(middle[0] - middle[1], abs=0.01)
    assert found.turnout_shock == pytest.approx(np.sqrt(weights @ logs[:, 0] ** 2 - middle[0] ** 2), rel=0.02)


def test_nobody_is_taken_back_and_nothing_is_learnt_from_one_area_alone() -> None:
    assert voters(turned_out(FORECAST, {"n": 300})) == [1000, 1000]
    assert voters(turned_out(FORECAST, {"n": 1400, "s": 900})) == [1400, 900]


def test_turnout_that_is_believed_for_certain_is_not_moved_in_silence() -> None:
    with pytest.raises(BadInput, match="turnout_shock"):
        turned_out(replace(FORECAST, turnout_shock=0.0), {"n": 300, "s": 200})


def test_the_last_day_of_each_area_counts(tmp_path: Path) -> None:
    path = tmp_path / "turnout.csv"
    path.write_text('area,date,voted\nn,2027-03-20,200\nNorth,2027-03-10,50\ns,2027-03-19,"1,100"\n')
    found = read_turnout(path, AREAS)
    assert found.voted == {"n": 200, "s": 1100}
    assert found.source("turnout.csv") == "1,300 votes in 2 areas by 2027-03-20, turnout.csv"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("x,2027-03-20,5", "there is no area “x” in areas.csv; it should be one that votes here"),
        ("n,20 March,5", "should be a day"),
        ("n,2027-03-20,-5", "should be how many have voted so far"),
        ("n,2027-03-10,50\nn,2027-03-20,40", "40 by 2027-03-20 after 50 by 2027-03-10"),
        ("n,2027-03-10,50\nn,2027-03-10,50", "there is a row for 2027-03-10 already"),
        ("", "there is no area in it"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "turnout.csv"
    path.write_text(f"area,date,voted\n{rows}\n")
    with pytest.raises(BadInput, match=said):
        read_turnout(path, AREAS)
