"""The recommendation: the best of the found plan and the baselines, with honest evidence of what it is worth.

Three disjoint streams of scenarios: the search sees the first; on the second the best of plan and baselines is chosen,
so that a baseline can win; the third is looked at once, for the figures that are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from hustings.election.nouns import PlanRow
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Order
from hustings.forecast.scenario import CHOOSE, REPORT, SEARCH
from hustings.planning.balance import balanced_plans
from hustings.planning.evidence import Estimate, Figures, bound, ceiling, figures
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE, Plan, compensated, one_order, rotation, shape_of
from hustings.planning.search import best_of, every_plan, search
from hustings.planning.sensitivity import Moved, Variant, variants, votes_to_move
from hustings.planning.sizes import sized
from hustings.planning.stream import Draws, Stream, Worth
from hustings.rules.question import Question

Progress = Callable[[float, str], None]
ONE_ORDER, ROTATION, COMPENSATED = "one order", "rotation", "compensated"
BALANCED, FOUND = "balanced", "found by search"
# The plans that even piles out, from the one that leans least on the forecast to the one that leans most.
EVENING_OUT = (COMPENSATED, BALANCED, FOUND)
# While a baseline is close, the stream on which the choice is made goes on: up to so many times the scenarios asked
# for, or to so many scenarios.
CHOICES, CHOICE_SCENARIOS = 2, 1000


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how closely to look. lists: at most so many distinct orders. scenarios: in each stream.

    papers: sampled for every block of scenarios, where papers cannot be enumerated. shortcut: try every plan where
    there are few. evidence: whether to say how the figures move with beliefs, too.
    """

    objective: Objective
    lists: int | None = None
    scenarios: int = 1000
    papers: int = 3000
    seed: int = 1
    rounds: int = 4
    shortcut: bool = True
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class Shaping:
    """What is settled beforehand. fixed: area code → its order. groups: area code → what it shares its list with."""

    fixed: Mapping[str, Order] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to recommend, and everything that was compared. name: which of `figures` it is.

    plan: None where giving no advice is best. plans, figures: all that were compared, by name; figures are of the
    report stream. ahead: which was the best where the choice was made, by no more than chance explains if it is another
    than what is recommended. rounds: whole rounds of search made; 0 where every plan was tried. scenarios: in the
    report stream.
    bound: no plan can have more of the objective; exact: because every plan was tried, not merely since there are no
    more names or seats. ceiling: the best that was found when every scenario was allowed a plan of its own; not
    proved. variants: how figures move with beliefs. moved: votes that would have to move to change a seat; None where
    there was no asking.
    """

    forecast: Forecast
    settings: Settings
    seats: int
    name: str
    ahead: str
    plan: Plan | None
    plans: Mapping[str, Plan]
    figures: Mapping[str, Figures]
    rounds: int
    scenarios: int
    bound: float
    exact: bool
    ceiling: Estimate
    variants: tuple[Variant, ...] = ()
    moved: Moved | None = None

    @property
    def best(self) -> Figures:
        """The figures of what is recommended."""
        return self.figures[self.name]

    @property
    def slate_names(self) -> tuple[str, ...]:
        """The slate's names, in its own order."""
        return tuple(self.forecast.names[n - 1] for n in self.forecast.followings[self.forecast.planning].names)

    def rows(self) -> list[PlanRow]:
        """The recommended plan as rows of plan.csv, lists named A, B, C … in the order of the areas."""
        plan = self.plan or Plan({})
        letters = {order: _letter(i) for i, order in enumerate(plan.lists)}
        names, contest, slate = self.forecast.names, self.forecast.contest, self.forecast.slate
        return [
            PlanRow(contest, slate, area, letters[order], tuple(names[n - 1] for n in order))
            for area, order in plan.orders.items()
        ]


