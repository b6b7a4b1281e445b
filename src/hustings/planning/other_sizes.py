"""Slates of other sizes, each with the orders that are best for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hustings.forecast.beliefs import Forecast
from hustings.many.crew import Crew
from hustings.planning.ahead import Spent
from hustings.planning.recommend import Progress, recommend
from hustings.planning.recommendation import LeftOut, Recommendation, Settings, Shaping
from hustings.planning.sizes import sized
from hustings.rules.question import Question


def recommend_sizes(
    sizes: Iterable[int],
    forecast: Forecast,
    question: Question,
    settings: Settings,
    shaping: Shaping | None = None,
    *,
    progress: Progress | None = None,
    spent: Spent = lambda: 0.0,
    threads: int | None = None,
    crew: Crew | None = None,
) -> dict[int, Recommendation]:
    """What is best for a slate of each of these sizes, on the same scenarios; without saying how figures move.

    spent, threads, crew: as of `recommend`; each size has an equal share of the time. A size whose search there is no
    time for, and those after it, are left out, since they would not compare.
    """
    shaping, found, sizes = shaping or Shaping(), {}, list(sizes)
    for number, size in enumerate(sizes):
        if spent() >= 1:
            break
        other = sized(forecast, question, shaping.fixed, size)
        told = (lambda p, words, size=size: progress(p, f"{size} names: {words}")) if progress else None
        more = replace(settings, evidence=False, points=False)
        fixed = Shaping(other.fixed, shaping.groups)
        share = within(spent, number / len(sizes), (number + 1) / len(sizes))
        each = recommend(
            other.forecast, other.question, more, fixed, progress=told, spent=share, threads=threads, crew=crew
        )
        if LeftOut.ROUNDS in each.left_out or each.settings.scenarios < settings.scenarios:
            break
        found[size] = each
    return found


def within(spent: Spent, begin: float, end: float) -> Spent:
    """How much is spent of the part of the time from `begin` to `end`."""
    return lambda: (spent() - begin) / (end - begin)
