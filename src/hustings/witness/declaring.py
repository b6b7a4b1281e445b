"""Two witnesses count, and a result is declared only when they agree in every fact."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.counting.count import count as count_by_statute
from hustings.counting.state import Progress
from hustings.election.problems import Stop
from hustings.record.differences import first_difference
from hustings.record.facts import Facts
from hustings.record.figures import Figures
from hustings.record.record import CountRecord, record_of
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Question
from hustings.witness.decisions import check_decisions, check_decisions_so_far

STATUTE, KERNEL = "statute counter", "compiled counter"
Counter = Callable[[Ballots, Question], Facts]


class Dispute(Stop):
    """The two witnesses differ, so nothing is declared. `difference` is the first, in a sentence."""

    status = 3

    def __init__(self, difference: str) -> None:
        self.difference = difference
        super().__init__(f"the two witnesses differ, so nothing is declared. {difference}")


@dataclasses.dataclass(frozen=True, slots=True)
class Witnessed:
    """A record, and why there was only one witness where there was: "" if there were two."""

    record: CountRecord
    why_one: str = ""


def declare(
    ballots: Ballots,
    question: Question,
    *,
    one_witness: bool = False,
    cache: Path | None = None,
    file: str = "",
    progress: Progress | None = None,
) -> Witnessed:
    """Count by both witnesses and compare. Raises Dispute, LotNeeded, BadInput for decisions that settle no tie, and
    (see `asking.check`) Impossible.

    cache: where compiled code is kept. file: the ballots file's name, for the record.
    """
    try:
        facts = count_by_statute(ballots, question, progress)
    except LotNeeded as needed:
        check_decisions_so_far(question, needed, partial(count_by_statute, ballots), ballots.names)
        raise
    check_decisions(question, facts, ballots.names)
    witnesses, why_one = [STATUTE], "as asked"
    if not one_witness:
        second, why_one = _second_witness(ballots, question, cache, progress)
        if second is not None:
            figures, called = Figures(question.rules.decimals, ballots.decimals), (f"the {STATUTE}", f"the {KERNEL}")
            if difference := first_difference(facts, second, ballots.names, figures, called):
                raise Dispute(difference)
            witnesses.append(KERNEL)
    without = _without_constraints(ballots, question) if question.constraints else None
    record = record_of(ballots, question, facts, witnesses, without_constraints=without, file=file)
    return Witnessed(record, why_one)


def _without_constraints(ballots: Ballots, question: Question) -> tuple[int, ...] | None:
    """Who is elected without the constraints; None where that would take a lot that nobody has drawn."""
    try:
        return count_by_statute(ballots, dataclasses.replace(question, constraints=(), decisions=())).elected
    except LotNeeded:
        return None


def _second_witness(
    ballots: Ballots, question: Question, cache: Path | None, progress: Progress | None
) -> tuple[Facts | None, str]:
    """The compiled counter's facts, or None and why it cannot speak."""
    try:
        from hustings.kernel import compiled, counter
    except ImportError:
        return None, "the second witness needs numba, which is not installed here (pip install numba)"
    compiled.prepare(cache, progress)
    try:
        return counter.count(ballots, question, progress), ""
    except counter.Refused as refusal:
        return None, str(refusal)
