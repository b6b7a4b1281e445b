"""The papers with their parcels, for rule books where the last parcel carries a surplus on (docs/margins.md, F2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.margins.flow import NOBODY, Flow, Pile

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Parcels:
    """Papers after a sequence of decisions.

    via: for each ranking, the number of the last surplus that its papers came with, 0 if with none. came: at which step
    they came to where they are, 0 for first preferences. step: the last one. surpluses: how many have moved.
    """

    flow: Flow
    via: NDArray[np.int16]
    came: NDArray[np.int16]
    step: int = 0
    surpluses: int = 0

    @classmethod
    def start(cls, pile: Pile) -> Parcels:
        """First preferences: one parcel for each candidate."""
        rows = len(pile.order)
        return cls(Flow.start(pile), np.zeros(rows, np.int16), np.zeros(rows, np.int16))

    def parcel(self, candidate: int, step: int) -> Rows:
        """What a candidate received at a step and still has."""
        own: Rows = np.flatnonzero((self.flow.at == candidate) & (self.came == step))
        return own

    def parcels_of(self, candidate: int) -> list[tuple[int, int]]:
        """Each parcel of a candidate, the last first: at which step it came, and how many papers."""
        own = np.flatnonzero(self.flow.at == candidate)
        came, number = self.came[own], self.flow.pile.number[own]
        return [(step, int(number[came == step].sum())) for step in sorted(set(came.tolist()), reverse=True)]

    def transferable(self, rows: Rows, receives: NDArray[np.bool_]) -> Rows:
        """Those of `rows` that name somebody who may receive them."""
        order = self.flow.pile.order[rows]
        to = order[np.arange(len(rows)), receives[order].argmax(axis=1)]
        able: Rows = rows[to != NOBODY]
        return able

    def papers(self, rows: Rows) -> int:
        """How many papers these rankings carry."""
        return int(self.flow.pile.number[rows].sum())

    def surplus_moved(self, candidate: int, rows: Rows, value: int, receives: NDArray[np.bool_]) -> Parcels:
        """After a surplus: these transferable papers of its parcel go on at this value, in 1/UNIT."""
        values = self.flow.value.copy()
        values[rows] = value
        kept = self.flow.votes[candidate] - self.papers(rows) * value
        flow = self.flow.moved(candidate, rows, values, receives, kept, 0)
        via = self.via.copy()
        via[rows] = self.surpluses + 1
        return self._moved(flow, via, rows, self.surpluses + 1)

    def batch_moved(self, candidates: Sequence[int], rows: Rows, receives: NDArray[np.bool_]) -> Parcels:
        """After some papers of the excluded have gone on together, at the values they have."""
        flow = self.flow
        for candidate in candidates:
            own = rows[flow.at[rows] == candidate]
            mass = int((flow.pile.number[own] * flow.value[own]).sum())
            flow = flow.moved(candidate, own, flow.value, receives, flow.votes[candidate] - mass, 0)
        return self._moved(flow, self.via, rows, self.surpluses)

    def _moved(self, flow: Flow, via: NDArray[np.int16], rows: Rows, surpluses: int) -> Parcels:
        came = self.came.copy()
        came[rows] = self.step + 1
        return Parcels(flow, via, came, self.step + 1, surpluses)

    def batches(self, candidates: Sequence[int], classes: Sequence[Sequence[int]], first_apart: bool) -> list[Rows]:
        """How the papers of the excluded go on: a batch for each class of values, perhaps without papers.

        classes: the numbers of the surpluses whose papers have one value, the dearest first; 0 stands for papers that
        came with none. first_apart: whether first preferences go before all others.
        """
        rows = np.flatnonzero(np.isin(self.flow.at, candidates))
        found = [rows[np.isin(self.via[rows], list(alike))] for alike in classes]
        if not first_apart:
            return found
        whole = found[0]
        own = (self.flow.pile.order[whole, 0] == self.flow.at[whole]) & (self.came[whole] == 0)
        return [whole[own], whole[~own], *found[1:]]
