"""The vacancy record: who sits after an election, who has gone and why, and how each vacancy since was filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hustings.record.facts import Tie
from hustings.record.record import CountRecord
from hustings.rules.question import Constraint, Decision

Method = Literal["countback", "runner-up"]
# What an organisation answers where a newcomer would break a constraint: it is kept, or it lapses.
OnConstraint = Literal["keep", "lapse"]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Places that fell vacant together, and who fills them.

    leavers: who left, and because: of what, "" where nobody says. newcomers: who fills their places, in order; a place
    for which nobody is there stays vacant. declining: who would not take a place.
    protect_sitting: no sitting member is excluded in the countback (ers97 7.1).
    constraint: the organisation's answer, None where no constraint was in question.
    broken: the constraints that the body would not have met with `otherwise`, the newcomers if they had lapsed.
    ties: lots and decisions among runners-up. passed_over: runners-up with whom the body could not meet them.
    decisions: of the returning officer, for ties in the countback or among runners-up.
    countback: the count of all papers without those who have gone; None for a runner-up.
    """

    leavers: tuple[int, ...]
    method: Method
    newcomers: tuple[int, ...]
    because: str = ""
    declining: tuple[int, ...] = ()
    protect_sitting: bool = True
    constraint: OnConstraint | None = None
    broken: tuple[Constraint, ...] = ()
    otherwise: tuple[int, ...] = ()
    ties: tuple[Tie, ...] = ()
    passed_over: tuple[int, ...] = ()
    lot_seed: str | None = None
    decisions: tuple[Decision, ...] = ()
    countback: CountRecord | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The elected body. election: the count that elected it. vacancies: all since, in order."""

    election: CountRecord
    vacancies: tuple[Vacancy, ...] = ()

    @property
    def sitting(self) -> tuple[int, ...]:
        """Who sits: the elected in order of election, then newcomers in the order in which they came."""
        sat = [n for n in self.election.facts.elected if n not in self.election.question.ron_chain]
        for vacancy in self.vacancies:
            sat = [number for number in sat if number not in vacancy.leavers] + list(vacancy.newcomers)
        return tuple(sat)

    @property
    def gone(self) -> tuple[int, ...]:
        """Who sat and has left, in order."""
        return tuple(number for vacancy in self.vacancies for number in vacancy.leavers)

    @property
    def vacant(self) -> int:
        """Places that nobody fills."""
        return self.election.question.seats - len(self.sitting)

    @property
    def names(self) -> tuple[str, ...]:
        return self.election.names
