"""Nominations as a branch or a form program sends them: which column is what, and the rows of nominations.csv in them.

A file may have a candidate in each row, or several columns of them in a branch's row, or several names in one cell.
Nothing is guessed: a column that nobody knows is told, and a day that may be either way round is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, shown

Dates = Literal["day first", "month first"]
Cells = Sequence[tuple[int, Sequence[str]]]
# How people head their columns, as folded; a number may follow, as in “Nominee 3”.
HEADINGS = {
    "date": ("date", "day", "date of meeting", "meeting date", "date received", "received", "timestamp"),
    "branch": (
        *("branch", "branch name", "name of branch", "clp", "clp name", "local party", "party branch", "constituency"),
        *("nominating body", "nominated by"),
    ),
    "candidate": (
        *("candidate", "candidates", "name", "nominee", "nominees", "nomination", "nominations", "candidate name"),
        *("name of candidate", "person nominated", "nominated"),
    ),
    "contest": ("contest", "post", "section", "position", "role", "election"),
}
NUMBERED = re.compile(r"(.*?)[ #.:]*(?:(?:no\.? ?)?[0-9]{1,2}(?:st|nd|rd|th)?)?")
SEVERAL = re.compile(r"\s*[;\n]\s*")
NUMERIC = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
IN_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? ([0-9]{4})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLOCK = re.compile(r"[ T,]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]+)? ?(?:([AaPp])\.?[Mm]\.?)?(.*)$")
ZONE = re.compile(r" ?(?:GMT|UTC|Z)?([+-][0-9]{1,2}(?::?[0-9]{2})?)?")
WHICH_FIRST = "say whether the day or the month comes first"
RIGHT = "a day as in 2027-06-28, 28/06/2027 or 28 June 2027"


@dataclass(frozen=True, slots=True)
class Made:
    """A nomination as it was sent. date: in ISO's form, with time and offset from UTC if it has any. line: of the
    file."""

    line: int
    date: str
    branch: str
    candidate: str
    contest: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """The nominations that a file holds. columns: what each column was taken for, "" where it is passed over."""

    rows: tuple[Made, ...]
    columns: tuple[tuple[str, str], ...]


def incoming(cells: Cells, file: str, *, dates: Dates | None = None, day: str = "") -> Incoming:
    """The nominations in these rows. dates: how days such as 03/11/2027 are written. day: that of rows without one.

    Rows without a single word are passed over, and so are titles: rows above the headings with one cell each.

    Raises BadInput: no column of branches or candidates, a cell that is empty, a day that is none or could be two.
    """
    cells = [(line, row) for line, row in cells if any(cell.strip() for cell in row)]
    titles = _titles(cells)
    cells = cells[len(titles) :]
    if not cells:
        raise BadInput(Problem(file, "there are no nominations in it"))
    (line, first), body = cells[0], cells[1:]
    kinds = [_kind(cell) for cell in first]
    if "candidate" not in kinds and "branch" not in kinds and _is_day(first[0]) and len(first) == 3:
        kinds, body, first = ["date", "branch", "candidate"], cells, ("date", "branch", "candidate")
    missing = [noun for noun in ("branch", "candidate") if noun not in kinds]
    missing += ["date"] if "date" not in kinds and not day else []
    there = ", ".join(f"“{cell}”" for cell in first if cell.strip())
    problems = [Problem(file, f"no column is headed “{noun}”; the headings are {there}", line) for noun in missing]
    twice = [noun for noun in ("date", "branch", "contest") if kinds.count(noun) > 1]
    problems += [Problem(file, f"two columns are the {noun}’s; rename the one that is not", line) for noun in twice]
    if problems:
        raise BadInput(problems)
    columns = (*((title, "") for title in titles), *zip(first, kinds, strict=True))
    return Incoming(tuple(_rows(body, kinds, file, dates, day)), columns)


def _titles(cells: Cells) -> list[str]:
    """The words of rows above the headings that have one cell each, as a spreadsheet's title has; [] where none has."""
    filled = [[cell.strip() for cell in row if cell.strip()] for _, row in cells]
    headed = next((n for n, row in enumerate(filled) if len(row) > 1), 0)
    return [row[0] for row in filled[:headed]]


