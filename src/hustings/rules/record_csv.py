"""The count record as CSV: one row a stage and candidate, for a spreadsheet or a statistics program."""

from __future__ import annotations

from collections.abc import Iterator

from hustings.election.files import csv_text
from hustings.rules.facts import Number, Stage
from hustings.rules.figures import grouped
from hustings.rules.record import CountRecord
from hustings.rules.sentences import action

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
)
# Votes that a rule book counts as fractions are rounded to so many places here; the JSON has them exactly.
PLACES_OF_FRACTIONS = 9


def record_csv(record: CountRecord) -> str:
    """Votes of every candidate at every stage, in long format, as CSV with formula-safe cells.

    status: of the candidate at the end of the stage (elected, excluded, continuing, withdrawn). The last three
    columns are of the stage, and the same in each of its rows.
    """
    return csv_text(HEADER, _rows(record))


def _rows(record: CountRecord) -> Iterator[tuple[object, ...]]:
    before: tuple[Number, ...] = ()
    for stage in record.facts.stages:
        done = action(record, stage)
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
