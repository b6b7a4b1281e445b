"""What every search below needs to know of a contest: who stands, who was elected, and what the constraints say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations

import numpy as np
from numpy.typing import NDArray

from hustings.counting.constraints import Feasibility
from hustings.margins.flow import UNIT, Pile
from hustings.rules.book import Rules
from hustings.rules.question import Question

Candidates = frozenset[int]


@dataclass(frozen=True, eq=False)
class Contest:
    """The papers, what was asked of them, and who was elected (candidates from 0)."""

    pile: Pile
    question: Question
    winners: Candidates

    @property
    def rules(self) -> Rules:
        """The rule book."""
        return self.question.rules

    @property
    def seats(self) -> int:
        """How many places there are."""
        return self.question.seats

    @cached_property
    def standing(self) -> Candidates:
        """Everybody who has not withdrawn."""
        return frozenset(range(self.pile.candidates)) - {c - 1 for c in self.question.withdrawn}

    @cached_property
    def grain(self) -> int:
        """No more than the least difference between two numbers of votes that are not equal, in 1/UNIT."""
        return 0 if self.rules.decimals is None else UNIT // 10**self.rules.decimals

    @cached_property
    def _feasibility(self) -> Feasibility:
        return Feasibility(self.question.constraints, [c + 1 for c in self.standing])

    def doomed(self, elected: Candidates, continuing: Candidates) -> Candidates:
        """The continuing candidates whose election would make the constraints unmeetable."""
        if not self.question.constraints:
            return frozenset()
        found = self._feasibility.doomed(_numbers(elected), _numbers(continuing), self.seats - len(elected))
        return frozenset(c - 1 for c in found)

    def guarded(self, elected: Candidates, continuing: Candidates) -> Candidates:
        """The continuing candidates without whom the constraints could no longer be met."""
        if not self.question.constraints:
            return frozenset()
        found = self._feasibility.guarded(_numbers(elected), _numbers(continuing), self.seats - len(elected))
        return frozenset(c - 1 for c in found)

    def receives(self, candidates: Candidates) -> NDArray[np.bool_]:
        """Who may receive papers, as `Flow` takes it: one entry more stands for the end of a paper."""
        able = np.zeros(self.pile.candidates + 1, np.bool_)
        able[list(candidates)] = True
        able[-1] = True
        return able

    def excludable(self, elected: Candidates, continuing: Candidates) -> list[int]:
        """Among whom the lowest is excluded: the doomed, if there are any; else all who are not guarded."""
        among = self.doomed(elected, continuing) or continuing - self.guarded(elected, continuing)
        return sorted(among)

    def over(self, elected: Candidates, continuing: Candidates) -> bool:
        """Whether all that can follow elects the declared winners: the places are filled, or only they are left."""
        return len(elected) >= self.seats or continuing <= self.winners


def _numbers(candidates: Candidates) -> list[int]:
    return sorted(c + 1 for c in candidates)


def with_any_of(sure: Sequence[int], unsure: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All of the first, with each choice of the second, ascending."""
    for more in chain.from_iterable(combinations(unsure, n) for n in range(len(unsure) + 1)):
        yield tuple(sorted((*sure, *more)))
