"""Which of the plans compared to recommend: the choice, on scenarios that the search has not seen.

Several plans are tested against the bound on the chance of a loss, and the chance that any plan beyond it passes is to
stay below 5 %. So they are tested in an order that is settled on earlier scenarios, from the one that lost least there.
Each has a share of the 5 %, the first a half and the others equal parts of the rest, and whoever passes hands on what
it had to the next: the fallback procedure of B. Wiens, Pharmaceutical Statistics 2 (2003), 211-215. Looks at more and
more scenarios have equal parts of it (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hustings.planning.objective import CONFIDENCE, LOOKS, Objective, limit_of_chance, standard_error
from hustings.planning.plan import NO_ADVICE, Plan
from hustings.planning.stream import Stream
from hustings.planning.worth import Worth

ONE_ORDER, ROTATION, COMPENSATED = "one order", "rotation", "compensated"
BALANCED, FOUND, CAUTIOUS = "balanced", "found by search", "cautious"
# The plan that is out already, if there is one.
KEPT = "kept"
# The plans that even piles out, from the one that leans least on the forecast to the one that leans most; before them
# the one that is out, since changing it costs more than chance explains.
EVENING_OUT = (KEPT, COMPENSATED, BALANCED, FOUND, CAUTIOUS)
# While a baseline is close, the choice goes on: up to so many times the scenarios asked for, or to so many scenarios;
# while it is open whether a better plan meets the bound, up to so many.
CHOICES, CHOICE_SCENARIOS, MOST_SCENARIOS = 2, 1000, 16_000
# Where the bound is what is open, the next look is at so many times the scenarios.
FURTHER = 4
# The first plan that is tested has this share of the risk.
FIRST = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, and on what.

    name: the plan to recommend. ahead: the best of the plans that meet the bound; another than `name` only where it is
    ahead by no more than chance explains. limits: the most that the chance of fewer seats than with no advice can be,
    of each plan, at its share of the risk of being wrong. refused: plans that do not surely meet the objective's bound.
    scenarios: on so many the choice was made. settled: False where it ended early while a better plan might still have
    met the bound.
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
    order: Sequence[str] = (), choices: int | None = None, over: Callable[[], bool] = lambda: False,
) -> Choice:  # fmt: skip
    """The plan to recommend; no advice is among the plans, and always meets the bound.

    stream: so many scenarios of the stream to choose on, after so many that are passed over; the first time as many as
    are `needed`, and then fewer where time is over. scenarios: asked for in each stream. order: in which plans are
    tested; those that it lacks come last. choices: choose on exactly so many. over: asked before the choice goes on,
    whether time is over.
    """
    order = [*dict.fromkeys((*order, *plans))]
    worths: dict[str, Worth] = {}
    size, counted = first_look(objective, 0 if over() else scenarios, choices), list(plans)
    for look in range(LOOKS):
        done = len(worths[NO_ADVICE]) if worths else 0
        part = stream(done, size - done)
        for name in counted:
            more = part.worth(plans[name])
            worths[name] = worths[name].and_then(more) if done else more
        # Fewer than asked for, where time was over meanwhile.
        size = len(worths[NO_ADVICE])
        shares = _shares(worths, order, objective, certain=part.forecast.certain)
        admitted = {name: worths[name] for name in counted if name in shares.passed}
        ahead = max(admitted, key=lambda name: objective.preference(admitted[name]))
        open_still = [
            name for name in counted if name not in admitted and _may_meet(worths[name], worths[ahead], objective)
        ]
        counted = [name for name in counted if name in admitted or name in open_still]
        close = size < _enough(scenarios) and _close(plans, admitted, ahead, objective)
        further = size * (FURTHER if open_still else CHOICES)
        if choices:
            # The same looks as led to so many scenarios before.
            further = choices if look + 2 == LOOKS else min(further, choices)
            ends = size == choices or over()
        else:
            most = max(MOST_SCENARIOS, CHOICES * scenarios)
            ends = not (open_still or close) or further > most or look + 1 == LOOKS or over()
        if part.forecast.certain or ends:
            break
        size = further
    return Choice(
        name=plainest(ahead, admitted, objective),
        ahead=ahead,
        limits=shares.limits,
        refused=tuple(name for name in plans if name not in admitted),
        scenarios=len(worths[NO_ADVICE]),
        settled=not open_still,
        worths=worths,
    )


@dataclass(frozen=True, slots=True)
class _Tested:
    """Which plans pass, and the most that the chance of a loss can be of each, at its share of the risk."""

    passed: frozenset[str]
    limits: Mapping[str, float]


def _shares(worths: Mapping[str, Worth], order: Sequence[str], objective: Objective, *, certain: bool) -> _Tested:
    """The plans tested in this order; whoever passes hands its share of the risk on to the next."""
    tested = [name for name in order if name != NO_ADVICE]
    passed, limits, handed = {NO_ADVICE}, {NO_ADVICE: 0.0}, 0.0
    for place, name in enumerate(tested):
        share = handed + (1.0 if len(tested) == 1 else FIRST if place == 0 else (1 - FIRST) / (len(tested) - 1))
        worth = worths[name]
        limits[name] = float(worth.fewer.mean()) if certain else limit_of_chance(worth, share)
        handed = 0.0
        if objective.admits(worth, certain=certain, share=share):
            passed.add(name)
            handed = share
    return _Tested(frozenset(passed), limits)


def first_look(objective: Objective, scenarios: int, choices: int | None) -> int:
    """On how many scenarios the choice is made at first: on as many as the bound takes, if not on `choices`."""
    size = max(scenarios, needed(objective))
    return min(size, choices or size)


def needed(objective: Objective) -> int:
    """Scenarios without a loss that show that its chance is at most the bound, for the first plan tested, in whole
    hundreds; 100 with no bound."""
    if not objective.guarded:
        return 100
    scenarios = math.log(FIRST * (1 - CONFIDENCE) / LOOKS) / math.log(1 - objective.bound)
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
