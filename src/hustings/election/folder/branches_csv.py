"""branches.csv: the branches that may nominate, and the area each is in.

Optional: without it every branch that nominates is known by the name it gives, and nobody can say who nominated none.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hustings.election.folder.csv_rows import read_rows
from hustings.election.names import Register, folded
from hustings.election.nouns import Area, Branch
from hustings.election.problems import Problem

COLUMNS = ("name", "code", "area", "event")


def read_branches(path: Path, areas: Sequence[Area] | None, problems: list[Problem]) -> tuple[Branch, ...]:
    """Read branches.csv against the areas (None: not known), and add to `problems` what is wrong with it.

    Raises BadInput if it cannot be read.
    """
    table = read_rows(path, COLUMNS[:1], COLUMNS[1:], problems)
    known = Register("area", "areas.csv", {area.code: area for area in areas or ()})
    lines: dict[str, int] = {}
    branches = []
    for row in table.rows:
        name, code = row["name"], row["code"] or row["name"]
        if not name:
            problems.append(Problem(table.file, "the branch has no name", row.line))
            continue
        before = {lines[key] for key in (folded(name), folded(code)) if key in lines}
        if before:
            said = f"the branch {name} stands in line {min(before)} already; each name and each code stands once"
            problems.append(Problem(table.file, said, row.line))
            continue
        area = known.find(row["area"])
        if row["area"] and area is None and areas is not None:
            problems.append(Problem(table.file, known.unknown(row["area"]), row.line))
        lines |= dict.fromkeys((folded(name), folded(code)), row.line)
        branches.append(Branch(code, name, area.code if area else "", row["event"]))
    return tuple(branches)
