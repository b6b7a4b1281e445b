"""Double entry: two people type the same ballots, every difference is found, and each is settled by the paper.

Two sheets with the same columns are compared cell by cell: by ballot number where both have a column for it, else by
the order of their rows. Capitals, spaces and kinds of apostrophe and dash make no difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from hustings.ballots.formats.workbook import recognise, workbook_table
from hustings.ballots.source import Source
from hustings.election.csv_cells import read_cells
from hustings.election.files import csv_text, read_bytes
from hustings.election.names import folded
from hustings.election.problems import BadInput, HustingsError, Problem, nearest, shown

NUMBERS = (
    "ballot",
    "ballot number",
    "ballot no",
    "ballot no.",
    "ballot id",
    "paper number",
    "number",
    "no",
    "no.",
    "#",
)


class Unsettled(HustingsError):
    """Two typings differ, and nobody has decided what the paper says."""

    status = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One ballot as it was typed: its line in the file and its cells by column."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person typed. columns: those that are compared. rows: by ballot number, or by order from "1".

    number: the column of ballot numbers, "" where there is none.
    """

    file: str
    columns: tuple[str, ...]
    rows: Mapping[str, Row]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that two people typed differently. column: "" where one of them has no such ballot at all.

    first, second: what each typed; None where the ballot is not there. lines: where, in each file.
    """

    ballot: str
    column: str
    first: str | None
    second: str | None
    lines: tuple[int | None, int | None]

    @property
    def place(self) -> tuple[str, str]:
        return _key(self.ballot), folded(self.column)


@dataclass(slots=True)
class Agreement:
    """The ballots on which both agree or of which a decision says what they are, and what is still open."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    settled: int
    open: list[Difference] = field(default_factory=list)

    def csv(self) -> str:
        return csv_text(self.columns, self.rows)


def read_sheet(path: Path, number: str | None = None, ignore: Collection[str] = ()) -> Sheet:
    """The sheet in a CSV file or a spreadsheet. Raises BadInput with all that is wrong.

    number: the column of ballot numbers, where it has an unusual name. ignore: columns that are not compared.
    """
    file = str(path)
    table = _table(Source(file, read_bytes(path)))
    if len(table) < 2:
        raise BadInput(
            Problem(file, "there are no ballots; a line with the columns and then one ballot a line are wanted")
        )
    (line, header), *rows = table
    problems = [Problem(file, said, line) for said in _header_faults(header, [*([number] if number else []), *ignore])]
    if problems:
        raise BadInput(problems)
    left_out = {folded(column) for column in ignore}
    numbers = [folded(number)] if number else [name for name in NUMBERS if name not in left_out]
    at = next((i for i, column in enumerate(header) if folded(column) in numbers), None)
    kept = [i for i, column in enumerate(header) if i != at and folded(column) not in left_out]
    found: dict[str, Row] = {}
    for order, (line, cells) in enumerate(rows, 1):
        if len(cells) > len(header):
            problems.append(Problem(file, f"there are {len(cells)} cells under {len(header)} columns", line))
            continue
        cells = cells + [""] * (len(header) - len(cells))
        key = str(order) if at is None else _key(cells[at])
        if not key:
            problems.append(
                Problem(file, f"this ballot has no number; the column {shown(header[at or 0])} has it", line)
            )
        elif key in found:
            problems.append(Problem(file, f"ballot {key} stands in line {found[key].line} already", line))
        else:
            found[key] = Row(line, tuple(cells[i] for i in kept))
    if problems:
        raise BadInput(problems)
    return Sheet(file, tuple(header[i] for i in kept), found, "" if at is None else header[at])


def _table(source: Source) -> list[tuple[int, list[str]]]:
    """The rows that are not blank, each with its line and its cells."""
    if recognise(source.data):
        return [(line, cells) for line, cells in workbook_table(source).rows if any(cells)]
    return read_cells(source.text, source.name)


def _header_faults(header: Sequence[str], wanted: Iterable[str]) -> Iterator[str]:
    names = [folded(name) for name in header]
    for place, name in enumerate(names):
        if not name:
            yield f"column {place + 1} has no name"
        elif name in names[:place]:
            yield f"two columns are called {shown(header[place])}"
    for name in wanted:
        if folded(name) not in names:
            yield f"there is no column {shown(name)}{nearest(name, header)}"


def same_columns(first: Sheet, second: Sheet) -> Sheet:
    """The second sheet with its columns in the order of the first. Raises BadInput unless they have the same."""
    places = {folded(column): i for i, column in enumerate(second.columns)}
    problems = [
        Problem(
            one.file, f"{other.file} has no column {shown(column)}{nearest(column, other.columns)}; both need the same"
        )
        for one, other in ((first, second), (second, first))
        for column in one.columns
        if folded(column) not in {folded(each) for each in other.columns}
    ]
    if bool(first.number) is not bool(second.number):
        one, other = (first, second) if first.number else (second, first)
        problems.append(
            Problem(other.file, f"{one.file} numbers its ballots ({shown(one.number)}) and this file does not")
        )
    if problems:
        raise BadInput(problems)
    order = [places[folded(column)] for column in first.columns]
    rows = {key: Row(row.line, tuple(row.cells[i] for i in order)) for key, row in second.rows.items()}
    return Sheet(second.file, first.columns, rows, second.number)


def differences(first: Sheet, second: Sheet) -> list[Difference]:
    """Every difference between two sheets of the same columns, in the order of the first."""
    found = []
    for key in dict.fromkeys([*first.rows, *second.rows]):
        one, other = first.rows.get(key), second.rows.get(key)
        lines = (one.line if one else None), (other.line if other else None)
        if one is None or other is None:
            typed = [" | ".join(row.cells) if row else None for row in (one, other)]
            found.append(Difference(key, "", typed[0], typed[1], lines))
            continue
        found += [
            Difference(key, column, a, b, lines)
            for column, a, b in zip_longest(first.columns, one.cells, other.cells)
            if folded(a) != folded(b)
        ]
    return found


def _key(number: str) -> str:
    """A ballot number as it is compared: 017 is 17, since a spreadsheet drops such zeros."""
    text = folded(number)
    return text.lstrip("0") or "0" if text.isdecimal() and text.isascii() else text
