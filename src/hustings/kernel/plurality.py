"""Several seats by first past the post, in compiled code: each of a paper's first so many preferences is one vote."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel import tape as tapes
from hustings.kernel.compiled import inner
from hustings.kernel.electing import elect
from hustings.kernel.papers import BASE, ORDER, Load, Tree
from hustings.kernel.tally import (
    CONTINUING,
    FOR_ELECTION,
    LEFT,
    STANDING,
    TIED,
    VOTES,
    Tally,
    end_stage,
    most_votes,
    nothing_to_count,
)
from hustings.kernel.tape import Tape
from hustings.kernel.ties import draw


@inner
def count_by_plurality(
    tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape
) -> None:
    """The whole count: one stage. The tree is not needed, only the rows that it lies in."""
    rows, base, order = tree.rows, tree.rankings[BASE], tree.rankings[ORDER]
    for i in range(len(load.papers)):
        papers, at, used = load.papers[order[i]], base[i], 0
        while rows[at] != 0 and used < answers.seats:
            if tally.board[STANDING, rows[at]] == CONTINUING:
                tally.board[VOTES, rows[at]] += papers
                used += 1
            at += 1
        if used == 0:
            now.invalid += papers
        else:
            now.valid += papers
            now.non_transferable += papers * (answers.seats - used)
    if nothing_to_count(now):
        return
    while now.places > 0 and now.filled < now.standing:
        now.tied = 0
        for c in range(1, now.candidates + 1):
            if tally.board[STANDING, c] == CONTINUING:
                most_votes(tally, now, c)
        chosen = int(tally.board[TIED, 0])
        if now.tied > now.places:
            for i in range(now.tied):
                tally.board[LEFT, i] = tally.board[TIED, i]
            chosen = draw(tally, now, lots, tape, FOR_ELECTION, now.tied)
            if chosen < 0:
                return
        elect(tally, now, answers, tape, chosen, False)
    end_stage(tally, now, tape, tapes.FIRST_PREFERENCES)
