"""Plans on small elections whose answer can be worked out by hand or by trying every plan."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from elections import at_least, question
from hustings.ballots.ballots import Ballots
from hustings.counting.count import count
from hustings.forecast.beliefs import AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.scenario import REPORT, SEARCH
from hustings.planning.objective import Objective
from hustings.planning.plan import Plan, compensated, one_order, own_piles, rotation
from hustings.planning.search import search
from hustings.planning.stream import Stream

pytest.importorskip("numba", reason="planning counts with the compiled counter, and numba is not installed here")

SEATS = Objective("seats")
STEADY = Onward(Belief(0.85), 0.05)


@pytest.mark.data
def test_the_slates_seats_worked_out_by_hand_from_both_counters(data: Path) -> None:
    """Twelve ballot sets; fractions of papers are counted as weights after multiplying by their common denominator."""
    from hustings.kernel.counter import count as by_kernel

    cases = json.loads((data / "planner/known_answers.json").read_text())["cases"]
    assert len(cases) == 12
    for case in cases:
        names = sorted({name for _, ranking in case["ballots"] for name in ranking})
        scale = int(np.lcm.reduce([Fraction(weight).denominator for weight, _ in case["ballots"]]))
        cast = Ballots.of(
            names,
            [
                (tuple(names.index(name) + 1 for name in ranking), int(Fraction(weight) * scale))
                for weight, ranking in case["ballots"]
            ],
        )
        for counter in (count, by_kernel):
            elected = counter(cast, question("wigm", case["seats"])).elected
            assert len({names[c - 1] for c in elected} & set(case["slate"])) == case["expected_slate_seats"], case["id"]


def contest(
    sizes: tuple[int, ...] = (300, 200, 100),
    *,
    fame: tuple[float, ...] = (1.0, 1.0),
    adherence: float = 0.6,
    share: float = 0.5,
    **more: object,
) -> Forecast:
    """A slate of names 1 … k against two rivals of equal strength, in areas of these sizes."""
    k = len(fame)
    names = (*(f"S{i}" for i in range(1, k + 1)), "R1", "R2")
    return Forecast(
        contest="c",
        slate="s",
        names=names,
        followings=(
            Following("s", tuple(range(1, k + 1)), fame, STEADY),
            Following("r", (k + 1, k + 2), (1.0, 1.0), STEADY),
        ),
        areas=tuple(AreaBelief(f"a{i}", size, (share, 1 - share), Belief(adherence)) for i, size in enumerate(sizes)),
        **more,  # type: ignore[arg-type]
    )


def stream_of(forecast: Forecast, seats: int, stream: int = SEARCH, **more: object) -> Stream:
    return Stream(forecast, question("scottish", seats, **more), seed=1, stream=stream, scenarios=40, papers=1500)


def every_plan(forecast: Forecast) -> list[Plan]:
    orders = list(itertools.permutations(forecast.followings[forecast.planning].names))
    codes = [area.code for area in forecast.areas]
    return [Plan(dict(zip(codes, chosen, strict=True))) for chosen in itertools.product(orders, repeat=len(codes))]


def test_a_certain_forecast_is_counted_exactly_and_once() -> None:
    stream = stream_of(contest(), 3)
    assert len(stream) == 1
    assert stream.weights.sum() == 600 * 100


def test_a_certain_stream_has_the_expected_papers() -> None:
    """Of 600 voters half are the slate's; 0.4 of them are free and split 9 : 1, so 108 begin with S1 of their own
    accord."""
    stream = stream_of(contest(fame=(9.0, 1.0)), 3)
    own = (stream.sample.rankings[:, 0] == 1) @ stream.weights[0]
    assert own == pytest.approx(108 * 100, abs=10)


def test_the_stream_has_every_voter_in_every_scenario() -> None:
    stream = stream_of(contest(national_shock=0.3, recognition_shock=0.2), 3)
    assert (stream.weights.sum(axis=1) == 600 * 100).all()
    assert len({tuple(row) for row in stream.weights[:5].tolist()}) == 5


def test_a_shock_to_recognition_moves_first_preferences_as_plackett_luce_says() -> None:
    """One area, nobody adheres: in each scenario the first preferences within the slate split as the weights drawn
    there."""
    from hustings.forecast.scenario import draw, generator

    forecast = contest((20_000,), adherence=0.0, recognition_shock=0.5)
    stream = Stream(forecast, question("scottish", 2), seed=3, stream=SEARCH, scenarios=5, papers=20_000)
    for n, weights in enumerate(stream.weights, 1):
        drawn = draw(forecast, generator(3, SEARCH, n)).recognition[0, :2]
        firsts = stream.sample.rankings[:, 0]
        piles = [weights[firsts == name].sum() for name in (1, 2)]
        assert piles[0] / sum(piles) == pytest.approx(drawn[0] / drawn.sum(), abs=0.01)


def test_no_advice_is_the_same_election_with_nobody_adhering() -> None:
    forecast = contest(fame=(9.0, 1.0))
    worth = stream_of(forecast, 3).worth(Plan({}))
    free = stream_of(forecast.without_advice(), 3)
    assert (worth.seats == free.worth(one_order(forecast.without_advice(), {})).seats).all()


def test_own_piles_and_compensation_by_hand() -> None:
    """600 voters, half the slate's, 0.4 of them free: 120, split 9 : 1 by fame into 108 and 12. Adherents: 90, 60 and
    30. The largest area goes to S2 (12), who then has 102; the next, too: 162; the last to S1: 138."""
    forecast = contest(fame=(9.0, 1.0))
    assert own_piles(forecast) == pytest.approx({1: 108.0, 2: 12.0})
    assert [order[0] for order in compensated(forecast, {}).orders.values()] == [2, 2, 1]


def test_rotation_deals_the_shifts_to_areas_by_size() -> None:
    plan = rotation(contest((100, 300, 200), fame=(1.0, 1.0, 1.0)), {})
    assert plan.orders == {"a1": (1, 2, 3), "a2": (2, 3, 1), "a0": (3, 1, 2)}


def test_the_star_case_puts_others_first() -> None:
    """S1 is nine times as well known as S2. 600 voters, 306 of them the slate's, half of whom adhere; quota 151, the
    rivals have 147 each. Those who ignore the advice give S1 137.7 and S2 15.3. With S2 first everywhere S2 has 168.3,
    is elected, and 85 % of the surplus brings S1 to 152: two seats. With S1 first in one area S2 has 91.8 and 85 % of
    S1's surplus of 63.2, 145.5 in all, fewer than either rival: one seat."""
    forecast = contest((300, 300), fame=(9.0, 1.0), adherence=0.5, share=0.51)
    stream = stream_of(forecast, 3)
    assert stream.worth(one_order(forecast, {})).seats == 1
    assert stream.worth(rotation(forecast, {})).seats == 1
    plan, _ = search(stream, one_order(forecast, {}), SEATS, lists=2, fixed={}, groups={}, rounds=10, seed=1)
    assert {order[0] for order in plan.orders.values()} == {2}
    assert stream.worth(plan).seats == 2


