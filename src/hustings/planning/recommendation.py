"""What is asked of the planner, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hustings.election.nouns import PlanRow
from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import CHOOSE, SEARCH
from hustings.planning.beyond import Beyond
from hustings.planning.choosing import Choice, first_look
from hustings.planning.evidence import Figures, Hindsight
from hustings.planning.moving import Moved
from hustings.planning.objective import Objective
from hustings.planning.plan import Plan
from hustings.planning.points import Points
from hustings.planning.sensitivity import Variant
from hustings.planning.stream import Draws


class LeftOut(StrEnum):
    """What there may be no time for."""

    SCENARIOS = "scenarios"
    ROUNDS = "rounds of search"
    CAUTIOUS = "more cautious plans"
    CHOICE = "the choice"
    HINDSIGHT = "the best with hindsight"
    CHANGED = "changed beliefs"
    MOVED = "support that decides a place"
    BEYOND = "later preferences"
    POINTS = "points around what is believed"


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how closely to look.

    lists: at most so many distinct orders. scenarios: in each stream. papers: sampled for every block of scenarios,
    where papers cannot be enumerated; half as many for the search, since fewer tell which plan is ahead than what it is
    worth. shortcut: try every plan where there are few. evidence: whether to say how the figures move with beliefs,
    too. choices: choose on so many scenarios, no more and no fewer; as many as it takes, if None. cautious: whether
    plans between bold and safe ones are tried, where a bold one is not surely within the bound. points: whether points
    around what is believed are counted, for the report. further: options beyond these, for the line that makes the plan
    again.
    """

    objective: Objective
    lists: int | None = None
    scenarios: int = 1000
    papers: int = 3000
    seed: int = 1
    rounds: int = 4
    shortcut: bool = True
    evidence: bool = True
    choices: int | None = None
    cautious: bool = True
    points: bool = False
    further: tuple[str, ...] = ()

    def draws(self, stream: int) -> Draws:
        """The scenarios of one of the three streams."""
        papers = -(-self.papers // 2) if stream == SEARCH else self.papers
        return Draws(self.seed, stream, self.scenarios, papers)

    @property
    def first_choice(self) -> Draws:
        """The scenarios on which the choice is made at first."""
        return replace(self.draws(CHOOSE), scenarios=first_look(self.objective, self.scenarios, self.choices))


@dataclass(frozen=True, slots=True)
class Shaping:
    """What is settled beforehand. fixed: area code → its order. groups: area code → what it shares its list with.
    kept: area code → the order of a plan that is out already: the search begins there too, and it is one of the plans
    compared. Areas that it does not have get the slate's own order in it."""

    fixed: Mapping[str, Order] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Order] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to recommend, and everything that was compared. name: which of `figures` it is.

    settings: as they were kept; where time was over before all scenarios were drawn, with fewer of them. plan: None
    where giving no advice is best. plans, figures: all that were compared, by name; figures are of the report stream.
    choice: how it was chosen. rounds: whole rounds of search made. every: every plan was tried instead. scenarios: in
    the report stream.
    bound: no plan can have more of the objective; exact: because every plan was tried, not merely since there are no
    more names or seats. ceiling: the best that was found when every scenario was allowed a plan of its own; not
    proved; None where it was left out. variants: how figures move with beliefs. moved: votes that would have to move to
    change a seat; None where there was no asking. beyond: what later preferences are worth to those who are recommended
    below the slate. points: around what is believed; None where none were asked for. left_out: what there was no time
    for.
    """

    forecast: Forecast
    settings: Settings
    seats: int
    choice: Choice
    plan: Plan | None
    plans: Mapping[str, Plan]
    figures: Mapping[str, Figures]
    rounds: int
    every: bool
    scenarios: int
    bound: float
    exact: bool
    ceiling: Hindsight | None
    variants: tuple[Variant, ...] = ()
    moved: Moved | None = None
    beyond: tuple[Beyond, ...] = ()
    points: Points | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def name(self) -> str:
        """What is recommended."""
        return self.choice.name

    @property
    def ahead(self) -> str:
        """Which was the best where the choice was made."""
        return self.choice.ahead

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


def _letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
