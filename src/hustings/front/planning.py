"""Planning: which order a slate should recommend in which area, and what a plan is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.election.extras import extras
from hustings.election.limits import CHOICES, DRAWS, LISTS, ROUNDS, SEED
from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.front.asking import Progress, Where
from hustings.narrative.catalogue import words
from hustings.narrative.languages import language_of

if TYPE_CHECKING:
    from hustings.forecast.advised import Order
    from hustings.forecast.beliefs import Forecast
    from hustings.planning.evidence import Figures
    from hustings.planning.recommendation import Recommendation
    from hustings.rules.question import Question

# What of an election folder a plan cannot do without.
NEEDS = ("candidates.csv", "slates.toml", "areas.csv")


@dataclass(frozen=True)
class _Asked:
    """An election, a slate's forecast of it, the question that its contest asks, and the orders that are settled."""

    election: Election
    forecast: Forecast
    question: Question
    fixed: dict[str, Order]

    @classmethod
    def of(cls, folder: Where, contest: str | None, slate: str | None) -> _Asked:
        """Raises BadInput for what cannot be planned, and where the compiled counter is not built."""
        from hustings.election.reading import read_election
        from hustings.forecast.reading import read_forecast
        from hustings.planning.asking import task_of

        election = read_election(str(folder), NEEDS)
        forecast = read_forecast(election, contest, slate)
        task = task_of(election, forecast)
        try:
            import hustings.kernel.asking  # noqa: F401
        except ImportError:  # none was built, or one of before these files changed
            said = "planning counts thousands of scenarios, and the compiled counter is not built here"
            raise BadInput(Problem("hustings", f"{said}: run make, which says what it needs")) from None
        return cls(election, forecast, task.question, task.fixed)


@dataclass(frozen=True)
class Advice:
    """What a slate should recommend, and all that was compared.

    election: whose folder it is. recommendation: the orders, with figures, bound, ceiling and what would change them.
    sizes: the same for slates of other sizes. not_compared: the sizes for which there was no time.
    language: of the report, as in «en».
    """

    election: Election
    recommendation: Recommendation
    sizes: Mapping[int, Recommendation]
    not_compared: tuple[int, ...] = ()
    language: str = "en"

    @property
    def orders(self) -> dict[str, tuple[str, ...]]:
        """The names to recommend in each area, first preference first, by the area's code; {} where advice harms."""
        return {row.area: row.order for row in self.recommendation.rows()}

    @property
    def seats(self) -> float:
        """The seats to expect: a mean over scenarios, with an error (`recommendation.best`)."""
        return self.recommendation.best.seats

    @property
    def more(self) -> float:
        """How many of these are gained by advice: beside the seats to expect where nobody is advised."""
        return self.recommendation.best.more

    def to_csv(self) -> str:
        """The text of a plan.csv."""
        from hustings.planning.plan_files import plan_csv

        return plan_csv(self.recommendation.rows())

    def to_json(self) -> str:
        """All figures as JSON text (docs/schemas)."""
        from hustings.narrative.plan_reasons import plan_json

        return plan_json(self.recommendation, self.sizes)

    def report(self, *, same_list: bool = False) -> str:
        """The report for a meeting: one HTML page. same_list: as it was asked for, for the line that makes it again."""
        with extras():
            from hustings.reports.plan_report import plan_report

            where = {"folder": str(self.election.folder), "language": self.language}
            return plan_report(self.recommendation, self.sizes, self.election, same_list=same_list, **where)

    def __repr__(self) -> str:
        lists = len(set(self.orders.values()))
        return (
            f"<Advice: {self.recommendation.name}, {lists} lists, {self.seats:.2f} seats expected ({self.more:+.2f})>"
        )