@pytest.mark.parametrize("case", range(12))
def test_the_search_finds_what_trying_every_plan_finds(case: int) -> None:
    """Two or three names in two or three areas, famous or not, a woman wanted or not, certain or not: the best of all
    plans on the same scenarios."""
    random = np.random.default_rng(case)
    k = 2 + case % 2
    sizes = tuple(int(n) for n in random.integers(50, 400, 2 + (case % 3 > 0)))[: 3 if k == 2 else 2]
    forecast = contest(
        sizes,
        fame=tuple(float(f) for f in random.choice([1.0, 1.0, 5.0], k)),
        adherence=float(random.choice([0.3, 0.6])),
        share=float(random.uniform(0.4, 0.6)),
        national_shock=0.0 if case % 4 == 0 else 0.15,
    )
    women = (at_least(1, {2, 4}),) if case % 5 == 0 else ()
    stream = stream_of(forecast, 3, constraints=women)
    best = max(SEATS.score(stream.worth(plan)) for plan in every_plan(forecast))
    found, _ = search(stream, one_order(forecast, {}), SEATS, lists=None, fixed={}, groups={}, rounds=12, seed=1)
    assert SEATS.score(stream.worth(found))[0] == pytest.approx(best[0])


def test_fixed_orders_stay_areas_of_a_group_share_and_lists_are_no_more_than_allowed() -> None:
    forecast = contest((300, 200, 150, 100), fame=(4.0, 1.0, 1.0), national_shock=0.1)
    fixed, groups = {"a3": (3, 2, 1)}, {"a1": "g", "a2": "g"}
    stream = stream_of(forecast, 3)
    start = one_order(forecast, fixed)
    plan, _ = search(stream, start, SEATS, lists=2, fixed=fixed, groups=groups, rounds=6, seed=1)
    assert plan.orders["a3"] == (3, 2, 1)
    assert plan.orders["a1"] == plan.orders["a2"]
    assert len(plan.lists) <= 2


def test_the_same_seed_finds_the_same_plan_whatever_the_number_of_threads() -> None:
    forecast = contest((300, 200, 100), fame=(3.0, 1.0, 1.0), national_shock=0.2)
    plans = []
    for threads in (1, 3):
        stream = stream_of(forecast, 3)
        real = stream.worth
        stream.worth = lambda plan, part=slice(None), _=None, real=real, threads=threads: real(plan, part, threads)  # type: ignore[method-assign]
        plans.append(search(stream, one_order(forecast, {}), SEATS, lists=3, fixed={}, groups={}, rounds=3, seed=4)[0])
    assert plans[0] == plans[1]


def test_streams_are_disjoint() -> None:
    forecast = contest(national_shock=0.2)
    assert (stream_of(forecast, 3, SEARCH).weights != stream_of(forecast, 3, REPORT).weights[:, :1]).any()
