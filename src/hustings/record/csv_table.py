"""The count record as CSV: one row a stage and candidate, for a spreadsheet or a statistics program."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hustings.election.files import csv_text
from hustings.record.facts import Number, Stage
from hustings.record.figures import grouped
from hustings.record.record import CountRecord

HEADER = (
    "stage",
    "kind",
    "action",
    "candidate",
    "name",
    "votes",
    "change",
    "status",
    "quota",
    "non_transferable",
    "loss_by_fraction",
    "record",
)
# Votes that a rule book counts as fractions are rounded to so many places here; the JSON has them exactly.
PLACES_OF_FRACTIONS = 9


def csv_table(record: CountRecord, action: Callable[[Stage], str], digest: str) -> str:
    """Votes of every candidate at every stage, in long format, as CSV with formula-safe cells.

    action: what was done at a stage, as a heading.
    status: of the candidate at the end of the stage (elected, excluded, continuing, withdrawn). The quota and what
    follows it are of the stage, and the same in each of its rows. digest: of the record as JSON, in every row, so that
    a file of another count is recognised.
    """
    return csv_text(HEADER, ((*row, digest) for row in _rows(record, action)))


def _rows(record: CountRecord, action: Callable[[Stage], str]) -> Iterator[tuple[object, ...]]:
    before: tuple[Number, ...] = ()
    for stage in record.facts.stages:
        done = action(stage)
        quota = "" if stage.quota is None else _votes(record, stage.quota)
        of_stage = (quota, _votes(record, stage.non_transferable), _votes(record, stage.loss_by_fraction))
        for number, name in enumerate(record.names, 1):
            votes = stage.votes[number - 1]
            change = _votes(record, votes - before[number - 1]) if before else ""
            status = _status(record, stage, number)
            yield (stage.number, stage.kind, done, number, name, _votes(record, votes), change, status, *of_stage)
        before = stage.votes


def _status(record: CountRecord, stage: Stage, number: int) -> str:
    if number in record.question.withdrawn:
        return "withdrawn"
    if number in record.elected_by(stage.number):
        return "elected"
    return "continuing" if number in record.continuing_after(stage.number) else "excluded"


def _votes(record: CountRecord, votes: Number) -> str:
    if record.figures.vote_places is not None:
        return record.figures.votes(votes)
    return grouped(record.figures.of_votes(votes), PLACES_OF_FRACTIONS).replace(",", "").replace("−", "-")