def recommend(
    forecast: Forecast,
    question: Question,
    settings: Settings,
    shaping: Shaping | None = None,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
    threads: int | None = None,
) -> Recommendation:
    """Search, choose, report. Raises BadInput where a scenario has no result (impossible constraints, or a lot without
    seed), or the rule book counts in fractions.

    stop: asked after every round of the search, whether that shall be the last. threads: as many as cores, if None.
    """
    shaping = shaping or Shaping()
    shape = shape_of(forecast, lists=settings.lists, fixed=shaping.fixed, groups=shaping.groups)
    told = progress or (lambda _fraction, _words: None)
    objective = settings.objective

    def stream(number: int, begin: float, end: float, part: int = 0) -> Stream:
        draws = Draws(settings.seed, number, settings.scenarios, settings.papers, part * settings.scenarios)
        return Stream(
            forecast, question, draws, threads=threads, progress=lambda p, words: told(begin + (end - begin) * p, words)
        )

    def done(of: int, what: str) -> Callable[[int, float], None]:
        return lambda number, value: told(0.1 + 0.6 * number / of, f"{what} {number}: {objective} {value:.3f}")

    baselines = {
        ONE_ORDER: one_order(forecast, shape),
        ROTATION: rotation(forecast, shape),
        COMPENSATED: compensated(forecast, shape),
    }
    looking = stream(SEARCH, 0.0, 0.1)
    balanced = best_of(looking, balanced_plans(forecast, shape), objective)
    few = every_plan(forecast, shape, len(looking)) if settings.shortcut else None
    if few is not None:
        found = best_of(looking, few, objective, done(len(few), "plan"))
    else:
        start = max(balanced, best_of(looking, baselines.values(), objective), key=lambda f: objective.score(f.worth))
        report = done(settings.rounds, "round")
        found = search(
            looking, start, shape, objective, rounds=settings.rounds, seed=settings.seed, report=report, stop=stop
        )
    # What is settled is followed whatever else is recommended.
    plans = {NO_ADVICE: Plan(shape.fixed), **baselines, BALANCED: balanced.plan, FOUND: found.plan}
    ahead, choosing = _ahead(plans, objective, lambda part: stream(CHOOSE, 0.7, 0.8, part))
    name = plainest(ahead, choosing, objective)
    reporting = stream(REPORT, 0.8, 0.9)
    worths = {each: reporting.worth(plan) for each, plan in plans.items()}
    told(0.92, "looking for the best of every scenario")
    most, exact = bound(reporting, shape, objective)
    highest = ceiling(reporting, shape, worths.values(), worths[name], objective)
    told(0.95, "asking what would change the figures")
    return Recommendation(
        forecast=forecast,
        settings=settings,
        seats=question.seats,
        name=name,
        ahead=ahead,
        plan=plans[name] if plans[name].orders else None,
        plans=plans,
        figures={each: figures(worth, worths[NO_ADVICE], objective) for each, worth in worths.items()},
        rounds=found.rounds,
        scenarios=len(reporting),
        bound=most,
        exact=exact,
        ceiling=highest,
        variants=tuple(variants(forecast, question, reporting.draws, plans, name, objective, threads=threads))
        if settings.evidence
        else (),
        moved=votes_to_move(forecast, question, plans[name], reporting.draws, threads=threads)
        if settings.evidence
        else None,
    )


def _ahead(
    plans: Mapping[str, Plan], objective: Objective, stream: Callable[[int], Stream]
) -> tuple[str, Mapping[str, Worth]]:
    """Which of the plans is best on a stream that the search has not seen, the first of equals, and what each is worth
    there. stream: that stream, a part at a time, by number of part; parts are added while a baseline is close to the
    best."""
    worths: dict[str, Worth] = {}
    part = 0
    while True:
        choosing = stream(part)
        for name, plan in plans.items():
            more = choosing.worth(plan)
            worths[name] = worths[name].and_then(more) if part else more
        best = max(plans, key=lambda name: objective.score(worths[name]))
        rivals = [name for name in plans if name not in (FOUND, BALANCED) and plans[name] != plans[best]]
        ahead = [objective.ahead(worths[best], worths[name]) for name in rivals]
        part += 1
        enough = part >= CHOICES and part * len(choosing) >= CHOICE_SCENARIOS
        if enough or choosing.forecast.certain or all(more > 3 * error for more, error in ahead):
            return best, worths


def plainest(best: str, worths: Mapping[str, Worth], objective: Objective) -> str:
    """The one-standard-error rule: of the plans that even piles out, the first that is behind the best by no more than
    chance explains. A search fits what is wrong in the beliefs, too, and on real papers what it adds so narrowly is
    lost again (docs/evidence.md). Where all win the same everywhere, the best by the gap stays."""
    for name in EVENING_OUT[: EVENING_OUT.index(best)] if best in EVENING_OUT else ():
        behind, error = objective.ahead(worths[best], worths[name])
        if (worths[best].seats != worths[name].seats).any() and behind <= error:
            return name
    return best


def _letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def recommend_sizes(
    sizes: Iterable[int],
    forecast: Forecast,
    question: Question,
    settings: Settings,
    shaping: Shaping | None = None,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> dict[int, Recommendation]:
    """What is best for a slate of each of these sizes, on the same scenarios; without saying how figures move.

    stop: asked as `recommend` does; a size whose search it ends, and those after it, are left out, since they would
    not compare.
    """
    shaping, found = shaping or Shaping(), {}
    for size in sizes:
        other = sized(forecast, question, shaping.fixed, size)
        told = (lambda p, words, size=size: progress(p, f"{size} names: {words}")) if progress else None
        more = replace(settings, evidence=False)
        fixed = Shaping(other.fixed, shaping.groups)
        each = recommend(other.forecast, other.question, more, fixed, progress=told, stop=stop)
        if 0 < each.rounds < settings.rounds:
            break
        found[size] = each
    return found