def _kind(heading: str) -> str:
    """What a column with this heading holds; "" for what nobody needs."""
    match = NUMBERED.fullmatch(folded(heading))
    stem = match[1].strip() if match else ""
    return next((kind for kind, known in HEADINGS.items() if stem in known or folded(heading) in known), "")


def _rows(body: Cells, kinds: Sequence[str], file: str, dates: Dates | None, day: str) -> list[Made]:
    found, problems = [], []
    told = [cells[kinds.index("date")] for _, cells in body if len(cells) == len(kinds)] if "date" in kinds else []
    order = dates or _proved(told)
    for line, given in body:
        cells = [*given, *[""] * (len(kinds) - len(given))]
        held = dict(zip(kinds, cells, strict=False))
        at = _iso(held.get("date", "") or day, order)
        names = [
            name for kind, cell in zip(kinds, cells, strict=False) if kind == "candidate"
            for name in SEVERAL.split(cell) if name
        ]  # fmt: skip
        if not at:
            problems.append(Problem(file, _no_day(held.get("date", ""), order), line))
        if not held["branch"]:
            problems.append(Problem(file, "the branch is missing", line))
        if not names:
            problems.append(Problem(file, "nobody is nominated in it; take the line out", line))
        found += [Made(line, at, held["branch"], name, held.get("contest", "")) for name in names]
    if problems:
        # One answer is of the whole column, so it is asked for once.
        asked = next((each for each in problems if each.said.endswith(WHICH_FIRST)), None)
        raise BadInput(each for each in problems if each is asked or not each.said.endswith(WHICH_FIRST))
    return found


def _no_day(said: str, order: Dates | None) -> str:
    if order is None and NUMERIC.match(said):
        return f"the date {shown(said)} could be either of two days; {WHICH_FIRST}"
    return f"the date is {shown(said)}; it should be {RIGHT}" if said else "the date is missing"


def _proved(days: Sequence[str]) -> Dates | None:
    """What a column of dates proves of itself; None where each could be either way round, or they differ."""
    found = [match for each in days if (match := NUMERIC.match(each))]
    firsts, seconds = any(int(m[1]) > 12 for m in found), any(int(m[3]) > 12 for m in found)
    if firsts == seconds:
        return None
    return "day first" if firsts else "month first"


def _is_day(said: str) -> bool:
    return bool(_iso(said, "day first") or _iso(said, "month first"))


def _iso(said: str, order: Dates | None) -> str:
    """The day in ISO's form, with its time and offset if it has any; "" where it is none, or could be either of two."""
    clock = CLOCK.search(said)
    numbers = _numbers(said[: clock.start()].strip() if clock else said.strip(), order)
    if numbers is None:
        return ""
    try:
        if clock is None:
            return date(*numbers).isoformat()
        hour = int(clock[1])
        if clock[4]:
            hour = hour % 12 + (12 if clock[4].lower() == "p" else 0)
        at = datetime(*numbers, hour, int(clock[2]), int(clock[3] or 0), tzinfo=_offset(clock[5]))
        return at.isoformat(" ", "seconds" if at.second else "minutes")
    except ValueError:
        return ""


def _offset(said: str) -> timezone | None:
    """What a time is ahead of UTC, from “GMT” or “GMT+1”; None where nothing is said. Raises ValueError for another
    zone's name, which may mean several."""
    match = ZONE.fullmatch(said.rstrip())
    if match is None:
        raise ValueError(said)
    if not said.strip():
        return None
    digits = (match[1] or "+0").replace(":", "")
    hours, minutes = int(digits[1:3]), int(digits[3:] or 0)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if digits[0] == "-" else ahead)


def _numbers(text: str, order: Dates | None) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if match := re.fullmatch(r"([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})", text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := IN_WORDS.fullmatch(text):
        month = next((n for n, name in enumerate(MONTHS, 1) if match[2].lower().startswith(name)), 0)
        return int(match[3]), month, int(match[1])
    match = NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if first == second:
        return year, first, second
    if order is None:
        return None
    return (year, second, first) if order == "day first" else (year, first, second)
