"""One count by the kernel: the second witness."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hustings.ballots.ballots import Ballots
from hustings.kernel import compiled, facts, wigm
from hustings.kernel.contests import alone, groups, results, room_for
from hustings.kernel.exactness import Refused, TooLarge, Unsupported, check, check_size
from hustings.kernel.lots import Ranks, stacked
from hustings.kernel.readable import readable
from hustings.kernel.run import run, run_signature
from hustings.kernel.tally import DONE, INFEASIBLE, NO_VALID, NOW, RANKS, ROOM
from hustings.record.facts import Facts
from hustings.rules.book import PURPOSES
from hustings.rules.lot import Lot, LotNeeded
from hustings.rules.question import Impossible, Question

__all__ = ["Refused", "TooLarge", "Unsupported", "count"]


def count(ballots: Ballots, question: Question, progress: Callable[[float, str], None] | None = None) -> Facts:
    """The facts of one count, the same that the statute counter finds.

    progress: told of the compilation, if that has to be done first (see `compiled.prepare`).
    Raises LotNeeded where a tie needs a lot and neither seed nor decision speaks; Refused (TooLarge, Unsupported) where
    only the statute counter can count; Impossible for constraints that cannot be met, or under plurality.
    """
    if question.rules.decimals is None:
        return wigm.count(readable(ballots, question), question)
    return count_and_moves(ballots, question, progress)[0]


def count_and_moves(
    ballots: Ballots, question: Question, progress: Callable[[float, str], None] | None = None
) -> tuple[Facts, int]:
    """As `count`, for fixed-point rule books; also how often a distinct ranking moved from one pile to another."""
    if question.rules.procedure == "plurality" and question.constraints:
        raise Impossible("plurality knows no constraints")
    ballots = readable(ballots, question)
    groups(question, len(ballots.names))
    if question.rules.decimals is None:
        raise Unsupported(f"{question.rules.name} counts in fractions")
    check(question.rules, question.seats, sum(ballots.papers), ballots.decimals)
    check_size(ballots)
    if progress is not None:
        progress(0.0, "the second witness counts")
    entry = compiled.entry(run, run_signature)
    candidates, one = len(ballots.names), 10**question.rules.decimals
    contests = alone([(ballots, question)], candidates + 1)
    room = room_for(contests)
    ranks: Ranks | None = None
    values, points, length = 64, 4 * candidates + question.seats + 8, 4096 + 64 * candidates * (candidates + 8)
    while True:
        found, tape = results(1, candidates, question.seats), np.zeros(length, np.int64)
        tape[0] = 2
        asked = contests._replace(lots=stacked([ranks.table])) if ranks else contests
        entry(asked, *room, False, found, np.zeros(1, np.int64), np.zeros(1, NOW), values, points, tape)
        status, stage, purpose = int(found.status[0]), int(found.wanted[0, 0]), int(found.wanted[0, 1])
        if status == DONE:
            break
        if status == ROOM:
            values, points, length = 4 * values, 4 * points, 4 * length
        elif status == RANKS:
            valid = int(found.totals[0, 0]) // one
            ranks = ranks or Ranks(
                Lot(question, ballots.names, valid // 10**ballots.decimals), candidates, candidates + 1
            )
            ranks.ask(stage, purpose)
        elif status == INFEASIBLE:
            raise Impossible("the constraints cannot be met by any result")
        elif status == NO_VALID:
            raise Impossible("there is no valid paper, and more candidates than places")
        else:
            raise LotNeeded(stage, PURPOSES[purpose], tuple(int(c) for c in found.among if c), ballots.names)
    elected = tuple(int(c) for c in found.elected[0] if c)
    counted = Facts(
        valid=int(found.totals[0, 0]) // one,
        invalid=int(found.totals[0, 1]),
        stages=facts.stages(tape[2 : tape[0]].tolist(), candidates, question.rules.procedure in ("meek", "warren")),
        elected=elected,
        unfilled=question.seats - len(elected),
    )
    return counted, int(found.totals[0, 2])
