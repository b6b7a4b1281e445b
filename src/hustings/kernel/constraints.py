"""Who is guarded and who is doomed, exactly, for at most three groups that may overlap.

With three groups there are eight types of candidate, by which groups one belongs to; candidates of a type are alike to
every constraint. So a completion is how many of each type are elected. Those in two groups or more (four types) are
enumerated; given them, each group's constraint leaves an interval for those in that group alone, those in no group
fill up, and it only remains to see whether the intervals can sum to the places.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel.arithmetic import NOUGHT
from hustings.kernel.compiled import inner
from hustings.kernel.tally import (
    CONTINUING,
    DOOMED,
    ELECTED,
    GROUP,
    GROUPS,
    GUARDED,
    HAVE,
    LEAST,
    MOST,
    PROTECTED,
    SETTLED,
    STANDING,
    THERE,
    TYPES,
    Tally,
)  # fmt: skip


@inner
def feasible(
    have: NDArray[np.int64], there: NDArray[np.int64], places: int,
    least: NDArray[np.int64], most: NDArray[np.int64],
) -> bool:  # fmt: skip
    """Whether some choice of min(places, all) of the candidates meets every constraint.

    have: elected already, a group. there: continuing candidates, a type (bit g: in group g).
    """
    everybody = 0
    for kind in range(TYPES):
        everybody += there[kind]
    chosen = min(places, everybody)
    for a in range(min(there[3], chosen) + 1):
        for b in range(min(there[5], chosen - a) + 1):
            for c in range(min(there[6], chosen - a - b) + 1):
                for d in range(min(there[7], chosen - a - b - c) + 1):
                    rest = chosen - a - b - c - d
                    smallest, largest = 0, there[0]
                    possible = True
                    for g in range(GROUPS):
                        has = have[g] + d + (a + b if g == 0 else a + c if g == 1 else b + c)
                        low = max(0, least[g] - has)
                        high = min(there[1 << g], most[g] - has)
                        possible = possible and low <= high
                        smallest += low
                        largest += high
                    if possible and smallest <= rest <= largest:
                        return True
    return False


@inner
def _feasible(tally: Tally, places: int) -> bool:
    groups = tally.groups
    return feasible(groups[HAVE], groups[THERE], places, groups[LEAST], groups[MOST])


@inner
def _elected(tally: Tally, kind: int, number: int) -> None:
    """So many more (fewer, below 0) of the type are elected."""
    for g in range(GROUPS):
        tally.groups[HAVE, g] += number * ((kind >> g) & 1)


@inner
def _take_stock(tally: Tally, now: Any) -> None:
    """Fill in the elected by group and the continuing by type, as the count stands."""
    board = tally.board
    for kind in range(TYPES):
        tally.groups[HAVE, kind] = 0
        tally.groups[THERE, kind] = 0
    for c in range(1, now.candidates + 1):
        if board[STANDING, c] == CONTINUING:
            tally.groups[THERE, board[GROUP, c]] += 1
        elif board[STANDING, c] == ELECTED or board[STANDING, c] == SETTLED:
            _elected(tally, board[GROUP, c], 1)


@inner
def can_be_met(tally: Tally, now: Any) -> bool:
    """Whether the constraints can still be met."""
    _take_stock(tally, now)
    return _feasible(tally, now.places)


@inner
def look_again(tally: Tally, now: Any) -> None:
    """Find the guarded and the doomed again, after an election or an exclusion. Candidates of a type are alike."""
    if not now.constrained:
        return
    board, there = tally.board, tally.groups[THERE]
    _take_stock(tally, now)
    # Bit k of each: type k.
    guarded, doomed = NOUGHT, NOUGHT
    for kind in range(TYPES):
        if there[kind] == 0:
            continue
        there[kind] -= 1
        if not _feasible(tally, now.places):
            guarded |= 1 << kind
        _elected(tally, kind, 1)
        if now.places > 0 and not _feasible(tally, now.places - 1):
            doomed |= 1 << kind
        _elected(tally, kind, -1)
        there[kind] += 1
    for c in range(1, now.candidates + 1):
        if board[STANDING, c] == CONTINUING:
            board[GUARDED, c] = (guarded >> board[GROUP, c]) & 1 | board[PROTECTED, c]
            board[DOOMED, c] = (doomed >> board[GROUP, c]) & 1


@inner
def would_doom(tally: Tally, now: Any, c: int, d: int) -> bool:
    """Whether, were c elected, electing d as well would make the constraints unmeetable."""
    _take_stock(tally, now)
    for one in (c, d):
        kind = tally.board[GROUP, one]
        tally.groups[THERE, kind] -= 1
        _elected(tally, kind, 1)
    return now.places < 2 or not _feasible(tally, now.places - 2)


@inner
def may_go_together(tally: Tally, now: Any, order: NDArray[np.int64], k: int) -> bool:
    """Whether the constraints can still be met when the first k of `order` are excluded."""
    if not now.constrained:
        return True
    _take_stock(tally, now)
    for i in range(k):
        tally.groups[THERE, tally.board[GROUP, order[i]]] -= 1
    return _feasible(tally, now.places)
