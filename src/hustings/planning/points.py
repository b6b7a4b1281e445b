"""The plan at points around what is believed: own support, the largest rival's support, and adherence, each times a
factor, two of them changed at most. Counted beforehand, so that a page can show each without counting anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from hustings.forecast.beliefs import INDEPENDENTS, AreaBelief, Forecast
from hustings.planning.otherwise import on_papers_of
from hustings.planning.plan import NO_ADVICE, Plan
from hustings.planning.sensitivity import BLOCK, MOST, MOST_SCENARIOS, SEATS, followed
from hustings.planning.stream import Draws, Stream
from hustings.rules.question import Question

SUPPORT, RIVAL, ADHERENCE = "support", "rival", "adherence"
FACTORS = {SUPPORT: (0.8, 0.9, 1.0, 1.1, 1.2), RIVAL: (0.8, 1.0, 1.2), ADHERENCE: (0.5, 1.0, 1.5, 2.0)}
# So many may be changed at once.
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Point:
    """factors: of what is believed of SUPPORT, RIVAL and ADHERENCE. seats: with the plan. without: with no advice.
    more, error: seats more than with no advice, and the standard error of that, paired. fewer: in which part of the
    scenarios there are fewer."""

    factors: tuple[float, float, float]
    seats: float
    without: float
    more: float
    error: float
    fewer: float


@dataclass(frozen=True, slots=True)
class Points:
    """rival: the id of the other slate with the largest share."""

    rival: str
    points: tuple[Point, ...]


def points_around(
    forecast: Forecast, question: Question, draws: Draws, plans: dict[str, Plan], name: str, *,
    threads: int | None = None, over: Callable[[], bool] = lambda: False,
) -> Points | None:  # fmt: skip
    """All points that there can be. None where no advice is recommended, or no other slate stands, or time is over
    first. plans: the recommended one, by its name, and no advice."""
    rival = _rival(forecast)
    if name == NO_ADVICE or rival is None:
        return None
    fewer = replace(draws, scenarios=min(draws.scenarios, MOST_SCENARIOS), block=BLOCK, papers=-(-draws.papers // 2))
    base = Stream(forecast, question, fewer, settled=plans[NO_ADVICE].orders, threads=threads)
    found = []
    for factors in _combinations():
        if over():
            return None
        changed = changed_to(forecast, rival, factors)
        if changed is None:
            continue
        stream = on_papers_of(base, changed)
        worth, without = stream.worth(plans[name]), stream.worth(plans[NO_ADVICE])
        seats, none = float(worth.seats.mean()), float(without.seats.mean())
        found.append(Point(factors, seats, none, *SEATS.ahead(worth, without), float(worth.fewer.mean())))
    return Points(forecast.followings[rival].slate, tuple(found))


def _combinations() -> Iterator[tuple[float, float, float]]:
    for support, rival, adherence in product(*FACTORS.values()):
        if sum(factor != 1 for factor in (support, rival, adherence)) <= AT_ONCE:
            yield support, rival, adherence


def _rival(forecast: Forecast) -> int | None:
    """The other slate with the largest share in the whole contest."""
    voters = np.array([area.voters for area in forecast.areas], float)
    overall = voters @ np.array([area.shares for area in forecast.areas])
    others = [f for f, each in enumerate(forecast.followings) if each.slate not in (forecast.slate, INDEPENDENTS)]
    return max(others, key=lambda f: overall[f], default=None)


def changed_to(forecast: Forecast, rival: int, factors: tuple[float, float, float]) -> Forecast | None:
    """Our shares, a rival's, and adherence, each times its factor; everybody else shares what is left as before. None
    where that is too much, or nobody else is left."""
    support, other, adherence = factors
    own = forecast.planning

    def moved(area: AreaBelief) -> AreaBelief | None:
        ours, theirs = area.shares[own] * support, area.shares[rival] * other
        rest = 1 - area.shares[own] - area.shares[rival]
        if ours + theirs > MOST or (rest <= 0 and (support, other) != (1, 1)):
            return None
        left = (1 - ours - theirs) / rest if rest > 0 else 0.0
        shares = [share * left for share in area.shares]
        shares[own], shares[rival] = ours, theirs
        return replace(area, shares=tuple(shares))

    if (support, other) != (1, 1):
        areas = [moved(area) for area in forecast.areas]
        if not all(areas):
            return None
        forecast = replace(forecast, areas=tuple(area for area in areas if area))
    return forecast if adherence == 1 else followed(forecast, adherence)
