"""Where the papers lie after a given sequence of decisions, and what they are worth: docs/margins.md, F1 to F4.

The sequence is given, not found: the papers of an alteration that leads to it differ from these by at most the papers
altered (F3). Values are whole numbers of 1/UNIT, rounded down; what rounding can have taken is counted in `lost`, so
that every true figure lies between the one that is held and that plus `lost`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.counting.papers import read_papers
from hustings.rules.question import Question

# A value of 1: a power of ten, so that the values of rule books with up to nine decimal places are held exactly. The
# product of two values fits into 64 bits.
UNIT = 10**9
NOBODY = -1


@dataclass(frozen=True, eq=False)
class Pile:
    """The valid papers as they count: a row for each distinct ranking, candidates from 0, NOBODY where it ends.

    order: (rankings, longest + 1). number: papers with each ranking. candidates: how many, the withdrawn included.
    """

    order: NDArray[np.int16]
    number: NDArray[np.int64]
    candidates: int

    @cached_property
    def valid(self) -> int:
        """How many papers are valid."""
        return sum(self.number.tolist())


def pile_of(ballots: Ballots, question: Question) -> Pile | None:
    """The valid papers; None where a shared preference is decided only when a paper gets there."""
    papers = read_papers(ballots, question)
    if papers.overvotes:
        return None
    merged: dict[tuple[int, ...], int] = {}
    for ranking, weight in zip(papers.rankings, papers.weights, strict=True):
        merged[ranking] = merged.get(ranking, 0) + weight
    width = max(map(len, merged), default=1)
    order = np.full((len(merged), width), NOBODY, np.int16)
    for row, ranking in enumerate(merged):
        order[row, : len(ranking)] = np.array(ranking, np.int16) - 1
    return Pile(order, np.array(list(merged.values()), np.int64), papers.candidates)


@dataclass(frozen=True, eq=False)
class Flow:
    """The papers after a sequence of decisions.

    at: where each ranking's papers lie, NOBODY for the non-transferable. value: of each paper, in 1/UNIT, rounded down.
    votes: by candidate, in 1/UNIT. lost: the sum of what rounding down here can have taken, in 1/UNIT.
    """

    pile: Pile
    at: NDArray[np.int16]
    value: NDArray[np.int64]
    votes: tuple[int, ...]
    lost: int = 0

    @classmethod
    def start(cls, pile: Pile) -> Flow:
        """First preferences."""
        at = pile.order[:, 0].copy()
        held = [int(pile.number[at == c].sum()) * UNIT for c in range(pile.candidates)]
        return cls(pile, at, np.full(len(at), UNIT, np.int64), tuple(held))

    def papers_of(self, candidate: int) -> int:
        """How many papers lie with a candidate."""
        return int(self.pile.number[self.at == candidate].sum())

    def without(self, candidate: int, receives: NDArray[np.bool_]) -> Flow:
        """After an exclusion: papers go on at the value they have.

        receives: by candidate, who may receive papers; one entry more at the end, for the end of a paper.
        """
        rows = np.flatnonzero(self.at == candidate)
        return self.moved(candidate, rows, self.value, receives, 0, 0)

    def surplus_moved(self, candidate: int, quota: int, receives: NDArray[np.bool_]) -> Flow:
        """After the surplus of an elected candidate: all papers go on, each at its value times surplus / votes (F2)."""
        rows = np.flatnonzero(self.at == candidate)
        held = self.votes[candidate]
        surplus = max(0, held - quota)
        share = surplus * UNIT // held if held else 0
        value = self.value.copy()
        value[rows] = value[rows] * share // UNIT
        papers = int(self.pile.number[rows].sum())
        # The share is rounded down by less than 1/UNIT, and so is each product. `held` itself may be too low by `lost`,
        # which makes what moves too low by no more than `lost` in all (F3): that is counted already.
        return self.moved(candidate, rows, value, receives, min(held, quota), 2 * papers)

    def moved(
        self,
        candidate: int,
        rows: NDArray[np.intp],
        value: NDArray[np.int64],
        receives: NDArray[np.bool_],
        kept: int,
        lost: int,
    ) -> Flow:
        """After papers of `rows`, at `value`, went from a candidate, who keeps `kept` votes, to the next who receives.

        lost: what rounding down can have taken from them, in 1/UNIT.
        """
        order = self.pile.order[rows]
        to = order[np.arange(len(rows)), receives[order].argmax(axis=1)]
        at = self.at.copy()
        at[rows] = to
        mass = self.pile.number[rows] * value[rows]
        votes = list(self.votes)
        votes[candidate] = kept
        for receiver in set(to.tolist()) - {NOBODY}:
            votes[receiver] += int(mass[to == receiver].sum())
        return Flow(self.pile, at, value, tuple(votes), self.lost + lost)
