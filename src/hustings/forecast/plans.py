"""A plan's rows as the orders of a forecast's areas."""

from __future__ import annotations

from collections.abc import Iterable

from hustings.election.nouns import PlanRow
from hustings.election.problems import BadInput, Problem
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Order


def orders_of(forecast: Forecast, rows: Iterable[PlanRow]) -> dict[str, Order]:
    """Area code → candidate numbers in the recommended order, of the planning slate's rows for this contest.

    Raises BadInput for a row that does not give every name of the slate, or areas the forecast does not know.
    """
    slate = set(forecast.followings[forecast.planning].names)
    known = {area.code for area in forecast.areas}
    orders, problems = {}, []
    for row in rows:
        if row.contest != forecast.contest or row.slate != forecast.slate:
            continue
        order = tuple(forecast.names.index(name) + 1 for name in row.order)
        if row.area not in known:
            problems.append(Problem("plan", f"area {row.area} is not among the forecast's areas"))
        if set(order) != slate:
            problems.append(Problem("plan", f"the order for {row.area} should give every name of the slate once"))
        orders[row.area] = order
    if problems:
        raise BadInput(problems)
    return orders
