"""The lot as a table for compiled code, asked only where a count comes to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hustings.kernel.ties import UNASKED
from hustings.rules.book import PURPOSES
from hustings.rules.lot import Lot


class Ranks:
    """Ranks by stage, purpose and candidate (entry 0 is nobody's): UNASKED until `ask`."""

    def __init__(self, candidates: int, columns: int | None = None) -> None:
        """columns: entries a purpose, at least candidates + 1."""
        self._candidates = candidates
        self.table = np.full((0, len(PURPOSES), columns or candidates + 1), UNASKED, np.int32)

    def ask(self, lot: Lot, stage: int, purpose: int) -> None:
        """Fill in what the lot says for a stage (from 1) and a purpose (its place in PURPOSES)."""
        if stage > len(self.table):
            more = np.full((stage + 8 - len(self.table), *self.table.shape[1:]), UNASKED, np.int32)
            self.table = np.concatenate([self.table, more])
        self.table[stage - 1, purpose, 1 : self._candidates + 1] = lot.ranks(stage, PURPOSES[purpose])


def stacked(tables: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    """Several tables of equal width as one array, the shorter ones lengthened."""
    longest = max(len(table) for table in tables)
    out = np.full((len(tables), longest, *tables[0].shape[1:]), UNASKED, np.int32)
    for k, table in enumerate(tables):
        out[k, : len(table)] = table
    return out
