"""Piles of papers and steps, in compiled code.

A candidate's papers lie in piles, one a value; values are numbered as they come up. Where only the last parcel carries
a surplus, that parcel is kept apart until the next one comes. A step deals a pile: `deal` walks each node to the first
candidate who receives; `lay_down` then gives the receivers their votes and joins the lists to their piles.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel import tape as tapes
from hustings.kernel.answers import FIRSTS_THEN_VALUE
from hustings.kernel.compiled import inner
from hustings.kernel.papers import AHEAD, CHILD, HIGH, LIMIT, LOW, NEXT, SPOT, WEIGHT, WIDTH, Load, Tree, split, unfold
from hustings.kernel.tally import (
    GOT,
    HEAD,
    LAST,
    LAST_PAPERS,
    LAST_TAIL,
    LAST_VALUE,
    PASSED,
    ROOM,
    TAIL,
    TOUCHED,
    VOTES,
    Tally,
    remember,
)  # fmt: skip
from hustings.kernel.tape import Tape


@inner
def deal(tree: Tree, load: Load, tally: Tally, now: Any, item: int, measure: bool) -> None:
    """Every node of the list that begins with `item` goes to the next candidate who receives: GOT, HEAD, TOUCHED.

    measure: count in now.moved the rankings that move.
    """
    rows, nodes, board = tree.rows, load.nodes, tally.board
    passed, got, head, tail = board[PASSED], board[GOT], board[HEAD], board[TAIL]
    touched, moved = now.touched, 0
    while item >= 0:
        # As unsigned numbers, indices need no test for being negative.
        node = np.uint64(item)
        item = nodes[node, NEXT]
        papers = nodes[node, WEIGHT]
        if papers == 0:
            continue
        at = np.uint64(nodes[node, SPOT] + 1)
        while True:
            at = _next_to_receive(rows, passed, at)
            if at < np.uint64(nodes[node, LIMIT]):
                c = np.uint64(rows[at])
                first = head[c]
                board[TOUCHED, touched] = c
                touched += first < 0
                tail[c] = tail[c] if first >= 0 else np.int64(node)
                nodes[node, SPOT] = at
                nodes[node, NEXT] = first
                head[c] = node
                got[c] += papers
                if measure:
                    moved += tree.nodes[node, HIGH] - tree.nodes[node, LOW]
                break
            # The tokens from the limit on are those of one ranking only.
            at = np.uint64(nodes[node, LIMIT])
            if tree.nodes[node, CHILD] >= 0:
                unfold(tree, load, int(node))
            elif not split(tree, load, int(node)):
                continue
            child = tree.nodes[node, CHILD]
            nodes[child + tree.nodes[node, WIDTH] - 1, NEXT] = item
            item = child
            break
    now.touched = touched
    now.moved += moved


@inner
def _next_to_receive(rows: NDArray[np.int16], passed: NDArray[np.int64], at: Any) -> Any:
    """Where the first token from `at` on is whose candidate is not passed over: at the latest the ranking's final 0.

    Looks at eight tokens at a time without a branch: where the first of them lies cannot be foreseen, and a processor
    that guesses wrong loses more time than the other seven take. Behind the last ranking lie eight noughts.
    """
    while True:
        skip, on = np.uint64(0), np.uint64(1)
        for k in range(AHEAD):
            on &= np.uint64(passed[np.uint64(rows[at + np.uint64(k)])])
            skip += on
        at += skip
        if on == np.uint64(0):
            return at


@inner
def lay_down(load: Load, tally: Tally, now: Any, number: int, parcels: bool) -> None:
    """What the step has dealt becomes votes and piles, at the value of that number.

    parcels: what came is each receiver's last parcel, and the one before joins its pile.
    """
    board, value = tally.board, tally.values[0, number]
    for k in range(now.touched):
        c = board[TOUCHED, k]
        papers, head, tail = board[GOT, c], board[HEAD, c], board[TAIL, c]
        board[GOT, c] = 0
        board[HEAD, c] = -1
        if c == 0:
            continue
        board[VOTES, c] += papers * value
        if parcels:
            join_last_parcel(load, tally, c)
            board[LAST, c] = head
            board[LAST_TAIL, c] = tail
            board[LAST_PAPERS, c] = papers
            board[LAST_VALUE, c] = number
        else:
            load.nodes[tail, NEXT] = tally.pile[c, number]
            tally.pile[c, number] = head
            tally.pile_papers[c, number] += papers
    now.touched = 0


@inner
def join_last_parcel(load: Load, tally: Tally, c: int) -> None:
    """The last parcel of candidate c joins the pile of its value."""
    board = tally.board
    if board[LAST, c] >= 0:
        number = board[LAST_VALUE, c]
        load.nodes[board[LAST_TAIL, c], NEXT] = tally.pile[c, number]
        tally.pile[c, number] = board[LAST, c]
        tally.pile_papers[c, number] += board[LAST_PAPERS, c]
        board[LAST, c] = -1


@inner
def take_pile(tally: Tally, c: int, number: int) -> int:
    """The candidate's papers of that value are taken away. Returns the first node of the list, or -1."""
    head = tally.pile[c, number]
    tally.pile[c, number] = -1
    tally.pile_papers[c, number] = 0
    return int(head)


@inner
def number_of(tally: Tally, now: Any, answers: Any, value: int) -> int:
    """The number of a value of transferred papers, made if it is new; -1 if there is no room.

    Number 0 is the first preferences'; it is a value like any other unless these move before all others.
    """
    values, falling = tally.values[0], tally.values[1]
    for k in range(now.values):
        number = falling[k]
        if values[number] == value and (number > 0 or answers.batches != FIRSTS_THEN_VALUE):
            return int(number)
    if now.values == len(values):
        now.status = ROOM
        return -1
    number = now.values
    at = number
    while at > 1 and values[falling[at - 1]] < value:
        falling[at] = falling[at - 1]
        at -= 1
    falling[at] = number
    values[number] = value
    now.values += 1
    return int(number)


@inner
def finish_step(
    load: Load, tally: Tally, now: Any, answers: Any, tape: Tape, number: int, papers: int, gone: int, lost: int,
    parcels: bool,
) -> None:  # fmt: skip
    """Write down the step that has been dealt at the value of that number, and lay it down.

    papers: examined. gone, lost: what became non-transferable, or lost by fraction.
    """
    n = now.candidates
    at = tapes.begin(tape, tapes.STEP, 4 + n)
    if at >= 0:
        value = tally.values[0, number]
        tape[at] = value
        tape[at + 1] = papers
        tape[at + 2] = gone
        tape[at + 3] = lost
        for c in range(1, n + 1):
            tape[at + 3 + c] = tally.board[GOT, c] * value
    now.non_transferable += gone
    now.loss += lost
    lay_down(load, tally, now, number, parcels)
    now.step += 1
    if answers.look_back_points:
        remember(tally, now, now.step)
