"""What every search below needs to know of a contest: who stands, who was elected, and what the constraints say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hustings.counting.constraints import Feasibility
from hustings.margins.aim import Aim, Kind
from hustings.margins.flow import UNIT, Pile
from hustings.rules.book import Rules
from hustings.rules.question import Question

Candidates = frozenset[int]
# With more who could gain a place than this, any of them could have enough, and looking takes longer than it saves.
MOST_GAINING = 12


@dataclass(frozen=True, eq=False)
class MarginQuestion:
    """The papers, what was asked of them, who was elected, and what is asked about it (candidates from 0 here)."""

    pile: Pile
    question: Question
    aim: Aim
    _doomed: dict[tuple[Candidates, Candidates], Candidates] = field(default_factory=dict, repr=False)
    _guarded: dict[tuple[Candidates, Candidates], Candidates] = field(default_factory=dict, repr=False)

    @cached_property
    def winners(self) -> Candidates:
        """Who was declared."""
        return frozenset(c - 1 for c in self.aim.winners)

    @property
    def candidate(self) -> int | None:
        """Whose election is asked about."""
        return None if self.aim.candidate is None else self.aim.candidate - 1

    @property
    def kind(self) -> Kind:
        """How papers are altered."""
        return self.aim.kind

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
        known = self._doomed.get((elected, continuing))
        if known is None:
            found = self._feasibility.doomed(_numbers(elected), _numbers(continuing), self.seats - len(elected))
            known = self._doomed[elected, continuing] = frozenset(c - 1 for c in found)
        return known

    def guarded(self, elected: Candidates, continuing: Candidates) -> Candidates:
        """The continuing candidates without whom the constraints could no longer be met."""
        if not self.question.constraints:
            return frozenset()
        known = self._guarded.get((elected, continuing))
        if known is None:
            found = self._feasibility.guarded(_numbers(elected), _numbers(continuing), self.seats - len(elected))
            known = self._guarded[elected, continuing] = frozenset(c - 1 for c in found)
        return known

    def feasible(self, elected: Candidates, rest: Candidates) -> bool:
        """Whether these can fill the places that are left, and meet the constraints."""
        places = self.seats - len(elected)
        if len(rest) < places:
            return False
        return not self.question.constraints or self._feasibility.feasible(_numbers(elected), _numbers(rest), places)

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

    @cached_property
    def positions(self) -> NDArray[np.int16]:
        """At which preference each ranking names each candidate: after all that there are if it does not."""
        order = self.pile.order
        found = np.full((len(order), self.pile.candidates + 1), order.shape[1], np.int16)
        for place in reversed(range(order.shape[1])):
            found[np.arange(len(order)), order[:, place]] = place
        # Where a ranking ends is no candidate's place.
        return found[:, :-1]

    def apart(self, elected: Candidates, continuing: Candidates, votes: Sequence[int], mass: NDArray[np.int64]) -> int:
        """How many votes lie at least between one who must lose a place and one who must gain it (docs/margins.md, D5).

        mass: the votes that each ranking's papers still carry.
        """
        who = self.candidate
        asked = frozenset() if who is None else frozenset({who})
        lose, gain = (asked & self.winners) or self.winners, (asked - self.winners) or self.standing - self.winners
        out = self.winners - elected - continuing
        if out or elected - self.winners or (asked and self.question.constraints):
            return 0
        gaining = sorted(gain & continuing)
        if not gaining or len(gaining) > MOST_GAINING:
            return 0
        least: list[int] = []
        for loser in sorted(lose & continuing - elected):
            before = self.positions[:, gaining] < self.positions[:, [loser]]
            least.append(int(votes[loser]) - int((mass @ before).max()))
        return min(least, default=0)

    @cached_property
    def ends_it(self) -> Candidates:
        """Those whose election is another result, whatever follows."""
        if self.candidate is None:
            return self.standing - self.winners
        return frozenset({self.candidate}) - self.winners

    @cached_property
    def electable(self) -> Candidates:
        """Those after whose election another result may still come, and need not."""
        return self.winners if self.candidate is None else self.standing - {self.candidate}

    def other_result(self, elected: Candidates, continuing: Candidates) -> bool | None:
        """Whether all that can follow is another result (True) or none is (False); None where both can be."""
        places, who = self.seats - len(elected), self.candidate
        if who is None:
            if elected - self.winners or self.winners - elected - continuing:
                return True
            return False if places <= 0 or continuing <= self.winners else None
        declared = who in self.winners
        if who in elected:
            return not declared
        if who not in continuing or places <= 0:
            return declared
        if len(continuing) <= places:
            return not declared
        return None


def _numbers(candidates: Candidates) -> list[int]:
    return sorted(c + 1 for c in candidates)
