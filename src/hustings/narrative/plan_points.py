"""The plan at points around what is believed, in words that a meeting uses: clearly better, a coin toss."""

from __future__ import annotations

import math
from collections.abc import Mapping

from hustings.narrative.catalogue import Words
from hustings.narrative.clear import ERRORS
from hustings.narrative.plan_words import IN_ENGLISH
from hustings.planning.points import Point
from hustings.planning.recommendation import Recommendation

# Fewer places than with no advice are called seldom up to this chance, and hardly ever up to that.
SELDOM, HARDLY = 0.05, 0.01


def point_said(point: Point, say: Words = IN_ENGLISH) -> str:
    """Whether the plan is better than no advice there, and how often it costs a place."""
    if abs(point.more) <= ERRORS * point.error or not point.more:
        found = say("verdict.toss")
    else:
        found = say("verdict.better" if point.more > 0 else "verdict.worse")
    return say("verdict.point", verdict=found, harm=_harm(point, say))


def point_in_short(point: Point, say: Words = IN_ENGLISH) -> str:
    """The same for a cell of a table."""
    if abs(point.more) <= ERRORS * point.error or not point.more:
        found = say("verdict.toss")
    else:
        found = say("verdict.better_short" if point.more > 0 else "verdict.worse_short")
    return found if point.fewer <= HARDLY else say("verdict.point", verdict=found, harm=_harm(point, say))


def _harm(point: Point, say: Words) -> str:
    if point.fewer <= HARDLY:
        return say("verdict.hardly")
    return say("verdict.seldom" if point.fewer <= SELDOM else "verdict.often", n=f"{100 * point.fewer:.0f}")


def size_said(sizes: Mapping[int, Recommendation], size: int, say: Words = IN_ENGLISH) -> str:
    """How a slate of this size does beside the size that does best."""
    best = max(sizes.values(), key=lambda each: each.best.value).best
    own = sizes[size].best
    if own is best:
        return say("verdict.best")
    alike = best.value - own.value <= ERRORS * math.hypot(best.value_error, own.value_error)
    return say("verdict.toss" if alike else "verdict.worse_short")


def factor_said(factor: float, say: Words = IN_ENGLISH) -> str:
    """«as believed», «20 % less», «twice as much»."""
    if factor == 1:
        return say("verdict.as_believed")
    if factor in (0.5, 2.0):
        return say("verdict.half" if factor < 1 else "verdict.twice")
    return say("verdict.less" if factor < 1 else "verdict.more", part=f"{100 * abs(factor - 1):.0f}")
