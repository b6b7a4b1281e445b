"""The lists of a slate: the different orders that it recommends, and the areas of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hustings.site.content import AreaAdvice, Person

# A label that has to stand in a hexagon.
SHORT = 3


@dataclass(frozen=True, slots=True)
class OrderList:
    """One order and where it holds. label: short, unique. colour: from 1, the number of its colour."""

    label: str
    name: str
    order: tuple[Person, ...]
    areas: tuple[AreaAdvice, ...]
    colour: int


COLOURS = 8


def lists_of(areas: Iterable[AreaAdvice]) -> tuple[OrderList, ...]:
    """The lists of the areas whose order is published, by their names, those without one last.

    Areas with one order share a list, whatever the plan calls it; a list without a short name of its own gets a number.
    """
    found: dict[tuple[Person, ...], list[AreaAdvice]] = {}
    for area in areas:
        if area.order:
            found.setdefault(area.order, []).append(area)
    named = {order: next((a.listed for a in those if a.listed), "") for order, those in found.items()}
    ranked = sorted(found, key=lambda order: (not named[order], len(named[order]), named[order]))
    short = {order: named[order] for order in ranked if 0 < len(named[order]) <= SHORT}
    taken = set(short.values())
    free = (str(number) for number in range(1, len(ranked) + len(taken) + 1) if str(number) not in taken)
    doubled = {label for label in taken if list(short.values()).count(label) > 1}
    return tuple(
        OrderList(
            label=short[order] if short.get(order, "") not in {"", *doubled} else next(free),
            name=named[order],
            order=order,
            areas=tuple(found[order]),
            colour=1 + index % COLOURS,
        )
        for index, order in enumerate(ranked)
    )
