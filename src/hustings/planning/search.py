"""Looking for a better plan: rounds of small changes, each kept if it is better on the same scenarios.

A change is raced against the plan at hand: first on one block of scenarios, where it is dropped if it is behind by more
than chance explains, then on more and more, where it is dropped unless it is ahead. What is kept is better on the whole
stream. Where a round finds nothing better, the next begins from the best plan with a few changes at random; after a few
such rounds the search ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product

import numpy as np

from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import SEARCH, generator
from hustings.planning.moves import Change, changes, unevenness
from hustings.planning.objective import Objective
from hustings.planning.plan import Plan, Shape, dealt
from hustings.planning.stream import Stream
from hustings.planning.worth import Worth

Report = Callable[[int, float], None]
# Where there are more changes than both together, so many are tried in a round: those that leave the slate's first
# preferences most even, and others at random.
EVENEST, RANDOM = 100, 50
# So many times as many changes as there are threads begin their races together.
AT_ONCE = 2
# A race is run on so many blocks, then on so many times as many each time.
FIRST_HEAT, LONGER = 1, 4
# A change that wins the same seats in every scenario should narrow the gap by such a part at least.
NARROWER = 0.0001
# The search ends after so many rounds in a row that found nothing better.
IDLE = 5
# So many changes at random, where a round has found nothing better.
KICKS = 3
# Every plan is tried where there are no more than these, and no more counts of a plan in a scenario: a few seconds.
MOST_PLANS, MOST_COUNTS = 2_000, 200_000


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan found on a stream. rounds: whole rounds made; 0 where every plan was tried. cut: time was over."""

    plan: Plan
    worth: Worth
    rounds: int
    cut: bool = False


def search(
    stream: Stream, start: Found, shape: Shape, objective: Objective, *, rounds: int, seed: int,
    report: Report | None = None, over: Callable[[], bool] = lambda: False,
) -> Found:  # fmt: skip
    """The best plan found in so many rounds, from a start that was counted on the stream. over: asked before every try,
    whether time is over; an unfinished round is thrown away. The same seed and number of rounds give the same plan."""
    best = here = start
    idle, most = 0, objective.value_of(np.full(len(stream), stream.most_seats))
    for number in range(1, rounds + 1):
        if objective.value(best.worth) == most:
            break
        random = generator(seed, SEARCH, 2**31 + number)
        climbed = _round(stream, here, shape, objective, random, over)
        if climbed is None:
            return Found(best.plan, best.worth, number - 1, cut=True)
        better = objective.score(climbed.worth) > objective.score(best.worth)
        best, idle = (climbed, 0) if better else (best, idle + 1)
        if report is not None:
            report(number, objective.value(best.worth))
        if not shape.units or idle == IDLE:
            return Found(best.plan, best.worth, number)
        here = climbed if better else _kicked(stream, best, shape, random)
    return Found(best.plan, best.worth, rounds)


def every_plan(forecast: Forecast, shape: Shape, scenarios: int) -> list[Plan] | None:
    """All plans of this shape, or None where there are too many to count in so many scenarios."""
    orders = list(permutations(forecast.followings[forecast.planning].names))
    number = len(orders) ** len(shape.units)
    if number > MOST_PLANS or number * scenarios > MOST_COUNTS:
        return None
    made = (dealt(forecast, shape, chosen) for chosen in product(orders, repeat=len(shape.units)))
    return [plan for plan in made if shape.admits(plan)]


def best_of(stream: Stream, plans: Iterable[Plan], objective: Objective, report: Report | None = None) -> Found:
    """The best of these plans on a stream, the first of equals."""
    best: Found | None = None
    for number, plan in enumerate(plans, 1):
        found = Found(plan, stream.worth(plan), 0)
        if best is None or objective.score(found.worth) > objective.score(best.worth):
            best = found
        if report is not None:
            report(number, objective.value(best.worth))
    if best is None:
        raise ValueError("there is no plan to count")
    return best


def raced(stream: Stream, plans: Iterable[Plan], objective: Objective, best: Found | None = None) -> Found:
    """The best of these plans on a stream, and of a plan counted there before; each raced against the best so far."""
    for plan in plans:
        if best is None:
            best = Found(plan, stream.worth(plan), 0)
            continue
        worth = _raced(stream, plan, best.worth, objective)
        best = best if worth is None else Found(plan, worth, 0)
    if best is None:
        raise ValueError("there is no plan to count")
    return best


