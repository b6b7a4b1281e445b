"""Papers as a tree of shared beginnings, which is what makes the kernel fast.

Papers that agree from the first preference on are one thing for as long as they go the same way. A *node* is a run of
rankings (LOW to HIGH in the tree's order) that agree in their tokens up to LIMIT; it lies with one candidate, at the
token SPOT, and moves along its tokens as a whole. Where its rankings part, it gives way to its WIDTH children, from
CHILD on. A single ranking is a node that never parts, so the same few lines move one paper or ten thousand.

The tree grows as far as a count needs it (`split`), or is planted whole beforehand where many elections share their
rankings (`plant`). The rankings lie one after another in `rows`, each ended by a 0: candidate 0 is nobody, the
non-transferable pile, who always receives. So a move is: walk along the tokens to the first that receives.

Sums of papers are whole numbers and a value is the same for all papers of a parcel: nothing depends on the order in
which nodes move or on how the tree has grown.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from hustings.kernel.arithmetic import NOUGHT
from hustings.kernel.compiled import inner

# Columns of Tree.nodes: what a node is. Offsets into `rows` are those of the ranking that stands for the node.
START, LOW, HIGH, CHILD, WIDTH, PLANTED_LIMIT = range(6)
# Columns of Load.nodes: where it is in one election. WEIGHT: its papers. NEXT: below it in the same list, or -1;
# children are born as a list.
WEIGHT, SPOT, NEXT, LIMIT = range(4)
# Rows of Tree.rankings: where a ranking begins in `rows`; the rankings in the tree's order; room for `split`.
BASE, ORDER, SPARE = range(3)
COUNT, SEEN, PART = range(3)
# So many noughts lie behind the last ranking.
AHEAD = 6
# A limit that is never reached: a 0 comes first.
NEVER = np.iinfo(np.int32).max


class Tree(NamedTuple):
    """Rankings and the nodes over them. made: [how many nodes there are]. scratch: room for `split`, by candidate."""

    rows: NDArray[np.int16]
    rankings: NDArray[np.int32]
    nodes: NDArray[np.int32]
    made: NDArray[np.int64]
    scratch: NDArray[np.int64]


class Load(NamedTuple):
    """What one election puts on a tree. papers: of each ranking, as BASE or ORDER number them. sums: room for `weigh`,
    rankings + 1."""

    papers: NDArray[np.int64]
    nodes: NDArray[np.int64]
    sums: NDArray[np.int64]


def grow(tokens: int, rankings: int, candidates: int) -> Tree:
    """Room for a tree of at most so many tokens, rankings and candidates.

    It is numpy that makes it, because for large arrays it asks the system for large pages.
    """
    return Tree(
        np.empty(tokens + rankings + AHEAD, np.int16),
        np.empty((3, rankings), np.int32),
        np.empty((2 * rankings + 1, 6), np.int32),
        np.zeros(1, np.int64),
        np.zeros((3, candidates + 1), np.int64),
    )


def load(rankings: int) -> Load:
    """Room for an election over so many rankings."""
    return Load(
        np.empty(rankings, np.int64), np.empty((2 * rankings + 1, 4), np.int64), np.empty(rankings + 1, np.int64)
    )


@inner
def read(
    tree: Tree, papers: NDArray[np.int64], cast: NDArray[np.int64], tokens: NDArray[np.int16],
    starts: NDArray[np.int64], first: int, last: int, pass_gaps: bool,
) -> None:  # fmt: skip
    """Copy rankings first to last - 1 into rows, each as far as it can be read: to an equal or a skipped preference.

    Those with the same first preference come to lie together, so that dealing them out stays within a small part of
    the memory. cast: papers of each ranking as cast; papers: of each as it lies here. SPARE: which one that is.
    """
    rows, begin, end = tree.rows, tree.scratch[COUNT], tree.scratch[SEEN]
    lowest = tokens[starts[first]] if starts[last] > starts[first] else np.int16(1)
    for j in range(starts[first], starts[last]):
        lowest = min(lowest, tokens[j])
    plain = lowest > 0
    for c in range(len(begin)):
        begin[c] = 0
        end[c] = 0
    for i in range(first, last):
        c = _first_token(tokens, starts[i], starts[i + 1], pass_gaps)
        begin[c] += 1
        end[c] += starts[i + 1] - starts[i] + 1
    # From numbers of rankings and of tokens to where each first preference's part begins.
    place, room = NOUGHT, NOUGHT
    for c in range(len(begin)):
        place, begin[c] = place + begin[c], place
        room, end[c] = room + end[c], room
        tree.scratch[PART, c] = end[c]
    for i in range(first, last):
        after = starts[i + 1]
        c = _first_token(tokens, starts[i], after, pass_gaps)
        k, at = begin[c], end[c]
        begin[c] += 1
        papers[k] = cast[i - first]
        tree.rankings[BASE, k] = at
        tree.rankings[ORDER, k] = k
        tree.rankings[SPARE, k] = i - first
        if plain:
            for j in range(starts[i], after):
                rows[at + j - starts[i]] = tokens[j]
            at += after - starts[i]
        else:
            for j in range(starts[i], after):
                token = tokens[j]
                if token == 0 and pass_gaps:
                    continue
                if token <= 0 or (j + 1 < after and tokens[j + 1] < 0):
                    break
                rows[at] = token
                at += 1
        rows[at] = 0
        end[c] = at + 1
    # A part may be shorter than reckoned: noughts lie behind it as far as anybody looks.
    for c in range(len(begin)):
        behind = tree.scratch[PART, c + 1] if c + 1 < len(begin) else room + AHEAD
        for k in range(end[c], min(end[c] + AHEAD, behind)):
            rows[k] = 0
        begin[c] = 0


@inner
def _first_token(tokens: NDArray[np.int16], start: int, after: int, pass_gaps: bool) -> int:
    """The first candidate who can be read, or 0."""
    for j in range(start, after):
        token = tokens[j]
        if token == 0 and pass_gaps:
            continue
        return 0 if token <= 0 or (j + 1 < after and tokens[j + 1] < 0) else int(token)
    return 0


@inner
def root(tree: Tree, load: Load, rankings: int) -> None:
    """Node 0: all rankings, nothing said yet about where they agree."""
    total = NOUGHT
    for i in range(rankings):
        total += load.papers[i]
    load.nodes[0, WEIGHT] = total
    load.nodes[0, LIMIT] = 0 if rankings != 1 else NEVER
    load.nodes[0, SPOT] = -1
    tree.nodes[0, START] = 0
    tree.nodes[0, LOW] = 0
    tree.nodes[0, HIGH] = rankings
    tree.nodes[0, CHILD] = -1
    tree.made[0] = 1


@inner
def split(tree: Tree, load: Load, node: int) -> bool:
    """Look at the token at the node's limit. True: the rankings part there, and its children are made, with weights.
    False: they agree, and the limit is one token further."""
    rows, nodes = tree.rows, tree.nodes
    base, order, spare = tree.rankings[BASE], tree.rankings[ORDER], tree.rankings[SPARE]
    count, seen = tree.scratch[COUNT], tree.scratch[SEEN]
    low, high = nodes[node, LOW], nodes[node, HIGH]
    depth = load.nodes[node, LIMIT] - base[order[low]]
    kinds = 0
    for i in range(low, high):
        token = rows[base[order[i]] + depth]
        if count[token] == 0:
            seen[kinds] = token
            kinds += 1
        count[token] += 1
    if kinds == 1:
        count[seen[0]] = 0
        load.nodes[node, LIMIT] = NEVER if seen[0] == 0 else load.nodes[node, LIMIT] + 1
        return False
    born = tree.made[0]
    nodes[node, CHILD] = born
    nodes[node, WIDTH] = kinds
    tree.made[0] = born + kinds
    end = np.int64(low)
    for k in range(kinds):
        child, token = born + k, seen[k]
        # While rankings are dealt out, HIGH is where the child's next one goes.
        nodes[child, LOW] = end
        nodes[child, HIGH] = end
        nodes[child, CHILD] = -1
        load.nodes[child, WEIGHT] = 0
        end += count[token]
        count[token] = child
    for i in range(low, high):
        spare[i] = order[i]
    for i in range(low, high):
        ranking = spare[i]
        child = count[rows[base[ranking] + depth]]
        order[nodes[child, HIGH]] = ranking
        nodes[child, HIGH] += 1
        load.nodes[child, WEIGHT] += load.papers[ranking]
    for k in range(kinds):
        child = born + k
        count[seen[k]] = 0
        start = base[order[nodes[child, LOW]]] + depth
        nodes[child, START] = start
        load.nodes[child, SPOT] = start - 1
        load.nodes[child, NEXT] = child + 1
        load.nodes[child, LIMIT] = NEVER if nodes[child, HIGH] - nodes[child, LOW] == 1 else start + 1
    return True


@inner
def weigh(tree: Tree, load: Load) -> None:
    """A planted tree as it stands before a count: the root, and sums from which `unfold` weighs the others."""
    sums, total, order = load.sums, NOUGHT, tree.rankings[ORDER]
    for i in range(len(load.papers)):
        sums[i] = total
        total += load.papers[order[i]]
    sums[len(load.papers)] = total
    load.nodes[0, WEIGHT] = total
    load.nodes[0, SPOT] = tree.nodes[0, START] - 1
    load.nodes[0, LIMIT] = tree.nodes[0, PLANTED_LIMIT]


@inner
def unfold(tree: Tree, load: Load, node: int) -> None:
    """The children of a planted node as they stand before they move, with their weights.

    Most nodes of a tree are never reached in a count, so none is weighed before its parent parts.
    """
    nodes, sums = tree.nodes, load.sums
    child = nodes[node, CHILD]
    for below in range(child, child + nodes[node, WIDTH]):
        load.nodes[below, WEIGHT] = sums[nodes[below, HIGH]] - sums[nodes[below, LOW]]
        load.nodes[below, SPOT] = nodes[below, START] - 1
        load.nodes[below, NEXT] = below + 1
        load.nodes[below, LIMIT] = nodes[below, PLANTED_LIMIT]


def plant(
    tree: Tree, load: Load, tokens: NDArray[np.int16], starts: NDArray[np.int64], pass_gaps: bool,
    rows: NDArray[np.int16], rankings: NDArray[np.int32], nodes: NDArray[np.int32],
) -> int:  # fmt: skip
    """Grow the whole tree, lay its rows in its own order, and put it into rows, rankings and nodes. Returns the number
    of nodes.

    tree, load: room for it. Shapes of what it is put into: as `grow` makes them; rows full of noughts.
    """
    n = len(starts) - 1
    load.sums[:] = 0
    read(tree, load.papers, load.sums, tokens, starts, 0, n, pass_gaps)
    cast = tree.rankings[SPARE].copy()
    root(tree, load, n)
    node = 0
    while node < tree.made[0]:
        while n > 0 and load.nodes[node, LIMIT] != NEVER and tree.nodes[node, CHILD] < 0:
            split(tree, load, node)
        node += 1
    end = 0
    for i in range(n):
        rankings[ORDER, i] = cast[tree.rankings[ORDER, i]]
        rankings[BASE, i] = end
        at = tree.rankings[BASE, tree.rankings[ORDER, i]]
        while True:
            rows[end] = tree.rows[at]
            end += 1
            at += 1
            if rows[end - 1] == 0:
                break
    # How many tokens come before a node's own: its parent's, and those that the parent's rankings share.
    depth = np.zeros(tree.made[0], np.int32)
    for node in range(tree.made[0]):
        nodes[node] = tree.nodes[node]
        own = load.nodes[node, LIMIT] - tree.nodes[node, START]
        start = rankings[BASE, nodes[node, LOW]] + depth[node] if n > 0 else 0
        nodes[node, START] = start
        nodes[node, PLANTED_LIMIT] = start + own if load.nodes[node, LIMIT] != NEVER else NEVER
        if nodes[node, CHILD] >= 0:
            for below in range(nodes[node, CHILD], nodes[node, CHILD] + nodes[node, WIDTH]):
                depth[below] = depth[node] + own
    return int(tree.made[0])


def plant_signature() -> Any:
    """What `plant` is compiled for."""
    short, offsets = numba.int16[::1], numba.int32[:, ::1]
    return numba.int64(*types(), short, numba.int64[::1], numba.boolean, short, offsets, offsets)


def types() -> tuple[Any, Any]:
    """What Tree and Load are to numba."""
    named: Any = numba.types.NamedTuple
    short, long, whole = numba.int16[::1], numba.int32[:, ::1], numba.int64[::1]
    tree = (short, long, long, whole, numba.int64[:, ::1])
    return named(tree, Tree), named((whole, numba.int64[:, ::1], whole), Load)
