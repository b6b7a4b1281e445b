"""Small changes of a plan: its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hustings.forecast.papers import Order
from hustings.planning.plan import Plan, Shape

Change = dict[str, Order]


def changes(plan: Plan, shape: Shape) -> Iterator[Change]:
    """Every small change, as the orders that it sets: another list for a unit; two units exchanged; two names
    exchanged for one unit, in one list, or everywhere; one list given up for another.

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
    for (one, first), (two, second) in combinations(zip(shape.units, orders, strict=True), 2):
        if first != second:
            yield {**dict.fromkeys(one, second), **dict.fromkeys(two, first)}
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


def exchanged(order: Order, a: int, b: int) -> Order:
    """The order with these two names in each other's place."""
    places = {a: b, b: a}
    return tuple(places.get(name, name) for name in order)
