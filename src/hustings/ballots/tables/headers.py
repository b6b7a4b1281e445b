"""The headers of a table of ballots, in the layouts that form programs write.

One line as a rule. SurveyMonkey writes the question in one line and the candidates in the next; Qualtrics codes, then
questions, then import ids; Loomio facts about the poll, then its columns. Columns that belong to one question of a grid
have it in common: «Rank them [Ann]», «Chair!!Ann», «Rank them - Ann».
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from hustings.ballots.account import Part
from hustings.ballots.tables.cells import Row, Table
from hustings.ballots.tables.known import identifier, rank_of
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem

GRID = re.compile(r"(?P<question>.*\S)\s*\[(?P<label>[^\[\]]+)\]\s*")
PAIR = re.compile(r"(?P<question>.*\S)\s*!!\s*(?P<label>\S.*)")
DASH = re.compile(r"(?P<question>.*\S)\s+[-–]\s+(?P<label>\S.*)")
# ES&S: «DEM Mayor Choice 1 of 5 Citywide (026916)», «Rep. to Congress 1st Choice District 2».
ESS_CHOICE = re.compile(
    r"(?P<before>.*\S)\s+(?:Choice (?P<rank>[0-9]{1,2}) of [0-9]{1,2}|(?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th) Choice)"
    r"(?P<after>\s.*?)?(?:\s*\([0-9]+\))?",
    re.IGNORECASE,
)
MOST_FACTS = 60
IMPORT_ID = '{"ImportId"'


@dataclass(frozen=True, slots=True)
class Column:
    """One column. at: its place in a row, from 0. header: as the file has it. question: which it belongs to, "" where
    the file does not say. label: what is left of the header: a candidate, a preference, or something else."""

    at: int
    header: str
    question: str
    label: str


@dataclass(frozen=True, slots=True)
class Headed:
    """A table, its columns known. line: of the header. layout: in words, "" for the usual one. best_is_highest: whether
    that layout numbers the first preference highest. parts: lines that are no papers."""

    table: Table
    line: int
    columns: tuple[Column, ...]
    papers: list[Row]
    layout: str = ""
    best_is_highest: bool = False
    parts: tuple[Part, ...] = field(default=())


def headed(table: Table) -> Headed:
    """The columns of a table, and the rows that are papers. Raises BadInput where it has no columns."""
    if not table.rows or not table.rows[0][1]:
        raise BadInput(Problem(table.name, "the file is empty; its first line should name the columns"))
    for layout in (_ess, _loomio, _qualtrics, _surveymonkey):
        if found := layout(table):
            return found
    (line, header), papers = table.rows[0], table.rows[1:]
    return Headed(table, line, _columns(header, (GRID, PAIR)), papers)


def _columns(header: list[str], forms: tuple[re.Pattern[str], ...]) -> tuple[Column, ...]:
    """Columns of one header line; a question is one only where several columns share it."""
    matches = [next((match for form in forms if (match := form.fullmatch(cell))), None) for cell in header]
    shared = Counter(match["question"] for match in matches if match)
    return tuple(
        Column(at, cell, match["question"], match["label"])
        if match and shared[match["question"]] > 1
        else Column(at, cell, "", cell)
        for at, (cell, match) in enumerate(zip(header, matches, strict=True))
    )


def _ess(table: Table) -> Headed | None:
    """Cast vote records of ES&S: which record it is, then the preferences of each contest, named in every header."""
    (line, header), papers = table.rows[0], table.rows[1:]
    matches = [ESS_CHOICE.fullmatch(cell) for cell in header]
    if not any(matches) or folded(header[0]) != "cast vote record":
        return None
    columns = [
        Column(at, cell, f"{match['before']}{match['after'] or ''}", f"Choice {match['rank'] or match['ordinal']}")
        if match
        else Column(at, cell, "", cell)
        for at, (cell, match) in enumerate(zip(header, matches, strict=True))
    ]
    return Headed(table, line, tuple(columns), papers, "ES&S's cast vote records")


def _surveymonkey(table: Table) -> Headed | None:
    """A question above its first column and nothing above the others; below it the candidates."""
    if len(table.rows) < 2:
        return None
    (line, above), (second, below) = table.rows[:2]
    under_nothing = [label for header, label in zip(above, below, strict=True) if not header and label]
    under_identifiers = [label for header, label in zip(above, below, strict=True) if identifier(header)]
    if not under_nothing or not under_identifiers or any(under_identifiers):
        return None
    if any(rank_of(label) is not None for label in below):
        return None
    columns, question = [], ""
    for at, (header, label) in enumerate(zip(above, below, strict=True)):
        question = header or question
        columns.append(Column(at, label or header, question if label else "", label or header))
    told = Part("line", ", ".join(filter(None, below))[:60], "names of columns", line=second)
    return Headed(table, line, tuple(columns), table.rows[2:], "SurveyMonkey's two lines of headers", parts=(told,))


def _qualtrics(table: Table) -> Headed | None:
    """Codes, then questions, then import ids."""
    if len(table.rows) < 3 or not any(cell.startswith(IMPORT_ID) for cell in table.rows[2][1]):
        return None
    (line, codes), (_, texts), (third, _) = table.rows[:3]
    header = [code if identifier(code) else text or code for code, text in zip(codes, texts, strict=True)]
    told = Part("line", "ImportId …", "names of columns", line=third)
    columns = _columns(header, (GRID, DASH))
    return Headed(table, line, columns, table.rows[3:], "Qualtrics' three lines of headers", parts=(told,))


def _loomio(table: Table) -> Headed | None:
    """Facts about the poll, two cells a line; then «Participant, candidates, Reason»; last a line of totals.

    Loomio keeps a ranking as scores: with three candidates the first preference has 3, an unranked candidate 0.
    """
    begins = enumerate(table.rows[:MOST_FACTS])
    at = next((at for at, (_, row) in begins if folded(row[0]) == "participant" and any(row[2:])), None)
    if not at or any(any(row[2:]) for _, row in table.rows[:at]):
        return None
    line, header = table.rows[at]
    papers = table.rows[at + 1 :]
    parts = [
        Part("line", ": ".join(filter(None, row)), "ignored", "a fact about the poll", n) for n, row in table.rows[:at]
    ]
    if papers and folded(papers[-1][1][0]) == "total":
        parts.append(Part("line", "Total", "ignored", "totals, which are no paper", papers[-1][0]))
        papers = papers[:-1]
    columns = _columns(header, ())
    return Headed(table, line, columns, papers, "Loomio's export", best_is_highest=True, parts=tuple(parts))
