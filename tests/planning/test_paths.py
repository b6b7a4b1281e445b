"""Weighing papers drawn at the means, for another scenario, against that scenario's own expectations."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from hustings.forecast.beliefs import INDEPENDENTS, SHOCKS, AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.expectations import enumerated, expected
from hustings.forecast.papers import Order
from hustings.forecast.scenario import draw, generator, means_of
from hustings.planning.paths import Paths

# A slate of three, one of two and a single independent: every way of staying, stopping, leaving, and of having nowhere
# to go. Who leaves B never goes to C.
FORECAST = Forecast(
    contest="c",
    slate="a",
    names=("A1", "A2", "A3", "B1", "B2", "C1"),
    followings=(
        Following("a", (1, 2, 3), (3.0, 2.0, 1.0), Onward(Belief(0.7, 0.4), 0.1, 0.3), {"b": 0.3, INDEPENDENTS: 0.7}),
        Following("b", (4, 5), (1.0, 2.0), Onward(Belief(0.6, 0.4), 0.2, 0.3), {"a": 1.0}),
        Following(INDEPENDENTS, (6,), (1.0,), Onward(Belief(0.5, 0.4), 0.2, 0.3)),
    ),
    areas=(
        AreaBelief("north", 1000, (0.5, 0.3, 0.2), Belief(0.4, 0.3)),
        AreaBelief("south", 600, (0.4, 0.4, 0.2), Belief(0.2, 0.3)),
    ),
    home=2.0,
    homes={2: frozenset({"south"})},
    **dict.fromkeys(SHOCKS, 0.3),  # type: ignore[arg-type]
)
ORDERS: dict[str, Order] = {"north": (2, 3, 1), "south": (3, 1, 2)}


@pytest.mark.parametrize("lengths", [(), (1.0, 0.86, 0.61, 0.29)])
def test_papers_of_the_means_weigh_what_is_expected_in_any_scenario(lengths: tuple[float, ...]) -> None:
    """All papers that can be are there, so nothing is left to chance: to a hundredth of a paper every ranking has the
    voters that are expected of it when every share, area, name, transfer and habit has had its shock."""
    forecast = replace(FORECAST, lengths=lengths)
    means = means_of(forecast)
    every = enumerated(forecast, means)
    paths = Paths(forecast, every, means)
    rankings = every.under(np.array([ORDERS["north"], ORDERS["south"]], np.int16)).tolist()
    for number in range(3):
        scenario = draw(forecast, generator(9, 1, number))
        found: Counter[Order] = Counter()
        for ranking, weight in zip(rankings, paths.weights(scenario.many, 5)[0].tolist(), strict=True):
            found[tuple(name for name in ranking if name)] += weight
        wanted = expected(forecast, scenario, ORDERS)
        assert {each: n / 10**5 for each, n in found.items() if n} == pytest.approx(wanted, abs=0.001)


def test_every_spread_moves_something_and_without_any_nothing_moves() -> None:
    certain = FORECAST.without_spread()
    means = means_of(FORECAST)
    for shock in SHOCKS:
        forecast = replace(certain, lengths=(1.0, 0.8, 0.5), **{shock: 0.3})  # type: ignore[arg-type]
        assert not forecast.certain
        drawn = draw(forecast, generator(9, 1, 1))
        still = draw(forecast.without_spread(), generator(9, 1, 1))
        moved = [
            key for key in ("voters", "shares", "recognition", "stop", "transfers")
            if not np.allclose(getattr(drawn, key), getattr(still, key))
        ]  # fmt: skip
        assert moved == [
            {
                "national_shock": "shares",
                "area_shock": "shares",
                "turnout_shock": "voters",
                "recognition_shock": "recognition",
                "home_shock": "recognition",
                "transfers_shock": "transfers",
                "lengths_shock": "stop",
            }[shock]
        ]
    assert certain.certain
    assert np.allclose(draw(certain, generator(9, 1, 1)).stop, means.stop)
