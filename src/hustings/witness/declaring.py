"""Two witnesses count, and a result is declared only when they agree in every fact."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial

from hustings.ballots.ballots import Ballots
from hustings.counting.count import count as count_by_statute
from hustings.counting.state import Progress
from hustings.election.problems import HustingsError
from hustings.record.differences import first_difference
from hustings.record.facts import Facts
from hustings.record.figures import FigureStyle
from hustings.record.record import CountRecord, Heading, record_of
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Impossible, Question
from hustings.witness.decisions import check_decisions, check_decisions_so_far

STATUTE, KERNEL = "statute counter", "compiled counter"
Counter = Callable[[Ballots, Question], Facts]


class Dispute(HustingsError):
    """The two witnesses differ, so nothing is declared. `difference` is the first, in a sentence."""

    status = 3

    def __init__(self, difference: str) -> None:
        self.difference = difference
        super().__init__(f"the two witnesses differ, so nothing is declared. {difference}")


class NoSecondWitness(HustingsError):
    """One counter is missing or refuses this count, so nothing is declared. `why`: which, and the reason."""

    status = 5

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"the count needs two counters and only one can make it, so nothing is declared: {why}")


@dataclasses.dataclass(frozen=True, slots=True)
class Witnessed:
    """A record, and whether only one counter has made it."""

    record: CountRecord

    @property
    def by_one(self) -> bool:
        return len(self.record.witnesses) == 1


def declare(
    ballots: Ballots,
    question: Question,
    *,
    one_witness: bool = False,
    file: str = "",
    heading: Heading | None = None,
    progress: Progress | None = None,
    spare_decisions: bool = False,
) -> Witnessed:
    """Count by both witnesses and compare. Raises Dispute, NoSecondWitness, LotNeeded, and BadInput for decisions that
    settle no tie.

    one_witness: the statute counter alone counts. file: the ballots file's name,
    for the record. heading: what the result is of. spare_decisions: some may be for another count, so that the caller
    checks them.
    """
    try:
        facts = count_by_statute(ballots, question, progress)
    except LotNeeded as needed:
        if not spare_decisions:
            check_decisions_so_far(question, needed, partial(count_by_statute, ballots), ballots.names)
        raise
    if not spare_decisions:
        check_decisions(question.decisions, [facts], ballots.names)
    witnesses = [STATUTE]
    if not one_witness:
        second = _second_witness(ballots, question, progress)
        figures, called = FigureStyle(question.rules.decimals, ballots.decimals), (f"the {STATUTE}", f"the {KERNEL}")
        if difference := first_difference(facts, second, ballots.names, figures, called):
            raise Dispute(difference)
        witnesses.append(KERNEL)
    without = _without_constraints(ballots, question) if question.constraints else None
    record = record_of(ballots, question, facts, witnesses, without_constraints=without, file=file, heading=heading)
    return Witnessed(record)


def _without_constraints(ballots: Ballots, question: Question) -> tuple[int, ...] | None:
    """Who is elected without the constraints; None where that would take a lot that nobody has drawn."""
    try:
        return count_by_statute(ballots, dataclasses.replace(question, constraints=(), decisions=())).elected
    except LotNeeded:
        return None


def _second_witness(ballots: Ballots, question: Question, progress: Progress | None) -> Facts:
    """The compiled counter's facts.

    The statute counter has found a result. Raises NoSecondWitness where the compiled one is missing or refuses, Dispute
    where it finds that there is no result.
    """
    try:
        from hustings.kernel import counter
    except ImportError:
        raise NoSecondWitness(f"the {KERNEL} is not built here; run make, which says what it needs") from None
    if progress is not None:
        progress(1.0, f"the {KERNEL} counts")
    try:
        return counter.count(ballots, question)
    except counter.Refused as refusal:
        raise NoSecondWitness(f"the {KERNEL} refuses: {refusal}") from None
    except (LotNeeded, Impossible) as halted:
        raise Dispute(f"The {STATUTE} finds a result, the {KERNEL} does not: {halted}") from None
