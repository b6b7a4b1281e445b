"""areas.csv and branches.csv by form: rows that are pasted or sent in a file, changed one by one, or taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import hustings
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.office.setup.people import Row, rows, written


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, how a page heads it, and what it holds. other: how people head it."""

    name: str
    heading: str
    holds: str
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the folder with a row for everything of one kind.

    title, one: what the rows are, and what one is. keys: the columns by which a row is known, the first before others.
    """

    file: str
    title: str
    one: str
    about: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]


NAME = Column("name", "Name", "As people say it.", ("area name", "branch name", "branch", "clp", "constituency"))
SHEETS = {
    "areas": Sheet(
        "areas.csv",
        "Areas",
        "area",
        "Where members live: regions, nations, constituencies. A slate may recommend another order in each.",
        ("code",),
        (
            Column("code", "Code", "Letters, digits and hyphens; it stands in web addresses.", ("id", "area code")),
            NAME,
            Column("parent", "Within", "The code of the area that it is in; empty at the top.", ("in", "within")),
            Column("voters", "Voters", "How many are expected to vote; empty where it is not known.", ("electorate",)),
            Column(
                "covers",
                "Places",
                "Codes of nations, regions or constituencies, such as E12000007, and @overseas, @ni, @crown, @forces.",
                ("places", "ons codes"),
            ),
        ),
    ),
    "branches": Sheet(
        "branches.csv",
        "Branches",
        "branch",
        "Who may nominate. Without them, the branches are those that nominate.",
        ("code", "name"),
        (
            NAME,
            Column("code", "Code", "If it has one.", ("id", "branch code")),
            Column("area", "Area", "The code of its area.", ("region", "area code")),
            Column("event", "Event", "What it invites its members to, for its own leaflet."),
        ),
    ),
}


def listed(files: Mapping[str, bytes], sheet: Sheet) -> list[Row]:
    """The rows that are there."""
    return rows(files, sheet.file)


def sent(sheet: Sheet, name: str, data: bytes) -> list[Row]:
    """Rows that were pasted or sent: with a line of headings, or in the order of the columns. Raises BadInput.

    name: of the file. A column that is left out is in none of the rows.
    """
    cells = hustings.read_table(name, data)
    if not cells:
        raise BadInput(Problem("pasted", "paste rows, or choose a file"))
    known = {head: each.name for each in sheet.columns for head in (each.name, each.heading.casefold(), *each.other)}
    first = [" ".join(cell.split()).casefold() for cell in cells[0][1]]
    if known.keys().isdisjoint(first):
        heads, body = [each.name for each in sheet.columns], cells
    else:
        heads, body = _heads(first, known, name, cells[0][0]), cells[1:]
    if longer := next((line for line, row in body if any(row[len(heads) :])), None):
        raise BadInput(Problem(name, f"there are more than {len(heads)} cells, {', '.join(heads)}", longer))
    found = [dict(zip(heads, row, strict=False)) for _, row in body if any(row)]
    return [{column: " ".join(cell.split()) for column, cell in row.items()} for row in found]


def _heads(first: Sequence[str], known: Mapping[str, str], name: str, line: int) -> list[str]:
    """The columns that these headings mean."""
    names = list(dict.fromkeys(known.values()))
    strange = [head for head in first if head not in known]
    problems = [
        Problem(name, f"the column {shown(head)} is none of {', '.join(names)}{nearest(head, names)}", line)
        for head in strange
    ]
    heads = [known.get(head, "") for head in first]
    problems += [
        Problem(name, f"two columns are the {head}; take one of them out", line)
        for head in names
        if heads.count(head) > 1
    ]
    if problems:
        raise BadInput(problems)
    return heads


def merged(sheet: Sheet, there: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    """The rows with those that were sent: one that is known already takes the cells that the new one has."""
    found = [dict(row) for row in there]
    at = {_key(sheet, row): number for number, row in enumerate(found)}
    for row in new:
        key = _key(sheet, row)
        if key and key in at:
            found[at[key]].update(row)
        else:
            at[key] = len(found)
            found.append(dict(row))
    return found


def text(sheet: Sheet, new: list[Row]) -> bytes:
    """The file of these rows; nothing where there are none."""
    names = tuple(each.name for each in sheet.columns)
    return written(new, names, names[:2]) if new else b""


def _key(sheet: Sheet, row: Row) -> str:
    return next((folded(row[key]) for key in sheet.keys if row.get(key)), "")
