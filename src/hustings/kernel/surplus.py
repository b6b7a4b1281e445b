"""Surpluses that move, in compiled code: shared by all papers, or divided among those of the last parcel."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel import tape as tapes
from hustings.kernel.answers import DIVIDED, FRACTION, NO_PAPERS
from hustings.kernel.arithmetic import NOUGHT, product_over
from hustings.kernel.compiled import inner
from hustings.kernel.papers import Load, Tree
from hustings.kernel.piles import deal, finish_step, number_of, take_pile
from hustings.kernel.tally import (
    ELECTED,
    FOR_SURPLUS,
    GOT,
    LAST,
    LAST_PAPERS,
    LAST_VALUE,
    PASSED,
    SETTLED,
    STANDING,
    TIED,
    VOTES,
    Tally,
    most_votes,
)  # fmt: skip
from hustings.kernel.tape import Tape
from hustings.kernel.ties import settle


@inner
def largest_surplus(tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape) -> int:
    """Whose surplus moves; 0 if there is none, -1 if the lot must be asked."""
    now.tied = 0
    if answers.surplus_papers == NO_PAPERS or (answers.one_place_waits_for_exclusion and answers.seats == 1):
        return 0
    for c in range(1, now.candidates + 1):
        if tally.board[STANDING, c] == ELECTED and tally.board[VOTES, c] > now.quota:
            most_votes(tally, now, c)
    return 0 if now.tied == 0 else settle(tally, now, answers, lots, tape, FOR_SURPLUS, True)


@inner
def move_surplus(tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, tape: Tape, c: int) -> None:
    """Move the surplus of candidate c, who keeps exactly the quota."""
    board = tally.board
    board[TIED, 0] = c
    tapes.write_list(tape, tapes.OF, board[TIED], 1)
    board[PASSED, c] = 1
    surplus = board[VOTES, c] - now.quota
    if answers.transfer_value == DIVIDED:
        _divide(tree, load, tally, now, answers, tape, c, surplus)
    else:
        _share(tree, load, tally, now, answers, tape, c, surplus)
    board[VOTES, c] = now.quota
    board[STANDING, c] = SETTLED


@inner
def _divide(tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, tape: Tape, c: int, surplus: int) -> None:
    """The last parcel's transferable papers share the surplus, none at more than its present value."""
    board = tally.board
    papers, value = board[LAST_PAPERS, c], tally.values[0, board[LAST_VALUE, c]]
    deal(tree, load, tally, now, board[LAST, c], len(tape) > 2)
    board[LAST, c] = -1
    transferable = papers - board[GOT, 0]
    gone, lost = NOUGHT, NOUGHT
    if transferable * value > surplus:
        value = surplus // transferable
        lost = surplus - transferable * value
    else:
        gone = surplus - transferable * value
    number = number_of(tally, now, answers, value)
    if number < 0:
        return
    finish_step(load, tally, now, answers, tape, number, papers, gone, lost, True)
    now.transfer_value = value


@inner
def _share(tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, tape: Tape, c: int, surplus: int) -> None:
    """All papers carry the surplus on, each in proportion to its value, in steps of falling value.

    What all steps together lose is written down with the last.
    """
    board, values, falling = tally.board, tally.values[0], tally.values[1]
    votes = board[VOTES, c]
    fraction = product_over(surplus, answers.one, votes)
    lost, steps = surplus, 0
    for k in range(now.values):
        papers = tally.pile_papers[c, falling[k]]
        if papers > 0:
            lost -= papers * _new_value(answers, values[falling[k]], surplus, votes, fraction)
            steps += 1
    k = 0
    # New values are lower than those they come from, so they join `falling` behind the place where this loop is.
    while k < now.values:
        number = falling[k]
        k += 1
        papers = tally.pile_papers[c, number]
        if papers == 0:
            continue
        steps -= 1
        value = _new_value(answers, values[number], surplus, votes, fraction)
        into = number_of(tally, now, answers, value)
        if into < 0:
            return
        deal(tree, load, tally, now, take_pile(tally, c, number), len(tape) > 2)
        gone = board[GOT, 0] * value
        finish_step(load, tally, now, answers, tape, into, papers, gone, lost if steps == 0 else NOUGHT, False)
    now.transfer_value = fraction


@inner
def _new_value(answers: Any, value: int, surplus: int, votes: int, fraction: int) -> int:
    """What a paper of this value is worth when the surplus has moved. fraction: surplus / votes, cut."""
    if answers.transfer_value == FRACTION:
        return product_over(fraction, value, answers.one)
    return product_over(value, surplus, votes)
