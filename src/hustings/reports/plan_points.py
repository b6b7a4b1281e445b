"""What the plan's report shows of the points around what is believed: sliders, and the same as tables."""

from __future__ import annotations

from importlib import resources
from itertools import combinations
from typing import Any

from markupsafe import Markup

from hustings.election.nouns import Election
from hustings.narrative.catalogue import Words
from hustings.narrative.plan_points import factor_said, point_in_short, point_said
from hustings.narrative.plan_words import following_name
from hustings.planning.points import ADHERENCE, RIVAL, SUPPORT, Point, Points
from hustings.planning.recommendation import Recommendation

AXES = (SUPPORT, RIVAL, ADHERENCE)


def script() -> str:
    """The one script of the report, as it stands between its tags."""
    return (resources.files("hustings.reports") / "templates" / "plan_points.js").read_text("utf-8")


def shown_points(found: Recommendation, election: Election, say: Words, part: Words) -> dict[str, Any] | None:
    """The sliders' steps and three tables, of each pair; None where no points were counted."""
    if found.points is None:
        return None
    titles = _titles(found.points, election, say)
    steps = {axis: sorted({point.factors[place] for point in found.points.points}) for place, axis in enumerate(AXES)}
    return {
        "script": Markup(script()),
        "most": f"{max(max(point.seats, point.without) for point in found.points.points):.2f}",
        "sliders": [
            {
                "axis": axis,
                "title": titles[axis],
                "words": [factor_said(factor, part) for factor in steps[axis]],
                "middle": steps[axis].index(1.0),
            }
            for axis in AXES
            if len(steps[axis]) > 1
        ],
        "tables": [
            _table(found.points, pair, steps, titles, part)
            for pair in combinations(range(len(AXES)), 2)
            if all(len(steps[AXES[place]]) > 1 for place in pair)
        ],
        "believed": _cell(_at(found.points, (1.0, 1.0, 1.0)), steps, part),
    }


def _titles(points: Points, election: Election, say: Words) -> dict[str, str]:
    rival = following_name(points.rival, election, say)
    return {
        SUPPORT: say("report.points_support"),
        RIVAL: say("report.points_rival", slate=rival),
        ADHERENCE: say("report.points_adherence"),
    }


def _table(
    points: Points, pair: tuple[int, ...], steps: dict[str, list[float]], titles: dict[str, str], part: Words
) -> dict[str, Any]:
    """Rows of the first belief of the pair, columns of the second; where a point is not there, None."""
    down, across = pair
    rows = []
    for own in steps[AXES[down]]:
        cells = []
        for other in steps[AXES[across]]:
            factors = [1.0, 1.0, 1.0]
            factors[down], factors[across] = own, other
            cells.append(_cell(_at(points, tuple(factors)), steps, part))
        rows.append((factor_said(own, part), cells))
    heads = [factor_said(other, part) for other in steps[AXES[across]]]
    return {"down": titles[AXES[down]], "across": titles[AXES[across]], "heads": heads, "rows": rows}


def _at(points: Points, factors: tuple[float, ...]) -> Point | None:
    return next((point for point in points.points if point.factors == factors), None)


def _cell(point: Point | None, steps: dict[str, list[float]], part: Words) -> dict[str, str] | None:
    if point is None:
        return None
    return {
        "at": " ".join(str(steps[axis].index(point.factors[place])) for place, axis in enumerate(AXES)),
        "seats": f"{point.seats:.1f}",
        "without": f"{point.without:.1f}",
        "said": point_said(point, part),
        "short": point_in_short(point, part),
    }
