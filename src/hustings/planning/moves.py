"""Small changes of a plan: its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast
from hustings.planning.plan import Plan, Shape, adherents_of, first_preferences_under

Change = dict[str, Order]
MOST_PAIRS = 1000


def changes(plan: Plan, shape: Shape, random: np.random.Generator) -> Iterator[Change]:
    """Every small change, as the orders that it sets: another list for a unit; two units exchanged (MOST_PAIRS of them
    at random, where there are more); two names exchanged for one unit, in one list, or everywhere; one list given up
    for another.

    A change may make more lists than the shape admits; whoever applies it asks.
    """
    orders = [plan.orders[unit[0]] for unit in shape.units]
    lists = list(dict.fromkeys(orders))
    pairs = list(combinations(lists[0] if lists else (), 2))
    for unit, order in zip(shape.units, orders, strict=True):
        for other in dict.fromkeys(plan.orders.values()):
            if other != order:
                yield dict.fromkeys(unit, other)
        for a, b in pairs:
            yield dict.fromkeys(unit, exchanged(order, a, b))
    for i, j in _some_pairs(len(orders), random):
        if orders[i] != orders[j]:
            yield {**dict.fromkeys(shape.units[i], orders[j]), **dict.fromkeys(shape.units[j], orders[i])}
    for order in lists if len(shape.units) > len(lists) > 1 else ():
        users = [code for unit, own in zip(shape.units, orders, strict=True) if own == order for code in unit]
        for other in lists:
            if other != order:
                yield dict.fromkeys(users, other)
        for a, b in pairs:
            yield dict.fromkeys(users, exchanged(order, a, b))
    if len(shape.units) > 1:
        for a, b in pairs:
            yield {
                code: exchanged(order, a, b) for unit, order in zip(shape.units, orders, strict=True) for code in unit
            }


def _some_pairs(number: int, random: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Pairs of so many, each once; MOST_PAIRS of them at the most, drawn at random."""
    if number * (number - 1) // 2 <= MOST_PAIRS:
        yield from combinations(range(number), 2)
        return
    drawn = np.sort(random.integers(0, number, (MOST_PAIRS, 2)), axis=1)
    yield from ((int(i), int(j)) for i, j in np.unique(drawn, axis=0) if i != j)


def unevenness(forecast: Forecast, plan: Plan, made: Sequence[Change]) -> NDArray[np.float64]:
    """The sum of squares of the slate's expected first preferences after each change of a plan."""
    piles, adherents = first_preferences_under(forecast, plan), adherents_of(forecast)
    found = []
    for change in made:
        moved = dict(piles)
        for area, order in change.items():
            moved[plan.orders[area][0]] -= adherents[area]
            moved[order[0]] += adherents[area]
        found.append(sum(pile * pile for pile in moved.values()))
    return np.array(found)


def exchanged(order: Order, a: int, b: int) -> Order:
    """The order with these two names in each other's place."""
    places = {a: b, b: a}
    return tuple(places.get(name, name) for name in order)
