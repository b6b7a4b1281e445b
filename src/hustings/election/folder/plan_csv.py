"""plan.csv: what a slate recommends in each area, one column for each preference; by `hustings plan` or by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hustings.election.folder.csv_rows import Row, read_rows
from hustings.election.names import Register
from hustings.election.nouns import Election, PlanRow
from hustings.election.problems import Problem, shown

COLUMNS = ("contest", "slate", "area", "list", "source")


def read_plan(
    path: Path, election: Election, problems: list[Problem], *, sound: bool = True, whole: bool = False,
    of: tuple[str, str] | None = None,
) -> tuple[PlanRow, ...]:  # fmt: skip
    """Read a plan against the election, and add to `problems` what is wrong with it. Raises BadInput if it cannot be
    read.

    sound: False where something is wrong with the election itself; names are then not checked against it.
    whole: every order must have all names of its slate. of: the contest and slate whose plan is wanted; where every row
    is of others, that is all that is said.
    """
    table = read_rows(path, COLUMNS[:4], COLUMNS[4:], problems, numbered=True)
    if not table.columns:
        return ()
    preferences = sorted((column for column in table.columns if column.isdecimal()), key=int)
    if not preferences and not table.rows:
        said = "it recommends no order in any area; where giving no advice is best, the plan has no rows"
        problems.append(Problem(table.file, said, 1))
        return ()
    if not preferences or preferences != [str(number) for number in range(1, len(preferences) + 1)]:
        said = "the columns after list should be 1, 2, 3…, one for each preference"
        problems.append(Problem(table.file, said, 1))
        return ()
    known = _Known(election) if sound else None
    if known and of and (said := _of_others(table.rows, known, of)):
        problems.append(Problem(table.file, said))
        return ()
    rows: list[PlanRow] = []
    lines: dict[tuple[str, str, str], int] = {}
    lists: dict[tuple[str, str, str], tuple[int, tuple[str, ...]]] = {}
    for row in table.rows:
        found: list[str] = []
        plan = _row(row, preferences, known, found)
        if plan:
            before = lines.setdefault((plan.contest, plan.slate, plan.area), row.line)
            line, order = lists.setdefault((plan.contest, plan.slate, plan.list), (row.line, plan.order))
            if before != row.line:
                found.append(f"the order for {plan.area} stands in line {before} already")
            if order != plan.order:
                found.append(f"list {plan.list} has another order in line {line}; one list is one order")
            names = election.slate(plan.slate).candidates[plan.contest]
            if lacking := [name for name in names if whole and name not in plan.order]:
                found.append(f"the order for {plan.area} lacks {', '.join(lacking)}; it should give every name once")
            rows.append(plan)
        problems.extend(Problem(table.file, said, row.line) for said in found)
    return tuple(rows)


class _Known:
    """What a row may name."""

    def __init__(self, election: Election) -> None:
        self.contests = Register("contest", "election.toml", {contest.id: contest for contest in election.contests})
        self.slates = Register("slate", "slates.toml", {slate.id: slate for slate in election.slates})
        self.leaves = {area.code for area in election.leaves()}
        self.areas = Register("area", "areas.csv", {area.code: area for area in election.areas})


def _of_others(rows: Sequence[Row], known: _Known, of: tuple[str, str]) -> str:
    """What is said of a plan of which no row is of this contest and slate; "" where one is, or there is no row."""
    written = dict.fromkeys((row["contest"], row["slate"]) for row in rows)
    found = [(known.contests.find(contest), known.slates.find(slate)) for contest, slate in written]
    if not rows or of in [(contest.id, slate.id) for contest, slate in found if contest and slate]:
        return ""
    said = [f"{shown(slate)} for {shown(contest)}" for contest, slate in written]
    more = f" and {len(said) - 3} others" if len(said) > 4 else ""
    whose = ", ".join(said[:3] if more else said)
    return f"this plan is of {whose}{more}; the forecast is of {shown(of[1])} for {shown(of[0])}"


def _row(row: Row, preferences: list[str], known: _Known | None, found: list[str]) -> PlanRow | None:
    if not row["list"]:
        found.append("the list has no name; areas with the same order share one")
    if known is None:
        _order(row, preferences, None, found)
        return None
    contests, slates, areas = known.contests, known.slates, known.areas
    contest, slate, area = contests.find(row["contest"]), slates.find(row["slate"]), areas.find(row["area"])
    if contest is None:
        found.append(contests.unknown(row["contest"]))
    if slate is None:
        found.append(slates.unknown(row["slate"]))
    if area is None:
        found.append(areas.unknown(row["area"]))
    elif area.code not in known.leaves:
        found.append(f"nobody votes in {area.code} but in the areas within it; name those")
    order: tuple[str, ...] = ()
    if slate and contest:
        names = {name: name for name in slate.candidates.get(contest.id, ())}
        mine = Register("candidate", f"the slate {slate.id} for {contest.id}", names)
        order = _order(row, preferences, mine, found)
    if not (contest and slate and area) or found:
        return None
    return PlanRow(contest.id, slate.id, area.code, row["list"], order, row["source"])


def _order(row: Row, preferences: list[str], mine: Register[str] | None, found: list[str]) -> tuple[str, ...]:
    """The names in order, as the slate has them; mine: None where the slate's names are not known."""
    said = [row[column] for column in preferences]
    while said and not said[-1]:
        said.pop()
    order: list[str] = []
    for preference, name in enumerate(said, 1):
        meant = mine.find(name) if mine else name
        if not name:
            found.append(f"preference {preference} is empty, and a later one is not")
        elif mine and meant is None:
            found.append(mine.unknown(name))
        elif meant in order:
            found.append(f"{meant} has preferences {order.index(meant) + 1} and {preference}; each name stands once")
        else:
            order.append(meant or name)
    if not said:
        found.append("there are no preferences")
    return tuple(order)