def plan(
    folder: Where, slate: str | None = None, *, contest: str | None = None, lists: int | None = None,
    same_list: bool = False, sizes: str | Iterable[int] = (), objective: str = "guarded", draws: int = 1000,
    seed: int = 1, rounds: int = 4, choices: int | None = None, cautious: bool = True, keep: Where | None = None,
    printed: str | Iterable[str] = (), language: str | None = None, spent: Callable[[], float] = lambda: 0.0,
    workers: int | str | None = None, points: bool = False, progress: Progress | None = None,
) -> Advice:  # fmt: skip
    """Find the order that a slate should recommend in each area, by its forecast.toml, and what that is worth.

    slate, contest: whose forecast, where there are several. lists: at most so many distinct orders. same_list: areas
    under one parent share a list. sizes: slates of so many names are compared, too, as (4, 5, 6) or "4,5,6". objective:
    "guarded" (or "guarded:2%"), "seats", "at-least:N" or "worst-decile". draws: scenarios in each of three streams.
    rounds: of search, at most. choices: choose on so many scenarios exactly. cautious: try plans between bold and safe
    ones, too. keep: a plan.csv that is out; the search begins from it, and it stays unless another is clearly better.
    printed: areas of it where nothing can change any more, as ("north", "south") or "north,south". language: of the
    report, where it is not the folder's. spent: asked how much of the time is spent, from 0 to 1; what does not fit is
    left out, and named. workers: so many threads, or a cluster, as "dask://HOST:PORT"; None for as many threads as
    cores. points: count what the report's sliders show, too. The same seed finds the same plan. Raises BadInput.

    >>> advice = hustings.plan("examples/hedgerow-league", lists=2, objective="seats", draws=20, rounds=0)
    >>> len(advice.orders), len(set(advice.orders.values())) <= 2
    (13, True)
    """
    with extras():
        from hustings.planning.asking import check_lists
        from hustings.planning.objective import objective as parsed
        from hustings.planning.other_sizes import recommend_sizes, within
        from hustings.planning.recommend import recommend
        from hustings.planning.recommendation import Settings, Shaping
        from hustings.planning.sizes import sizes_of
        from hustings.planning.spread import hired

        draws, seed, rounds = DRAWS.of(draws), SEED.of(seed), ROUNDS.of(rounds)
        lists, choices = LISTS.maybe(lists), CHOICES.maybe(choices)
        asked = _Asked.of(folder, contest, slate)
        spoken = language_of(language, asked.election.language)
        names = len(asked.forecast.followings[asked.forecast.planning].names)
        check_lists(lists, names)
        kept, out = _kept(asked, keep, printed)
        further = (*(("--keep", str(keep)) if keep else ()), *(("--printed", ",".join(out)) if out else ()))
        others = [size for size in sizes_of(sizes, asked.question.seats) if size != names]
        aim = parsed(objective, asked.question.seats)
        settings = Settings(aim, lists, draws, seed=seed, rounds=rounds, choices=choices, cautious=cautious)
        settings = replace(settings, points=points, further=further)
        parents = {area.code: area.parent for area in asked.election.areas if area.parent} if same_list else {}
        shape = Shaping(asked.fixed | out, parents, kept)
        share = 1 / (1 + len(others) / 2)
        what = (asked.forecast, asked.question)
        with hired(workers, *what) as who:
            found = recommend(*what, settings, shape, progress=progress, spent=within(spent, 0.0, share), **who)
            # Every size gets as many rounds as the slate's own: so they compare, and one --rounds makes all again.
            settings = found.settings if found.every else replace(found.settings, rounds=found.rounds)
            rest = within(spent, share, 1.0) if others else spent
            compared = recommend_sizes(others, *what, settings, shape, progress=progress, spent=rest, **who)
        return Advice(asked.election, found, compared, tuple(size for size in others if size not in compared), spoken)


def _kept(asked: _Asked, keep: Where | None, printed: str | Iterable[str]) -> tuple[dict[str, Order], dict[str, Order]]:
    """The orders of the plan that is out, and those of areas where it is printed. Raises BadInput."""
    from hustings.forecast.plans import read_orders

    areas = [each.strip() for each in printed.split(",")] if isinstance(printed, str) else list(printed)
    areas = [each for each in areas if each]
    if keep is None:
        if areas:
            raise BadInput(Problem("--printed", "it needs the plan that was printed: --keep PLAN.csv"))
        return {}, {}
    orders = read_orders(asked.forecast, asked.election, Path(keep))
    for area in areas:
        if area not in orders:
            said = f"{shown(area)} should be an area of the plan{nearest(area, orders)}"
            raise BadInput(Problem("--printed", said))
    return orders, {area: orders[area] for area in areas}


