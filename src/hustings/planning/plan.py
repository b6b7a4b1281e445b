"""Plans: which order is recommended in which area; and the baselines that every plan is compared with."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.advised import Order, advice_table
from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import Scenario, means_of
from hustings.forecast.voters import first_preferences

NO_LIMIT = 10**6
# What the plan is called that advises nobody, but where an order is settled.
NO_ADVICE = "no advice"


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
        """The table of advice (areas × columns), in the order of the forecast's areas."""
        return advice_table(forecast, self.orders)


@dataclass(frozen=True, slots=True)
class Shape:
    """What plans may look like. fixed: area code → an order that is settled. units: codes of areas that change
    together, without the fixed ones, from the most expected adherents to the fewest. limit: at most so many distinct
    orders among the units.
    """

    fixed: Mapping[str, Order]
    units: tuple[tuple[str, ...], ...]
    limit: int

    def admits(self, plan: Plan) -> bool:
        """Whether the plan's lists, besides the fixed orders, are few enough."""
        settled = set(self.fixed.values())
        used = {plan.orders[unit[0]] for unit in self.units}
        return len(used - settled) <= self.limit


def shape_of(
    forecast: Forecast, *, lists: int | None = None, fixed: Mapping[str, Order] | None = None,
    groups: Mapping[str, str] | None = None,
) -> Shape:  # fmt: skip
    """The shape of a forecast's plans. lists: at most so many distinct orders, fixed ones included; one besides these
    is always allowed. groups: area code → what it must share its list with."""
    fixed, groups = dict(fixed or {}), groups or {}
    members: dict[str, list[str]] = {}
    for area in forecast.areas:
        if area.code not in fixed:
            members.setdefault(groups.get(area.code, area.code), []).append(area.code)
    adherents = adherents_of(forecast)
    units = sorted(members.values(), key=lambda unit: (-sum(adherents[code] for code in unit), unit))
    limit = NO_LIMIT if lists is None else max(1, lists - len(set(fixed.values())))
    return Shape(fixed, tuple(tuple(unit) for unit in units), limit)


def dealt(forecast: Forecast, shape: Shape, orders: Iterable[Order]) -> Plan:
    """The plan that gives the shape's units these orders, one each."""
    found: dict[str, Order] = dict(shape.fixed)
    for unit, order in zip(shape.units, orders, strict=True):
        found |= dict.fromkeys(unit, order)
    return Plan({area.code: found[area.code] for area in forecast.areas})


def one_order(forecast: Forecast, shape: Shape) -> Plan:
    """The slate's own order everywhere."""
    return dealt(forecast, shape, [forecast.followings[forecast.planning].names] * len(shape.units))


def kept_plan(forecast: Forecast, shape: Shape, orders: Mapping[str, Order]) -> Plan | None:
    """The plan that is out, with settled orders in their areas, and the slate's own order where it has none. None where
    there is no such plan, or it is not of this shape: it has too many lists, or two in areas that share one."""
    if not orders:
        return None
    own = forecast.followings[forecast.planning].names
    if any(len({orders.get(code, own) for code in unit}) > 1 for unit in shape.units):
        return None
    plan = dealt(forecast, shape, (orders.get(unit[0], own) for unit in shape.units))
    return plan if shape.admits(plan) else None


def rotation(forecast: Forecast, shape: Shape) -> Plan:
    """The cyclic shifts of the slate's order, dealt from the largest unit to the smallest."""
    names = forecast.followings[forecast.planning].names
    shifts = [names[k:] + names[:k] for k in range(len(names))][: shape.limit]
    return dealt(forecast, shape, (shifts[i % len(shifts)] for i in range(len(shape.units))))


def compensated(forecast: Forecast, shape: Shape, known: Scenario | None = None, active: int | None = None) -> Plan:
    """From the largest unit: each one's first name is the one with the smallest expected pile so far.

    Piles begin with what voters give who follow no advice, and with the fixed orders' adherents; the rest of an order
    is by pile, too. Once there are as many lists as allowed, the list that begins with the smallest pile is taken.
    known: the scenario in which piles are reckoned, the means without it. active: only so many names, those with the
    largest piles of their own, are put first.
    """
    piles, adherents = piles_and_adherents(forecast, known)
    resting = sorted(piles, key=lambda name: (-piles[name], name))[active:] if active else []
    for area, order in shape.fixed.items():
        piles[order[0]] += adherents[area]
    ranked = sorted((name in resting, pile, name) for name, pile in piles.items())
    made: list[Order] = []
    orders = []
    for unit in shape.units:
        order = tuple([name for _, _, name in ranked])
        if order not in made and len(made) >= shape.limit:
            order = min(made, key=lambda each: (piles[each[0]], each))
        elif order not in made:
            made.append(order)
        orders.append(order)
        first = order[0]
        ranked.remove((first in resting, piles[first], first))
        piles[first] += sum(adherents[code] for code in unit)
        insort(ranked, (first in resting, piles[first], first))
    return dealt(forecast, shape, orders)


def own_piles(forecast: Forecast, known: Scenario | None = None) -> dict[int, float]:
    """Expected first preferences for each name of the slate from voters who do not adhere; in a scenario, if known."""
    return piles_and_adherents(forecast, known)[0]


def adherents_of(forecast: Forecast, known: Scenario | None = None) -> dict[str, float]:
    """Expected adherents of each area, by code; in a scenario, if known."""
    return piles_and_adherents(forecast, known)[1]


def piles_and_adherents(forecast: Forecast, known: Scenario | None = None) -> tuple[dict[int, float], dict[str, float]]:
    """Both of these together."""
    adherents, free = first_preferences(forecast, known or means_of(forecast))
    piles = {name: float(free[:, name - 1].sum()) for name in forecast.followings[forecast.planning].names}
    return piles, {area.code: float(number) for area, number in zip(forecast.areas, adherents, strict=True)}


def first_preferences_under(forecast: Forecast, plan: Plan) -> dict[int, float]:
    """Expected first preferences of each name of the slate under a plan."""
    piles, adherents = piles_and_adherents(forecast)
    for area, order in plan.orders.items():
        piles[order[0]] += adherents[area]
    return piles
