"""Weighing papers drawn at the means, for another scenario, against that scenario's own expectations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hustings.forecast.advised import Order
from hustings.forecast.beliefs import INDEPENDENTS, SHOCKS, AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.papers import Sample, even_sample
from hustings.forecast.scenario import draw, draws, generator, means_of
from hustings.planning.paths import Paths
from weighing import check_papers_weigh_what_is_expected

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
    table = np.array([ORDERS["north"], ORDERS["south"]], np.int16)
    check_papers_weigh_what_is_expected(forecast, table, ORDERS)


@pytest.mark.parametrize("areas", [3, 60, 600])
def test_adherents_stay_as_a_scenario_has_it_however_many_areas_share_the_papers(areas: int) -> None:
    """Of a slate of two, the adherents who rank the second name are those who stay, 0.8 in the mean: in each scenario
    as many as it draws. With 600 areas most have a paper or two."""
    steady = Onward(Belief(0.8, 0.6), 0.1)
    forecast = Forecast(
        "c",
        "a",
        ("A1", "A2", "B1"),
        (Following("a", (1, 2), (1.0, 1.0), steady), Following("b", (3,), (1.0,), Onward(Belief(0.5), 0.2))),
        tuple(AreaBelief(f"g{i}", 1000, (0.6, 0.4), Belief(0.9)) for i in range(areas)),
    )
    means = means_of(forecast)
    drawn = even_sample(forecast, means, 1000, generator(1, 1, 0))
    scenarios = draws(forecast, [generator(1, 1, number) for number in range(1, 31)])
    weights = Paths(forecast, drawn, means).weights(scenarios, 2)
    adherent = drawn.rankings[:, 0] < 0
    stayed = weights[:, adherent & (drawn.rankings[:, 1] < 0)].sum(axis=1) / weights[:, adherent].sum(axis=1)
    assert stayed == pytest.approx(scenarios.stay[:, 0, 0], abs=0.03)
    assert np.corrcoef(stayed, scenarios.stay[:, 0, 0])[0, 1] > 0.98


def test_more_names_than_a_machine_word_has_bits_are_told_apart() -> None:
    """Seventy independents: a paper that begins with one of them weighs, against another that begins with the same, as
    the weights of those that were left to choose from say."""
    names = tuple(f"I{i}" for i in range(70))
    forecast = Forecast(
        "c",
        "a",
        ("A1", "A2", *names),
        (
            Following("a", (1, 2), (1.0, 1.0), Onward(Belief(0.8), 0.1)),
            Following(INDEPENDENTS, tuple(range(3, 73)), (1.0,) * 70, Onward(Belief(0.5), 0.2)),
        ),
        (AreaBelief("g", 1000, (0.1, 0.9), Belief(0.0)),),
        recognition_shock=0.5,
    )
    means, scenario = means_of(forecast), draw(forecast, generator(3, 1, 1))
    known = scenario.recognition[0]
    papers = np.array([[3, 71, 0], [3, 72, 4], [3, 5, 72]], np.int16)
    drawn = Sample(papers, np.zeros(3, np.int32), np.ones(3))
    weights = Paths(forecast, drawn, means).weights(scenario.many, 6)[0].astype(float)

    def chance(ranking: list[int]) -> float:
        """Of the names after the first, by Plackett-Luce over all that were left, against 1 / 69 and 1 / 68."""
        left, found = set(range(3, 73)) - {ranking[0]}, 1.0
        for name in ranking[1:]:
            found *= known[name - 1] * len(left) / sum(known[each - 1] for each in left)
            left.remove(name)
        return found

    wanted = np.array([chance([3, 71]), chance([3, 72, 4]), chance([3, 5, 72])])
    assert weights / weights.sum() == pytest.approx(wanted / wanted.sum(), rel=1e-4)


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
