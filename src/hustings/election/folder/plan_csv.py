"""plan.csv: what a slate recommends in each area, one column for each preference; by `hustings plan` or by hand."""

from __future__ import annotations

from pathlib import Path

from hustings.election.folder.csv_rows import Row, read_rows
from hustings.election.folder.names import Register
from hustings.election.nouns import Contest, Election, PlanRow, Slate
from hustings.election.problems import Problem


def read_plan(path: Path, election: Election, problems: list[Problem]) -> tuple[PlanRow, ...]:
    """Read a plan against the election, and add to `problems` what is wrong with it.

    Raises BadInput if it cannot be read.
    """
    table = read_rows(path, ("contest", "slate", "area", "list"), ("source",), problems, numbered=True)
    preferences = sorted((column for column in table.columns if column.isdecimal()), key=int)
    if (table.columns and preferences != [str(n) for n in range(1, len(preferences) + 1)]) or (
        table.columns and not preferences
    ):
        said = "the columns after list should be 1, 2, 3…, one for each preference"
        problems.append(Problem(table.file, said, 1))
        return ()
    rows: list[PlanRow] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        found: list[str] = []
        plan = _row(row, preferences, election, found)
        if plan:
            key = (plan.contest, plan.slate, plan.area)
            same_list = ("list", plan.contest, plan.slate, plan.list)
            if key in lines:
                found.append(f"the order for {plan.area} stands in line {lines[key]} already")
            elif same_list in lines and next(r for r in rows if _list(r) == _list(plan)).order != plan.order:
                found.append(f"list {plan.list} has another order in line {lines[same_list]}; one list is one order")
            lines.setdefault(key, row.line)
            lines.setdefault(same_list, row.line)
            rows.append(plan)
        problems.extend(Problem(table.file, said, row.line) for said in found)
    return tuple(rows)


def _list(plan: PlanRow) -> tuple[str, str, str]:
    return plan.contest, plan.slate, plan.list


def _row(row: Row, preferences: list[str], election: Election, found: list[str]) -> PlanRow | None:
    contests = Register("contest", "election.toml", {contest.id: contest for contest in election.contests})
    slates = Register("slate", "slates.toml", {slate.id: slate for slate in election.slates})
    areas = Register("area", "areas.csv", {area.code: area for area in election.areas})
    contest, slate, area = contests.find(row["contest"]), slates.find(row["slate"]), areas.find(row["area"])
    if contest is None:
        found.append(contests.unknown(row["contest"]))
    if slate is None:
        found.append(slates.unknown(row["slate"]))
    if area is None:
        found.append(areas.unknown(row["area"]))
    order = _order(row, preferences, slate, contest, found) if slate and contest else ()
    if not (contest and slate and area) or found:
        return None
    return PlanRow(contest.id, slate.id, area.code, row["list"], order, row["source"])


def _order(row: Row, preferences: list[str], slate: Slate, contest: Contest, found: list[str]) -> tuple[str, ...]:
    said = [row[column] for column in preferences]
    while said and not said[-1]:
        said.pop()
    names = slate.candidates.get(contest.id, ())
    mine = Register(f"candidate for {contest.id}", f"the slate {slate.id}", {name: name for name in names})
    order: list[str] = []
    for preference, name in enumerate(said, 1):
        meant = mine.find(name)
        if not name:
            found.append(f"preference {preference} is empty, and a later one is not")
        elif meant is None:
            found.append(mine.unknown(name))
        elif meant in order:
            found.append(f"{meant} has preferences {order.index(meant) + 1} and {preference}; each name stands once")
        else:
            order.append(meant)
    if not said:
        found.append("there are no preferences")
    return tuple(order)
