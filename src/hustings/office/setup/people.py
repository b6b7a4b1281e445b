"""candidates.csv by form: rows that are pasted, marked as withdrawn, or taken out."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence

from hustings.election.csv_cells import read_cells
from hustings.election.files import csv_text, decoded

NAME = "candidates.csv"
COLUMNS = ("name", "contest", "groups", "withdrawn")
# How people head the columns that they paste.
HEADS = {
    "name": "name",
    "candidate": "name",
    "full name": "name",
    "groups": "groups",
    "group": "groups",
    "area": "area",
    "about": "about",
    "statement": "statement",
}
Row = dict[str, str]


def rows(files: Mapping[str, bytes], name: str = NAME) -> list[Row]:
    """The rows of a CSV file of the folder, each by its columns; [] where there is none. Raises BadInput."""
    read = read_cells(decoded(files.get(name, b""), name), name)
    header = [cell.casefold() for cell in read[0][1]] if read else []
    return [dict(zip(header, cells, strict=False)) for _, cells in read[1:] if any(cells)]


def written(table: list[Row], columns: Sequence[str] = COLUMNS, always: Sequence[str] = COLUMNS[:2]) -> bytes:
    """A CSV file of these rows: `columns` first, and every other that any of them has. always: also where empty."""
    known = list(dict.fromkeys([*columns, *(column for row in table for column in row if column)]))
    used = [each for each in known if each in always or any(row.get(each) for row in table)]
    return csv_text(used, [[row.get(column, "") for column in used] for row in table]).encode()


def pasted(text: str, contest: str) -> list[Row]:
    """Candidates as they were pasted: a name a line, or a spreadsheet's rows, with or without a line of headings."""
    lines = [line.strip("\r") for line in text.split("\n") if line.strip()]
    if not lines:
        return []
    mark = "\t" if any("\t" in line for line in lines) else ","
    first = [cell.strip().casefold() for cell in lines[0].split(mark)]
    headed = "name" in [HEADS.get(cell, "") for cell in first]
    if not headed and mark == ",":  # a comma within a name parts nothing
        cells = [[line] for line in lines]
    else:
        cells = list(csv.reader(lines[1:] if headed else lines, delimiter=mark))
    heads = [HEADS.get(cell, "") for cell in first] if headed else ["name", "groups"]
    found = []
    for each in cells:
        row = {head: " ".join(cell.split()) for head, cell in zip(heads, each, strict=False) if head and cell.strip()}
        if row.get("name"):
            found.append(row | {"contest": contest})
    return found


def changed(
    people: list[Row], contest: str, groups: Mapping[str, str], withdrawn: Collection[str], out: Collection[str]
) -> list[Row]:
    """The rows with what a form says of this contest's. groups: by name; withdrawn, out: names."""
    kept = []
    for row in people:
        name = row.get("name", "")
        if row.get("contest", contest) != contest:
            kept.append(row)
        elif name not in out:
            said = {"groups": groups.get(name, row.get("groups", "")), "withdrawn": "yes" if name in withdrawn else ""}
            kept.append(row | said)
    return kept
