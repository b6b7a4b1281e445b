"""The one paper that is altered, followed as it moves: docs/margins.md, J.

With a single paper altered, the one that is taken away is one of those cast, and the one in its place lies with one
candidate at a time, at one value. So the same paper has to account for every decision that needs it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.margins.flow import NOBODY, UNIT
from hustings.margins.parcels import Parcels
from hustings.margins.values import Classes

# A row that stands for no paper, and the number of a surplus for papers of a value that is known only from above.
NO_ROW, UNKNOWN = -1, -1
Pairs = NDArray[np.bool_]
Numbers = NDArray[np.int64]
# Where the paper put in place lies; whether it came there last; with which surplus; the most value, if that is unknown.
State = tuple[int, bool, int, int]
AWAY: State = (NOBODY, False, 0, 0)


@dataclass(frozen=True, eq=False)
class OnePaper:
    """Every way in which one paper may have been altered.

    rows: which ranking may have lost a paper, NO_ROW where that one no longer matters. states: where the paper put in
    its place may be. pairs: by row and state, which of them can belong together.
    """

    rows: NDArray[np.intp]
    states: tuple[State, ...]
    pairs: Pairs

    @classmethod
    def start(cls, rankings: int, standing: Iterable[int], kind: str) -> OnePaper:
        """Before the first decision."""
        rows = np.array([NO_ROW], np.intp) if kind == "add" else np.arange(rankings)
        put = tuple((c, True, 0, UNIT) for c in sorted(standing))
        states = (AWAY,) if kind == "remove" else put
        return cls(rows, states, np.ones((len(rows), len(states)), np.bool_))

    @property
    def impossible(self) -> bool:
        """Whether no single altered paper leads here."""
        return not self.pairs.size

    def joined(self, other: OnePaper) -> OnePaper:
        """What is in either, at the same point."""
        rows = np.union1d(self.rows, other.rows)
        states = sorted({*self.states, *other.states})
        pairs = np.zeros((len(rows), len(states)), np.bool_)
        for one in (self, other):
            places = np.array([states.index(state) for state in one.states], np.intp)
            pairs[np.ix_(np.searchsorted(rows, one.rows), places)] |= one.pairs
        return OnePaper(rows, tuple(states), pairs)

    def doubled(self, which: Sequence[bool]) -> OnePaper:
        """The same with some of the states a second time, at the end."""
        again = tuple(state for state, twice in zip(self.states, which, strict=True) if twice)
        return OnePaper(self.rows, self.states + again, np.hstack([self.pairs, self.pairs[:, np.array(which)]]))

    def only(self, possible: Pairs) -> OnePaper:
        """With no pairs but the possible ones."""
        return OnePaper(self.rows, self.states, self.pairs & possible)

    @property
    def bare(self) -> OnePaper:
        """Without rows and states that no pair has."""
        rows, columns = np.any(self.pairs, axis=1), np.any(self.pairs, axis=0)
        states = tuple(state for state, left in zip(self.states, columns.tolist(), strict=True) if left)
        return OnePaper(self.rows[rows], states, self.pairs[np.ix_(rows, columns)])

    def moved(self, to: Sequence[Collection[State]], at: NDArray[np.int16], live: Collection[int]) -> OnePaper:
        """After papers have moved. to: where each state's paper can be now. at: where each ranking's papers are.

        live: those whose votes may still decide something; what lies elsewhere does not matter any more.
        """
        columns: dict[State, Pairs] = {}
        for column, states in zip(self.pairs.T, to, strict=True):
            for state in states:
                here = state if state[0] in live else AWAY
                columns[here] = columns[here] | column if here in columns else column
        found = tuple(sorted(columns))
        pairs = np.array([columns[state] for state in found]).T
        matters = (self.rows != NO_ROW) & np.isin(at[self.rows], sorted(live))
        rows, idle = self.rows[matters], pairs[~matters]
        if len(idle):
            rows, pairs = np.append(rows, NO_ROW), np.vstack([pairs[matters], idle.any(axis=0)])
        return OnePaper(rows, found, pairs).bare


class Weights:
    """What the paper taken away, and the one in its place, change in votes at a point."""

    def __init__(self, one: OnePaper, papers: Parcels, classes: Classes, cut: int) -> None:
        low = np.zeros(papers.surpluses + 1, np.int64)
        high = low.copy()
        for worth in classes:
            low[list(worth.surpluses)], high[list(worth.surpluses)] = worth.low * cut, worth.high * cut
        self.every: Pairs = np.ones(one.pairs.shape, np.bool_)
        none = one.rows == NO_ROW
        via = papers.via[one.rows]
        self.rows = one.rows
        self.row_at = np.where(none, NOBODY, papers.flow.at[one.rows])
        self.row_low, self.row_high = low[via], high[via]
        self.state_at = np.array([state[0] for state in one.states])
        self.last = np.array([state[1] for state in one.states])
        self.state_low = np.array([0 if s[2] == UNKNOWN else low[s[2]] for s in one.states])
        self.state_high = np.array([s[3] if s[2] == UNKNOWN else high[s[2]] for s in one.states])

    def gain(self, plus: Collection[int], minus: Collection[int] = ()) -> tuple[Numbers, Numbers]:
        """By how much the alteration can raise the votes of some above those of others, at most: by row, by state."""
        rows, states = np.zeros(len(self.row_at), np.int64), np.zeros(len(self.state_at), np.int64)
        for c in plus:
            rows -= (self.row_at == c) * self.row_low
            states += (self.state_at == c) * self.state_high
        for c in minus:
            rows += (self.row_at == c) * self.row_high
            states -= (self.state_at == c) * self.state_low
        return rows, states

    def can(self, plus: Collection[int], minus: Collection[int], gap: int) -> Iterator[Pairs]:
        """Which pairs raise the votes of some, above those of others, by as much as `gap`; nothing if all do."""
        if gap > -2 * UNIT:
            yield reaches(self.gain(plus, minus), gap)


def reaches(gain: tuple[Numbers, Numbers], gap: int) -> Pairs:
    """Which pairs gain as much."""
    rows, states = gain
    found: Pairs = rows[:, None] + states[None, :] >= gap
    return found
