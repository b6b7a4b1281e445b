"""A recommendation as JSON, as plan.csv, and as the command that finds it again."""

from __future__ import annotations

import dataclasses
import json
import shlex
from collections.abc import Mapping, Sequence

from hustings.election.files import csv_text
from hustings.election.nouns import PlanRow
from hustings.election.wording import printable
from hustings.planning.objective import GUARDED
from hustings.planning.recommendation import Recommendation


def plan_csv(rows: Sequence[PlanRow]) -> str:
    """Rows as plan.csv: contest, slate, area, list, then one column a preference."""
    longest = max((len(row.order) for row in rows), default=0)
    header = ["contest", "slate", "area", "list", *map(str, range(1, longest + 1))]
    return csv_text(header, ([row.contest, row.slate, row.area, row.list, *row.order] for row in rows))


def as_json(
    recommendation: Recommendation, reasons: Mapping[str, str], sizes: Mapping[int, Recommendation] | None = None
) -> str:
    """Everything that was found, fit for other programs. reasons: a sentence an area that says why its order. sizes:
    recommendations for slates of other sizes."""
    forecast, settings, ceiling = recommendation.forecast, recommendation.settings, recommendation.ceiling
    told = {
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
        "every_plan_tried": recommendation.every,
        "ahead_where_chosen": recommendation.ahead,
        "bound_on_fewer": settings.objective.bound if settings.objective.guarded else None,
        "chosen_on": recommendation.choice.scenarios,
        "fewer_at_most": dict(recommendation.choice.limits),
        "refused": list(recommendation.choice.refused),
        "left_out": list(recommendation.left_out),
        "bound": recommendation.bound,
        "bound_exact": recommendation.exact,
        "ceiling": ceiling and dataclasses.asdict(ceiling),
        "below_bound": recommendation.bound - recommendation.best.value,
        "below_ceiling": ceiling and ceiling.value - recommendation.best.value,
        "plans": _plans(recommendation),
        "sensitivity": [
            {
                "belief": each.belief,
                "factor": each.factor,
                "best": each.best,
                "behind": each.behind,
                "behind_error": each.behind_error,
                "change": each.change,
                "change_error": each.change_error,
                "seats": {name: figures.seats for name, figures in each.figures.items()},
            }
            for each in recommendation.variants
        ],
        "votes_to_move": recommendation.moved
        and {
            "seats": recommendation.moved.seats,
            "lose": _votes(recommendation.moved.lose),
            "gain": _votes(recommendation.moved.gain),
        },
        "later_preferences": _later(recommendation),
        "sizes": {
            size: {"recommended": each.name, "rounds": each.rounds, "bound": each.bound, "plans": _plans(each)}
            for size, each in (sizes or {}).items()
        },
        "reasons": dict(reasons),
        "plan": [dataclasses.asdict(row) for row in recommendation.rows()],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _plans(recommendation: Recommendation) -> dict[str, dict[str, object]]:
    """Every plan that was compared: its figures, and its orders by name."""
    names = recommendation.forecast.names
    slate = recommendation.slate_names
    return {
        name: {
            **dataclasses.asdict(figures),
            "chances": dict(zip(slate, figures.chances, strict=True)),
            "orders": {
                area: [names[n - 1] for n in order] for area, order in recommendation.plans[name].orders.items()
            },
        }
        for name, figures in recommendation.figures.items()
    }


def _later(recommendation: Recommendation) -> list[dict[str, object]]:
    """What being named below the slate is worth to each."""
    return [
        {
            "candidate": recommendation.forecast.names[each.number - 1],
            "chance": each.chance,
            "more": each.more,
            "more_error": each.error,
        }
        for each in recommendation.beyond
    ]


def _votes(moved: tuple[float, str] | None) -> dict[str, object] | None:
    return None if moved is None else {"votes": round(moved[0]), "following": moved[1]}


def command(found: Recommendation, sizes: Mapping[int, Recommendation], folder: str, same_list: bool) -> str:
    """The line that makes this plan again."""
    settings = found.settings
    said = ["hustings", "plan", printable(folder), "--contest", found.forecast.contest]
    said += ["--slate", found.forecast.slate]
    said += ["--lists", str(settings.lists)] if settings.lists else []
    said += ["--same-list"] if same_list else []
    said += ["--sizes", ",".join(map(str, sorted({*sizes, len(found.slate_names)})))] if sizes else []
    said += ["--objective", settings.objective.option] if settings.objective != GUARDED else []
    said += ["--draws", str(settings.scenarios), "--seed", str(settings.seed)]
    said += ["--choices", str(settings.choices)] if settings.choices else []
    said += [] if settings.cautious else ["--no-cautious"]
    said += settings.further
    return shlex.join([*said, "--rounds", str(settings.rounds if found.every else found.rounds)])
