"""Reading a table of ballots: headers, columns, votes, and the account of all three."""

from __future__ import annotations

from collections.abc import Callable

from hustings.ballots.account import Part, Reading, counted
from hustings.ballots.ballots import Ballots
from hustings.ballots.faults import FileFaults
from hustings.ballots.names import names_and_parties
from hustings.ballots.source import Options
from hustings.ballots.tables.cells import Row, Table
from hustings.ballots.tables.choices import votes_in_names
from hustings.ballots.tables.columns import KINDS, Columns, FormQuestion, Kind, columns_of
from hustings.ballots.tables.headers import Headed, headed
from hustings.ballots.tables.known import holds_rankings
from hustings.ballots.tables.ranks import votes_in_ranks
from hustings.ballots.tables.votes import QuestionCells, Votes, distinct_votes
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, nearest, shown

READERS: dict[Kind, Callable[[QuestionCells], Votes]] = {
    "candidates": votes_in_ranks,
    "preferences": votes_in_names,
    "rankings": votes_in_names,
}


def read_table(table: Table, options: Options) -> Reading:
    """The ballots of a table with one contest, or of the question that the options name. Raises BadInput."""
    found = headed(table)
    columns = columns_of(found, options)
    return _reading(found, columns, _asked_for(found, columns, options), options)


def questions_of(table: Table, options: Options) -> list[FormQuestion]:
    """The questions of a table, each a contest. Raises BadInput for columns that cannot be accounted for."""
    return list(columns_of(headed(table), options).questions)


def _asked_for(table: Headed, columns: Columns, options: Options) -> FormQuestion:
    titles = [question.title for question in columns.questions]
    there = "; ".join(shown(title) if title else "the columns without a question" for title in titles)
    if options.question is None:
        if len(titles) == 1:
            return columns.questions[0]
        said = f"there are {len(titles)} questions, each a contest: {there}; say --question TEXT for one of them"
        raise BadInput(
            Problem(table.table.name, f"{said}, or write all into a folder with `hustings import`", table.line)
        )
    for question in columns.questions:
        if folded(question.title) == folded(options.question):
            return question
    said = f"there is no question {shown(options.question)}{nearest(options.question, titles)}; there is {there}"
    raise BadInput(Problem("--question", said))


def _reading(table: Headed, columns: Columns, question: FormQuestion, options: Options) -> Reading:
    faults = FileFaults(table.table.name)
    rows, lines, warnings = _papers(table, columns)
    distinct = distinct_votes(table, question, columns.papers, rows, faults)
    votes = READERS[question.kind](QuestionCells(table, question, options, faults, distinct))
    others = {each.at for other in columns.questions if other is not question for each in other.columns}
    headers = {table.columns[at].header for at in others}
    parts = [
        Part("column", part.text, "ignored", "of another question") if part.text in headers else part
        for part in columns.parts
    ]
    layout = f" ({table.layout})" if table.layout else ""
    return Reading(
        table.table.name,
        f"{table.table.kind}, {KINDS[question.kind]}{layout}",
        _ballots(votes, question, listed=bool(options.candidates)),
        votes.candidates_from,
        (*table.parts, *parts, *lines, *votes.parts),
        warnings=(*columns.warnings, *warnings, *votes.warnings),
    )


def _papers(table: Headed, columns: Columns) -> tuple[list[Row], list[Part], list[str]]:
    """The rows that are papers, the lines that are none, and what to look at.

    A row that is empty throughout is no paper where every paper has more than its preferences (a time, an id, a number
    of papers); else it may be a paper without a preference, and is read as one.
    """
    empty = [line for line, cells in table.papers if not any(cells)]
    if not empty:
        return table.papers, [], []
    more = columns.papers or any(part.kind == "column" and part.taken_for == "ignored" for part in columns.parts)
    if more or table.table.kind == "spreadsheet":
        rows = [(line, cells) for line, cells in table.papers if any(cells)]
        return rows, [Part("line", "", "ignored", "the row is empty", line) for line in empty], []
    said = f"{counted(len(empty), 'row')} with nothing in any column, from line {empty[0]}"
    return table.papers, [], [f"{said}, read as papers without a preference; if the file only ends there, remove them"]


def _ballots(votes: Votes, question: FormQuestion, *, listed: bool) -> Ballots:
    decimals = max([0, *(-int(number.normalize().as_tuple().exponent) for _, number in votes.cast)])
    names, parties = (votes.names, ()) if listed else names_and_parties(votes.names)
    whole = ((ranking, int(number.scaleb(decimals))) for ranking, number in votes.cast)
    return Ballots.of(
        names,
        whole,
        decimals=decimals,
        parties=parties,
        title="" if holds_rankings(question.title) else question.title,
        withdrawn=votes.withdrawn,
        undeclared=votes.undeclared,
        lost=votes.lost,
    )
