"""What adherents do with a list that goes on below the slate, otherwise than others, and with a rival's list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from hustings.counting.count import count
from hustings.forecast.advised import Order, advice_table
from hustings.forecast.ballots import expected_ballots, simulated_ballots
from hustings.forecast.beliefs import INDEPENDENTS, SHOCKS, AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.expectations import expected
from hustings.forecast.papers import Sample, even_sample, sample, with_own_orders
from hustings.forecast.scenario import generator, means_of
from hustings.planning.plan import Plan
from hustings.planning.stream import Draws, Stream
from hustings.rules.library import rule_book
from hustings.rules.question import Question
from weighing import check_papers_weigh_what_is_expected

# Everybody of our slate adheres, and nobody else votes.
ALONE = Forecast(
    "c", "us", ("A", "B", "Friend", "Cy", "Dee"),
    (
        Following("us", (1, 2), (1.0, 1.0), Onward(Belief(0.8), 0.1), {"them": 0.75, INDEPENDENTS: 0.25}),
        Following("them", (4, 5), (1.0, 1.0), Onward(Belief(0.8), 0.15)),
        Following(INDEPENDENTS, (3,), (1.0,), Onward(Belief(0.5), 0.5 - 1e-9)),
    ),
    (AreaBelief("n", 1000, (1.0, 0.0, 0.0), Belief(1.0)),),
)  # fmt: skip
OURS: dict[str, Order] = {"n": (2, 1)}


def voters(forecast: Forecast, orders: Mapping[str, Order]) -> dict[str, float]:
    """Expected voters of each ranking, in letters; those of less than a thousandth left out."""
    found = expected(forecast, means_of(forecast), orders)
    return {"".join(forecast.names[n - 1][0] for n in ranking): n for ranking, n in found.items() if n > 0.001}


def test_a_list_goes_on_below_the_slate_as_it_goes_on_within() -> None:
    """1,000 follow “B, A, then Friend”. After B 800 go on to A, 100 stop, 100 leave. Of the 800 after A 640 go on to
    Friend, 80 stop, 80 leave: 20 for Friend and 60 for the rivals. So BAF: 660. Without the list, of the 800 a half
    stops, and a quarter of the others goes to Friend: 100."""
    found = voters(replace(ALONE, after=(3,)), OURS)
    assert sum(n for ranking, n in found.items() if ranking[:3] == "BAF") == pytest.approx(640 + 20)
    assert found["B"] == pytest.approx(100)
    assert found["BA"] == pytest.approx(80)
    assert sum(n for ranking, n in found.items() if ranking[:3] in ("BAC", "BAD")) == pytest.approx(60)
    before = voters(ALONE, OURS)
    assert sum(n for ranking, n in before.items() if ranking[:3] == "BAF") == pytest.approx(100)


def test_below_the_slate_an_allied_slate_is_named_and_comes_once() -> None:
    """“B, A, then Dee, Cy”: 640 come to Dee along the list, and 512 of them go on to Cy. Of the 80 who leave after A by
    themselves 60 go to the allies, half of them to Dee first, and 24 of these to Cy. Nobody comes twice."""
    found = voters(replace(ALONE, after=(5, 4)), OURS)
    assert sum(n for ranking, n in found.items() if ranking[:4] == "BADC") == pytest.approx(512 + 24)
    assert all(len({*ranking}) == len(ranking) for ranking in found)


def test_adherents_may_stay_more_than_others() -> None:
    """Adherents go on in 95 of 100 cases and stop in 3: of 600 who follow 570 reach A, and 18 stop after B. Of the 400
    others, half of whom begin with B, 160 go on from there and 20 stop."""
    forecast = replace(
        ALONE, adhering=Onward(Belief(0.95), 0.03), areas=(replace(ALONE.areas[0], adherence=Belief(0.6)),)
    )
    found = voters(forecast, OURS)
    assert sum(n for ranking, n in found.items() if ranking[:2] == "BA") == pytest.approx(570 + 160)
    assert found["B"] == pytest.approx(18 + 20)


def test_a_rivals_plan_is_followed_area_by_area() -> None:
    """The rival's 1,000 in each of two areas; 0.4 follow its plan: Dee before Cy in the north, nothing in the south.
    North: 400 and half of 600 begin with Dee; the 400 go on to Cy in 0.8 of cases, and so do the others."""
    ours, them, others = ALONE.followings
    rival = replace(them, managed=0.4, orders={"n": (5, 4)})
    area = AreaBelief("n", 1000, (0.0, 1.0, 0.0), Belief(0.5))
    forecast = replace(ALONE, followings=(ours, rival, others), areas=(area, replace(area, code="s")))
    found = expected(forecast, means_of(forecast), {})
    north = sum(n for ranking, n in found.items() if ranking[0] == 5) - 500
    assert north == pytest.approx(700)
    assert sum(n for ranking, n in found.items() if ranking[:2] == (5, 4)) == pytest.approx(0.8 * 1200)
    # It does not even out as well.
    even = replace(forecast, followings=(ours, replace(rival, orders={}), others))
    assert sum(n for ranking, n in expected(even, means_of(even), {}).items() if ranking[0] == 5) == pytest.approx(1000)


# All of it at once: what is expected, sampled, weighed and simulated must be one and the same.
ALL = Forecast(
    "c", "a", ("A1", "A2", "A3", "B1", "B2", "C1", "C2"),
    (
        Following("a", (1, 2, 3), (3.0, 2.0, 1.0), Onward(Belief(0.7, 0.4), 0.1, 0.3), {"b": 0.3, INDEPENDENTS: 0.7}),
        Following("b", (4, 5), (1.0, 2.0), Onward(Belief(0.6, 0.4), 0.2, 0.3), {"a": 1.0}, (), None, 0.4,
                  {"north": (4, 5), "south": (5, 4)}),
        Following(INDEPENDENTS, (6, 7), (1.0, 1.5), Onward(Belief(0.5, 0.4), 0.2, 0.3)),
    ),
    (
        AreaBelief("north", 1000, (0.5, 0.3, 0.2), Belief(0.4, 0.3)),
        AreaBelief("south", 600, (0.4, 0.4, 0.2), Belief(0.2, 0.3)),
    ),
    after=(7, 4),
    adhering=Onward(Belief(0.85, 0.4), 0.05, 0.3),
    **dict.fromkeys(SHOCKS, 0.3),  # type: ignore[arg-type]
)  # fmt: skip
ORDERS: dict[str, Order] = {"north": (2, 3, 1), "south": (3, 1, 2)}


@pytest.mark.parametrize("lengths", [(), (1.0, 0.86, 0.61, 0.29)])
@pytest.mark.parametrize("own", [True, False])
def test_papers_weigh_what_is_expected_in_any_scenario(lengths: tuple[float, ...], own: bool) -> None:
    """To a hundredth of a paper, as without lists (tests/planning/test_paths.py)."""
    forecast = replace(ALL, lengths=lengths, adhering=ALL.adhering if own else None)
    check_papers_weigh_what_is_expected(forecast, advice_table(forecast, ORDERS), ORDERS)


@pytest.mark.parametrize("make", [sample, even_sample])
@pytest.mark.parametrize("orders", [ORDERS, {}])
def test_sampled_papers_are_those_expected(make: object, orders: dict[str, Order]) -> None:
    """40,000 papers for 1,600 voters: each of the rankings of more than ten voters within five standard errors, and all
    first preferences; with nobody advised, too, where adherents' papers have become those of anybody."""
    means, random = means_of(ALL), generator(4, 1, 1)
    drawn: Sample = make(ALL, means, 40_000, random)  # type: ignore[operator]
    believed = ALL if orders else ALL.without_advice(("north", "south"))
    if not orders:
        drawn = with_own_orders(believed, means_of(believed), drawn, np.array([True, True]), random)
    found: Counter[Order] = Counter()
    for ranking, weight in zip(drawn.under(advice_table(ALL, orders)).tolist(), drawn.weights, strict=True):
        found[tuple(name for name in ranking if name)] += weight
    wanted = expected(believed, means_of(believed), orders)
    for ranking, voters in wanted.items():
        if voters > 10:
            assert found[ranking] == pytest.approx(voters, abs=5 * (voters * 1600 / 40_000) ** 0.5), ranking
    assert set(found) <= set(wanted)


