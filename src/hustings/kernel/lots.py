"""The lot as a table for compiled code, asked only where a count comes to it."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hustings.kernel.ties import UNASKED
from hustings.rules.book import PURPOSES
from hustings.rules.lot import Lot


class Ranks:
    """Ranks by stage, purpose and candidate (entry 0 is nobody's): UNASKED until `ask`. Many threads may read."""

    def __init__(self, lot: Lot, candidates: int, columns: int) -> None:
        """columns: entries a purpose, at least candidates + 1."""
        self._lot, self._candidates, self._lock = lot, candidates, threading.Lock()
        self.table = no_ranks(columns)

    def asked(self, stage: int, purpose: int) -> bool:
        """Whether `ask` has been called for these."""
        return stage <= len(self.table) and bool(self.table[stage - 1, purpose, 1] != UNASKED)

    def ask(self, stage: int, purpose: int) -> None:
        """Put in what the lot says for a stage (from 1) and a purpose (its place in PURPOSES)."""
        with self._lock:
            table = np.full((max(len(self.table), stage), *self.table.shape[1:]), UNASKED, np.int32)
            table[: len(self.table)] = self.table
            table[stage - 1, purpose, 1 : self._candidates + 1] = self._lot.ranks(stage, PURPOSES[purpose])
            self.table = table


def no_ranks(columns: int) -> NDArray[np.int32]:
    """A table of no stages."""
    return np.full((0, len(PURPOSES), columns), UNASKED, np.int32)


def stacked(tables: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    """Several tables of equal width as one array, the shorter ones lengthened."""
    longest = max(len(table) for table in tables)
    out = np.full((len(tables), longest, *tables[0].shape[1:]), UNASKED, np.int32)
    for k, table in enumerate(tables):
        out[k, : len(table)] = table
    return out
