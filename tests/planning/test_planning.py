"""Plans on small elections whose answer can be worked out by hand or by trying every plan."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from elections import at_least, question
from hustings.ballots.ballots import Ballots
from hustings.counting.count import count
from hustings.election.problems import BadInput
from hustings.forecast.beliefs import SHOCKS, Belief, Forecast, Onward
from hustings.forecast.scenario import CHOOSE, REPORT, SEARCH
from hustings.planning.moving import votes_to_move
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE, Plan, Shape, compensated, one_order, own_piles, rotation, shape_of
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Settings, Shaping
from hustings.planning.search import best_of, search
from hustings.planning.stream import Draws, Stream
from small_contests import STEADY, contest

pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")

SEATS = Objective("seats")


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


def stream_of(forecast: Forecast, seats: int, stream: int = SEARCH, **more: object) -> Stream:
    return Stream(forecast, question("scottish", seats, **more), Draws(1, stream, scenarios=40, papers=1500))


def looked(stream: Stream, shape: Shape, rounds: int = 6, seed: int = 1) -> Plan:
    """What the search finds, beginning with one order everywhere."""
    start = best_of(stream, [one_order(stream.forecast, shape)], SEATS)
    return search(stream, start, shape, SEATS, rounds=rounds, seed=seed).plan


def test_a_certain_forecast_is_counted_exactly_and_once() -> None:
    stream = stream_of(contest(), 3)
    assert len(stream) == 1
    assert stream.blocks[0].weights.sum() == 600 * 10**5


def test_a_certain_stream_has_the_expected_papers() -> None:
    """Of 600 voters half are the slate's; 0.4 of them are free and split 9 : 1, so 108 begin with S1 of their own
    accord."""
    stream = stream_of(contest(fame=(9.0, 1.0)), 3)
    block = stream.blocks[0]
    assert block.weights[0] @ (block.sample.rankings[:, 0] == 1) == pytest.approx(108 * 10**5, abs=50)


def test_the_stream_has_every_voter_in_every_scenario() -> None:
    stream = stream_of(contest(national_shock=0.3, recognition_shock=0.2), 3)
    weights = stream.blocks[0].weights
    assert (weights.sum(axis=1) == 600 * 100).all()
    assert len({tuple(row) for row in weights[:5].tolist()}) == 5


def test_a_shock_to_recognition_moves_first_preferences_as_plackett_luce_says() -> None:
    """One area, nobody adheres: in each scenario the first preferences within the slate split as the weights drawn
    there."""
    forecast = contest((20_000,), adherence=0.0, recognition_shock=0.5)
    stream = Stream(forecast, question("scottish", 2), Draws(3, SEARCH, scenarios=5, papers=500))
    block = stream.blocks[0]
    for n, weights in enumerate(block.weights):
        drawn = stream.scenario(n).recognition[0, :2]
        piles = [weights[block.sample.rankings[:, 0] == name].sum() for name in (1, 2)]
        assert piles[0] / sum(piles) == pytest.approx(drawn[0] / drawn.sum(), abs=1e-4)


def test_no_advice_is_the_same_election_with_nobody_adhering() -> None:
    forecast = contest(fame=(9.0, 1.0))
    worth = stream_of(forecast, 3).worth(Plan({}))
    silent = forecast.without_advice([area.code for area in forecast.areas])
    assert (worth.seats == stream_of(silent, 3).worth(one_order(silent, shape_of(silent))).seats).all()


def test_own_piles_and_compensation_by_hand() -> None:
    """600 voters, half the slate's, 0.4 of them free: 120, split 9 : 1 by fame into 108 and 12. Adherents: 90, 60 and
    30. The largest area goes to S2 (12), who then has 102; the next, too: 162; the last to S1: 138."""
    forecast = contest(fame=(9.0, 1.0))
    assert own_piles(forecast) == pytest.approx({1: 108.0, 2: 12.0})
    assert [order[0] for order in compensated(forecast, shape_of(forecast)).orders.values()] == [2, 2, 1]


def test_rotation_deals_the_shifts_to_areas_by_size() -> None:
    forecast = contest((100, 300, 200), fame=(1.0, 1.0, 1.0))
    plan = rotation(forecast, shape_of(forecast))
    assert plan.orders == {"a1": (1, 2, 3), "a2": (2, 3, 1), "a0": (3, 1, 2)}


def test_the_star_case_puts_others_first() -> None:
    """S1 is nine times as well known as S2. 600 voters, 306 of them the slate's, half of whom adhere; quota 151, the
    rivals have 147 each. Those who ignore the advice give S1 137.7 and S2 15.3. With S2 first everywhere S2 has 168.3,
    is elected, and 85 % of the surplus brings S1 to 152: two seats. With S1 first in one area S2 has 91.8 and 85 % of
    S1's surplus of 63.2, 145.5 in all, fewer than either rival: one seat."""
    forecast = contest((300, 300), fame=(9.0, 1.0), adherence=0.5, share=0.51)
    stream, shape = stream_of(forecast, 3), shape_of(forecast, lists=2)
    assert stream.worth(one_order(forecast, shape)).seats == 1
    assert stream.worth(rotation(forecast, shape)).seats == 1
    plan = looked(stream, shape)
    assert {order[0] for order in plan.orders.values()} == {2}
    assert stream.worth(plan).seats == 2


