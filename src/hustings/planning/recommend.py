"""The recommendation: the best of the found plan and the baselines, with honest evidence of what it is worth.

Three disjoint streams of scenarios: the search sees the first; on the second the best of plan and baselines is chosen,
so that a baseline can win; the third is looked at once, for the figures that are reported.

Time has shares: the search ends when SEARCHING of it is spent, and an unfinished round is thrown away; so are cautious
plans where not all are tried at TRYING; the choice does not go on after CHOOSING; scenarios are drawn for the report
until REPORTING; what evidence does not fit is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import CHOOSE, REPORT, SEARCH
from hustings.many.crew import Crew
from hustings.many.workers import cores
from hustings.planning.ahead import Spent, Streams
from hustings.planning.balance import balanced_plans
from hustings.planning.beside import Beside
from hustings.planning.beyond import Beyond, beyond_slate
from hustings.planning.caution import cautious_plans, rungs_named, scenarios_for, with_one_rung
from hustings.planning.choosing import (
    BALANCED,
    COMPENSATED,
    FOUND,
    KEPT,
    ONE_ORDER,
    ROTATION,
    Choice,
    chosen,
    needed,
)
from hustings.planning.evidence import Hindsight, bound, ceiling, figures
from hustings.planning.moving import Moved, votes_to_move
from hustings.planning.plan import NO_ADVICE, Plan, Shape, compensated, kept_plan, one_order, rotation, shape_of
from hustings.planning.points import Points, points_around
from hustings.planning.recommendation import LeftOut, Recommendation, Settings, Shaping
from hustings.planning.search import Found, best_of, every_plan, raced, search
from hustings.planning.sensitivity import Variant, variants
from hustings.planning.stream import Draws, Stream
from hustings.planning.worth import Worth
from hustings.rules.question import Question

Progress = Callable[[float, str], None]
DRAWING, SEARCHING, TRYING, CHOOSING, REPORTING, LOOKING_BACK, CHANGING = 0.1, 0.45, 0.52, 0.6, 0.7, 0.75, 0.9


def recommend(
    forecast: Forecast,
    question: Question,
    settings: Settings,
    shaping: Shaping | None = None,
    *,
    progress: Progress | None = None,
    spent: Spent = lambda: 0.0,
    threads: int | None = None,
    crew: Crew | None = None,
) -> Recommendation:
    """Search, choose, report. Raises BadInput where a scenario has no result (impossible constraints, or a lot without
    seed), or the rule book counts in fractions.

    spent: how much of the time is spent. threads: as many as cores, if None. crew: a cluster that counts, too; the
    plan is the same with it.
    """
    with Beside(another=crew is None and (threads or cores()) > 1) as beside:
        work = _Work(
            forecast, question, settings, shaping or Shaping(), progress or _untold, spent, beside, threads, crew
        )
        found, plans, every = work.searched()
        plans |= work.cautious(plans)
        plans, choice = with_one_rung(plans, work.chosen(plans))
        return work.reported(plans, choice, found, every=every)


def choose(
    forecast: Forecast, question: Question, settings: Settings, shaping: Shaping | None = None, *,
    threads: int | None = None,
) -> tuple[dict[str, Plan], Choice]:  # fmt: skip
    """Search and choose, without the figures: all plans that were compared, and which to recommend. As `recommend`."""
    with Beside(another=False) as alone:
        work = _Work(forecast, question, settings, shaping or Shaping(), _untold, lambda: 0.0, alone, threads)
        _, plans, _ = work.searched()
        plans |= work.cautious(plans)
        return with_one_rung(plans, work.chosen(plans))


def _untold(_part: float, _words: str) -> None:
    """Progress that nobody is told of."""


class _Work:
    """A recommendation under way."""

    def __init__(
        self, forecast: Forecast, question: Question, settings: Settings, shaping: Shaping, told: Progress,
        spent: Spent, beside: Beside, threads: int | None, crew: Crew | None = None,
    ) -> None:  # fmt: skip
        self.forecast, self.question, self.settings, self.beside = forecast, question, settings, beside
        self.told, self.spent, self.threads, self.crew = told, spent, threads, crew
        self.shape: Shape = shape_of(forecast, lists=settings.lists, fixed=shaping.fixed, groups=shaping.groups)
        self.kept = kept_plan(forecast, self.shape, shaping.kept)
        self.left_out: list[LeftOut] = []
        self.streams = Streams(forecast, question, self.shape.fixed, told, spent, beside, threads, crew)
        # Scenarios that the choice is not made on, once the search is done.
        self.earlier: Stream

    def searched(self) -> tuple[Found, dict[str, Plan], bool]:
        """What the search found, all plans to compare, and whether every plan was tried."""
        settings, objective, shape = self.settings, self.settings.objective, self.shape
        balancing = self.beside.begin(lambda: list(balanced_plans(self.forecast, shape)))
        looking = self.streams.drawn(settings.draws(SEARCH), (0.0, 0.1), DRAWING)
        if not self.forecast.certain and len(looking) < settings.scenarios:
            self.left_out.append(LeftOut.SCENARIOS)
            self.settings = settings = replace(settings, scenarios=len(looking))

        self.streams.draw_ahead(settings.first_choice, CHOOSING, needed(objective))
        self.streams.draw_ahead(settings.draws(REPORT), REPORTING)
        over = self.streams.over(SEARCHING)

        def done(of: int, what: str) -> Callable[[int, float], None]:
            return lambda number, value: self.told(0.1 + 0.6 * number / of, f"{what} {number}: {objective} {value:.3f}")

        baselines = {
            **({KEPT: self.kept} if self.kept else {}),
            ONE_ORDER: one_order(self.forecast, shape),
            ROTATION: rotation(self.forecast, shape),
            COMPENSATED: compensated(self.forecast, shape),
        }
        balanced = raced(looking, balancing(), objective)
        few = every_plan(self.forecast, shape, len(looking)) if settings.shortcut else None
        if few is not None:
            found = best_of(looking, few, objective, done(len(few), "plan"))
        else:
            start = raced(looking, baselines.values(), objective, balanced)
            report = done(max(1, settings.rounds), "round")
            found = search(
                looking, start, shape, objective, rounds=settings.rounds, seed=settings.seed, report=report, over=over
            )
            if found.cut:
                self.left_out.append(LeftOut.ROUNDS)
        # What is settled is followed whatever else is recommended.
        plans = {NO_ADVICE: Plan(shape.fixed), **baselines, BALANCED: balanced.plan, FOUND: found.plan}
        self.earlier = looking
        return found, plans, few is not None

    def cautious(self, plans: Mapping[str, Plan]) -> dict[str, Plan]:
        """More cautious plans, where the boldest is not surely within the bound on the scenarios of the search, which
        may have turned away from it and passed over much that lies between."""
        settings, objective = self.settings, self.settings.objective
        if not (settings.cautious and objective.guarded) or self.forecast.certain:
            return {}
        if objective.admits(max(map(self.earlier.worth, plans.values()), key=objective.preference)):
            return {}
        if self.spent() < TRYING:
            draws = replace(settings.draws(CHOOSE), stream=SEARCH, first=settings.scenarios)
            draws = replace(draws, scenarios=scenarios_for(objective, settings.scenarios))
            stream = self.streams.drawn(draws, (0.7, 0.7), TRYING)
            tried = cautious_plans(stream, plans, self.shape, objective, self.streams.over(TRYING))
            if tried is not None:
                self.earlier = stream
                return rungs_named(tried)
        self.left_out.append(LeftOut.CAUTIOUS)
        self.settings = replace(settings, cautious=False)
        return {}

    def chosen(self, plans: Mapping[str, Plan]) -> Choice:
        """The choice, on a stream of its own."""
        settings = self.settings

        def part(first: int, scenarios: int) -> Stream:
            draws = replace(settings.draws(CHOOSE), first=first, scenarios=scenarios)
            least = 0 if first else needed(settings.objective)
            return self.streams.drawn(draws, (0.7, 0.8), CHOOSING, least)

        over = self.streams.over(CHOOSING)
        choice = chosen(
            plans, settings.objective, part, scenarios=settings.scenarios, order=self._order(plans),
            choices=settings.choices, over=over,
        )  # fmt: skip
        if over():
            # The choice has gone on for as long as there was time: to choose again in the same way takes as many.
            self.settings = replace(settings, choices=choice.scenarios)
            if not choice.settled:
                self.left_out.append(LeftOut.CHOICE)
        return choice

    def _order(self, plans: Mapping[str, Plan]) -> list[str]:
        """The plans by how often they lost on earlier scenarios; those that were behind no advice there come last."""
        if not (objective := self.settings.objective).guarded:
            return list(plans)
        worths = {name: self.earlier.worth(plan) for name, plan in plans.items()}
        least = objective.value(worths[NO_ADVICE])
        return sorted(worths, key=lambda name: (objective.value(worths[name]) < least, worths[name].fewer.mean()))

    def reported(self, plans: Mapping[str, Plan], choice: Choice, found: Found, *, every: bool) -> Recommendation:
        """The figures, on a stream of its own, and what evidence fits."""
        settings, objective, shape = self.settings, self.settings.objective, self.shape
        reporting = self.streams.drawn(settings.draws(REPORT), (0.8, 0.9), REPORTING)
        if not self.forecast.certain and len(reporting) < settings.scenarios and LeftOut.SCENARIOS not in self.left_out:
            self.left_out.append(LeftOut.SCENARIOS)
        worths = {each: reporting.worth(plan) for each, plan in plans.items()}
        most, exact = bound(reporting, shape, objective, over=self.streams.over(LOOKING_BACK))
        moving = self.beside.begin(partial(self._moved, plans[choice.name], reporting.draws))
        pointing = self.beside.begin(partial(self._points, plans, choice.name, reporting.draws))
        highest = self._hindsight(reporting, worths, choice.name)
        changed = tuple(self._variants(reporting.draws, plans, choice.name)) if settings.evidence else ()
        return Recommendation(
            forecast=self.forecast,
            settings=settings,
            seats=self.question.seats,
            choice=choice,
            plan=plans[choice.name] if plans[choice.name].orders else None,
            plans=plans,
            figures={each: figures(worth, worths[NO_ADVICE], objective) for each, worth in worths.items()},
            rounds=found.rounds,
            every=every,
            scenarios=len(reporting),
            bound=most,
            exact=exact,
            ceiling=highest,
            variants=changed,
            moved=moving(),
            beyond=self._beyond(plans[choice.name], reporting) if settings.evidence else (),
            points=pointing(),
            left_out=tuple(each for each in LeftOut if each in self.left_out),
        )

    def _hindsight(self, reporting: Stream, worths: Mapping[str, Worth], name: str) -> Hindsight | None:
        self.told(0.92, "looking for the best of every scenario")
        over = self.streams.over(LOOKING_BACK)
        found = ceiling(reporting, self.shape, worths.values(), worths[name], self.settings.objective, over=over)
        if found is None:
            self.left_out.append(LeftOut.HINDSIGHT)
        return found

    def _variants(self, draws: Draws, plans: Mapping[str, Plan], name: str) -> Iterator[Variant]:
        self.told(0.95, "asking what would change the figures")
        over, what = (
            self.streams.over(CHANGING),
            (self.forecast, self.question, draws, plans, name, self.settings.objective),
        )
        made = variants(*what, settled=self.shape.fixed, threads=self.threads, crew=self.crew)
        while not over():
            each = next(made, None)
            if each is None:
                return
            yield each
        self.left_out.append(LeftOut.CHANGED)

    def _beyond(self, plan: Plan, reporting: Stream) -> tuple[Beyond, ...]:
        if self.forecast.after and self.spent() >= 1:
            self.left_out.append(LeftOut.BEYOND)
            return ()
        return beyond_slate(reporting, plan)

    def _points(self, plans: Mapping[str, Plan], name: str, draws: Draws) -> Points | None:
        if not self.settings.points:
            return None
        both, over = {each: plans[each] for each in (name, NO_ADVICE)}, self.streams.over(1.0)
        found = points_around(self.forecast, self.question, draws, both, name, threads=self.threads, over=over)
        if over():
            self.left_out.append(LeftOut.POINTS)
        return found

    def _moved(self, plan: Plan, draws: Draws) -> Moved | None:
        if not self.settings.evidence:
            return None
        over = self.streams.over(1.0)
        moved = votes_to_move(self.forecast, self.question, plan, draws, threads=self.threads, over=over)
        if moved is None:
            self.left_out.append(LeftOut.MOVED)
        return moved
