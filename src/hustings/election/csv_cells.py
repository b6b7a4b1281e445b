"""The cells of a CSV file, as people's spreadsheets write it."""

from __future__ import annotations

import csv
import io
import re

from hustings.election.files import plain_cell
from hustings.election.problems import BadInput, Problem

EXCELS = re.compile(r'"?sep=([,;\t])"?[,;\t]*\s*', re.IGNORECASE)
LONGEST_CELL = 1 << 20
SAID = {
    "unexpected end of data": "a quotation mark is opened in this line and never closed",
    "expected after": "something follows a closing quotation mark; one that belongs to the cell is written twice",
    "field limit": "a cell is longer than a million characters; a quotation mark may be missing",
}


def separator_of(text: str) -> tuple[str, int]:
    """What separates the cells (comma, semicolon or tab), and how many lines stand before the first row."""
    lines = io.StringIO(text, newline="")
    first, before = next(((line, at) for at, line in enumerate(lines) if line.strip()), ("", 0))
    said = EXCELS.fullmatch(first)
    return (said[1], before + 1) if said else (max(",;\t", key=first.count), 0)


def read_cells(text: str, file: str) -> list[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line it begins on (counted from 1) and its cells, stripped.

    The first row, the columns, says what separates (comma, semicolon or tab) unless a line «sep=;», as Excel
    writes it, says so before it; unnamed columns at its end are left out. file: for messages.
    Raises BadInput for what is no CSV.
    """
    lines = io.StringIO(text, newline="")
    separator, skipped = separator_of(text)
    for _ in range(skipped):
        next(lines)
    return _named(_rows(lines, separator, skipped, file))


def _rows(lines: io.StringIO, separator: str, skipped: int, file: str) -> list[tuple[int, list[str]]]:
    rows = []
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=separator != "\t", strict=True)
    line, limit = skipped + 1, csv.field_size_limit(LONGEST_CELL)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cell.startswith("'") for cell in cells):
                cells = [plain_cell(cell) for cell in cells]
            if any(cells) or len(cells) > 1:
                rows.append((line, cells))
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        known = next((said for words, said in SAID.items() if words in str(error)), str(error))
        raise BadInput(Problem(file, f"this is not CSV: {known}", line)) from None
    finally:
        csv.field_size_limit(limit)
    return rows


def _named(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows without the cells at the end of a row that are empty and stand under no named column."""
    width = max((number for number, name in enumerate(rows[0][1], 1) if name), default=0) if rows else 0
    for _, cells in rows:
        while len(cells) > width and not cells[-1]:
            cells.pop()
    return rows