def test_fixed_orders_stay_areas_of_a_group_share_and_lists_are_no_more_than_allowed() -> None:
    forecast = contest((300, 200, 150, 100), fame=(4.0, 1.0, 1.0), national_shock=0.1)
    shape = shape_of(forecast, lists=2, fixed={"a3": (3, 2, 1)}, groups={"a1": "g", "a2": "g"})
    plan = looked(stream_of(forecast, 3), shape)
    assert plan.orders["a3"] == (3, 2, 1)
    assert plan.orders["a1"] == plan.orders["a2"]
    assert len(plan.lists) <= 2


def test_the_same_seed_finds_the_same_plan_whatever_the_number_of_threads() -> None:
    forecast = contest((300, 200, 100), fame=(3.0, 1.0, 1.0), national_shock=0.2)
    settings = Settings(SEATS, lists=3, scenarios=120, papers=400, rounds=2, shortcut=False)
    one, other = (recommend(forecast, question("scottish", 3), settings, threads=n) for n in (1, 3))
    assert one == other


def test_a_place_kept_for_women_changes_the_best_plan() -> None:
    """Three places, 200 voters; half are for S1, a man, and S2 and S3, women; 50 each begin with R1 and R2, men. The
    quota is 51. Left to itself the slate wins two, with two names at 50 or so: S1 first everywhere leaves S2 with nine
    tenths of a surplus of 49, fewer than 50. Where two women must be elected only one man can be: S1 first everywhere
    is elected at once, R1 and R2 are doomed, and S2 and S3 have the other places."""
    forecast = contest((100, 100), fame=(3.0, 1.0, 1.0), adherence=1.0, onward=Onward(Belief(0.9), 0.099))
    free, bound = (
        recommend(forecast, question("scottish", 3, constraints=women), Settings(SEATS, rounds=2, evidence=False))
        for women in ((), (at_least(2, {2, 3}),))
    )
    assert (free.best.seats, bound.best.seats) == (2, 3)
    stream = stream_of(forecast, 3, constraints=(at_least(2, {2, 3}),))
    assert stream.worth(free.plan or Plan({})).seats == 2


def test_a_rule_book_that_counts_in_fractions_is_refused_in_one_line() -> None:
    forecast = contest(national_shock=0.1)
    with pytest.raises(BadInput, match=r"c: it cannot be planned: .*wigm counts in fractions"):
        recommend(forecast, question("wigm", 3), Settings(SEATS, scenarios=10, papers=100))


def test_constraints_that_no_result_meets_are_said() -> None:
    forecast = contest(national_shock=0.1)
    with pytest.raises(BadInput, match="its constraints cannot be met"):
        recommend(forecast, question("scottish", 3, constraints=(at_least(3, {1, 2}),)), Settings(SEATS, scenarios=10))


