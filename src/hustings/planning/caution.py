"""More cautious plans, for where the best that is known is not surely within the bound on the chance of a loss.

A choice among a few bold plans and no advice is all or nothing. Between them are plans that give up a little and lose
seldom. *Paths* lead from the boldest plan to others: ever more areas, the smallest first, take the other plan's order.
All plans on the paths are counted on scenarios that nothing was chosen on; for each of a few levels of the chance of a
loss the best plan at or below it is a *rung*, which takes part in the choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast
from hustings.planning.choosing import CAUTIOUS, Choice, needed
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE, Plan, Shape
from hustings.planning.search import heats
from hustings.planning.stream import Stream
from hustings.planning.worth import Worth

# Levels of the chance of a loss, as parts of the bound: the best plan at or below each is a rung.
LEVELS = (0.1, 0.3, 0.5, 0.65, 0.8)
# So many plans on one path, and on all together, at most.
STEPS, MOST_TRIED = 12, 120
MOST_SCENARIOS = 4000


def scenarios_for(objective: Objective, scenarios: int) -> int:
    """So many scenarios tell the levels apart. scenarios: asked for in each stream."""
    return min(MOST_SCENARIOS, max(scenarios, 4 * needed(objective)))


def cautious_plans(
    stream: Stream, plans: Mapping[str, Plan], shape: Shape, objective: Objective,
    over: Callable[[], bool] = lambda: False,
) -> list[Plan] | None:  # fmt: skip
    """The rungs, the most cautious first; none where the boldest plan hardly ever loses here; None where time was over
    first. stream: scenarios that no plan was chosen on. plans: those that the choice compares anyway."""
    if not objective.guarded or not shape.units:
        return []
    if over():
        return None
    counted = {name: stream.worth(plan) for name, plan in plans.items()}
    boldest = max(counted, key=lambda name: objective.preference(counted[name]))
    if counted[boldest].fewer.mean() <= LEVELS[0] * objective.bound:
        return []
    tried: list[tuple[Plan, Worth]] = []
    known = list(plans.values())
    for plan in _on_paths(stream.forecast, plans[boldest], plans, shape):
        if over():
            return None
        if plan not in known and shape.admits(plan):
            known.append(plan)
            worth = _counted(stream, plan, counted[NO_ADVICE], objective)
            tried += [(plan, worth)] if worth else []
    return _rungs(tried, objective)


def rungs_named(rungs: Sequence[Plan]) -> dict[str, Plan]:
    """The rungs by the names under which they take part in the choice."""
    return {f"{CAUTIOUS} {number}": plan for number, plan in enumerate(rungs, 1)}


def with_one_rung(plans: Mapping[str, Plan], choice: Choice) -> tuple[dict[str, Plan], Choice]:
    """Plans and choice with at most one rung, under the name CAUTIOUS: the one ahead of all plans that meet the bound,
    where it is a rung."""
    kept = choice.ahead if choice.ahead.startswith(CAUTIOUS) else ""
    names = {name: CAUTIOUS if name == kept else name for name in plans if name == kept or name not in rungs_of(plans)}
    return {new: plans[name] for name, new in names.items()}, replace(
        choice,
        name=names[choice.name],
        ahead=names[choice.ahead],
        limits={new: choice.limits[name] for name, new in names.items()},
        refused=tuple(names[name] for name in choice.refused if name in names),
        worths={new: choice.worths[name] for name, new in names.items()},
    )


def rungs_of(plans: Mapping[str, Plan]) -> list[str]:
    return [name for name in plans if name.startswith(CAUTIOUS)]


def _counted(stream: Stream, plan: Plan, without: Worth, objective: Objective) -> Worth | None:
    """What a plan is worth; None as soon as it is worse than no advice on some of the scenarios."""
    worth, done = None, 0
    for until in heats(stream.size):
        more = stream.worth(plan, slice(done, until))
        worth, done = worth.and_then(more) if worth else more, until
        if objective.value(worth) < objective.value(without.first(len(worth))):
            return None
    return worth


def _rungs(tried: Sequence[tuple[Plan, Worth]], objective: Objective) -> list[Plan]:
    """The best plan at or below each level, each once."""
    rungs: list[Plan] = []
    for level in LEVELS:
        below = [each for each in tried if each[1].fewer.mean() <= level * objective.bound]
        if below:
            best = max(below, key=lambda each: objective.preference(each[1]))[0]
            rungs += [best] if best not in rungs else []
    return rungs


def _on_paths(forecast: Forecast, bold: Plan, plans: Mapping[str, Plan], shape: Shape) -> Iterator[Plan]:
    """Plans between the boldest and others: those compared anyway, and those that put one name first everywhere."""
    names = forecast.followings[forecast.planning].names
    goals = [plan for name, plan in plans.items() if name != NO_ADVICE and plan != bold]
    goals += [Plan({code: _lifted(name, order) for code, order in bold.orders.items()}) for name in names]
    for goal in goals:
        yield from _path(bold, goal, shape, min(STEPS, max(1, MOST_TRIED // len(goals))))


def _lifted(name: int, order: Order) -> Order:
    """The order with this name first."""
    return (name, *(each for each in order if each != name))


def _path(bold: Plan, goal: Plan, shape: Shape, most: int) -> Iterator[Plan]:
    """The boldest plan where ever more units, from the smallest, have the goal's order, in so many steps at most."""
    different = [unit for unit in reversed(shape.units) if bold.orders[unit[0]] != goal.orders[unit[0]]]
    steps = min(most, len(different))
    for step in range(1, steps + 1):
        changed = different[: -(-step * len(different) // steps)]
        yield Plan({**bold.orders, **{code: goal.orders[code] for unit in changed for code in unit}})
