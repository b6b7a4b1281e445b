"""Counting a record's ballots again, to confirm the record or to name where it first differs."""

from __future__ import annotations

from hustings.ballots.ballots import Ballots
from hustings.counting.state import Progress
from hustings.record.differences import first_difference
from hustings.record.record import CountRecord
from hustings.rules.library import rule_book
from hustings.witness.asking import check
from hustings.witness.declaring import Witnessed, declare
from hustings.witness.ron import as_counted


def verify(
    record: CountRecord,
    ballots: Ballots,
    *,
    one_witness: bool = False,
    progress: Progress | None = None,
) -> tuple[Witnessed, list[str]]:
    """The count made again from the ballots, and all that speaks against the record, in sentences; [] confirms it.

    Raises BadInput, LotNeeded, Dispute and NoSecondWitness as a count does.
    """
    differences = []
    ballots = as_counted(ballots, record.question)
    if ballots.names != record.names:
        differences.append("the ballots are for other candidates than the record's")
    elif ballots.sha256 != record.ballots.sha256:
        theirs = record.ballots.sha256
        differences.append(
            f"these are not the record's ballots: their digest is {ballots.sha256}, the record says {theirs}"
        )
    ours = rule_book(record.question.rules.name).answers()
    for answer, said in record.question.rules.answers().items():
        if said != ours.get(answer):
            differences.append(f"the record's rule book says {answer} = {said}; {ours['name']} says {ours.get(answer)}")
    check(ballots, record.question)
    again = declare(ballots, record.question, one_witness=one_witness, progress=progress)
    figures = record.figures
    called = ("the record", "the count made again")
    if len(ballots.names) == len(record.names) and (
        difference := first_difference(record.facts, again.record.facts, record.names, figures, called)
    ):
        differences.append(difference)
    return again, differences
