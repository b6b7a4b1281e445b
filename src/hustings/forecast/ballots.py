"""From papers to Ballots: what any counter can count, and any other program can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.ballots.views import Arrays, ballots_from, merged, views, with_papers
from hustings.forecast.advised import Order, advice_table
from hustings.forecast.beliefs import Forecast
from hustings.forecast.expectations import TooMany, expected
from hustings.forecast.papers import sample
from hustings.forecast.scenario import SIMULATE, draw, generator, means_of

DECIMALS = 5


def elections(
    forecast: Forecast, orders: Mapping[str, Order], seats: int, draws: int, seed: int, title: str
) -> Iterator[Ballots]:
    """So many simulated elections; or, where nothing varies from draw to draw and papers are few enough to be
    enumerated, only one: the papers that are expected, their weights whole numbers where they can be.

    title: of each; which draw it is goes after it.
    """
    if forecast.certain:
        try:
            exact = expected_ballots(forecast, orders, seats)
        except TooMany:
            pass
        else:
            yield replace(_whole(exact), title=f"{title}. The papers that are expected")
            return
    for number in range(1, draws + 1):
        said = f"{title}. Draw {number} of seed {seed}"
        yield simulated_ballots(forecast, orders, seats, seed=seed, number=number, title=said)


def _whole(ballots: Ballots) -> Ballots:
    """The same ballots without decimals, where all weights are whole."""
    unit = 10**ballots.decimals
    papers = views(ballots).papers
    if (papers % unit).any():
        return ballots
    return with_papers(ballots, papers // unit, decimals=0)


def expected_ballots(forecast: Forecast, orders: Mapping[str, Order], seats: int) -> Ballots:
    """The expected papers when each area (by code) has its order: weights to 10**-5, by largest remainders.

    What has a spread is taken at its mean. Raises TooMany where there are more different rankings than can be
    enumerated.
    """
    voters = expected(forecast, means_of(forecast), orders)
    weights = _in_units(np.array(list(voters.values())))
    cast = [(ranking, int(weight)) for ranking, weight in zip(voters, weights, strict=True) if weight]
    return Ballots.of(forecast.names, cast, decimals=DECIMALS, seats=seats)


def simulated_ballots(
    forecast: Forecast, orders: Mapping[str, Order], seats: int, *, seed: int, number: int, title: str = ""
) -> Ballots:
    """One simulated election, a paper for every voter: draw `number` of this seed, the same every time.

    orders: of areas by code; where an area has none nobody adheres there.
    """
    random = generator(seed, SIMULATE, number)
    scenario = draw(forecast, random)
    for g, area in enumerate(forecast.areas):
        if area.code not in orders:
            scenario.adherence[g] = 0
    drawn = sample(forecast, scenario, round(float(scenario.voters.sum())), random)
    rankings = drawn.under(advice_table(forecast, orders))
    lengths = (rankings != 0).sum(axis=1)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    cast = merged(Arrays(rankings[rankings != 0], starts, np.ones(len(rankings), np.int64)))
    return ballots_from(forecast.names, cast, seats=seats, title=title)


def _in_units(voters: NDArray[np.float64]) -> NDArray[np.int64]:
    """Voters in units of 10**-DECIMALS, by largest remainders, so that the total is right."""
    exact = voters * 10**DECIMALS
    whole: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    rest = round(float(exact.sum())) - int(whole.sum())
    whole[np.argsort(-(exact - whole), kind="stable")[:rest]] += 1
    return whole
