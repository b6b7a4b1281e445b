"""nominations.csv by form: rows that are challenged, decided on, or taken out, by their lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hustings.election.csv_cells import read_cells
from hustings.election.files import csv_text, decoded
from hustings.election.problems import BadInput, Problem

NAME = "nominations.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of nominations.csv. line: in the file, from 1. cells: by column."""

    line: int
    cells: Mapping[str, str]

    def __getattr__(self, column: str) -> str:
        """What stands in a column; "" where the file has no such column."""
        return self.cells.get(column, "")


def rows(files: Mapping[str, bytes]) -> list[Row]:
    """The rows of the folder's nominations.csv; [] where there is none."""
    header, found = _cells(files)
    return [Row(line, dict(zip(header, cells, strict=False))) for line, cells in found]


def changed(files: Mapping[str, bytes], line: int, cells: Mapping[str, str] | None) -> bytes:
    """nominations.csv with other cells in a row, or without the row where there are none. Raises BadInput for a row
    that is not there."""
    header, found = _cells(files)
    if line not in {at for at, _ in found}:
        raise BadInput(Problem(NAME, "this nomination is not here any more; load the page again"))
    columns = [*header, *(column for column in cells or () if column not in header)]
    kept = []
    for at, given in found:
        row = dict(zip(header, given, strict=False))
        if at != line:
            kept.append(row)
        elif cells is not None:
            kept.append(row | dict(cells))
    return csv_text(columns, [[row.get(column, "") for column in columns] for row in kept]).encode()


def _cells(files: Mapping[str, bytes]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    if NAME not in files:
        return [], []
    found = read_cells(decoded(files[NAME], NAME), NAME)
    return ([cell.casefold() for cell in found[0][1]], found[1:]) if found else ([], [])
