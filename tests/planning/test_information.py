"""What more answers are worth, in seats."""

from __future__ import annotations

import numpy as np
import pytest

from elections import question
from hustings.election.problems import BadInput
from hustings.forecast.scenario import together
from hustings.planning.information import after, answers_of, chances_of_answers, worth_of_calls
from hustings.planning.stream import Draws, Stream
from small_contests import contest


def test_chances_of_answers_add_up_and_are_those_of_the_scenario_but_for_bias() -> None:
    """Half of all support a slate of two names, one known three times as well as the other, and 0.6 follow. Medians of
    biased chances are the unbiased ones: 0.5 for others, 0.3 will follow, 0.15 and 0.05 name a name."""
    forecast = contest((300,), fame=(3.0, 1.0), national_shock=1e-9)
    stream = Stream(forecast, question("scottish", 2), Draws(1, 1, 500, 100), threads=1)
    drawn = together([stream.scenario(number) for number in range(500)])
    chances = chances_of_answers(forecast, drawn, np.random.default_rng(2))
    assert chances.shape == (500, 1, 4)
    assert chances.sum(axis=2) == pytest.approx(np.ones((500, 1)))
    assert np.median(chances[:, 0], axis=0) == pytest.approx([0.5, 0.3, 0.15, 0.05], abs=0.03)


def test_answers_move_the_forecast_as_a_canvass_does() -> None:
    """Of 40 first choices 30 are for the first of two names, of whom nothing was known: she is now the better known, by
    less than three times. Everybody who begins with another slate is one answer."""
    forecast = contest((300, 300), national_shock=0.1, recognition_shock=1.0)
    assert answers_of(forecast) == ["r", "our order", "S1", "S2"]
    moved = after(forecast, ("a0",), [40, 0, 30, 10]).followings[0].recognition
    assert 1 < moved[0] / moved[1] < 3


def test_calls_are_worth_more_the_less_is_known_of_the_names() -> None:
    """Two names for three places, one of whom may be far better known: which, only answers tell. Where both are known
    for sure there is nothing to gain."""
    asked = {"calls": 200, "scenarios": 200, "papers": 200, "threads": 1}
    sizes, sure = (300, 300, 300, 300), {"adherence": 0.4, "share": 0.5, "national_shock": 0.02}
    unknown = worth_of_calls(contest(sizes, recognition_shock=1.5, **sure), question("scottish", 3), {}, **asked)  # type: ignore[arg-type]
    assert unknown.everywhere.seats > 3 * unknown.everywhere.error > 0
    assert set(unknown.areas) == {"a0", "a1", "a2", "a3"}
    assert (unknown.number, unknown.scenarios) == (200, 200)
    known = worth_of_calls(contest(sizes, **sure), question("scottish", 3), {}, **asked)  # type: ignore[arg-type]
    assert abs(known.everywhere.seats) <= 3 * known.everywhere.error


def test_where_nothing_is_uncertain_no_answer_moves_anything() -> None:
    with pytest.raises(BadInput, match="nothing in this forecast is uncertain"):
        worth_of_calls(contest(), question("scottish", 3), {}, calls=100, scenarios=100, papers=100)
