"""Exclusions, in compiled code: who goes, whether several go together or surpluses wait, and how papers move on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel import tape as tapes
from hustings.kernel.answers import LAST_PARCEL, LESS_THAN, NEVER
from hustings.kernel.arithmetic import NOUGHT
from hustings.kernel.compiled import inner
from hustings.kernel.constraints import look_again, may_go_together
from hustings.kernel.electing import elect_by_votes, find_quota_again
from hustings.kernel.papers import Load, Tree
from hustings.kernel.piles import deal, finish_step, join_last_parcel, number_of, take_pile
from hustings.kernel.tally import (
    CONTINUING,
    DONE,
    DOOMED,
    EXCLUDED,
    FOR_EXCLUSION,
    GOT,
    GUARDED,
    LEAVING,
    LEFT,
    NEXT_ABOVE,
    ORDER,
    PASSED,
    STAGE_LEFT,
    STANDING,
    TIED,
    VOTES,
    VOTES_LEFT,
    Tally,
)  # fmt: skip
from hustings.kernel.tape import Tape
from hustings.kernel.ties import settle


@inner
def _line_up(tally: Tally, now: Any) -> int:
    """Continuing candidates who may be excluded, fewest votes first, in the row LEFT. Returns how many.

    ORDER keeps the continuing candidates in the order found last, which is nearly that of today.
    """
    board = tally.board
    order, votes, kept = board[ORDER], board[VOTES], 0
    for i in range(now.lined):
        c = order[i]
        if board[STANDING, c] == CONTINUING:
            at = kept
            while at > 0 and votes[order[at - 1]] > votes[c]:
                order[at] = order[at - 1]
                at -= 1
            order[at] = c
            kept += 1
    now.lined = kept
    n = 0
    for i in range(kept):
        if not board[GUARDED, order[i]]:
            board[LEFT, n] = order[i]
            n += 1
    return n


@inner
def how_many(tally: Tally, now: Any, test: int, waiting: int) -> int:
    """The largest number of lowest candidates who, with the waiting surpluses, cannot reach the next; in row LEFT."""
    board = tally.board
    if test == NEVER:
        return 0
    for c in range(1, now.candidates + 1):
        if board[DOOMED, c] and board[STANDING, c] == CONTINUING:
            return 0
    n = _line_up(tally, now)
    largest, below = 0, waiting
    for k in range(1, min(n - 1, now.lined - now.places) + 1):
        last, above = board[VOTES, board[LEFT, k - 1]], board[VOTES, board[LEFT, k]]
        below += last
        passes = above != last and (below < above or (below == above and test != LESS_THAN))
        if passes and may_go_together(tally, now, board[LEFT], k):
            largest = k
    return largest


@inner
def leave_together(tally: Tally, k: int) -> None:
    """The first k of LEFT are the ones to go: into LEAVING, ascending."""
    leaving = tally.board[LEAVING]
    for i in range(k):
        c = tally.board[LEFT, i]
        at = i
        while at > 0 and leaving[at - 1] > c:
            leaving[at] = leaving[at - 1]
            at -= 1
        leaving[at] = c


@inner
def choose_lowest(tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape, within: int) -> int:
    """The one to be excluded: a doomed one, else one not guarded, else any; the lowest. -1 if the lot must be asked.

    within: candidates at most so many votes above the lowest are tied with it.
    """
    board = tally.board
    doomed, free = False, False
    for c in range(1, now.candidates + 1):
        if board[STANDING, c] == CONTINUING:
            doomed = doomed or board[DOOMED, c] != 0
            free = free or board[GUARDED, c] == 0
    lowest = NOUGHT - 1
    for turn in range(2):
        now.tied = 0
        for c in range(1, now.candidates + 1):
            if board[STANDING, c] != CONTINUING:
                continue
            if (doomed and not board[DOOMED, c]) or (not doomed and free and board[GUARDED, c]):
                continue
            if turn == 0 and (lowest < 0 or board[VOTES, c] < lowest):
                lowest = board[VOTES, c]
            if turn == 1 and board[VOTES, c] <= lowest + within:
                board[TIED, now.tied] = c
                now.tied += 1
    return settle(tally, now, answers, lots, tape, FOR_EXCLUSION, False)


@inner
def note_leaving(tally: Tally, now: Any, k: int) -> None:
    """For planning: the votes with which the first k of LEAVING go, and those of the candidate next above."""
    board = tally.board
    for i in range(k):
        board[TIED, board[LEAVING, i]] = -1
    above = NOUGHT - 1
    for c in range(1, now.candidates + 1):
        if board[STANDING, c] == CONTINUING and board[TIED, c] >= 0 and (above < 0 or board[VOTES, c] < above):
            above = board[VOTES, c]
    for i in range(k):
        c = board[LEAVING, i]
        board[TIED, c] = 0
        board[STAGE_LEFT, c] = now.stage
        board[VOTES_LEFT, c] = board[VOTES, c]
        board[NEXT_ABOVE, c] = above


@inner
def exclude(
    tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape, k: int
) -> None:
    """Exclude the first k of LEAVING together: their papers move in steps of falling value."""
    board = tally.board
    tapes.write_list(tape, tapes.OF, board[LEAVING], k)
    tapes.write_list(tape, tapes.EXCLUDED, board[LEAVING], k)
    for i in range(k):
        c = board[LEAVING, i]
        board[STANDING, c] = EXCLUDED
        board[PASSED, c] = 1
        join_last_parcel(load, tally, c)
    now.excluded += k
    look_again(tally, now)
    parcels = answers.surplus_papers == LAST_PARCEL
    j = 0
    # A value that first preferences bring up joins the falling values behind the place where this loop is.
    while j < now.values:
        number = tally.values[1, j]
        j += 1
        value = tally.values[0, number]
        papers = NOUGHT
        for i in range(k):
            c = board[LEAVING, i]
            if tally.pile[c, number] >= 0:
                papers += tally.pile_papers[c, number]
                board[VOTES, c] -= tally.pile_papers[c, number] * value
                deal(tree, load, tally, now, take_pile(tally, c, number), len(tape) > 2)
        if papers == 0:
            continue
        # First preferences that have moved are no first preferences any more.
        into = number_of(tally, now, answers, value) if number == 0 else number
        if into < 0:
            return
        finish_step(load, tally, now, answers, tape, into, papers, board[GOT, 0] * value, NOUGHT, parcels)
        if answers.elect_after_each_batch:
            find_quota_again(tally, now, answers)
            elect_by_votes(tally, now, answers, lots, tape, True)
            if now.places == 0 or now.status != DONE:
                return
    if now.step == 0 or not answers.elect_after_each_batch:
        find_quota_again(tally, now, answers)
        elect_by_votes(tally, now, answers, lots, tape, False)
