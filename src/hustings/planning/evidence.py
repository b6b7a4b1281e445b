"""What a plan is worth, and what any plan could be worth: figures, bound and ceiling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from hustings.planning.objective import Objective, standard_error
from hustings.planning.plan import Plan, Shape, compensated
from hustings.planning.search import every_plan
from hustings.planning.stream import Stream
from hustings.planning.worth import Worth

# The ceiling is looked for in so many scenarios at the most.
MOST_SCENARIOS, AT_A_TIME = 200, 20


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over scenarios, and its standard error."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Hindsight(Estimate):
    """The best found when every scenario may have a plan of its own, in so many scenarios."""

    scenarios: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan is worth on a stream. error: standard errors of the means.

    seats: expected. distribution: the chance of each number of seats from 0. chances: each candidate's, by name of the
    slate. value, value_error: the objective's. gain, gain_error: by how much that is above its value with no advice,
    and more, more_error: seats more than with no advice, both paired scenario by scenario. fewer: in which part of the
    scenarios there are fewer seats than with no advice. gap: mean votes by which the slate's last excluded candidate
    was behind the next above (0 where none was excluded).
    """

    seats: float
    error: float
    distribution: tuple[float, ...]
    chances: tuple[float, ...]
    value: float
    value_error: float
    gain: float
    gain_error: float
    more: float
    more_error: float
    fewer: float
    gap: float


def figures(worth: Worth, unadvised: Worth, objective: Objective) -> Figures:
    """What a plan is worth, beside no advice on the same scenarios."""
    seats, gain = worth.seats.astype(float), objective.ahead(worth, unadvised)
    more = seats - unadvised.seats.astype(float)
    names = worth.elected.shape[1]
    return Figures(
        seats=float(seats.mean()),
        error=standard_error(seats, worth.block),
        distribution=tuple(float((worth.seats == n).mean()) for n in range(names + 1)),
        chances=tuple(float(chance) for chance in worth.elected.mean(axis=0)),
        value=objective.value(worth),
        value_error=objective.error(worth),
        gain=gain[0],
        gain_error=gain[1],
        more=float(more.mean()),
        more_error=standard_error(more, worth.block),
        fewer=float((more < 0).mean()),
        gap=float(np.maximum(worth.margin, 0.0).mean()),
    )


def bound(
    stream: Stream, shape: Shape, objective: Objective, *, over: Callable[[], bool] = lambda: False
) -> tuple[float, bool]:
    """More of the objective no plan of this shape can have on the stream; and whether that is exact.

    Exact: the best of all plans and of no advice scenario by scenario, where they can be tried; else as many as there
    are names, or seats. Plans that advise some areas and not others are not tried: none is ever recommended. over:
    asked before every plan, whether time is over; then it is not exact.
    """
    plans, best = every_plan(stream.forecast, shape, len(stream)), np.zeros(len(stream), np.int64)
    for plan in (Plan(shape.fixed), *(plans or ())):
        if plans is None or over():
            return objective.value_of(np.full(len(stream), stream.most_seats)), False
        best = np.maximum(best, stream.worth(plan).seats)
    return objective.value_of(best), True


def ceiling(
    stream: Stream, shape: Shape, worths: Iterable[Worth], recommended: Worth, objective: Objective, *,
    over: Callable[[], bool] = lambda: False,
) -> Hindsight | None:  # fmt: skip
    """The best that was found when every scenario may have a plan of its own, of this shape. Not proved: there may be
    better ones.

    Tried in each scenario: the plans compared (worths), and for every number of active names the compensated plan made
    with full knowledge of the scenario. Looked for in MOST_SCENARIOS scenarios at the most: how much more the
    recommended plan could have had there is added to what it has on the whole stream, so that the two compare.
    over: asked between scenarios, whether time is over; then it is looked for in those before, None where there are
    none.
    """
    best = np.max([worth.seats[:MOST_SCENARIOS] for worth in worths], axis=0)

    looked = 0
    while looked < len(best) and not over():
        numbers = range(looked, looked := min(looked + AT_A_TIME, len(best)))
        scenarios = {n: stream.scenario(n) for n in numbers if best[n] < stream.most_seats}
        tried: dict[int, list[Plan]] = {n: [] for n in scenarios}
        for active in range(stream.names, 0, -1):
            made = {n: compensated(stream.forecast, shape, known, active) for n, known in scenarios.items()}
            new = [(n, plan) for n, plan in made.items() if best[n] < stream.most_seats and plan not in tried[n]]
            for (n, plan), seats in zip(new, stream.seats_in(new), strict=True):
                best[n] = max(best[n], seats)
                tried[n].append(plan)
    if not looked:
        return None
    there = recommended.first(looked)
    more, error = objective.ahead(replace(there, seats=best[:looked]), there)
    wide = float(np.hypot(objective.error(recommended), error))
    return Hindsight(objective.value(recommended) + more, wide, looked)
