"""Rows of a CSV file by their columns' names, with the lines they stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hustings.election.csv_cells import read_cells
from hustings.election.files import read_text
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
    """Read a CSV file (with commas, semicolons or tabs), and add to `problems` what is wrong with it.

    numbered: columns named 1, 2, 3… are known as well. A header that cannot be used gives no rows.
    Raises BadInput if the file cannot be read.
    """
    file = str(path)
    rows = read_cells(read_text(path), file)
    if not rows:
        problems.append(
            Problem(file, f"the file is empty; its first line should name the columns {', '.join(required)}")
        )
        return Rows(file, (), ())
    line, header = rows[0][0], [cell.casefold() for cell in rows[0][1]]
    found = list(_header_problems(header, required, [*required, *optional], numbered))
    problems.extend(Problem(file, said, line) for said in found)
    if found:
        return Rows(file, (), ())
    return Rows(file, tuple(header), tuple(_rows(rows[1:], header, file, problems)))


def _header_problems(
    header: Sequence[str], required: Sequence[str], known: Sequence[str], numbered: bool
) -> Iterator[str]:
    """What is wrong with the first line."""
    for number, name in enumerate(header, 1):
        if not name:
            yield f"column {number} has no name; there are {', '.join(known)}"
        elif name not in known and not (numbered and name.isdecimal()):
            yield f"{shown(name)} is not a column of this file{nearest(name, known)}; there are {', '.join(known)}"
    if lacking := [column for column in required if column not in header]:
        all_of_them = (
            "" if lacking == [*required] else f"; {', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} missing"
        )
        yield f"the first line should name the columns {', '.join(required)}{all_of_them}"
    for column in sorted(column for column, times in Counter(header).items() if column and times > 1):
        yield f"the column {shown(column)} stands twice in the first line"


def _rows(
    rows: Iterable[tuple[int, list[str]]], header: Sequence[str], file: str, problems: list[Problem]
) -> Iterator[Row]:
    for line, cells in rows:
        if len(cells) > len(header):
            said = (
                f"there are {len(cells)} cells and {len(header)} columns; put quotation marks around a cell with commas"
            )
            problems.append(Problem(file, said, line))
        elif any(cells):
            yield Row(line, dict(zip(header, cells, strict=False)))
