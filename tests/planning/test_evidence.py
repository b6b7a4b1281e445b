"""Bound, ceiling, sensitivity, sizes, and the support that decides a place: by hand, and against each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from elections import at_least, question
from hustings.forecast.beliefs import AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.scenario import REPORT, draw, generator, means_of
from hustings.planning.choosing import BALANCED, COMPENSATED, FOUND, plainest
from hustings.planning.evidence import bound, ceiling
from hustings.planning.moving import votes_to_move
from hustings.planning.objective import Objective, standard_error
from hustings.planning.other_sizes import recommend_sizes
from hustings.planning.plan import NO_ADVICE, Plan, compensated, one_order, rotation, shape_of
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Settings
from hustings.planning.sensitivity import followed, leaking, supported
from hustings.planning.sizes import sized
from hustings.planning.stream import Draws, Stream
from hustings.planning.worth import Worth
from small_contests import STEADY, contest

pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")

SEATS = Objective("seats")


def test_no_plan_is_above_the_ceiling_and_the_ceiling_never_above_the_bound() -> None:
    """With more scenarios than the ceiling is looked for in, and with fewer lists than areas, as well."""
    for seed, scenarios, lists in ((1, 60, None), (2, 500, None), (3, 500, 1)):
        forecast = contest((300, 200), fame=(4.0, 1.0), national_shock=0.2)
        shape = shape_of(forecast, lists=lists)
        stream = Stream(forecast, question("scottish", 3), Draws(seed, REPORT, scenarios, 200))
        worths = [stream.worth(plan(forecast, shape)) for plan in (one_order, rotation, compensated)]
        best = max(worths, key=SEATS.value)
        highest = ceiling(stream, shape, worths, best, SEATS)
        assert highest is not None
        most, exact = bound(stream, shape, SEATS)
        assert exact
        assert SEATS.value(best) <= highest.value <= most + 2 * highest.error


def test_where_advice_does_harm_the_bound_is_not_below_no_advice() -> None:
    """One area of 1,000, two equally known names, two seats: a quota is 334. 750 begin with the slate and all follow;
    95 in 100 leave or stop after a name. Advised: 750 for one, whose surplus brings the other some 21 (416 × 0.05)
    against 250. Unadvised: 375 each, both elected."""
    onward = Onward(Belief(0.05), 0.9)
    names = (Following("s", (1, 2), (1.0, 1.0), onward), Following("r", (3,), (1.0,), STEADY))
    areas = (AreaBelief("all", 1000, (0.75, 0.25), Belief(1.0)),)
    forecast = Forecast("c", "s", ("A", "B", "R"), names, areas)
    stream = Stream(forecast, question("scottish", 2), Draws(1, REPORT, 1, 100))
    assert stream.worth(one_order(forecast, shape_of(forecast))).seats == [1]
    assert stream.worth(Plan({})).seats == [2]
    assert bound(stream, shape_of(forecast), SEATS) == (2.0, True)


def test_no_votes_move_to_those_with_whom_nobody_begins() -> None:
    """Everybody begins with the slate, so nobody can take a vote from it or bring one."""
    forecast = contest((300, 200))
    mine = tuple(1.0 if f == forecast.planning else 0.0 for f in range(len(forecast.followings)))
    alone = replace(forecast, areas=tuple(replace(area, shares=mine) for area in forecast.areas))
    plan = one_order(alone, shape_of(alone))
    moved = votes_to_move(alone, question("scottish", 3), plan, Draws(1, REPORT, 1, 500))
    assert moved is not None
    assert (moved.lose, moved.gain) == (None, None)


def test_where_plans_are_too_many_to_try_the_bound_is_names_or_seats() -> None:
    forecast = contest((300, 200, 100, 90, 80, 70), fame=(1.0, 1.0, 1.0), national_shock=0.2)
    stream = Stream(forecast, question("scottish", 2), Draws(1, REPORT, 10, 200))
    assert bound(stream, shape_of(forecast), SEATS) == (2.0, False)
    assert bound(stream, shape_of(forecast), Objective("at least", 2)) == (1.0, False)


def test_blocks_widen_the_standard_error() -> None:
    """Ten blocks of two equal values, 0 or 1 by turns: as good as ten values, of standard deviation 0.527."""
    values = np.repeat(np.arange(10) % 2, 2).astype(float)
    by_twos = np.arange(20) // 2
    assert standard_error(values, by_twos) == pytest.approx(np.sqrt(10 / 4 / 9) / np.sqrt(10))
    assert standard_error(values, np.arange(20)) < standard_error(values, by_twos)


def test_few_blocks_never_narrow_the_standard_error() -> None:
    """Two blocks of 0 and 1 have the same mean, but that is luck: four values of standard deviation 0.577."""
    assert standard_error(np.array([0.0, 1, 0, 1]), np.array([0, 0, 50, 50])) == pytest.approx(np.sqrt(1 / 3) / 2)
    assert standard_error(np.array([1.0]), np.array([0])) == 0


def test_the_worst_tenth_has_a_standard_error_of_its_own() -> None:
    """Of twenty scenarios one has no seat, the others one: 0.5 in the worst two. Without the one it is 1 (the worst
    of nineteen), without another it is 0: a variance of 19/400, times 19, is 0.95 squared. Against itself none."""
    one_bad = Worth(np.array([0, *[1] * 19]), np.zeros((20, 3), bool), np.zeros(20), np.arange(20), np.zeros(20, bool))
    assert Objective("worst").value(one_bad) == 0.5
    assert Objective("worst").error(one_bad) == pytest.approx(0.95)
    assert Objective("worst").error(one_bad, one_bad) == 0


def test_beliefs_are_changed_as_their_names_say() -> None:
    """Shares of 0.5 and 0.5: a tenth more support is 0.55 and 0.45. Adherence 0.6 halved is 0.3. Stay 0.85, stop 0.05,
    leave 0.1: twice the leak is stay 0.7, stop 0.1, leave 0.2."""
    forecast = contest()
    more, half, twice = supported(forecast, 1.1), followed(forecast, 0.5), leaking(forecast, 2.0)
    assert more is not None
    assert half is not None
    assert twice is not None
    assert more.areas[0].shares == pytest.approx((0.55, 0.45))
    assert half.areas[0].adherence == Belief(0.3)
    doubled = twice.followings
    assert (doubled[0].onward.stay.mean, doubled[0].onward.stop) == pytest.approx((0.7, 0.1))
    assert doubled[1].onward == STEADY


def test_beliefs_are_not_changed_beyond_what_can_be() -> None:
    """Adherence of 0.6, shares of 0.5 and a leak of 0.15 cannot be 1.2, 1.0 and 1.05."""
    forecast = contest()
    assert followed(forecast, 2.0) is supported(forecast, 2.0) is leaking(forecast, 7.0) is None


def test_where_lengths_decide_who_stops_it_is_leaving_that_is_changed() -> None:
    """Stay 0.85, leave 0.1: of those who go on 10 in 95 leave, and were it twice as many, 20 in 95. Of all, 86 % go on
    after their first preference."""
    forecast = replace(contest(), lengths=(1.0, 0.86))
    assert means_of(forecast).stay[0, 0] == pytest.approx(0.86 * 85 / 95)
    twice = leaking(forecast, 2.0)
    assert twice is not None
    assert means_of(twice).stay[0, 0] == pytest.approx(0.86 * 75 / 95)


def test_the_votes_that_would_cost_and_bring_a_seat() -> None:
    """Two places, 1,000 voters, one area; the slate's 500 all adhere and put S1 first, R1 and R2 have 250 each; nobody
    goes on in numbers that matter. The quota is 334, S1 has it, the second place falls to a rival. S1 keeps a place
    until S1 is behind both: 500 - x < 250 + x / 2 where x > 166.7. With S1's surplus nine tenths go to S2: S2 has
    0.9 × (500 + y - 334) against (500 - y) / 2 of each rival: 149.4 + 0.9 y > 250 - y / 2 where y > 71.9."""
    forecast = contest((1000,), fame=(1.0, 1.0), adherence=1.0, onward=Onward(Belief(0.9), 0.0999))
    rivals = replace(forecast.followings[1], onward=Onward(Belief(1e-6), 0.99999))
    forecast = replace(forecast, followings=(forecast.followings[0], rivals))
    moved = votes_to_move(
        forecast, question("scottish", 2), one_order(forecast, shape_of(forecast)), Draws(1, REPORT, 1, 500)
    )
    assert moved is not None
    assert moved.seats == 1
    assert moved.lose is not None
    assert moved.gain is not None
    assert moved.lose[0] == pytest.approx(167, abs=1.5)
    assert moved.gain[0] == pytest.approx(72, abs=1.5)
    assert (moved.lose[1], moved.gain[1]) == ("r", "r")


def test_a_smaller_slate_stands_without_its_last_names_and_a_larger_one_with_names_not_yet_found() -> None:
    forecast = contest(fame=(3.0, 2.0, 1.0))
    asked = question("scottish", 3, constraints=(at_least(1, {3}),))
    smaller = sized(forecast, asked, {"a0": (3, 2, 1)}, 2)
    assert smaller.forecast.followings[0].names == (1, 2)
    assert smaller.question.withdrawn == {3}
    assert smaller.fixed == {"a0": (2, 1)}
    larger = sized(forecast, asked, {"a0": (3, 2, 1)}, 5)
    assert larger.forecast.followings[0].names == (1, 2, 3, 6, 7)
    assert larger.forecast.followings[0].recognition == (3.0, 2.0, 1.0, 1.0, 1.0)
    assert larger.forecast.names[:5] == forecast.names
    assert "not yet found" in larger.forecast.names[6]
    assert larger.fixed == {"a0": (3, 2, 1, 6, 7)}


def test_slates_of_other_sizes_meet_the_same_scenarios() -> None:
    """Everything but how well each name is known is drawn alike, and that too of the names that stay."""
    forecast = contest(fame=(3.0, 2.0, 1.0), recognition_shock=0.2, turnout_shock=0.2, area_shock=0.1)
    larger = sized(forecast, question("scottish", 3), {}, 5).forecast
    one, other = (draw(each, generator(1, REPORT, 7)) for each in (forecast, larger))
    assert np.allclose(one.voters, other.voters)
    assert np.allclose(one.shares, other.shares)
    assert np.allclose(one.recognition, other.recognition[:, :5])


def test_one_name_alone_can_win_one_seat_at_the_most() -> None:
    forecast = contest(fame=(3.0, 2.0, 1.0), national_shock=0.1)
    settings = Settings(SEATS, scenarios=50, papers=300, rounds=1)
    found = recommend_sizes([1, 4], forecast, question("scottish", 3), settings)
    assert found[1].best.distribution[1] == found[1].best.seats <= 1
    assert len(found[4].best.chances) == 4


def test_objectives_are_reached_for() -> None:
    """The chance of at least two seats is never less under the plan found for it than under the one found for seats."""
    forecast = contest((300, 200, 100), fame=(5.0, 1.0, 1.0), national_shock=0.25)
    asked = question("scottish", 3)
    settings = Settings(SEATS, scenarios=150, papers=400, rounds=3)
    for_seats, for_two, for_worst = (
        recommend(forecast, asked, replace(settings, objective=objective, evidence=False))
        for objective in (SEATS, Objective("at least", 2), Objective("worst"))
    )
    stream = Stream(forecast, asked, Draws(1, 0, 150, 400))
    two, worst = Objective("at least", 2), Objective("worst")
    searched = {name: stream.worth(each.plans["found by search"]) for name, each in
                (("seats", for_seats), ("two", for_two), ("worst", for_worst))}  # fmt: skip
    assert two.value(searched["two"]) >= two.value(searched["seats"])
    assert worst.value(searched["worst"]) >= worst.value(searched["seats"])
    assert SEATS.value(searched["seats"]) >= max(SEATS.value(worth) for worth in searched.values())


def worth(*seats: int) -> Worth:
    """Of a hundred scenarios in which these numbers of seats take turns."""
    won = np.resize(np.array(seats), 100)
    return Worth(won, np.zeros((100, 3), bool), np.zeros(100), np.arange(100), np.zeros(100, bool))


def test_between_plans_as_good_the_plainer_is_recommended() -> None:
    """In a hundred scenarios, a plan that wins one seat more in one of them is 0.01 ahead, which is its standard error
    as well (0.1 / sqrt(100)); one that wins a seat more in every second is 0.5 ahead, with an error of 0.05."""
    seats, level, one_more = Objective("seats"), worth(2), worth(*[2] * 99, 3)
    close = {NO_ADVICE: level, COMPENSATED: level, BALANCED: one_more, FOUND: one_more}
    assert plainest(FOUND, close, seats) == COMPENSATED
    assert plainest(BALANCED, close, seats) == COMPENSATED
    assert plainest(FOUND, {COMPENSATED: level, BALANCED: one_more, FOUND: worth(2, 3)}, seats) == FOUND
    assert plainest(FOUND, {COMPENSATED: level, BALANCED: level, FOUND: level}, seats) == FOUND, "the gap has decided"
    assert plainest(NO_ADVICE, close, seats) == NO_ADVICE
