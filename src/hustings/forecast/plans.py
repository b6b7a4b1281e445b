"""A plan as the orders of a forecast's areas."""

from __future__ import annotations

from pathlib import Path

from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem
from hustings.election.reading import read_plan
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Order


def read_orders(forecast: Forecast, election: Election, path: Path) -> dict[str, Order]:
    """Area code → candidate numbers in the order that a plan's file recommends there for the forecast's slate.

    Raises BadInput for a file that cannot be used, and for one without an order for this contest and slate.
    """
    orders = {
        row.area: tuple(forecast.names.index(name) + 1 for name in row.order)
        for row in read_plan(election, path, whole=True)
        if (row.contest, row.slate) == (forecast.contest, forecast.slate)
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
