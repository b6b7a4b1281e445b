"""Who is guarded and who is doomed, exactly, for at most three groups that may overlap.

With three groups there are eight types of candidate, by which groups one belongs to; candidates of a type are alike to
every constraint. So a completion is how many of each type are elected. Those in two groups or more (four types) are
enumerated; given them, each group's constraint leaves an interval for those in that group alone, the types in no
group fill up, and it only remains to see whether the intervals can sum to the places.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel.compiled import inner
from hustings.kernel.tally import (
    CONTINUING,
    DOOMED,
    ELECTED,
    GROUP,
    GROUPS,
    GUARDED,
    PROTECTED,
    SETTLED,
    STANDING,
    Tally,
)

TYPES = 1 << GROUPS


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
def counts(tally: Tally, now: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """`have` and `there` of `feasible`, as the count stands."""
    have, there = np.zeros(GROUPS, np.int64), np.zeros(TYPES, np.int64)
    for c in range(1, now.candidates + 1):
        if tally.board[STANDING, c] == CONTINUING:
            there[tally.board[GROUP, c]] += 1
        elif tally.board[STANDING, c] == ELECTED or tally.board[STANDING, c] == SETTLED:
            for g in range(GROUPS):
                have[g] += (tally.board[GROUP, c] >> g) & 1
    return have, there


@inner
def can_be_met(tally: Tally, now: Any) -> bool:
    """Whether the constraints can still be met."""
    have, there = counts(tally, now)
    return feasible(have, there, now.places, tally.bounds[0], tally.bounds[1])


@inner
def look_again(tally: Tally, now: Any) -> None:
    """Find the guarded and the doomed again, after an election or an exclusion. Candidates of a type are alike."""
    if not now.constrained:
        return
    have, there = counts(tally, now)
    for kind in range(TYPES):
        if there[kind] == 0:
            continue
        there[kind] -= 1
        guarded = not feasible(have, there, now.places, tally.bounds[0], tally.bounds[1])
        for g in range(GROUPS):
            have[g] += (kind >> g) & 1
        doomed = now.places > 0 and not feasible(have, there, now.places - 1, tally.bounds[0], tally.bounds[1])
        for g in range(GROUPS):
            have[g] -= (kind >> g) & 1
        there[kind] += 1
        for c in range(1, now.candidates + 1):
            if tally.board[STANDING, c] == CONTINUING and tally.board[GROUP, c] == kind:
                tally.board[GUARDED, c] = guarded or tally.board[PROTECTED, c] != 0
                tally.board[DOOMED, c] = doomed


@inner
def would_doom(tally: Tally, now: Any, c: int, d: int) -> bool:
    """Whether, were c elected, electing d as well would make the constraints unmeetable."""
    have, there = counts(tally, now)
    for g in range(GROUPS):
        have[g] += ((tally.board[GROUP, c] >> g) & 1) + ((tally.board[GROUP, d] >> g) & 1)
    there[tally.board[GROUP, c]] -= 1
    there[tally.board[GROUP, d]] -= 1
    return now.places < 2 or not feasible(have, there, now.places - 2, tally.bounds[0], tally.bounds[1])


@inner
def may_go_together(tally: Tally, now: Any, order: NDArray[np.int64], k: int) -> bool:
    """Whether the constraints can still be met when the first k of `order` are excluded."""
    if not now.constrained:
        return True
    have, there = counts(tally, now)
    for i in range(k):
        there[tally.board[GROUP, order[i]]] -= 1
    return feasible(have, there, now.places, tally.bounds[0], tally.bounds[1])