def test_where_no_advice_is_best_the_votes_to_move_are_those_without_advice() -> None:
    """No paper loses a name: with no plan it is the same as with nobody adhering."""
    forecast = contest(fame=(9.0, 1.0))
    silent = forecast.without_advice([area.code for area in forecast.areas])
    asked, draws = question("scottish", 3), Draws(1, REPORT, 1, 500)
    plain = votes_to_move(silent, asked, one_order(silent, shape_of(silent)), draws)
    assert votes_to_move(forecast, asked, Plan({}), draws) == plain


def test_streams_are_disjoint() -> None:
    """No scenario of one stream, or of the part with which the choice goes on, is a scenario of another; nor are its
    papers."""
    forecast = contest(national_shock=0.2)
    asked = question("scottish", 2)
    parts = [(SEARCH, 0), (CHOOSE, 0), (CHOOSE, 120), (REPORT, 0)]
    streams = [Stream(forecast, asked, Draws(1, stream, 120, 60, first)) for stream, first in parts]
    shares = [tuple(stream.scenario(n).shares[0]) for stream in streams for n in range(120)]
    assert len(set(shares)) == len(shares) == 480
    papers = [block.sample.rankings.tobytes() for stream in streams for block in stream.blocks]
    assert len(set(papers)) == len(papers) == 12


def test_a_settled_order_is_kept_when_nobody_else_is_advised() -> None:
    """Two areas, both settled on S1 first: whatever is recommended, and what «no advice» is compared with, has that."""
    forecast = contest((300, 200), adherence=0.5, share=0.52, onward=Onward(Belief(0.3), 0.4))
    fixed = {"a0": (1, 2), "a1": (1, 2)}
    found = recommend(
        forecast, question("scottish", 2), Settings(SEATS, scenarios=50, papers=300, rounds=1), Shaping(fixed)
    )
    assert found.plans[NO_ADVICE] == Plan(fixed)
    assert {row.area: row.order for row in found.rows()} == {"a0": ("S1", "S2"), "a1": ("S1", "S2")}
    assert len({figures.seats for figures in found.figures.values()}) == 1


def test_where_nobody_follows_no_advice_is_recommended() -> None:
    """All plans are the same election then, so the plainest of them is enough."""
    forecast = contest((300, 200), adherence=0.0, national_shock=0.1)
    found = recommend(forecast, question("scottish", 2), Settings(SEATS, scenarios=50, papers=300, rounds=1))
    assert (found.name, found.plan) == (NO_ADVICE, None)


def test_the_search_itself_reaches_for_the_worst_tenth() -> None:
    """With every shortcut switched off, a plan made for the worst tenth is no worse there than one made for seats."""
    forecast = contest((300, 200, 100), fame=(5.0, 1.0, 1.0), national_shock=0.25)
    asked = question("scottish", 3)
    worst = Objective("worst")
    stream = Stream(forecast, asked, Draws(1, SEARCH, 100, 400))
    shape = shape_of(forecast)
    for_worst, for_seats = (
        search(stream, best_of(stream, [one_order(forecast, shape)], aim), shape, aim, rounds=4, seed=1)
        for aim in (worst, SEATS)
    )
    assert worst.value(for_worst.worth) >= worst.value(for_seats.worth)
    assert SEATS.value(for_seats.worth) >= SEATS.value(for_worst.worth)


@pytest.mark.parametrize("spread", ["adherence", *SHOCKS])
def test_a_forecast_with_any_one_spread_alone_is_planned(spread: str) -> None:
    """Without advice there are as many scenarios as with it, also where nothing but adherence is uncertain."""
    forecast = contest((300, 200), fame=(3.0, 1.0), onward=STEADY, **({} if spread == "adherence" else {spread: 0.2}))
    if spread == "adherence":
        areas = (replace(area, adherence=Belief(0.3, 0.3)) for area in forecast.areas)
        forecast = replace(forecast, areas=tuple(areas))
    found = recommend(forecast, question("scottish", 2), Settings(SEATS, scenarios=20, papers=100, rounds=1))
    assert found.scenarios == 20
    assert all(sum(each.distribution) == pytest.approx(1) for each in found.figures.values())
