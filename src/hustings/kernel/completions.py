"""Guarded and doomed candidates for the counter in fractions: the compiled test of constraints.py, run as Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hustings.kernel.constraints import feasible
from hustings.kernel.contests import groups
from hustings.kernel.tally import GROUPS, TYPES
from hustings.rules.question import Question

_feasible: Any = getattr(feasible, "py_func", feasible)


class Completions:
    """Who is guarded and who is doomed, as last found by `look_again`. Lists of candidate numbers."""

    def __init__(self, question: Question, candidates: int) -> None:
        self._bits, self._least, self._most = groups(question, candidates)
        self._constrained = bool(question.constraints)
        self.guarded: list[int] = []
        self.doomed: list[int] = []

    def possible(self, elected: Iterable[int], continuing: Iterable[int], places: int) -> bool:
        """Whether the constraints can still be met."""
        have, there = [0] * GROUPS, [0] * TYPES
        for c in elected:
            for g in range(GROUPS):
                have[g] += self._bits[c] >> g & 1
        for c in continuing:
            there[self._bits[c]] += 1
        return bool(_feasible(have, there, places, self._least, self._most))

    def look_again(self, elected: Sequence[int], continuing: Sequence[int], places: int) -> None:
        """Find the guarded and the doomed among the continuing."""
        if not self._constrained:
            return
        self.guarded, self.doomed = [], []
        for c in continuing:
            others = [d for d in continuing if d != c]
            if not self.possible(elected, others, places):
                self.guarded.append(c)
            if places > 0 and not self.possible([*elected, c], others, places - 1):
                self.doomed.append(c)

    def excludes_other(
        self, elected: Sequence[int], continuing: Sequence[int], places: int, equals: Sequence[int]
    ) -> Iterable[bool]:
        """For every two of the equals, whether electing the one would doom the other."""
        if self._constrained:
            for c in equals:
                for d in equals:
                    if c != d:
                        rest = [x for x in continuing if x not in (c, d)]
                        yield places < 2 or not self.possible([*elected, c, d], rest, places - 2)
