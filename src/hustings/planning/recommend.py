"""The recommendation: the best of the found plan and the baselines, with honest evidence of what it is worth.

Three disjoint streams of scenarios: the search sees the first; on the second the best of plan and baselines is chosen,
so that a baseline can win; the third is looked at once, for the figures that are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hustings.election.nouns import PlanRow
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Order
from hustings.forecast.scenario import CHOOSE, REPORT, SEARCH
from hustings.planning.objective import Objective, standard_error
from hustings.planning.plan import Plan, compensated, one_order, rotation
from hustings.planning.search import paired_difference, search
from hustings.planning.stream import Stream, Worth
from hustings.rules.question import Question

Progress = Callable[[float, str], None]
NO_ADVICE, ONE_ORDER, ROTATION, COMPENSATED, FOUND = (
    "no advice",
    "one order",
    "rotation",
    "compensated",
    "found by search",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how closely to look. lists: at most so many distinct orders. scenarios: in each stream.

    papers: sampled in a stream, where papers cannot be enumerated. seconds: no further round begins after these.
    """

    objective: Objective
    lists: int | None = None
    scenarios: int = 400
    papers: int = 6000
    seed: int = 1
    rounds: int = 8
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan is worth on the report stream. error: standard errors of the means.

    seats: expected. distribution: the chance of each number of seats from 0. chances: each candidate's, by name of the
    slate.
    value: the objective's. more, more_error: seats more than with no advice, paired scenario by scenario.
    gap: mean votes by which the slate's last excluded candidate was behind the next above.
    """

    seats: float
    error: float
    distribution: tuple[float, ...]
    chances: tuple[float, ...]
    value: float
    more: float
    more_error: float
    gap: float


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to recommend, and everything that was compared. name: which of `figures` it is.

    plan: None where giving no advice is best. rounds: whole rounds of search made. scenarios: in the report stream.
    bound: the most seats any plan can win: as many as names or seats.
    """

    forecast: Forecast
    settings: Settings
    name: str
    plan: Plan | None
    plans: Mapping[str, Plan]
    figures: Mapping[str, Figures]
    rounds: int
    scenarios: int
    bound: int

    def rows(self) -> list[PlanRow]:
        """The recommended plan as rows of plan.csv, lists named A, B, C … in the order of the areas."""
        plan = self.plan or Plan({})
        letters = {order: _letter(i) for i, order in enumerate(plan.lists)}
        names = self.forecast.names
        return [
            PlanRow(
                self.forecast.contest, self.forecast.slate, area, letters[order], tuple(names[n - 1] for n in order)
            )
            for area, order in plan.orders.items()
        ]


def recommend(
    forecast: Forecast,
    question: Question,
    settings: Settings,
    *,
    fixed: Mapping[str, Order] | None = None,
    groups: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    clock: Callable[[], float] = lambda: 0.0,
) -> Recommendation:
    """Search, choose, report. Raises ValueError where a scenario has no result (impossible constraints, or a lot
    without seed).

    fixed: area → an order that is settled. groups: area → what it must share its list with. clock: seconds, for
    settings.seconds.
    """
    fixed, groups, begun = fixed or {}, groups or {}, clock()

    def stream(number: int) -> Stream:
        return Stream(
            forecast,
            question,
            seed=settings.seed,
            stream=number,
            scenarios=settings.scenarios,
            papers=settings.papers,
        )

    def told(number: int, value: float) -> None:
        if progress:
            words = f"round {number}: {settings.objective} {value:.3f}"
            progress(0.1 + 0.7 * number / settings.rounds, words)

    baselines = {
        ONE_ORDER: one_order(forecast, fixed),
        ROTATION: rotation(forecast, fixed, settings.lists),
        COMPENSATED: compensated(forecast, fixed, settings.lists),
    }
    baselines = {name: _together(plan, groups, fixed) for name, plan in baselines.items()}
    looking = stream(SEARCH)
    start = max(baselines.values(), key=lambda plan: settings.objective.score(looking.worth(plan)))
    found, rounds = search(
        looking,
        start,
        settings.objective,
        lists=settings.lists,
        fixed=fixed,
        groups=groups,
        rounds=settings.rounds,
        seed=settings.seed,
        report=told,
        stop=lambda: settings.seconds is not None and clock() - begun > settings.seconds,
    )
    plans = {NO_ADVICE: Plan({}), **baselines, FOUND: found}
    choosing = stream(CHOOSE)
    scores = {name: settings.objective.score(choosing.worth(plan)) for name, plan in plans.items()}
    best = max(plans, key=lambda name: (scores[name], name == FOUND))
    reporting = stream(REPORT)
    worths = {name: reporting.worth(plan) for name, plan in plans.items()}
    if progress:
        progress(1.0, "done")
    return Recommendation(
        forecast=forecast,
        settings=settings,
        name=best,
        plan=plans[best] if best != NO_ADVICE else None,
        plans=plans,
        figures={name: figures(worth, worths[NO_ADVICE], settings.objective) for name, worth in worths.items()},
        rounds=rounds,
        scenarios=len(reporting),
        bound=min(len(forecast.followings[forecast.planning].names), question.seats),
    )


def figures(worth: Worth, unadvised: Worth, objective: Objective) -> Figures:
    """What a plan is worth, beside no advice on the same scenarios."""
    more, more_error = paired_difference(worth.seats.astype(float), unadvised.seats.astype(float))
    names = worth.elected.shape[1]
    return Figures(
        seats=float(worth.seats.mean()),
        error=standard_error(worth.seats.astype(float)),
        distribution=tuple(float((worth.seats == n).mean()) for n in range(names + 1)),
        chances=tuple(float(chance) for chance in worth.elected.mean(axis=0)),
        value=objective.value(worth),
        more=more,
        more_error=more_error,
        gap=float(worth.margin.mean()),
    )


def _together(plan: Plan, groups: Mapping[str, str], fixed: Mapping[str, Order]) -> Plan:
    """The plan with areas of one group given the order of the first of them."""
    first: dict[str, Order] = {}
    orders = {}
    for area, order in plan.orders.items():
        group = groups.get(area) if area not in fixed else None
        orders[area] = first.setdefault(group, order) if group else order
    return Plan(orders)


def _letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
