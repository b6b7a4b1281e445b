"""What a counter is asked: one contest, all that decides its count but the ballots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hustings.rules.book import Purpose, Rules


class Impossible(ValueError):
    """A question without an answer: no places, no valid paper in a contest, or constraints that cannot be met."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """At least, or at most, `number` of the elected must belong to `group`. members: candidate numbers."""

    sense: Literal["at least", "at most"]
    number: int
    group: str
    members: frozenset[int]

    def __str__(self) -> str:
        return f"{self.sense} {self.number} of {self.group}"


@dataclass(frozen=True, slots=True)
class Decision:
    """The returning officer's recorded choice among tied candidates, for one purpose at one stage.

    file, line: where it is written down, for messages.
    """

    stage: int
    purpose: Purpose
    chosen: int
    file: str = field(default="--decisions", compare=False)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """One count to be made.

    withdrawn: candidate numbers, passed over wherever they are ranked; a paper that ranks nobody else is invalid.
    lot_seed: the published seed, or None: then a tie that comes to a lot raises `LotNeeded`.
    guarded: candidates who may not be excluded whatever happens (sitting members in a countback, ers97 7.1).
    undeclared: write-ins whom nobody declared, counted together as one: they hold votes, and are never elected.
    ron: the candidate «re-open nominations», or None: a place that it is elected to stays empty.
    further_ron: the further candidates of that kind, in order, each of whom stands once the one before is elected.
    tie_order: all candidates in the order in which lots fall, where that is settled beforehand; () where it is not.
    """

    rules: Rules
    seats: int
    withdrawn: frozenset[int] = frozenset()
    constraints: tuple[Constraint, ...] = ()
    lot_seed: str | None = None
    decisions: tuple[Decision, ...] = ()
    guarded: frozenset[int] = frozenset()
    undeclared: frozenset[int] = frozenset()
    ron: int | None = None
    further_ron: tuple[int, ...] = ()
    tie_order: tuple[int, ...] = ()

    @property
    def ron_chain(self) -> tuple[int, ...]:
        """Re-open nominations, and the further ones, in the order in which they stand."""
        return () if self.ron is None else (self.ron, *self.further_ron)
