"""Equal votes: look-back, then the lot, in compiled code.

The tied lie in tally.board[TIED], ascending, now.tied of them; what is left of them comes to lie in tally.board[LEFT].
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel import tape as tapes
from hustings.kernel.answers import EARLIEST, NO_LOOK_BACK
from hustings.kernel.compiled import inner
from hustings.kernel.tally import LEFT, LOT_NEEDED, RANKS, STEPS, TIED, Tally
from hustings.kernel.tape import Tape
from hustings.rules.lot import UNDECIDED as RULES_UNDECIDED

UNDECIDED = RULES_UNDECIDED
# In a table of ranks: nobody has asked the lot yet.
UNASKED = UNDECIDED + 1


@inner
def look_back(tally: Tally, now: Any, answers: Any, more: bool) -> tuple[int, int]:
    """Who of the tied were ahead (more) or behind. Returns how many are left, and the last point that told, or -1."""
    left, n = tally.board[LEFT], now.tied
    for i in range(n):
        left[i] = tally.board[TIED, i]
    told = -1
    if answers.look_back == NO_LOOK_BACK:
        return n, told
    for k in range(now.points):
        if n == 1:
            break
        point = k if answers.look_back == EARLIEST else now.points - 1 - k
        votes = tally.history[point]
        best = votes[left[0]]
        differ = False
        for i in range(1, n):
            differ = differ or votes[left[i]] != best
            best = max(best, votes[left[i]]) if more else min(best, votes[left[i]])
        if differ:
            told = point
            kept = 0
            for i in range(n):
                if votes[left[i]] == best:
                    left[kept] = left[i]
                    kept += 1
            n = kept
    return n, told


@inner
def settle(tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape, purpose: int, more: bool) -> int:
    """Of the tied the one who is ahead (more) or behind, by look-back or by lot; -1 if the count must stop here."""
    if now.tied == 1:
        return int(tally.board[TIED, 0])
    n, told = look_back(tally, now, answers, more)
    if n > 1:
        return draw(tally, now, lots, tape, purpose, n)
    at = _write(tally, now, tape, purpose, tapes.BY_LOOK_BACK, tally.board[LEFT, 0], 0)
    if at >= 0:
        tape[at + 2] = tally.history[told, 0] // STEPS
        tape[at + 3] = tally.history[told, 0] % STEPS
    return int(tally.board[LEFT, 0])


@inner
def draw(tally: Tally, now: Any, lots: NDArray[np.int32], tape: Tape, purpose: int, n: int) -> int:
    """The lot's choice among the n that look-back left of the tied; -1 if the lot has not been asked, or is silent."""
    stage = now.stage - 1
    chosen = -1
    if stage < len(lots):
        ranks = lots[stage, purpose]
        for i in range(n):
            if chosen < 0 or ranks[tally.board[LEFT, i]] < ranks[chosen]:
                chosen = tally.board[LEFT, i]
    if chosen < 0 or ranks[chosen] >= UNDECIDED:
        now.status = RANKS if chosen < 0 or ranks[chosen] == UNASKED else LOT_NEEDED
        now.wanted_stage = now.stage
        now.wanted_purpose = purpose
        now.tied = n
        return -1
    by = tapes.BY_DECISION if ranks[chosen] < 0 else tapes.BY_LOT
    _write(tally, now, tape, purpose, by, chosen, n if n < now.tied else 0)
    return chosen


@inner
def _write(tally: Tally, now: Any, tape: Tape, purpose: int, by: int, chosen: int, narrowed: int) -> int:
    """Write the tie down, without the point that told. Returns where it begins, or -1."""
    at = tapes.begin(tape, tapes.TIE, 6 + now.tied + narrowed)
    if at >= 0:
        tape[at] = purpose
        tape[at + 1] = by
        tape[at + 2] = 0
        tape[at + 3] = 0
        tape[at + 4] = chosen
        tape[at + 5] = now.tied
        for i in range(now.tied):
            tape[at + 6 + i] = tally.board[TIED, i]
        for i in range(narrowed):
            tape[at + 6 + now.tied + i] = tally.board[LEFT, i]
    return int(at)
