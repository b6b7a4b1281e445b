"""Papers that move from pile to pile: the *transfers* procedure, in compiled code."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel import tape as tapes
from hustings.kernel.answers import LAST_PARCEL, NEVER
from hustings.kernel.compiled import inner
from hustings.kernel.constraints import can_be_met, look_again
from hustings.kernel.electing import (
    elect_all,
    elect_by_comparison,
    elect_by_votes,
    find_quota,
    find_quota_again,
    waits_for_exclusion,
)  # fmt: skip
from hustings.kernel.exclusion import choose_lowest, exclude, how_many, leave_together, note_leaving
from hustings.kernel.papers import NEXT, WEIGHT, Load, Tree
from hustings.kernel.piles import deal, lay_down
from hustings.kernel.surplus import largest_surplus, move_surplus
from hustings.kernel.tally import (
    DONE,
    GOT,
    INFEASIBLE,
    LEAVING,
    WINNERS,
    Tally,
    continuing,
    end_stage,
    nothing_to_count,
    surpluses,
)
from hustings.kernel.tape import Tape


@inner
def count_by_transfers(
    tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, lots: NDArray[np.int32], tape: Tape
) -> None:
    """The whole count. tree, load: with the root made and weighed; tally, now: begun."""
    if now.constrained and not can_be_met(tally, now):
        now.status = INFEASIBLE
        return
    look_again(tally, now)
    _first_preferences(tree, load, tally, now, answers, tape)
    if nothing_to_count(now):
        return
    if now.standing <= now.places:
        elect_by_votes(tally, now, answers, lots, tape, False)
        elect_all(tally, now, answers, tape, 0)
        end_stage(tally, now, tape, tapes.FIRST_PREFERENCES)
        return
    elect_by_votes(tally, now, answers, lots, tape, False)
    close(tally, now, answers, tape, tapes.FIRST_PREFERENCES)
    while now.places > 0 and now.status == DONE:
        waiting, k = surpluses(tally, now), 0
        if answers.exclude_before_surplus:
            k = how_many(tally, now, answers.exclude_together, waiting)
        if k == 0 and not (waiting > 0 and how_many(tally, now, answers.surplus_waits, waiting) > 0):
            whose = largest_surplus(tally, now, answers, lots, tape)
            if whose > 0:
                move_surplus(tree, load, tally, now, answers, tape, whose)
                find_quota_again(tally, now, answers)
                elect_by_votes(tally, now, answers, lots, tape, False)
                close(tally, now, answers, tape, tapes.SURPLUS)
            if whose != 0:
                continue
        if waiting > 0 and (answers.surplus_waits != NEVER or answers.exclude_before_surplus):
            now.waits = waiting
        if k == 0 and not answers.exclude_before_surplus:
            k = how_many(tally, now, answers.exclude_together, waiting)
        if k > 0:
            leave_together(tally, k)
        else:
            k = 1
            tally.board[LEAVING, 0] = choose_lowest(tally, now, answers, lots, tape, 0)
            if now.status != DONE:
                return
        note_leaving(tally, now, k)
        if answers.last_places and continuing(tally, now) - k == now.places and not waits_for_exclusion(now, answers):
            before = now.filled
            elect_all(tally, now, answers, tape, k)
            tapes.write_list(tape, tapes.OF, tally.board[WINNERS, before:], now.filled - before)
            end_stage(tally, now, tape, tapes.ELECTION)
            return
        exclude(tree, load, tally, now, answers, lots, tape, k)
        close(tally, now, answers, tape, tapes.EXCLUSION)


@inner
def _first_preferences(tree: Tree, load: Load, tally: Tally, now: Any, answers: Any, tape: Tape) -> None:
    """Deal all papers to their first candidates; those who reach nobody are invalid. Then the first quota."""
    tally.values[0, 0] = answers.one
    tally.values[1, 0] = 0
    now.values = 1
    load.nodes[0, NEXT] = -1
    deal(tree, load, tally, now, 0, len(tape) > 2)
    now.invalid = tally.board[GOT, 0]
    now.valid = (load.nodes[0, WEIGHT] - now.invalid) * answers.one
    lay_down(load, tally, now, 0, answers.surplus_papers == LAST_PARCEL)
    find_quota(tally, now, answers)


@inner
def close(tally: Tally, now: Any, answers: Any, tape: Tape, kind: int) -> None:
    """What may still happen in a stage when its papers have moved; then its end."""
    if now.status != DONE:
        return
    if answers.last_place_by_comparison:
        elect_by_comparison(tally, now, answers, tape)
    last = now.places > 0 and continuing(tally, now) == now.places
    if last and not waits_for_exclusion(now, answers):
        elect_all(tally, now, answers, tape, 0)
    end_stage(tally, now, tape, kind)
