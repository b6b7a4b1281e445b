"""The planner's figures held against another program: elections in which every voter is drawn alone, written here from
docs/forecast.md, and counted by the statute counter."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from elections import at_least, question
from hustings.ballots.ballots import Ballots
from hustings.counting.count import count
from hustings.forecast.beliefs import Belief, Forecast, Onward
from hustings.forecast.scenario import REPORT
from hustings.planning.objective import Objective, standard_error
from hustings.planning.plan import Plan, one_order, rotation, shape_of
from hustings.planning.stream import Draws, Stream
from hustings.rules.question import Question
from small_contests import STEADY, contest

ELECTIONS = 160
LEAKY = Onward(Belief(0.3, 0.3), 0.6)
# A famous name in a slate that leaks: what it wins hangs on how many follow the advice, and on how many go on.
CASES = {
    "areas that vary": (
        contest((600, 400, 200), fame=(20.0, 1.0), share=0.6, adherence=0.8, area_shock=0.2, onward=LEAKY),
        rotation,
        question("scottish", 3),
    ),
    "fame and the country vary": (
        contest(
            (500, 400, 300), fame=(20.0, 1.0), share=0.6, adherence=0.8, onward=LEAKY,
            national_shock=0.1, recognition_shock=0.4,
        ),
        rotation,
        question("scottish", 3),
    ),
    "two women at least": (
        contest((400, 400, 400), fame=(20.0, 4.0, 1.0), share=0.7, adherence=0.8, area_shock=0.2, onward=LEAKY),
        one_order,
        question("scottish", 4, constraints=(at_least(2, [3, 5]),)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_expected_seats_are_those_of_elections_drawn_voter_by_voter(name: str) -> None:
    """And not those of a forecast in which fewer follow, which the same elections tell apart."""
    forecast, way, asked = CASES[name]
    plan = way(forecast, shape_of(forecast))
    chance = random.Random(name)
    alone = np.array([seats(forecast, asked, plan, chance) for _ in range(ELECTIONS)], float)
    fewer = replace(forecast, areas=tuple(replace(area, adherence=Belief(0.48)) for area in forecast.areas))
    ours, others = (Stream(each, asked, Draws(11, REPORT, 1000, 2000)).worth(plan) for each in (forecast, fewer))
    error = math.hypot(standard_error(alone, np.arange(len(alone))), Objective("seats").error(ours))
    assert abs(alone.mean() - ours.seats.mean()) < 3 * error, (alone.mean(), ours.seats.mean(), error)
    assert abs(alone.mean() - others.seats.mean()) > 3 * error, (alone.mean(), others.seats.mean(), error)


def seats(forecast: Forecast, asked: Question, plan: Plan, chance: random.Random) -> int:
    """Of the planning slate, in one election."""
    papers = Counter(voters(forecast, plan, chance))
    elected = count(Ballots.of(forecast.names, papers.items()), asked).elected
    return len(set(elected) & set(forecast.followings[forecast.planning].names))


def voters(forecast: Forecast, plan: Plan, chance: random.Random) -> list[tuple[int, ...]]:
    """The papers of everybody in one draw of the forecast."""
    known = {
        name: weight * math.exp(chance.gauss(0, forecast.recognition_shock))
        for following in forecast.followings
        for name, weight in zip(following.names, following.recognition, strict=True)
    }
    national = [chance.gauss(0, forecast.national_shock) for _ in forecast.followings]
    stays = [logit_shocked(each.onward.stay, chance) for each in forecast.followings]
    stops = [each.onward.stop / (1 - each.onward.stay.mean) for each in forecast.followings]
    papers = []
    for area in forecast.areas:
        shares = [
            share * math.exp(shock + chance.gauss(0, forecast.area_shock))
            for share, shock in zip(area.shares, national, strict=True)
        ]
        for _ in range(area.voters):
            first = chance.choices(range(len(shares)), shares)[0]
            follows = first == forecast.planning and chance.random() < area.adherence.mean
            order = list(plan.orders[area.code]) if follows else None
            papers.append(paper(forecast, known, stays, stops, first, order, chance))
    return papers


def paper(
    forecast: Forecast, known: dict[int, float], stays: Sequence[float], stops: Sequence[float], at: int,
    order: list[int] | None, chance: random.Random,
) -> tuple[int, ...]:  # fmt: skip
    """One voter's ranking. Two slates only: who leaves goes to the other, and who leaves that has nowhere to go."""
    ranking: list[int] = []
    for slate in (at, 1 - at):
        left = order if order and slate == at else by_weight(forecast.followings[slate].names, known, chance)
        for place, name in enumerate(left):
            ranking.append(name)
            last = place + 1 == len(left)
            if not last and chance.random() < stays[slate]:
                continue
            if chance.random() < stops[slate]:
                return tuple(ranking)
            break
    return tuple(ranking)


def by_weight(names: Sequence[int], known: dict[int, float], chance: random.Random) -> list[int]:
    """Plackett and Luce: the next name by its weight among those that are left."""
    left, order = list(names), []
    while left:
        order.append(chance.choices(left, [known[name] for name in left])[0])
        left.remove(order[-1])
    return order


def logit_shocked(belief: Belief, chance: random.Random) -> float:
    return 1 / (1 + math.exp(-(math.log(belief.mean / (1 - belief.mean)) + chance.gauss(0, belief.spread))))


def test_this_programs_voters_stay_as_the_beliefs_say() -> None:
    """Of 4,000 voters who begin with the first of two names and neither adhere nor vary, 0.85 go on to the second."""
    forecast = contest((4000,), adherence=0.0, share=0.999999)
    papers = voters(forecast, Plan({}), random.Random(1))
    assert STEADY.stay.mean == 0.85
    assert sum(len(each) > 1 and each[1] in (1, 2) for each in papers) / 4000 == pytest.approx(0.85, abs=0.03)
