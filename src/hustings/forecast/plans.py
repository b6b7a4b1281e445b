"""A plan as the orders of a forecast's areas."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem
from hustings.election.reading import read_plan
from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast


def read_orders(forecast: Forecast, election: Election, path: Path) -> dict[str, Order]:
    """Area code → candidate numbers in the order that a plan's file recommends there for the forecast's slate.

    Raises BadInput for a file that cannot be used, and for one without an order for this contest and slate.
    """
    wanted = (forecast.contest, forecast.slate)
    orders = {
        row.area: tuple(forecast.names.index(name) + 1 for name in row.order)
        for row in read_plan(election, path, whole=True, of=wanted)
        if (row.contest, row.slate) == wanted
    }
    known = {area.code for area in forecast.areas}
    problems = [
        Problem(str(path), f"{forecast.contest} is not voted on in {area}") for area in orders if area not in known
    ]
    if not orders:
        said = f"there is no order of {forecast.slate} for {forecast.contest} in this plan"
        problems.append(Problem(str(path), said))
    if problems:
        raise BadInput(problems)
    return orders


def settled(forecast: Forecast, election: Election) -> dict[str, Order]:
    """Area code → the order that the forecast's slate has settled there ([[slate.fixed]]), whatever else is advised."""
    return {
        each.area: tuple(forecast.names.index(name) + 1 for name in each.order)
        for each in election.slate(forecast.slate).fixed
        if each.contest == forecast.contest
    }


def unadvised(forecast: Forecast, orders: Mapping[str, Order]) -> tuple[str, ...]:
    """The codes of the areas for which a plan has no order."""
    return tuple(area.code for area in forecast.areas if area.code not in orders)
