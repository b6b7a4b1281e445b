"""Streams on the papers of another stream: nobody advised, and other beliefs of how many voters there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from elections import question
from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import SEARCH, draw, generator
from hustings.forecast.voters import first_preferences, followers
from hustings.planning.block import Block
from hustings.planning.otherwise import on_papers_of
from hustings.planning.plan import Plan, one_order, rotation, shape_of
from hustings.planning.sensitivity import followed, supported
from hustings.planning.stream import Counted, Draws, Stream
from small_contests import contest

pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")

FORECAST = contest((300, 200), fame=(3.0, 1.0), national_shock=0.2, area_shock=0.1, recognition_shock=0.2)
# A weight is rounded to whole hundredths, as a difference of rounded sums.
HUNDREDTH = 1


def stream() -> Stream:
    return Stream(FORECAST, question("scottish", 2), Draws(1, SEARCH, scenarios=60, papers=300), threads=1)


def test_without_advice_every_paper_weighs_what_its_own_path_says() -> None:
    """Papers that begin elsewhere are not weighed a second time: weighing all of them gives the same."""
    silent = stream().under(Plan({}))
    for number, block in enumerate(silent.blocks):
        rows = range(number * 50, number * 50 + len(block.weights))
        scenarios = [silent.scenario(row) for row in rows]
        whole = np.concatenate([silent.paths(number).weights(each.many, 2) for each in scenarios])
        assert np.abs(block.weights - whole).max() <= 2 * HUNDREDTH
        assert block.weights.sum(axis=1) == pytest.approx(50_000, abs=2)


@pytest.mark.parametrize("changed", [supported(FORECAST, 0.8), followed(FORECAST, 1.5)])
def test_other_beliefs_on_the_same_papers_have_their_own_voters(changed: Forecast) -> None:
    """In every scenario adherents, and all who begin with each candidate, are as many as those beliefs expect there."""
    other = on_papers_of(stream(), changed)
    for number, block in enumerate(other.blocks):
        begins = block.sample.rankings[:, 0]
        for row, weights in enumerate(block.weights):
            there = draw(other.forecast, generator(1, SEARCH, 1 + number * 50 + row))
            assert weights[begins < 0].sum() == pytest.approx(100 * followers(other.forecast, there).sum(), abs=2)
            free = first_preferences(other.forecast, there)[1].sum(axis=0)
            own = [weights[begins == name].sum() for name in range(1, len(free) + 1)]
            assert own == pytest.approx(100 * free, abs=3)


def test_as_believed_nothing_is_drawn_again_and_certain_beliefs_have_papers_of_their_own() -> None:
    base = stream()
    assert on_papers_of(base, FORECAST) is base
    sure = FORECAST.without_spread()
    certain = Stream(sure, base.question, base.draws, threads=1)
    other = supported(sure, 0.9)
    assert other is not None
    found, alone = on_papers_of(certain, other), Stream(other, base.question, base.draws, threads=1)
    assert (found.blocks[0].weights == alone.blocks[0].weights).all()


def test_a_plan_is_counted_once_in_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    base, shape = stream(), shape_of(FORECAST)
    plan = rotation(FORECAST, shape)
    first = base.worth(plan, slice(1))
    counted: list[int] = []
    really = Stream._counted

    def noted(self: Stream, asked: Sequence[tuple[Block, Any]], threads: int | None) -> list[Counted]:
        counted.extend(len(block.weights) for block, _ in asked)
        return really(self, asked, threads)

    monkeypatch.setattr(Stream, "_counted", noted)
    assert (base.worth(plan, slice(1)).seats == first.seats).all()
    assert not counted
    base.count([plan, one_order(FORECAST, shape)], [0])
    assert counted == [50]
