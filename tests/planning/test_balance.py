"""Water-filling as an integer program: small cases by hand and by trying every way."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from hustings.planning.balance import balanced, greedily, poured, water_level
from hustings.planning.plan import first_preferences_under, shape_of
from small_contests import contest


def test_the_level_of_water_on_uneven_piles() -> None:
    """Piles of 10, 40 and 100: 50 of water brings the first two to 50; 200 brings all three to 350 / 3."""
    floor = np.array([100.0, 10.0, 40.0])
    assert water_level(floor, 50.0) == pytest.approx(50.0)
    assert water_level(floor, 200.0) == pytest.approx(350 / 3)


def shortfall(voters: np.ndarray, floor: np.ndarray, chosen: tuple[int, ...]) -> float:
    piles = floor.copy()
    np.add.at(piles, list(chosen), voters)
    return float(max(0.0, water_level(floor, voters.sum()) - piles.min()))


@pytest.mark.parametrize("case", range(25))
def test_the_largest_shortfall_is_as_small_as_any_way_of_pouring_leaves_it(case: int) -> None:
    """Six units on three piles, up to three of them used: all 729 ways. The program may stop within a
    thousandth of the level, and weighs the other shortfalls, too."""
    random = np.random.default_rng(case)
    voters, floor = random.integers(10, 300, 6).astype(float), random.integers(0, 200, 3).astype(float)
    limit = int(random.integers(1, 4))
    ways = (way for way in itertools.product(range(3), repeat=6) if len(set(way)) <= limit)
    best = min(shortfall(voters, floor, way) for way in ways)
    found = tuple(poured(voters, floor, limit))
    assert len(set(found)) <= limit
    assert shortfall(voters, floor, found) <= best + 0.02 * water_level(floor, float(voters.sum()))


@pytest.mark.parametrize("areas", [40, 120])
def test_many_areas_come_level(areas: int) -> None:
    """Forty uneven areas on six piles can be shared out all but evenly, in very many ways: one of them is enough."""
    voters, floor = 4_000 / np.arange(1.0, areas + 1), np.array([9000.0, 4600.0, 3100.0, 2400.0, 1900.0, 1600.0])
    found = tuple(poured(voters, floor, 6))
    assert shortfall(voters, floor, found) <= 0.01 * water_level(floor, float(voters.sum()))


def test_greedy_pouring_uses_no_more_piles_than_it_may() -> None:
    """The largest, 50, goes to the lowest pile; with one list the others follow it there."""
    voters, floor = np.array([20.0, 50.0, 30.0]), np.array([5.0, 0.0])
    assert greedily(voters, floor, 2) == [0, 1, 0]
    assert greedily(voters, floor, 1) == [1, 1, 1]


def test_a_famous_name_is_active_and_yet_never_first() -> None:
    """600 voters, half the slate's, 0.4 of them free: 120, split 9 : 1 into 108 and 12. Adherents: 90, 60 and 30.
    Poured on 108 and 12 the level is 150: 12 + 90 + 60 = 162 and 108 + 30 = 138 is as even as can be."""
    forecast = contest(fame=(9.0, 1.0))
    shape = shape_of(forecast)
    plan = balanced(forecast, shape, [1, 2])
    assert first_preferences_under(forecast, plan) == pytest.approx({1: 138.0, 2: 162.0})
    assert {order[0] for order in balanced(forecast, shape, [1]).orders.values()} == {1}


def test_fixed_orders_count_and_stay() -> None:
    """The smallest area is fixed on S2, who so has 12 + 30 before anything is poured; 90 to S2, 60 to S1 would leave
    132 and 168, 60 to S2 and 90 to S1 102 and 198, both to S2 192 and 108: the first is the most even."""
    forecast = contest(fame=(9.0, 1.0))
    shape = shape_of(forecast, fixed={"a2": (2, 1)})
    plan = balanced(forecast, shape, [1, 2])
    assert plan.orders["a2"] == (2, 1)
    assert first_preferences_under(forecast, plan) == pytest.approx({1: 168.0, 2: 132.0})
