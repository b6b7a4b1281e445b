"""Plans: which order is recommended in which area; and the baselines that every plan is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Order


@dataclass(frozen=True, slots=True)
class Plan:
    """Area code → the order recommended there (candidate numbers, first preference first).

    Where an area has no order nobody is advised.
    """

    orders: Mapping[str, Order]

    @property
    def lists(self) -> tuple[Order, ...]:
        """The distinct orders, in the order of the areas."""
        return tuple(dict.fromkeys(self.orders.values()))

    def table(self, forecast: Forecast) -> NDArray[np.int16]:
        """areas × names: the orders in the order of the forecast's areas; zeros where there is none."""
        names = len(forecast.followings[forecast.planning].names)
        none = (0,) * names
        return np.array([self.orders.get(area.code, none) for area in forecast.areas], np.int16)

    def changed(self, area: str, order: Order) -> Plan:
        return Plan({**self.orders, area: order})


def one_order(forecast: Forecast, fixed: Mapping[str, Order]) -> Plan:
    """The slate's own order in every area."""
    names = forecast.followings[forecast.planning].names
    return Plan({area.code: fixed.get(area.code, names) for area in forecast.areas})


def rotation(forecast: Forecast, fixed: Mapping[str, Order], lists: int | None = None) -> Plan:
    """The cyclic shifts of the slate's order, dealt to areas from the largest to the smallest; at most so many
    lists."""
    names = forecast.followings[forecast.planning].names
    shifts = [names[k:] + names[:k] for k in range(len(names))][: allowed(lists, fixed)]
    dealt = {area: shifts[i % len(shifts)] for i, area in enumerate(by_size(forecast, fixed))}
    return Plan({area.code: fixed.get(area.code) or dealt[area.code] for area in forecast.areas})


def compensated(forecast: Forecast, fixed: Mapping[str, Order], lists: int | None = None) -> Plan:
    """Areas from the largest: each area's first name is the one with the smallest expected pile so far.

    Piles begin with what voters give who follow no advice, and with the fixed orders' adherents; the rest of an order
    is by pile, too. Once there are as many lists as allowed, the list that begins with the smallest pile is taken.
    """
    piles = own_piles(forecast)
    following = forecast.planning
    orders: dict[str, Order] = {}
    adherents = {area.code: area.voters * area.shares[following] * area.adherence.mean for area in forecast.areas}
    for area, order in fixed.items():
        piles[order[0]] += adherents.get(area, 0.0)
        orders[area] = order
    limit = allowed(lists, fixed)
    made: list[Order] = []
    for area in by_size(forecast, fixed):
        order = tuple(sorted(piles, key=lambda name: (piles[name], name)))
        if order not in made and len(made) >= limit:
            order = min(made, key=lambda each: (piles[each[0]], each))
        elif order not in made:
            made.append(order)
        orders[area] = order
        piles[order[0]] += adherents[area]
    return Plan({area.code: orders[area.code] for area in forecast.areas})


def own_piles(forecast: Forecast) -> dict[int, float]:
    """Expected first preferences for each name of the slate from supporters who do not adhere."""
    following = forecast.followings[forecast.planning]
    piles = dict.fromkeys(following.names, 0.0)
    for area in forecast.areas:
        weights = {
            name: weight * (forecast.home if area.code in forecast.homes.get(name, ()) else 1.0)
            for name, weight in zip(following.names, following.recognition, strict=True)
        }
        free = area.voters * area.shares[forecast.planning] * (1 - area.adherence.mean)
        for name, weight in weights.items():
            piles[name] += free * weight / sum(weights.values())
    return piles


def by_size(forecast: Forecast, fixed: Mapping[str, Order]) -> list[str]:
    """Codes of the areas without a fixed order, from the most expected adherents to the fewest."""
    f = forecast.planning
    free = [area for area in forecast.areas if area.code not in fixed]
    return [a.code for a in sorted(free, key=lambda a: (-a.voters * a.shares[f] * a.adherence.mean, a.code))]


def allowed(lists: int | None, fixed: Mapping[str, Order]) -> int:
    """How many lists there may be besides the fixed orders; at least one."""
    return 10**6 if lists is None else max(1, lists - len(set(fixed.values())))


def first_names(plan: Plan, names: Sequence[str]) -> dict[str, str]:
    """Area code → the name that stands first there."""
    return {area: names[order[0] - 1] for area, order in plan.orders.items()}
