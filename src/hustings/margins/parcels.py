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

    via: for each ranking, the number of the last surplus that its papers came with, 0 if with none: papers that came
    with the same one have one value. last: the rankings whose papers moved last. surpluses: how many have moved.
    """

    flow: Flow
    via: NDArray[np.int16]
    last: Rows
    surpluses: int = 0

    @classmethod
    def start(cls, pile: Pile) -> Parcels:
        """First preferences: one parcel for each candidate."""
        rows = len(pile.order)
        return cls(Flow.start(pile), np.zeros(rows, np.int16), np.arange(rows))

    def parcel(self, candidate: int) -> Rows:
        """What a candidate received last, if that was by the last move."""
        own: Rows = self.last[self.flow.at[self.last] == candidate]
        return own

    def transferable(self, rows: Rows, receives: NDArray[np.bool_]) -> Rows:
        """Those of `rows` that name somebody who may receive them."""
        order = self.flow.pile.order[rows]
        to = order[np.arange(len(rows)), receives[order].argmax(axis=1)]
        able: Rows = rows[to != NOBODY]
        return able

    def papers(self, rows: Rows) -> int:
        """How many papers these rankings carry."""
        return int(self.flow.pile.number[rows].sum())

    def surplus_moved(self, candidate: int, parcel: Rows, quota: int, receives: NDArray[np.bool_]) -> Parcels:
        """After a surplus: the transferable papers of the parcel share it, and none is worth more than before."""
        rows = self.transferable(parcel, receives)
        papers, held = self.papers(rows), self.flow.votes[candidate]
        value = self.flow.value.copy()
        if papers:
            value[rows] = min(int(value[rows[0]]), max(0, held - quota) // papers)
        moved = papers * int(value[rows[0]]) if papers else 0
        flow = self.flow.moved(candidate, rows, value, receives, held - moved, papers)
        via = self.via.copy()
        via[rows] = self.surpluses + 1
        return Parcels(flow, via, rows, self.surpluses + 1)

    def batch_moved(self, candidates: Sequence[int], rows: Rows, receives: NDArray[np.bool_]) -> Parcels:
        """After some papers of the excluded have gone on together, at the values they have."""
        flow = self.flow
        for candidate in candidates:
            own = rows[flow.at[rows] == candidate]
            mass = int((flow.pile.number[own] * flow.value[own]).sum())
            flow = flow.moved(candidate, own, flow.value, receives, flow.votes[candidate] - mass, 0)
        return Parcels(flow, self.via, rows, self.surpluses)

    def batches(self, candidates: Sequence[int], first_apart: bool) -> list[Rows]:
        """How the papers of the excluded go on: those of value 1, then all others.

        first_apart: whether first preferences go before other papers of value 1. A batch without papers is there too,
        since altered papers may be in it.
        """
        rows = np.flatnonzero(np.isin(self.flow.at, candidates))
        whole, rest = rows[self.via[rows] == 0], rows[self.via[rows] != 0]
        if not first_apart:
            return [whole, rest]
        own = self.flow.pile.order[whole, 0] == self.flow.at[whole]
        return [whole[own], whole[~own], rest]
