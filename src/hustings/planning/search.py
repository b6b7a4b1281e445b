"""Looking for a better plan: whole rounds of small changes, each kept if it is better on the same scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import numpy as np

from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Order
from hustings.forecast.scenario import SEARCH, generator
from hustings.planning.objective import Objective
from hustings.planning.plan import Plan
from hustings.planning.stream import Stream

Report = Callable[[int, float], None]
# So many changes are tried in a round at the most, drawn at random from all there are.
MOST_TRIES = 120


def search(
    stream: Stream,
    start: Plan,
    objective: Objective,
    *,
    lists: int | None,
    fixed: Mapping[str, Order],
    groups: Mapping[str, str],
    rounds: int,
    seed: int,
    report: Report | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Plan, int]:
    """The best plan found, and how many whole rounds that took.

    lists: at most so many distinct orders. fixed: orders of areas that are settled. groups: area → what it must share
    its list with; areas of one group change together. A round that changes nothing is the last. `stop` is asked after
    each round; the same seed and number of rounds give the same plan.
    """
    best, score = start, objective.score(stream.worth(start))
    for number in range(1, rounds + 1):
        random = generator(seed, SEARCH, 1_000_000 + number)
        changes = list(_changes(stream.forecast, best, fixed, groups))
        order = random.permutation(len(changes))[:MOST_TRIES]
        improved = False
        for i in order.tolist():
            plan = Plan({**best.orders, **changes[i]})
            if lists is not None and len(plan.lists) > max(lists, len(set(fixed.values())) + 1):
                continue
            found = objective.score(stream.worth(plan))
            if found > score:
                best, score, improved = plan, found, True
        if report is not None:
            report(number, score[0])
        if (not improved and len(changes) <= MOST_TRIES) or stop():
            return best, number
    return best, rounds


def _changes(
    forecast: Forecast, plan: Plan, fixed: Mapping[str, Order], groups: Mapping[str, str]
) -> Iterator[dict[str, Order]]:
    """All small changes: another list for an area, two areas exchanged, two names exchanged in a list or in an area."""
    members: dict[str, list[str]] = {}
    for area in forecast.areas:
        if area.code not in fixed:
            members.setdefault(groups.get(area.code, area.code), []).append(area.code)
    free = list(members.values())
    orders = [plan.orders[codes[0]] for codes in free]
    names = len(forecast.followings[forecast.planning].names)
    for codes, order in zip(free, orders, strict=True):
        for other in plan.lists:
            if other != order:
                yield dict.fromkeys(codes, other)
        for a, b in combinations(range(names), 2):
            yield dict.fromkeys(codes, _swapped(order, a, b))
    for (one, first), (two, second) in combinations(zip(free, orders, strict=True), 2):
        if first != second:
            yield {**dict.fromkeys(one, second), **dict.fromkeys(two, first)}
    for order in dict.fromkeys(orders):
        users = [code for codes, own in zip(free, orders, strict=True) if own == order for code in codes]
        for a, b in combinations(range(names), 2):
            yield dict.fromkeys(users, _swapped(order, a, b))


def _swapped(order: Order, a: int, b: int) -> Order:
    changed = list(order)
    changed[a], changed[b] = changed[b], changed[a]
    return tuple(changed)


def paired_difference(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Mean and standard error of what `one` has more than `other`, scenario by scenario."""
    difference = one - other
    error = float(difference.std(ddof=1) / np.sqrt(len(difference))) if len(difference) > 1 else 0.0
    return float(difference.mean()), error
