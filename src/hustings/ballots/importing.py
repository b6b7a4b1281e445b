"""Importing an export of a form program into an election folder: its questions, the folder's contests, and a mapping.

Nothing is guessed: a question is a contest's, and a name is a candidate's, where they are the same as people write
them, or because a person has said so. What was said is kept in the folder's import.csv, for the next export.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots
from hustings.ballots.formats.workbook import recognise as is_workbook
from hustings.ballots.formats.workbook import workbook_table
from hustings.ballots.matching import Listed, nearest_name
from hustings.ballots.reading import read_source
from hustings.ballots.registry import Match
from hustings.ballots.source import MEANINGS, Cells, Meaning, Options, Source
from hustings.ballots.tables.cells import Table, csv_table
from hustings.ballots.tables.reader import questions_of
from hustings.election.files import csv_text
from hustings.election.folder.csv_rows import Row, read_rows
from hustings.election.names import folded
from hustings.election.nouns import Contest, Election
from hustings.election.problems import BadInput, Problem, nearest, shown

COLUMNS = ("kind", "written", "means")
NO_CONTEST = "-"


@dataclass(frozen=True)
class Mapping:
    """What a person has said of an export.

    contests: question → id of its contest, or "-" for a question that is none. The rest as in `Options`.
    """

    contests: dict[str, str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    words: dict[str, Meaning] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    cells: Cells | None = None

    def options(self) -> Options:
        """The part of it that readers know."""
        return Options(same=self.same, words=self.words, ignore=self.ignore, cells=self.cells)

    def contest(self, question: str) -> str | None:
        """The id of a question's contest; None where nothing was said."""
        said = {folded(each): contest for each, contest in self.contests.items()}
        return said.get(folded(question))


def read_mapping(path: Path) -> Mapping:
    """The mapping that `mapping_csv` wrote. Raises BadInput with all that is wrong in it."""
    problems: list[Problem] = []
    rows = read_rows(path, COLUMNS, (), problems)
    mapping = Mapping()
    for row in rows.rows:
        mapping = _with_row(mapping, row, rows.file, problems)
    if problems:
        raise BadInput(problems)
    return mapping


def _with_row(mapping: Mapping, row: Row, file: str, problems: list[Problem]) -> Mapping:
    kind, written, means = row["kind"].casefold(), row["written"], row["means"]
    if kind == "question":
        return replace(mapping, contests={**mapping.contests, written: means or NO_CONTEST})
    if kind == "name":
        return replace(mapping, same={**mapping.same, written: means})
    if kind == "column":
        return replace(mapping, ignore=(*mapping.ignore, written))
    if kind == "word" and means in MEANINGS:
        return replace(mapping, words={**mapping.words, folded(written): means})
    if kind == "cells" and means in ("ranks", "scores"):
        return replace(mapping, cells="scores" if means == "scores" else "ranks")
    if kind in ("word", "cells"):
        known = MEANINGS if kind == "word" else ("ranks", "scores")
        said = f"{shown(means)} is not a meaning of a {kind.rstrip('s')}{nearest(means, known)}; there are"
        problems.append(Problem(file, f"{said} {', '.join(known)}", row.line))
    else:
        kinds = ("question", "name", "word", "column", "cells")
        said = f"{shown(row['kind'])} is not a kind{nearest(kind, kinds)}; there are {', '.join(kinds)}"
        problems.append(Problem(file, said, row.line))
    return mapping


def mapping_csv(mapping: Mapping) -> str:
    """The mapping as a file that a person can read and change."""
    rows = [("question", title, contest) for title, contest in mapping.contests.items()]
    rows += [("name", written, candidate) for written, candidate in mapping.same.items()]
    rows += [("word", word, meaning) for word, meaning in mapping.words.items()]
    rows += [("column", column, "ignored") for column in mapping.ignore]
    rows += [("cells", "", mapping.cells)] if mapping.cells else []
    return csv_text(COLUMNS, rows)


def questions(source: Source, mapping: Mapping) -> list[str]:
    """The questions of an export, each a contest; [""] where there is one that is not named."""
    return [question.title for question in questions_of(_table(source), mapping.options())]


def _table(source: Source) -> Table:
    return workbook_table(source) if is_workbook(source.data) is not Match.NO else csv_table(source)


def contest_of(question: str, among: list[str], election: Election, mapping: Mapping) -> Contest | None:
    """The contest that a question is for certain: said so, called so, or the only one; None where nobody knows.

    Raises BadInput for a contest that there is not.
    """
    said = mapping.contest(question)
    if said is not None:
        return None if said == NO_CONTEST else election.contest(said)
    for contest in election.contests:
        if folded(question) in (folded(contest.id), folded(contest.title)):
            return contest
    return election.contests[0] if len(among) == len(election.contests) == 1 else None


def strangers(reading: Reading, election: Election, contest: Contest, mapping: Mapping) -> list[tuple[str, str]]:
    """Names on papers that are on no line of candidates.csv, each with the candidate who may be meant ("" for none)."""
    options = replace(mapping.options(), candidates=listed(election, contest))
    known = Listed(options)
    ballots = reading.ballots
    special = {*ballots.withdrawn, *ballots.undeclared}
    names = [name for number, name in enumerate(ballots.names, 1) if number not in special]
    return [(name, nearest_name(name, known.names)) for name in names if known and known.number(name) is None]


def listed(election: Election, contest: Contest) -> tuple[str, ...]:
    """The contest's candidates in candidates.csv."""
    return tuple(each.name for each in election.candidates if each.contest == contest.id)


def read_question(source: Source, question: str, mapping: Mapping) -> Reading:
    """One question, read without a list of candidates: to see whose names there are."""
    return read_source(replace_options(source, replace(mapping.options(), question=question)))


def read_for_contest(source: Source, question: str, election: Election, contest: Contest, mapping: Mapping) -> Reading:
    """One question, read with the contest's candidates; its ballots have the contest's title and seats."""
    people = [each for each in election.candidates if each.contest == contest.id]
    options = replace(
        mapping.options(),
        question=question,
        candidates=tuple(each.name for each in people),
        listed_in=str(election.folder / "candidates.csv"),
        withdrawn=tuple(each.name for each in people if each.withdrawn),
    )
    reading = read_source(replace_options(source, options))
    return replace(reading, ballots=_for_contest(reading.ballots, contest))


def _for_contest(ballots: Ballots, contest: Contest) -> Ballots:
    return replace(ballots, title=contest.title, seats=contest.seats)


def replace_options(source: Source, options: Options) -> Source:
    """The same file, with other options."""
    return Source(source.name, source.data, options)


def target(election: Election, contest: Contest) -> Path:
    """Where a contest's ballots belong: the file that election.toml names, else ballots/ID.blt."""
    return election.folder / (contest.ballots or f"ballots/{contest.id}.blt")


def unsaid(questions: Iterable[str], election: Election) -> Problem:
    """What is said of questions whose contest nobody knows."""
    ids = ", ".join(contest.id for contest in election.contests)
    there = "; ".join(shown(question) for question in questions)
    settle = 'say --contest "QUESTION=ID" for each ("QUESTION=-" for one that is no contest), or --ask'
    return Problem(
        "--contest", f"it is not known which contests these questions are: {there}; {settle}; there are {ids}"
    )
