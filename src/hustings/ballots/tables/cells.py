"""Rows of cells: the common ground of CSV files and spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hustings.ballots.source import Source
from hustings.election.csv_cells import read_cells, separator_of

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the lines they stand on, all as wide as the widest; cells are stripped.

    name: of the file, for messages. decimal_comma: whether «2,5» is a number, as where semicolons separate.
    """

    name: str
    rows: list[Row]
    kind: Literal["CSV", "spreadsheet"] = "CSV"
    decimal_comma: bool = False


def csv_table(source: Source) -> Table:
    """The cells of a CSV file. Raises BadInput for what is no CSV."""
    rows = read_cells(source.text, source.name)
    comma = separator_of(source.text)[0] != ","
    return Table(source.name, even(rows), decimal_comma=comma)


def even(rows: list[Row]) -> list[Row]:
    """The same rows, all as wide as the widest."""
    width = max((len(cells) for _, cells in rows), default=0)
    for _, cells in rows:
        if len(cells) < width:
            cells.extend([""] * (width - len(cells)))
    return rows
