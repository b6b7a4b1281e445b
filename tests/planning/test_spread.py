"""A plan whose scenarios are spread over workers is the plan that one machine makes, figure by figure."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from elections import question
from hustings.election.problems import BadInput
from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import REPORT
from hustings.many.crew import Awaited, Crew, Held
from hustings.planning import spread
from hustings.planning.evidence import MOST_SCENARIOS as LOOKED_BACK_AT
from hustings.planning.objective import GUARDED
from hustings.planning.other_sizes import recommend_sizes
from hustings.planning.plan import Plan, one_order, shape_of
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import LeftOut, Settings
from hustings.planning.spread import Spread, check_scenarios
from hustings.planning.stream import BLOCK, Draws, Stream
from small_contests import STEADY, contest

pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")
pytest.importorskip("distributed")

SETTINGS = Settings(GUARDED, scenarios=330, papers=30, rounds=1)


HERE = spread.HERE


class Elsewhere(Crew):
    """Workers that are this process. Everything goes to them and comes from them as bytes, as over a network."""

    def __init__(self, number: int = 2, other: object = None) -> None:
        self.number, self.asked, self.other = number, 0, other

    def hold(self, make: Callable[[Any], Any], item: Any) -> Held[Any]:
        return Held(make(pickle.loads(pickle.dumps(item))))

    def ask(self, task: Callable[[Any, Any], Any], held: Held[Any], asked: Any) -> Awaited[Any]:
        self.asked += 1
        return Awaited(partial(task, held.future, pickle.loads(pickle.dumps(asked))))

    def answer(self, awaited: Awaited[Any], over: Callable[[], bool] | None = None) -> Any:
        if over is not None and over():
            raise TimeoutError
        return pickle.loads(pickle.dumps(awaited.future()))

    def everywhere(self, task: Callable[[], Any]) -> dict[str, Any]:
        return {"tcp://a:1": task(), "tcp://b:1": self.other or task()}


@pytest.fixture(autouse=True)
def few_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "HERE", 4)


def uncertain() -> Forecast:
    """With four areas, plans are too many to try them all."""
    return contest((300, 200, 100, 80), fame=(4.0, 1.0, 1.0), onward=STEADY, national_shock=0.2)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_stream_is_the_same_wherever_its_scenarios_are(workers: int) -> None:
    """330 scenarios are seven blocks, the last of 30: four here, three with the workers."""
    forecast, asked, draws = uncertain(), question("scottish", 3), Draws(1, REPORT, 330, 60, first=100)
    one, many = Stream(forecast, asked, draws), Spread(forecast, asked, draws, crew=Elsewhere(workers))
    assert (len(many), many.size, len(many.blocks)) == (len(one), one.size, 4) == (330, 7, 4)
    for plan in (one_order(forecast, shape_of(forecast)), Plan({}), Plan({"a1": (2, 1, 3)})):
        for some in (slice(None), slice(1), slice(1, 4), slice(3, 6), slice(6, 7)):
            here, there = one.worth(plan, some), many.worth(plan, some)
            for name in ("seats", "elected", "margin", "block", "fewer"):
                assert np.array_equal(getattr(here, name), getattr(there, name)), (plan, some, name)


def test_the_recommendation_is_the_same_figure_by_figure() -> None:
    forecast, asked, crew = uncertain(), question("scottish", 3), Elsewhere()
    alone, together = recommend(forecast, asked, SETTINGS), recommend(forecast, asked, SETTINGS, crew=crew)
    assert together == alone
    assert crew.asked > 20
    sizes = recommend_sizes([2], forecast, asked, SETTINGS)
    assert recommend_sizes([2], forecast, asked, SETTINGS, crew=crew) == sizes


def test_scenarios_that_are_looked_at_one_by_one_are_here() -> None:
    assert LOOKED_BACK_AT <= HERE * BLOCK


def test_where_nothing_is_uncertain_there_is_nothing_to_spread() -> None:
    forecast, asked, crew = contest((300, 200)).without_spread(), question("scottish", 2), Elsewhere()
    assert len(Spread(forecast, asked, Draws(1, REPORT, 330, 60), crew=crew)) == 1
    assert crew.asked == 0


def test_where_time_is_over_the_scenarios_are_those_that_are_drawn() -> None:
    forecast, asked = uncertain(), question("scottish", 3)
    some = Spread(forecast, asked, Draws(1, REPORT, 330, 60), crew=Elsewhere(), enough=lambda: True)
    assert len(some) == some.size * 50 == 200
    assert len(some.worth(Plan({}))) == 200
    found = recommend(forecast, asked, SETTINGS, crew=Elsewhere(), spent=lambda: 1.0)
    assert LeftOut.SCENARIOS in found.left_out


def test_a_worker_that_draws_other_scenarios_is_named() -> None:
    forecast, asked = uncertain(), question("scottish", 3)
    check_scenarios(Elsewhere(), forecast, asked)
    with pytest.raises(BadInput, match="the worker tcp://b:1 does not draw the scenarios that this machine draws"):
        check_scenarios(Elsewhere(other=ModuleNotFoundError("No module named 'numpy'")), forecast, asked)