@dataclass(frozen=True)
class Evaluation:
    """A plan compared with giving no advice. scenarios, seed: on what it was counted. silent: a sentence on the areas
    for which the plan has no order, or "". figures: by name, of "no advice" and "the plan". language: of words."""

    forecast: Forecast
    figures: Mapping[str, Figures]
    scenarios: int
    seed: int
    silent: str
    language: str = "en"

    @property
    def names(self) -> tuple[str, ...]:
        """The slate's names, in its own order."""
        return tuple(self.forecast.names[n - 1] for n in self.forecast.followings[self.forecast.planning].names)

    @property
    def seats(self) -> float:
        """The seats to expect under the plan."""
        return self.figures["the plan"].seats

    @property
    def more(self) -> float:
        """How many of these are gained by the plan: beside the seats to expect where nobody is advised."""
        return self.figures["the plan"].more

    @property
    def chances(self) -> dict[str, float]:
        """Each name's chance to be elected under the plan."""
        return dict(zip(self.names, self.figures["the plan"].chances, strict=True))

    def to_json(self) -> str:
        """All figures as JSON text (docs/schemas)."""
        told = {
            "format": "hustings-evaluation/1",
            "contest": self.forecast.contest,
            "slate": self.forecast.slate,
            "note": self.forecast.note,
            "seed": self.seed,
            "scenarios": self.scenarios,
            "plans": {name: asdict(each) for name, each in self.figures.items()},
            "chances": self.chances,
        }
        return dumps(told, ensure_ascii=False, indent=1) + "\n"

    def __repr__(self) -> str:
        return f"<Evaluation: {self.seats:.2f} seats expected ({self.more:+.2f}) in {self.scenarios} scenarios>"


def evaluate(
    folder: Where,
    plan: Where,
    slate: str | None = None,
    *,
    contest: str | None = None,
    draws: int = 1000,
    seed: int = 1,
    language: str | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Compare a plan.csv with giving no advice, on scenarios drawn from a folder's forecast.

    slate, contest: whose forecast, where there are several. draws: how many scenarios. language: of `silent`, where it
    is not the folder's. Raises BadInput.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> plan, folder = Path(mkdtemp()) / "plan.csv", "examples/hedgerow-league"
    >>> plan.write_text(hustings.plan(folder, objective="seats", draws=20, rounds=0).to_csv(), "utf-8") > 100
    True
    >>> found = hustings.evaluate(folder, plan, draws=10)
    >>> found.scenarios, sorted(found.figures)
    (10, ['no advice', 'the plan'])
    """
    with extras():
        from hustings.forecast.plans import read_orders, unadvised
        from hustings.forecast.scenario import REPORT
        from hustings.narrative.plan_words import nobody_advised
        from hustings.planning.evidence import figures
        from hustings.planning.objective import Objective
        from hustings.planning.plan import NO_ADVICE, Plan
        from hustings.planning.recommendation import Settings
        from hustings.planning.stream import Draws, Stream

        draws, seed = DRAWS.of(draws), SEED.of(seed)
        asked, aim = _Asked.of(folder, contest, slate), Objective("seats")
        spoken = language_of(language, asked.election.language)
        orders = Plan(read_orders(asked.forecast, asked.election, Path(plan)))
        drawn = Draws(seed, REPORT, draws, Settings(aim).papers)
        stream = Stream(asked.forecast, asked.question, drawn, settled=asked.fixed, progress=progress)
        alone = stream.worth(Plan(asked.fixed))
        found = {NO_ADVICE: figures(alone, alone, aim), "the plan": figures(stream.worth(orders), alone, aim)}
        silent = nobody_advised(unadvised(asked.forecast, orders.orders), words(spoken, file="plan"))
        return Evaluation(asked.forecast, found, len(stream), seed, silent, spoken)
