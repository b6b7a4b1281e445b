"""Meek's and Warren's rules in compiled code: every paper keeps supporting the elected.

What is left of a paper depends only on the elected it has passed, so papers with a common beginning are valued
together: `distribute` walks the tree from the root and turns back at the first candidate who takes all that is left.
It values one paper and multiplies, and every keep value moves at once: sums do not depend on the order of the walk.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel import tape as tapes
from hustings.kernel.answers import MEEK
from hustings.kernel.arithmetic import NOUGHT, product_over_up
from hustings.kernel.compiled import inner
from hustings.kernel.constraints import can_be_met, look_again
from hustings.kernel.electing import elect_all, elect_by_votes, find_quota
from hustings.kernel.exclusion import choose_lowest, note_leaving
from hustings.kernel.papers import CHILD, LIMIT, START, WEIGHT, WIDTH, Load, Tree, split
from hustings.kernel.tally import (
    CONTINUING,
    DONE,
    ELECTED,
    EXCLUDED,
    INFEASIBLE,
    KEEP,
    LEAVING,
    PRESENT,
    STANDING,
    VOTES,
    WINNERS,
    Tally,
    end_stage,
    nothing_to_count,
    remember,
    surpluses,
)  # fmt: skip
from hustings.kernel.tape import Tape
from hustings.kernel.transfers import close


@inner
def count_by_shares(
    tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape,
    nodes: NDArray[np.int64], rests: NDArray[np.int64],
) -> None:  # fmt: skip
    """The whole count under `meek` or `warren`. nodes, rests: room for the walk."""
    if now.constrained and not can_be_met(tally, now):
        now.status = INFEASIBLE
        return
    look_again(tally, now)
    for c in range(1, now.candidates + 1):
        if tally.board[STANDING, c] == CONTINUING:
            tally.board[KEEP, c] = answers.one
    now.valid = load.nodes[0, WEIGHT] * answers.one
    distribute(tree, load, tally, now, answers, nodes, rests)
    now.invalid = now.non_transferable // answers.one
    now.valid -= now.non_transferable
    now.non_transferable = 0
    if nothing_to_count(now):
        return
    find_quota(tally, now, answers)
    if now.standing <= now.places:
        elect_by_votes(tally, now, answers, lots, tape, False)
        elect_all(tally, now, answers, tape, 0)
        end_stage(tally, now, tape, tapes.FIRST_PREFERENCES)
        return
    elect_by_votes(tally, now, answers, lots, tape, False)
    close(tally, now, answers, tape, tapes.FIRST_PREFERENCES)
    while now.places > 0 and now.status == DONE:
        before = now.filled
        _converge(tree, load, tally, now, answers, lots, tape, nodes, rests)
        if now.status != DONE:
            return
        if now.filled > before:
            tapes.write_list(tape, tapes.OF, tally.board[WINNERS, before:], now.filled - before)
            close(tally, now, answers, tape, tapes.ELECTION)
            continue
        _exclude_lowest(tree, load, tally, now, answers, lots, tape, nodes, rests)


@inner
def _converge(
    tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape,
    nodes: NDArray[np.int64], rests: NDArray[np.int64],
) -> None:  # fmt: skip
    """A round: lower the keep values until somebody is elected or the total surplus is small or no longer falls."""
    now.iterations = 0
    before, previous = now.filled, NOUGHT - 1
    while True:
        surplus = surpluses(tally, now)
        if surplus < answers.near or (previous >= 0 and surplus >= previous):
            return
        previous = surplus
        for c in range(1, now.candidates + 1):
            if tally.board[STANDING, c] == ELECTED:
                wanted = product_over_up(tally.board[KEEP, c], now.quota, answers.unit)
                kept = product_over_up(wanted, answers.unit, tally.board[VOTES, c])
                tally.board[KEEP, c] = min(answers.one, kept)
        distribute(tree, load, tally, now, answers, nodes, rests)
        now.iterations += 1
        find_quota(tally, now, answers)
        elect_by_votes(tally, now, answers, lots, tape, False)
        if now.status != DONE or now.filled > before:
            return


@inner
def _exclude_lowest(
    tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape,
    nodes: NDArray[np.int64], rests: NDArray[np.int64],
) -> None:  # fmt: skip
    """Exclude the candidate with fewest votes and distribute once."""
    within = 0
    points = now.points
    if answers.tied_within_surplus:
        within = surpluses(tally, now)
        remember(tally, now, PRESENT)
    lowest = choose_lowest(tally, now, answers, lots, tape, within)
    now.points = points
    if lowest < 0 or now.status != DONE:
        return
    tally.board[LEAVING, 0] = lowest
    note_leaving(tally, now, 1)
    at = tapes.begin(tape, tapes.BEFORE, now.candidates)
    if at >= 0:
        for c in range(1, now.candidates + 1):
            tape[at + c - 1] = tally.board[VOTES, c]
    tapes.write_list(tape, tapes.OF, tally.board[LEAVING], 1)
    tapes.write_list(tape, tapes.EXCLUDED, tally.board[LEAVING], 1)
    tally.board[STANDING, lowest] = EXCLUDED
    tally.board[KEEP, lowest] = 0
    now.excluded += 1
    look_again(tally, now)
    distribute(tree, load, tally, now, answers, nodes, rests)
    find_quota(tally, now, answers)
    elect_by_votes(tally, now, answers, lots, tape, False)
    close(tally, now, answers, tape, tapes.EXCLUSION)


@inner
def distribute(
    tree: Tree, load: Load, tally: Tally, now: Any, answers: Any,
    nodes: NDArray[np.int64], rests: NDArray[np.int64],
) -> None:  # fmt: skip
    """Give every paper's vote to its candidates by their keep values or prices; what is left is non-transferable."""
    rows, keep, votes = tree.rows, tally.board[KEEP], tally.board[VOTES]
    one, shares = answers.one, answers.procedure == MEEK
    votes[: now.candidates + 1] = 0
    nodes[0] = 0
    rests[0] = one
    n = 1
    while n > 0:
        n -= 1
        node, rest = nodes[n], rests[n]
        papers = load.nodes[node, WEIGHT]
        at = np.int64(tree.nodes[node, START])
        while rest > 0 and papers > 0:
            if at >= load.nodes[node, LIMIT]:
                if tree.nodes[node, CHILD] < 0 and not split(tree, load, node):
                    continue
                child = tree.nodes[node, CHILD]
                for below in range(child, child + tree.nodes[node, WIDTH]):
                    nodes[n] = below
                    rests[n] = rest
                    n += 1
                break
            c = rows[at]
            at += 1
            if c == 0:
                votes[0] += papers * rest
                break
            k = keep[c]
            given = rest if k == one else ((rest * k + one - 1) // one if shares else min(k, rest))
            votes[c] += papers * given
            rest -= given
    now.non_transferable = votes[0] - now.invalid * one
    votes[0] = 0
