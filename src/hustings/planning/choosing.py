"""Which of the plans compared to recommend: the choice, on scenarios that the search has not seen."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from hustings.planning.objective import CONFIDENCE, LOOKS, Objective, limit_of_chance, standard_error
from hustings.planning.plan import NO_ADVICE, Plan
from hustings.planning.stream import Stream, Worth

ONE_ORDER, ROTATION, COMPENSATED = "one order", "rotation", "compensated"
BALANCED, FOUND, CAUTIOUS = "balanced", "found by search", "cautious"
# The plan that is out already, if there is one.
KEPT = "kept"
# The plans that even piles out, from the one that leans least on the forecast to the one that leans most; before them
# the one that is out, since changing it costs more than chance explains.
EVENING_OUT = (KEPT, COMPENSATED, BALANCED, FOUND, CAUTIOUS)
# While a baseline is close, the choice goes on: up to so many times the scenarios asked for, or to so many scenarios;
# while it is open whether a better plan meets the bound, up to so many.
CHOICES, CHOICE_SCENARIOS, MOST_SCENARIOS = 2, 1000, 4000


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, and on what.

    name: the plan to recommend. ahead: the best of the plans that meet the bound; another than `name` only where it is
    ahead by no more than chance explains. limits: the most that the chance of fewer seats than with no advice can be,
    of each plan. refused: plans that do not surely meet the objective's bound. scenarios: on so many the choice was
    made. settled: False where it ended early while a better plan might still have met the bound.
    """

    name: str
    ahead: str
    limits: Mapping[str, float]
    refused: tuple[str, ...]
    scenarios: int
    settled: bool
    worths: Mapping[str, Worth] = field(compare=False, repr=False)


def chosen(
    plans: Mapping[str, Plan], objective: Objective, stream: Callable[[int, int], Stream], *, scenarios: int,
    choices: int | None = None, over: Callable[[], bool] = lambda: False,
) -> Choice:  # fmt: skip
    """The plan to recommend; no advice is among the plans, and always meets the bound.

    stream: so many scenarios of the stream to choose on, after so many that are passed over. scenarios: asked for in
    each stream. choices: choose on exactly so many. over: asked before the choice goes on, whether time is over.
    """
    worths: dict[str, Worth] = {}
    sizes = iter([choices]) if choices else _looks(objective, scenarios, over)
    for size in sizes:
        done = len(worths[NO_ADVICE]) if worths else 0
        part = stream(done, size - done)
        for name, plan in plans.items():
            more = part.worth(plan)
            worths[name] = worths[name].and_then(more) if done else more
        certain = part.forecast.certain
        admitted = {
            name: each for name, each in worths.items() if name == NO_ADVICE or objective.admits(each, certain=certain)
        }
        ahead = max(admitted, key=lambda name: objective.preference(admitted[name]))
        refused = [name for name in plans if name not in admitted]
        open_still = [name for name in refused if _may_meet(worths[name], worths[ahead], objective)]
        if certain or not (open_still or (size < _enough(scenarios) and _close(plans, admitted, ahead, objective))):
            break
    return Choice(
        name=plainest(ahead, admitted, objective),
        ahead=ahead,
        limits={name: float(each.fewer.mean()) if certain else limit_of_chance(each) for name, each in worths.items()},
        refused=tuple(refused),
        scenarios=len(worths[NO_ADVICE]),
        settled=not open_still,
        worths=worths,
    )


def _looks(objective: Objective, scenarios: int, over: Callable[[], bool]) -> Iterator[int]:
    """How many scenarios the choice is made on at each look; the first look is made in any case, on as many as the
    bound takes at least."""
    size = max(scenarios, needed(objective))
    if over():
        size = needed(objective)
    for _ in range(LOOKS):
        yield size
        size *= 2
        if size > max(MOST_SCENARIOS, CHOICES * scenarios, needed(objective)) or over():
            return


def needed(objective: Objective) -> int:
    """Scenarios without a loss that show that its chance is at most the bound, in whole hundreds; 100 with no bound."""
    if not objective.guarded:
        return 100
    scenarios = math.log((1 - CONFIDENCE) / LOOKS) / math.log(1 - objective.bound)
    return 100 * math.ceil(scenarios / 100)


def _enough(scenarios: int) -> int:
    """A baseline that is still close after so many scenarios is left close."""
    return max(CHOICES * scenarios, CHOICE_SCENARIOS)


def _may_meet(worth: Worth, best: Worth, objective: Objective) -> bool:
    """Whether a plan that does not surely meet the bound may by one standard error, and is ahead of the best of those
    that do."""
    losing = worth.fewer.astype(float)
    more, _ = objective.ahead(worth, best)
    return float(losing.mean()) - standard_error(losing, worth.block) <= objective.bound and more > 0


def _close(plans: Mapping[str, Plan], admitted: Mapping[str, Worth], best: str, objective: Objective) -> bool:
    """Whether a baseline is close to the best."""
    searched = (FOUND, BALANCED, CAUTIOUS)
    rivals = [name for name in admitted if not name.startswith(searched) and plans[name] != plans[best]]
    ahead = [objective.ahead(admitted[best], admitted[name]) for name in rivals]
    return not all(more > 3 * error for more, error in ahead)


def plainest(best: str, worths: Mapping[str, Worth], objective: Objective) -> str:
    """The one-standard-error rule: of the plans that even piles out, the first that is behind the best by no more than
    chance explains. A search fits what is wrong in the beliefs, too, and on real papers what it adds so narrowly is
    lost again (docs/evidence.md). Where all win the same everywhere, the plan that is out stays, or else the best by
    the gap."""
    way = CAUTIOUS if best.startswith(CAUTIOUS) else best
    before = EVENING_OUT[: EVENING_OUT.index(way)] if way in EVENING_OUT else ()
    for name in before:
        if name not in worths:
            continue
        behind, error = objective.ahead(worths[best], worths[name])
        if behind <= error and (name == KEPT or (worths[best].seats != worths[name].seats).any()):
            return name
    return best
