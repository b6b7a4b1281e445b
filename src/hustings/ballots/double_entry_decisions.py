"""Decisions on what two people typed differently: a small CSV file, one row a difference.

    ballot,preference,first,second,agreed
    17,preference 2,Bob,Cyd,Bob            the paper says Bob
    18,preference 3,Ann,,blank             there is nothing on the paper
    21,,Ann | Bob,,keep                    only the first typed this ballot: keep it, or drop it

Every row must meet a difference between the files as they are now. A row whose last cell is empty decides nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hustings.ballots.double_entry import Agreement, Difference, Sheet
from hustings.election.files import csv_text
from hustings.election.folder.csv_rows import read_rows
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, shown

COLUMNS = ("ballot", "preference", "first", "second", "agreed")
BLANK, KEEP, DROP = "blank", "keep", "drop"


@dataclass(frozen=True, slots=True)
class Settled:
    """A row of the decisions file. agreed: "" where nothing is decided yet."""

    line: int
    difference: Difference
    agreed: str


def read_settled(path: Path) -> list[Settled]:
    """The decisions in a file. Raises BadInput with all that is wrong."""
    problems: list[Problem] = []
    table = read_rows(path, COLUMNS, (), problems)
    found: dict[tuple[str, str], Settled] = {}
    for row in table.rows:
        difference = Difference(row["ballot"], row["preference"], row["first"], row["second"], (None, None))
        if before := found.get(difference.place):
            problems.append(Problem(table.file, f"line {before.line} decides the same", row.line))
        if not row["preference"] and row["agreed"] not in ("", KEEP, DROP):
            said = f"{shown(row['agreed'])} is not a decision on a whole ballot; it should be {KEEP} or {DROP}"
            problems.append(Problem(table.file, said, row.line))
        found.setdefault(difference.place, Settled(row.line, difference, row["agreed"]))
    if problems:
        raise BadInput(problems)
    return list(found.values())


def agree(first: Sheet, second: Sheet, found: Sequence[Difference], settled: Sequence[Settled], file: str) -> Agreement:
    """The ballots as both have them and as the decisions say. file: of the decisions, for messages.

    Raises BadInput for decisions that meet no difference, or one between other things than the files have now.
    """
    known = {each.place: each for each in found}
    problems = [Problem(file, said, each.line) for each in settled if (said := _fault(each, known))]
    if problems:
        raise BadInput(problems)
    decided = {each.difference.place: each.agreed for each in settled if each.agreed}
    rows = []
    for key in dict.fromkeys([*first.rows, *second.rows]):
        row = first.rows.get(key) or second.rows[key]
        if decided.get(Difference(key, "", None, None, (None, None)).place) == DROP:
            continue
        cells = [_cell(decided, key, column, cell) for column, cell in zip(first.columns, row.cells, strict=True)]
        rows.append((*([key] if first.number else []), *cells))
    columns = (*([first.number] if first.number else []), *first.columns)
    return Agreement(columns, rows, len(decided), [each for each in found if each.place not in decided])


def _cell(decided: dict[tuple[str, str], str], ballot: str, column: str, typed: str) -> str:
    agreed = decided.get(Difference(ballot, column, None, None, (None, None)).place, typed)
    return "" if agreed == BLANK else agreed


def _fault(settled: Settled, known: dict[tuple[str, str], Difference]) -> str:
    """What is wrong with a decision, as a sentence; "" where it meets its difference."""
    said = settled.difference
    where = f"ballot {said.ballot}" + (f", {shown(said.column)}" if said.column else "")
    there = known.get(said.place)
    if there is None:
        return f"the two files do not differ at {where}, so there is nothing to decide"
    if [folded(each or "") for each in (said.first, said.second)] != [
        folded(each or "") for each in (there.first, there.second)
    ]:
        pairs = " and ".join(shown(each or "") for each in (there.first, there.second))
        return f"at {where} the files now have {pairs}; look at the paper again and mend this line"
    return ""


def settled_csv(found: Iterable[Difference], settled: Iterable[Settled]) -> str:
    """The decisions file with every difference, and what is agreed of those that are settled."""
    agreed = {each.difference.place: each.agreed for each in settled}
    rows = [
        (each.ballot, each.column, each.first or "", each.second or "", agreed.get(each.place, "")) for each in found
    ]
    return csv_text(COLUMNS, rows)