def _round(
    stream: Stream, here: Found, shape: Shape, objective: Objective, random: np.random.Generator,
    over: Callable[[], bool],
) -> Found | None:  # fmt: skip
    """Changes of the plan as it was, in random order, each made where it is better; None where time is over first."""

    def changed(change: Change) -> Plan:
        return Plan({**here.plan.orders, **change})

    tries, counted = worth_a_try(stream.forecast, here.plan, shape, random), 0
    for number, change in enumerate(tries):
        if over():
            return None
        if number == counted:
            counted += AT_ONCE * stream.at_once
            some = [plan for plan in map(changed, tries[number:counted]) if shape.admits(plan)]
            _run_ahead(stream, some, here.worth, objective)
        plan = changed(change)
        if plan.orders == here.plan.orders or not shape.admits(plan):
            continue
        worth = _raced(stream, plan, here.worth, objective)
        if worth is not None:
            here, counted = Found(plan, worth, 0), number + 1
    return here


def worth_a_try(forecast: Forecast, plan: Plan, shape: Shape, random: np.random.Generator) -> list[Change]:
    """Every small change of a plan in random order; where they are too many, EVENEST that leave the slate's first
    preferences most even, and RANDOM others."""
    every = list(changes(plan, shape, random))
    order = random.permutation(len(every))
    if len(every) > EVENEST + RANDOM:
        uneven = unevenness(forecast, plan, every)[order]
        ranked = order[np.argsort(uneven, kind="stable")]
        kept = np.zeros(len(every), bool)
        kept[ranked[:EVENEST]] = True
        kept[random.permutation(ranked[EVENEST:])[:RANDOM]] = True
        order = order[kept[order]]
    return [every[i] for i in order.tolist()]


def _run_ahead(stream: Stream, plans: Sequence[Plan], rival: Worth, objective: Objective) -> None:
    """Count the first heat of several plans together, and the second of those that go on to it: most end there."""
    first, *further = heats(stream.size)
    stream.count(plans, range(first))
    if further:
        counted = [(plan, stream.worth(plan, slice(first))) for plan in plans]
        left = [plan for plan, worth in counted if _goes_on(worth, rival.first(len(worth)), objective)]
        stream.count(left, range(first, further[0]))


def _raced(stream: Stream, plan: Plan, rival: Worth, objective: Objective) -> Worth | None:
    """What the plan is worth, if it beats its rival on the whole stream; None as soon as that looks unlikely."""
    counted = stream.worth(plan, slice(FIRST_HEAT))
    for heat, (done, until) in enumerate(pairwise(heats(stream.size))):
        before = rival.first(len(counted))
        if not (_goes_on if heat == 0 else _beats)(counted, before, objective):
            return None
        counted = counted.and_then(stream.worth(plan, slice(done, until)))
    return counted if _beats(counted, rival, objective) else None


def _goes_on(worth: Worth, rival: Worth, objective: Objective) -> bool:
    """Whether a plan may still beat its rival after the first heat."""
    return _beats(worth, rival, objective) or not objective.hopeless(worth, rival)


def _beats(worth: Worth, rival: Worth, objective: Objective) -> bool:
    """Whether a plan is ahead of its rival on the same scenarios; where nothing but the gap tells them apart, by more
    than next to nothing."""
    (*score, gap), (*other, wider) = objective.score(worth), objective.score(rival)
    return score > other or (score == other and gap - wider > NARROWER * abs(wider))


def heats(blocks: int) -> list[int]:
    """After how many blocks a race is looked at; all of them come last."""
    found = [FIRST_HEAT]
    while found[-1] * LONGER < blocks:
        found.append(found[-1] * LONGER)
    return [*found, blocks] if found[-1] < blocks else found


def _kicked(stream: Stream, best: Found, shape: Shape, random: np.random.Generator) -> Found:
    """The plan with a few changes at random."""
    plan = best.plan
    for _ in range(KICKS):
        possible = list(changes(plan, shape, random))
        if not possible:
            break
        changed = Plan({**plan.orders, **possible[int(random.integers(len(possible)))]})
        plan = changed if shape.admits(changed) else plan
    return Found(plan, stream.worth(plan), 0)
