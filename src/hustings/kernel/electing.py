"""Who is elected, one at a time, in compiled code: the quota, the active vote, equal votes, the last places."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel import tape as tapes
from hustings.kernel.answers import ALWAYS, FRACTIONAL, LEAST, MAJORITY, UNTIL_ELECTED, WHOLE
from hustings.kernel.arithmetic import up
from hustings.kernel.compiled import inner
from hustings.kernel.constraints import look_again, would_doom
from hustings.kernel.tally import (
    CONTINUING,
    DOOMED,
    ELECTED,
    EXCLUDED,
    FOR_ELECTION,
    LEAVING,
    LEFT,
    PASSED,
    STAGE_ELECTED,
    STANDING,
    TIED,
    VOTES,
    WINNERS,
    Tally,
    most_votes,
    surpluses,
)  # fmt: skip
from hustings.kernel.tape import Tape
from hustings.kernel.ties import draw, look_back


@inner
def find_quota(tally: Tally, now: Any, answers: Any) -> None:
    """The quota from the votes that are neither non-transferable nor lost."""
    votes, shares = now.valid - now.non_transferable - now.loss, answers.seats + 1
    if answers.quota == WHOLE:
        now.quota = (votes // (shares * answers.unit) + 1) * answers.unit
    elif answers.quota == FRACTIONAL:
        now.quota = up(votes, shares * answers.place) * answers.place
    elif answers.quota == LEAST:
        now.quota = votes // shares + 1
    elif answers.quota == MAJORITY:
        votes = 0
        for c in range(1, now.candidates + 1):
            if tally.board[STANDING, c] == CONTINUING:
                votes += tally.board[VOTES, c]
        now.quota = (votes // (2 * answers.unit) + 1) * answers.unit


@inner
def find_quota_again(tally: Tally, now: Any, answers: Any) -> None:
    """The quota after papers have moved, where the rule book finds it again while nobody has been elected."""
    if answers.quota_again == UNTIL_ELECTED and now.filled == 0:
        find_quota(tally, now, answers)


@inner
def find_required(tally: Tally, now: Any, answers: Any) -> None:
    """The active vote divided by one more than the places left: what also suffices under ers97 5.1.7 (b)."""
    active = surpluses(tally, now)
    for c in range(1, now.candidates + 1):
        if tally.board[STANDING, c] == CONTINUING or tally.board[STANDING, c] == EXCLUDED:
            active += tally.board[VOTES, c]
    now.required = up(active, (now.places + 1) * answers.place) * answers.place


@inner
def waits_for_exclusion(now: Any, answers: Any) -> bool:
    """Whether nobody may be elected yet, because the only place must wait until somebody has been excluded."""
    return answers.one_place_waits_for_exclusion and answers.seats == 1 and now.excluded == 0  # type: ignore[no-any-return]


@inner
def elect(tally: Tally, now: Any, answers: Any, tape: Tape, c: int, in_step: bool) -> None:
    """Candidate c is elected."""
    tally.board[STANDING, c] = ELECTED
    tally.board[PASSED, c] = not answers.elected_receives
    tally.board[WINNERS, now.filled] = c
    tally.board[STAGE_ELECTED, c] = now.stage
    now.filled += 1
    now.places -= 1
    look_again(tally, now)
    at = tapes.begin(tape, tapes.ELECTED, 2)
    if at >= 0:
        tape[at] = c
        tape[at + 1] = in_step


@inner
def elect_by_votes(tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape, in_step: bool) -> None:
    """Elect all who have enough, the highest first, looking at everything again after each."""
    if waits_for_exclusion(now, answers):
        return
    while now.places > 0:
        if answers.quota_again == ALWAYS:
            find_quota(tally, now, answers)
        enough = now.quota
        if answers.elected_by_active_vote:
            find_required(tally, now, answers)
            enough = min(enough, now.required)
        now.tied = 0
        for c in range(1, now.candidates + 1):
            votes = tally.board[VOTES, c]
            if tally.board[STANDING, c] == CONTINUING and not tally.board[DOOMED, c] and votes >= enough:
                most_votes(tally, now, c)
        if now.tied == 0:
            return
        chosen = _first_of_equals(tally, now, answers, lots, tape)
        if chosen < 0:
            return
        elect(tally, now, answers, tape, chosen, in_step)


@inner
def _first_of_equals(tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape) -> int:
    """Which of the tied is elected first; -1 if none can be, or if the lot must be asked (now.status says so)."""
    if now.tied == 1:
        return int(tally.board[TIED, 0])
    n, _ = look_back(tally, now, answers, True)
    if n > now.places:
        return -1
    if now.constrained and n > 1:
        for i in range(n):
            for j in range(n):
                if i != j and would_doom(tally, now, tally.board[LEFT, i], tally.board[LEFT, j]):
                    return draw(tally, now, lots, tape, FOR_ELECTION, n)
    return int(tally.board[LEFT, 0])


@inner
def elect_all(tally: Tally, now: Any, answers: Any, tape: Tape, besides: int) -> None:
    """Elect all continuing candidates besides the first so many of LEAVING, in order of votes, look-back, number."""
    board = tally.board
    if answers.elected_by_active_vote and now.places > 0:
        find_required(tally, now, answers)
    while now.places > 0:
        now.tied = 0
        for c in range(1, now.candidates + 1):
            goes = board[STANDING, c] != CONTINUING
            for i in range(besides):
                goes = goes or board[LEAVING, i] == c
            if not goes:
                most_votes(tally, now, c)
        if now.tied == 0:
            return
        look_back(tally, now, answers, True)
        elect(tally, now, answers, tape, board[LEFT, 0], False)


@inner
def elect_by_comparison(tally: Tally, now: Any, answers: Any, tape: Tape) -> None:
    """One place left: elect who has at least all others' votes and all surpluses together, if one alone has."""
    if now.places != 1 or waits_for_exclusion(now, answers):
        return
    total = surpluses(tally, now)
    for c in range(1, now.candidates + 1):
        if tally.board[STANDING, c] == CONTINUING:
            total += tally.board[VOTES, c]
    ahead, n = 0, 0
    for c in range(1, now.candidates + 1):
        if (
            tally.board[STANDING, c] == CONTINUING
            and not tally.board[DOOMED, c]
            and tally.board[VOTES, c] >= total - tally.board[VOTES, c]
        ):
            ahead = c
            n += 1
    if n == 1:
        elect(tally, now, answers, tape, ahead, False)
