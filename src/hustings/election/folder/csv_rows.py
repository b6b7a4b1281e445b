"""Rows of a CSV file by their columns' names, with the lines they stand on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hustings.election.files import plain_cell, read_text
from hustings.election.problems import Problem, nearest, shown


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, counted from 1, and its cells by column, stripped; "" where there is none."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def words(self, column: str) -> tuple[str, ...]:
        """The words of a cell that holds several, separated by semicolons."""
        return tuple(word.strip() for word in self[column].split(";") if word.strip())


@dataclass(frozen=True, slots=True)
class Rows:
    """A CSV file that has been read. file: as messages name it. columns: as the header has them."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_rows(
    path: Path, required: Sequence[str], optional: Sequence[str], problems: list[Problem], *, numbered: bool = False
) -> Rows:
    """Read a CSV file (comma, semicolon or tab, as its header has it), and add to `problems` what is wrong with it.

    numbered: columns named 1, 2, 3… are known as well. A header that cannot be used gives no rows.
    Raises BadInput if the file cannot be read.
    """
    file, text = str(path), read_text(path)
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        found = _header_problems(file, header, [*required], [*required, *optional], numbered)
        problems.extend(found)
        if found:
            return Rows(file, (), ())
        return Rows(file, tuple(header), tuple(_rows(reader, header, file, problems)))
    except csv.Error as error:
        problems.append(Problem(file, f"this is not CSV: {error}", reader.line_num))
        return Rows(file, (), ())


def _header_problems(
    file: str, header: list[str], required: list[str], known: list[str], numbered: bool
) -> list[Problem]:
    lacking = [column for column in required if column not in header]
    unknown = [c for c in header if c not in known and not (numbered and c.isdecimal())]
    problems = [
        Problem(file, f"{shown(name)} is no column of this file{nearest(name, known)}; there are {', '.join(known)}", 1)
        for name in unknown
    ]
    if lacking:
        problems.append(Problem(file, f"the first line should name the columns {', '.join(required)}", 1))
    twice = sorted({column for column in header if header.count(column) > 1})
    return problems + [
        Problem(file, f"the column {shown(column)} stands twice in the first line", 1) for column in twice
    ]


def _rows(reader: Iterable[list[str]], header: list[str], file: str, problems: list[Problem]) -> Iterable[Row]:
    start = 2
    for cells in reader:
        line, start = start, reader.line_num + 1  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            said = (
                f"there are {len(cells)} cells and {len(header)} columns; put quotation marks around a cell with commas"
            )
            problems.append(Problem(file, said, line))
            continue
        yield Row(line, dict(zip(header, (plain_cell(cell.strip()) for cell in cells), strict=False)))
