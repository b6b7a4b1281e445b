"""Where a count stands: the few arrays and figures that all procedures work on, in compiled code.

What is known of candidates is one table, `board`, a row for each thing known, a column for each candidate (column 0 is
nobody: the non-transferable pile). Compiled functions pass every array as seven words and count references to it, so
few arrays make small and fast code.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hustings.kernel import tape as tapes
from hustings.kernel.compiled import inner, maker
from hustings.kernel.tape import Tape

# Rows of the board.
# STANDING: see below. PASSED: 1 if papers pass the candidate over. GROUP: bits of the constrained groups it is in.
# GOT, HEAD, TAIL: the step being made: papers received, and the list of their nodes; TOUCHED: who received, in turn.
# LAST…: the last parcel, where the rule book asks for it: its list's two ends, the number of its value, its papers.
# TIED, LEFT, ORDER, LEAVING, WINNERS: lists of candidates: a tie, what look-back leaves of it, by rising votes, being
# excluded, elected. VOTES_LEFT, NEXT_ABOVE: when a candidate left, its votes and those of the one next above.
(
    STANDING, PASSED, VOTES, GOT, HEAD, TAIL, TOUCHED, LAST, LAST_TAIL, LAST_VALUE, LAST_PAPERS, TIED, LEFT, ORDER,
    LEAVING, WINNERS, GROUP, PROTECTED, GUARDED, DOOMED, KEEP, STAGE_ELECTED, STAGE_LEFT, VOTES_LEFT, NEXT_ABOVE, ROWS,
) = range(26)  # fmt: skip
# Where a candidate stands. OUT: withdrawn. ELECTED: the surplus, if any, has not moved. SETTLED: it has.
OUT, CONTINUING, ELECTED, SETTLED, EXCLUDED = range(5)
# How a count ended. RANKS: the lot's ranks for (stage, purpose) are wanted. ROOM: an array was too small.
# INFEASIBLE: the constraints cannot be met. NO_VALID: a contest without a valid paper.
DONE, LOT_NEEDED, RANKS, ROOM, INFEASIBLE, NO_VALID = range(6)
FOR_SURPLUS, FOR_EXCLUSION, FOR_ELECTION = range(3)
# Constrained groups, and the types of candidate by which of them one belongs to.
GROUPS = 3
TYPES = 1 << GROUPS
# Rows of Tally.groups: a group's least and most, and those elected; continuing candidates by type.
LEAST, MOST, HAVE, THERE = range(4)
# A point for look-back that is neither the end of a stage (0) nor of a step (1…).
PRESENT = -1
# A point's place, stage × STEPS + step, stands in column 0 of its row.
STEPS = 1 << 30

# A count's figures, in units of votes. stage: number of the one being made; step: of its steps. places: left.
# valid: votes of all valid papers; standing: how many candidates may be elected. filled: how many are elected.
# values: how many values papers have had. points: how many points look-back can see. tied, touched, lined: how many
# in the TIED, TOUCHED and ORDER rows. excluded: how many. moved: rankings moved (if the tape records).
# wanted_stage, wanted_purpose: of the lot that a count stopped for.
NOW = np.dtype(
    [
        (name, np.int64)
        for name in (
            "status", "candidates", "places", "standing", "filled", "stage", "step", "quota", "required",
            "non_transferable", "loss", "valid", "invalid", "values", "points", "excluded", "tied", "wanted_stage",
            "wanted_purpose", "transfer_value", "iterations", "waits", "touched", "moved", "constrained", "lined",
        )
    ]
)  # fmt: skip


class Tally(NamedTuple):
    """The arrays of one count, all int64.

    board: [row, candidate]. values: [0, number] values of papers by number; [1, k] their numbers, highest value first.
    pile, pile_papers: [candidate, number of value], the first node of the list (-1: none), and its papers.
    history: [point, candidate] votes at the points that look-back sees. groups: [row, group or type].
    """

    board: NDArray[np.int64]
    values: NDArray[np.int64]
    pile: NDArray[np.int64]
    pile_papers: NDArray[np.int64]
    history: NDArray[np.int64]
    groups: NDArray[np.int64]


@maker
def make(candidates: int, values: int, points: int) -> Tally:
    """Room for counts of at most so many candidates, different values of papers, and look-back points."""
    n = candidates + 1
    return Tally(
        np.zeros((ROWS, n), np.int64),
        np.zeros((2, values), np.int64),
        np.full((n, values), -1, np.int64),
        np.zeros((n, values), np.int64),
        np.zeros((points, n), np.int64),
        np.zeros((4, TYPES), np.int64),
    )


@inner
def begin(tally: Tally, now: Any, standing: NDArray[np.bool_], candidates: int, seats: int) -> None:
    """A fresh count. standing: who is a candidate, by candidate number. GROUP and PROTECTED are set already."""
    board = tally.board
    tally.pile[:, : now.values] = -1
    tally.pile_papers[:, : now.values] = 0
    now.status = DONE
    now.candidates = candidates
    now.places = seats
    now.standing = 0
    now.filled = 0
    now.stage = 1
    now.step = 0
    now.quota = tapes.NOTHING
    now.required = tapes.NOTHING
    now.non_transferable = 0
    now.loss = 0
    now.valid = 0
    now.invalid = 0
    now.values = 0
    now.points = 0
    now.excluded = 0
    now.tied = 0
    now.transfer_value = tapes.NOTHING
    now.iterations = tapes.NOTHING
    now.waits = tapes.NOTHING
    now.touched = 0
    now.moved = 0
    now.lined = 0
    for row in (VOTES, GOT, LAST_PAPERS, DOOMED, KEEP, STAGE_ELECTED, STAGE_LEFT, VOTES_LEFT, NEXT_ABOVE):
        board[row, : candidates + 1] = 0
    for c in range(candidates + 1):
        stands = c > 0 and standing[c]
        board[STANDING, c] = CONTINUING if stands else OUT
        board[PASSED, c] = c > 0 and not stands
        board[HEAD, c] = -1
        board[LAST, c] = -1
        board[GUARDED, c] = board[PROTECTED, c] if stands else 0
        if stands:
            board[ORDER, now.lined] = c
            now.lined += 1
    now.standing = now.lined


@inner
def nothing_to_count(now: Any) -> bool:
    """Whether this is a contest without a valid paper; now.status says so."""
    if now.valid == 0 and now.standing > now.places:
        now.status = NO_VALID
    return bool(now.status == NO_VALID)


@inner
def continuing(tally: Tally, now: Any) -> int:
    """How many candidates continue."""
    n = 0
    for c in range(1, now.candidates + 1):
        n += tally.board[STANDING, c] == CONTINUING
    return n


@inner
def surpluses(tally: Tally, now: Any) -> int:
    """All surpluses together that have not moved."""
    total = 0
    for c in range(1, now.candidates + 1):
        if tally.board[STANDING, c] == ELECTED and tally.board[VOTES, c] > now.quota:
            total += tally.board[VOTES, c] - now.quota
    return total


@inner
def most_votes(tally: Tally, now: Any, c: int) -> None:
    """Candidate c joins the tied if it has as many votes, or takes their place if it has more."""
    board = tally.board
    if now.tied > 0 and board[VOTES, c] > board[VOTES, board[TIED, 0]]:
        now.tied = 0
    if now.tied == 0 or board[VOTES, c] == board[VOTES, board[TIED, 0]]:
        board[TIED, now.tied] = c
        now.tied += 1


@inner
def remember(tally: Tally, now: Any, step: int) -> None:
    """The present votes as a point for look-back; a stage's end (step 0) takes the place of its last step."""
    at = now.points
    if step == 0 and at > 0 and tally.history[at - 1, 0] // STEPS == now.stage:
        at -= 1
    if at == len(tally.history):
        now.status = ROOM
        return
    for c in range(1, now.candidates + 1):
        tally.history[at, c] = tally.board[VOTES, c]
    tally.history[at, 0] = now.stage * STEPS + max(0, step)
    now.points = at + 1


@inner
def end_stage(tally: Tally, now: Any, tape: Tape, kind: int) -> None:
    """The stage is complete: write it down, remember its votes, and go on to the next number."""
    n, board = now.candidates, tally.board
    at = tapes.begin(tape, tapes.STAGE, tapes.STAGE_HEAD + 4 * n)
    if at >= 0:
        tape[at] = kind
        tape[at + 1] = now.quota
        tape[at + 2] = now.required
        tape[at + 3] = now.transfer_value
        tape[at + 4] = now.iterations
        tape[at + 5] = now.waits
        tape[at + 6] = now.non_transferable
        tape[at + 7] = now.loss
        at += tapes.STAGE_HEAD
        for c in range(1, n + 1):
            told = now.places > 0 and board[STANDING, c] == CONTINUING
            tape[at] = board[VOTES, c]
            tape[at + 1] = board[GUARDED, c] if told else 0
            tape[at + 2] = board[DOOMED, c] if told else 0
            tape[at + 3] = board[KEEP, c]
            at += 4
    remember(tally, now, 0)
    now.stage += 1
    now.step = 0
    now.required = tapes.NOTHING
    now.transfer_value = tapes.NOTHING
    now.iterations = tapes.NOTHING
    now.waits = tapes.NOTHING
