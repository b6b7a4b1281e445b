"""Spreadsheets' own files, .xlsx and .ods (and .xls): their one sheet is a table of ballots, as a CSV file is.

Microsoft Forms exports so: «ID, Start time, Completion time, Email, Name, Rank the candidates», with «Ann;Bob;Cyd;»
in the last cell. Of several sheets only one may hold anything.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

from hustings.ballots.account import Reading
from hustings.ballots.registry import Format, Match
from hustings.ballots.source import Source
from hustings.ballots.tables.cells import Row, Table, even
from hustings.election.archives import DAMAGED
from hustings.election.csv_cells import read_cells
from hustings.election.extras import extras
from hustings.election.files import WORKBOOKS, decoded
from hustings.election.problems import BadInput, Problem, shown

# How .xlsx and .ods, and .xls, begin.
ZIPPED, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_UNPACKED = 500_000_000


def recognise(data: bytes) -> Match:
    return Match.SURE if data.startswith((ZIPPED, OLD)) else Match.NO


def read(source: Source) -> Reading:
    from hustings.ballots.tables.reader import read_table

    return read_table(workbook_table(source), source.options)


def workbook_table(source: Source) -> Table:
    """The cells of the one sheet that holds anything. Raises BadInput."""
    with extras():
        from python_calamine import CalamineError, CalamineWorkbook
    _check_size(source)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except CalamineError as error:
        said = f"this is not a spreadsheet that can be read ({error}); save it again, or as CSV"
        raise BadInput(Problem(source.name, said)) from None
    filled = {name: rows for name, rows in sheets.items() if any(cell != "" for row in rows for cell in row)}
    if len(filled) > 1:
        said = f"{len(filled)} sheets hold something: {', '.join(map(shown, filled))}"
        raise BadInput(Problem(source.name, f"{said}; keep the sheet with the ballots, or save it as CSV"))
    rows: list[Row] = [
        (line, [_text(cell) for cell in row]) for line, row in enumerate(next(iter(filled.values()), []), 1)
    ]
    first = next((at for at, (_, cells) in enumerate(rows) if any(cells)), len(rows))
    return Table(source.name, even(_without_unnamed(rows[first:])), "spreadsheet", decimal_comma=True)


def cells_of(name: str, data: bytes) -> list[tuple[int, list[str]]]:
    """The rows of a spreadsheet or a CSV file, each with its line, counted from 1. Raises BadInput."""
    if data.startswith(WORKBOOKS):
        return [(line, list(cells)) for line, cells in workbook_table(Source(name, data)).rows]
    return read_cells(decoded(data, name), name)


def _check_size(source: Source) -> None:
    """Raises BadInput for a file that would unpack to more than any export does, or whose sizes are not as it says."""
    if not source.data.startswith(ZIPPED):
        return
    damaged = BadInput(Problem(source.name, "this spreadsheet is damaged or cut short; save it again"))
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > MOST_UNPACKED:
                said = f"it unpacks to {size:,} bytes; more than {MOST_UNPACKED:,} are not read"
                raise BadInput(Problem(source.name, said))
            # Each part is unpacked to the size that it states, and its checksum must be right for that.
            if archive.testzip() is not None:
                raise damaged
    except DAMAGED:
        raise damaged from None


def _text(cell: object) -> str:
    """A cell as a person sees it: 1.0 is 1."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return "\n".join(" ".join(line.split()) for line in cell.split("\n")) if isinstance(cell, str) else str(cell)


def _without_unnamed(rows: list[Row]) -> list[Row]:
    """The rows without columns at the end that are empty throughout."""
    width = max((at for _, cells in rows for at, cell in enumerate(cells, 1) if cell), default=0)
    return [(line, cells[:width]) for line, cells in rows]


FORMAT = Format("workbook", "XLSX and ODS", ("xlsx", "ods", "xls"), recognise, read, table=True)
