"""The tape: events of a count, written by compiled code as they happen, read back by facts.py.

tape[0] is where the next event goes (the first at 2), tape[1] is 1 when there was no more room. A tape of two entries
records nothing. An event is its code, the number of entries that follow, and these.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel.compiled import inner

Tape = NDArray[np.int64]

TIE, STEP, ELECTED, OF, EXCLUDED, BEFORE, STAGE = range(1, 8)
FIRST_PREFERENCES, SURPLUS, EXCLUSION, ELECTION = range(4)
BY_LOOK_BACK, BY_LOT, BY_DECISION = range(3)
# Entries of a STAGE event before its four a candidate.
STAGE_HEAD = 8
# Stands for None among whole numbers.
NOTHING = -(1 << 62)


@inner
def begin(tape: Tape, code: int, length: int) -> int:
    """Where to write the `length` entries of a new event; -1 if it is not to be written."""
    if len(tape) <= 2:
        return -1
    at = tape[0]
    if at + length + 2 > len(tape):
        tape[1] = 1
        return -1
    tape[at] = code
    tape[at + 1] = length
    tape[0] = at + 2 + length
    return int(at + 2)


@inner
def write_list(tape: Tape, code: int, items: NDArray[Any], n: int) -> None:
    """An event whose entries are the first n of `items`."""
    at = begin(tape, code, n)
    if at >= 0:
        for i in range(n):
            tape[at + i] = items[i]
