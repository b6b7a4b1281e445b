"""The kernel's one entry: count elections one after another, without a line of Python between them.

Either all elections share a planted tree, each with papers of its own (a row of `papers`), or each has rankings of its
own (papers then has one row). Threads call it at once, each for elections of its own; an
election's result depends on nothing but itself.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from hustings.kernel.answers import ANSWERS, MEEK, PLURALITY, WARREN
from hustings.kernel.arithmetic import NOUGHT
from hustings.kernel.meek import count_by_shares
from hustings.kernel.papers import CHILD, Load, Tree, read, root, types, unfold, weigh
from hustings.kernel.plurality import count_by_plurality
from hustings.kernel.tally import (
    CONTINUING,
    DONE,
    GROUP,
    GROUPS,
    LEFT,
    MOST,
    NEXT_ABOVE,
    NOW,
    PROTECTED,
    ROOM,
    STAGE_ELECTED,
    STAGE_LEFT,
    STANDING,
    VOTES,
    VOTES_LEFT,
    WINNERS,
    begin,
    make,
)  # fmt: skip
from hustings.kernel.transfers import count_by_transfers

# The arrays with a row an election, but for Contests.first and .papers, which depend on whose the rankings are.
BY_ELECTION = frozenset(
    {
        "candidates", "standing", "protected", "group", "bounds", "constrained", "pass_gaps", "book", "lot",
        "status", "wanted", "totals", "elected", "stage_elected", "stage_left", "votes_left", "next_above",
    }
)  # fmt: skip


class Contests(NamedTuple):
    """What is asked. One row (entry) an election in all but the first five and `answers`.

    tokens, starts: rankings as in Ballots; first: where an election's begin; papers: of each ranking.
    longest: [length of the longest ranking]. answers: rule books; book: which of them. pass_gaps: over skipped
    preferences. lots: ranks by table, stage, purpose and candidate; lot: which table.
    """

    tokens: NDArray[np.int16]
    starts: NDArray[np.int64]
    papers: NDArray[np.int64]
    longest: NDArray[np.int64]
    answers: NDArray[Any]
    first: NDArray[np.int64]
    candidates: NDArray[np.int64]
    standing: NDArray[np.bool_]
    protected: NDArray[np.bool_]
    group: NDArray[np.int8]
    bounds: NDArray[np.int64]
    constrained: NDArray[np.bool_]
    pass_gaps: NDArray[np.bool_]
    book: NDArray[np.int64]
    lots: NDArray[np.int32]
    lot: NDArray[np.int64]


class Results(NamedTuple):
    """What is found, a row an election but in `among`; columns of candidates begin with nobody's.

    wanted: stage and purpose of the lot that a count stopped for; among: the tied (of the last one counted).
    totals: valid and invalid papers, and rankings moved (0 without a tape). The rest as in batch.Batch.
    """

    status: NDArray[np.int8]
    wanted: NDArray[np.int64]
    among: NDArray[np.int32]
    totals: NDArray[np.int64]
    elected: NDArray[np.int16]
    stage_elected: NDArray[np.int16]
    stage_left: NDArray[np.int16]
    votes_left: NDArray[np.int64]
    next_above: NDArray[np.int64]


def run(
    contests: Contests, tree: Tree, room: Load, planted: bool, results: Results, which: NDArray[np.int64],
    figures: NDArray[Any], values: int, points: int, tape: NDArray[np.int64],
) -> None:  # fmt: skip
    """Count the elections `which`.

    planted: tree is what they share; else it is room for the largest. room: for its load. figures: one NOW record, of
    zeros (a record does not keep its array alive, so the caller has it). values, points: room for different values of
    papers, and for look-back points.
    """
    candidates = NOUGHT
    for e in which:
        candidates = max(candidates, contests.candidates[e])
    tally, now = make(candidates, values, points), figures[0]
    stack = (candidates + 1) * (contests.longest[0] + 2)
    waiting, rests = np.empty(stack, np.int64), np.empty(stack, np.int64)
    for e in which:
        answers = contests.answers[contests.book[e]]
        width = contests.candidates[e] + 1
        tally.board[GROUP, :width] = contests.group[e, :width]
        tally.board[PROTECTED, :width] = contests.protected[e, :width]
        tally.groups[: MOST + 1, :GROUPS] = contests.bounds[e]
        begin(tally, now, contests.standing[e], contests.candidates[e], answers.seats)
        now.constrained = contests.constrained[e]
        if planted:
            load = Load(contests.papers[e], room.nodes, room.sums)
            weigh(tree, load)
        else:
            a, b = contests.first[e], contests.first[e + 1]
            load = Load(room.papers[: b - a], room.nodes, room.sums)
            cast = contests.papers[0, a:b]
            read(tree, load.papers, cast, contests.tokens, contests.starts, a, b, contests.pass_gaps[e])
            root(tree, load, b - a)
        lots = contests.lots[contests.lot[e]]
        if answers.procedure == PLURALITY:
            count_by_plurality(tree, load, tally, now, answers, lots, tape)
        elif answers.procedure == MEEK or answers.procedure == WARREN:
            if planted:
                # Every node is walked through again and again.
                for node in range(tree.made[0]):
                    if tree.nodes[node, CHILD] >= 0:
                        unfold(tree, load, node)
            count_by_shares(tree, load, tally, now, answers, lots, tape, waiting, rests)
        else:
            count_by_transfers(tree, load, tally, now, answers, lots, tape)
        if len(tape) > 2 and tape[1] != 0:
            now.status = ROOM
        results.status[e] = now.status
        results.wanted[e, 0] = now.wanted_stage
        results.wanted[e, 1] = now.wanted_purpose
        results.among[:] = 0
        results.totals[e, 0] = now.valid
        results.totals[e, 1] = now.invalid
        results.totals[e, 2] = now.moved
        if now.status != DONE:
            for i in range(now.tied):
                results.among[i] = tally.board[LEFT, i]
            continue
        for i in range(results.elected.shape[1]):
            results.elected[e, i] = tally.board[WINNERS, i] if i < now.filled else 0
        for c in range(now.candidates + 1):
            results.stage_elected[e, c] = tally.board[STAGE_ELECTED, c]
            results.stage_left[e, c] = tally.board[STAGE_LEFT, c]
            stayed = tally.board[STANDING, c] == CONTINUING
            results.votes_left[e, c] = tally.board[VOTES if stayed else VOTES_LEFT, c]
            results.next_above[e, c] = tally.board[NEXT_ABOVE, c]


def run_signature() -> Any:
    """What `run` is compiled for."""
    i1, i2, i4, i8, b1 = numba.int8, numba.int16, numba.int32, numba.int64, numba.boolean
    contests = (
        i2[::1], i8[::1], i8[:, ::1], i8[::1], numba.from_dtype(ANSWERS)[::1], i8[::1], i8[::1], b1[:, ::1],
        b1[:, ::1], i1[:, ::1], i8[:, :, ::1], b1[::1], b1[::1], i8[::1], i4[:, :, :, ::1], i8[::1],
    )  # fmt: skip
    results = (i1[::1], i8[:, ::1], i4[::1], i8[:, ::1], *[i2[:, ::1]] * 3, *[i8[:, ::1]] * 2)
    named: Any = numba.types.NamedTuple
    return numba.void(
        named(contests, Contests), *types(), b1, named(results, Results), i8[::1], numba.from_dtype(NOW)[::1], i8, i8,
        i8[::1],
    )  # fmt: skip
