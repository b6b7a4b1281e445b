"""What a margin is read from and shown as: a count record with its ballots, and one page."""

from __future__ import annotations

from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_for
from hustings.election.files import read_text
from hustings.front.asking import Where
from hustings.margins.aim import KINDS as KINDS
from hustings.margins.answer import Margin
from hustings.record.json_reader import from_json
from hustings.rules.question import Question as Question


def of_record(record: Where, ballots: Where) -> tuple[Ballots, Question, list[str]]:
    """A count record's ballots, what was asked of them, and who was declared elected. Raises BadInput."""
    read = from_json(read_text(Path(record)), str(record))
    cast = read_for(Path(ballots), read.cast_names, read.question.undeclared)
    return cast, read.question, [read.names[number - 1] for number in read.facts.elected]


def margin_page(margin: Margin, ballots: Ballots, question: Question) -> str:
    """The margin of a contest as one page."""
    from hustings.reports.margin_sheet import margin_sheet

    return margin_sheet(margin, ballots.title, question)
