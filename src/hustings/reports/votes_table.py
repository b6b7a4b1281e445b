"""The table of votes by stage, in blocks of stages that fit a sheet of paper, as data for a template."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hustings.election.wording import marked, printable
from hustings.narrative.catalogue import Words
from hustings.narrative.chart_words import outcome_in_table
from hustings.record.facts import Stage
from hustings.record.record import CandidateOutcome, CountRecord, in_order_of_result

# So many characters of figures stand beside the names on a sheet of A4 on its side.
CHARACTERS_ACROSS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A candidate's votes at a stage. status: elected (here), excluded (here), kept (elected before), gone or ""."""

    votes: str
    change: str
    status: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of votes. place: order of election, None for the others."""

    name: str
    place: int | None
    outcome: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Some stages of the table of votes, side by side. rows: candidates; foot: non-transferable, loss, quota."""

    title: str
    stages: tuple[Stage, ...]
    rows: tuple[Row, ...]
    foot: tuple[tuple[str, tuple[str, ...]], ...]


def blocks(record: CountRecord, found: Sequence[CandidateOutcome], say: Words) -> list[Block]:
    """The table of votes in as few blocks of stages as fit a page on its side, of about equal width."""
    stages, figures = record.facts.stages, record.figures
    longest = max(len(figures.cell(max(stage.votes))) for stage in stages)
    room = max(3, CHARACTERS_ACROSS // (longest + 2))
    number = math.ceil(len(stages) / room)
    size = math.ceil(len(stages) / number)
    return [_block(record, found, start, min(start + size, len(stages)), say) for start in range(0, len(stages), size)]


def _block(record: CountRecord, found: Sequence[CandidateOutcome], start: int, end: int, say: Words) -> Block:
    stages, order = record.facts.stages[start:end], record.facts.elected
    rows = []
    for number in in_order_of_result(record):
        outcome = found[number - 1]
        gone_before = outcome.fate == "excluded" and outcome.stage is not None and outcome.stage <= start
        if outcome.fate == "withdrawn" or (gone_before and not any(stage.votes[number - 1] for stage in stages)):
            continue
        cells = tuple(_cell(record, outcome, stage, number) for stage in stages)
        place = order.index(number) + 1 if number in order else None
        rows.append(Row(marked(printable(record.names[number - 1])), place, outcome_in_table(outcome, say), cells))
    foot = [(say(key), cells) for key, cells in _foot_rows(record, stages)]
    which = "label.votes_at_stage" if len(stages) == 1 else "label.votes_at_stages"
    title = say(which, first=stages[0].number, last=stages[-1].number)
    return Block(title, stages, tuple(rows), tuple(foot))


def _cell(record: CountRecord, outcome: CandidateOutcome, stage: Stage, number: int) -> Cell:
    figures, votes = record.figures, stage.votes[number - 1]
    before = record.facts.stages[stage.number - 2].votes[number - 1] if stage.number > 1 else votes
    change = votes - before
    status = ""
    if outcome.stage is not None:
        here = stage.number == outcome.stage
        later = stage.number > outcome.stage
        status = outcome.fate if here else ("kept" if outcome.fate == "elected" else "gone") if later else ""
    if status == "gone" and not votes:
        return Cell("", "", status)
    changed = figures.cell(change) if change else ""
    return Cell(figures.cell(votes), f"+{changed}" if change > 0 else changed, status)


def _foot_rows(record: CountRecord, stages: Sequence[Stage]) -> list[tuple[str, tuple[str, ...]]]:
    """Non-transferable votes, loss by fraction and quota, each with the key of its name; the first two in one where the
    rule book has them so."""
    figures = record.figures
    if record.question.rules.surplus_papers == "last parcel":
        both = tuple(figures.cell(stage.non_transferable + stage.loss_by_fraction) for stage in stages)
        rows = [("label.non_transferable", both)]
    else:
        rows = [("label.non_transferable", tuple(figures.cell(stage.non_transferable) for stage in stages))]
        if any(stage.loss_by_fraction for stage in stages):
            rows.append(("label.loss", tuple(figures.cell(stage.loss_by_fraction) for stage in stages)))
    if record.contested and stages[0].quota is not None:
        rows.append(("label.quota", tuple("" if s.quota is None else figures.cell(s.quota) for s in stages)))
    return rows