def test_simulated_elections_follow_the_lists() -> None:
    """80,000 papers: whole lists are on as many as are expected, within five standard errors."""
    forecast = replace(ALL.without_spread(), areas=tuple(replace(a, voters=40_000) for a in ALL.areas))
    ballots = simulated_ballots(forecast, ORDERS, 2, seed=1, number=1)
    wanted, found = expected(forecast, means_of(forecast), ORDERS), dict(ballots)
    for ranking in ((2, 3, 1, 7, 4), (3, 1, 2, 7, 4), (4, 5)):
        assert found[ranking] == pytest.approx(wanted[ranking], abs=5 * wanted[ranking] ** 0.5)


def test_what_is_recommended_below_the_slate_helps_the_friend_and_costs_the_slate_nothing() -> None:
    """Two places, 1,000 papers, quota 334. 420 of ours follow “A, B”; Cy and Dee have 150 each, Friend 280.

    A's surplus of 86 goes on at 0.20476: 336 papers name B next (68.8), 21 Cy and 21 Dee (4.3 each). B is out with
    68.8. Without more on the list a half of that stops, and Cy and Dee get 17.2 each: 171.5. One of them is out, and of
    the 150 papers that began there 120 go to the other, who passes Friend's 280 and has the place. With “then Friend”
    0.8 of B's 68.8 go to Friend: 335.0, the quota. A has a place either way."""
    ours, them, friend = ALONE.followings
    forecast = replace(
        ALONE,
        followings=(replace(ours, transfers={"them": 1.0}), replace(them, transfers={"us": 1.0}), friend),
        areas=(AreaBelief("n", 1000, (0.42, 0.30, 0.28), Belief(1.0)),),
    )
    counted = {}
    for after in ((), (3,)):
        believed = replace(forecast, after=after)
        asked = Question(rule_book("scottish"), 2, lot_seed="c")
        counted[after] = count(expected_ballots(believed, {"n": (1, 2)}, 2), asked)
    assert {1, 3} == {*counted[(3,)].elected}
    assert {1, 4} == {*counted[()].elected} or {1, 5} == {*counted[()].elected}
    for after in ((), (3,)):
        stream = Stream(replace(forecast, after=after), asked, Draws(1, 0, 1, 1000))
        assert stream.worth(Plan({"n": (1, 2)})).seats.tolist() == [1]
