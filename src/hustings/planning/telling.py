"""A recommendation as JSON, as plan.csv, and in words."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

from hustings.election.files import csv_text
from hustings.election.nouns import PlanRow
from hustings.planning.plan import Plan, own_piles
from hustings.planning.recommend import Recommendation


def plan_csv(rows: Sequence[PlanRow]) -> str:
    """Rows as plan.csv: contest, slate, area, list, then one column a preference."""
    longest = max((len(row.order) for row in rows), default=0)
    header = ["contest", "slate", "area", "list", *map(str, range(1, longest + 1))]
    return csv_text(header, ([row.contest, row.slate, row.area, row.list, *row.order] for row in rows))


def reasons(recommendation: Recommendation) -> dict[str, str]:
    """One sentence an area that says why this order: whose pile the first name tops up."""
    plan = recommendation.plan or Plan({})
    forecast = recommendation.forecast
    piles = own_piles(forecast)
    f = forecast.planning
    told = {}
    for area in forecast.areas:
        order = plan.orders.get(area.code)
        if not order:
            continue
        first = order[0]
        adherents = area.voters * area.shares[f] * area.adherence.mean
        told[area.code] = (
            f"{forecast.names[first - 1]} first: about {piles[first]:,.0f} of the slate's supporters begin with that "
            f"name of their own accord, and the advice adds about {adherents:,.0f} here."
        )
    return told


def as_json(recommendation: Recommendation) -> str:
    """Everything that was found, fit for other programs."""
    forecast, settings = recommendation.forecast, recommendation.settings
    slate = [forecast.names[n - 1] for n in forecast.followings[forecast.planning].names]
    return json.dumps(
        {
            "format": "hustings-plan/1",
            "contest": forecast.contest,
            "slate": forecast.slate,
            "note": forecast.note,
            "objective": str(settings.objective),
            "seed": settings.seed,
            "rounds": recommendation.rounds,
            "scenarios": recommendation.scenarios,
            "lists": settings.lists,
            "recommended": recommendation.name,
            "bound": recommendation.bound,
            "plans": {
                name: {
                    **dataclasses.asdict(figures),
                    "chances": dict(zip(slate, figures.chances, strict=True)),
                    "orders": {
                        area: [forecast.names[n - 1] for n in order]
                        for area, order in recommendation.plans[name].orders.items()
                    },
                }
                for name, figures in recommendation.figures.items()
            },
            "reasons": reasons(recommendation),
            "plan": [dataclasses.asdict(row) for row in recommendation.rows()],
        },
        ensure_ascii=False,
        indent=1,
    )
