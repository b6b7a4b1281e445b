"""Nominations by date and by area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hustings.nominations.tally import Tally


@dataclass(frozen=True, slots=True)
class Running:
    """Running totals. totals[name][i]: the candidate's nominations up to the end of days[i]."""

    days: tuple[date, ...]
    totals: dict[str, tuple[int, ...]]


def running(tally: Tally) -> Running:
    """Running totals of every candidate who stands, at the end of each day on which a nomination came."""
    days = tuple(sorted({row.at.day for row in tally.counted}))
    on_day = Counter((row.candidate, row.at.day) for row in tally.counted)
    totals: dict[str, tuple[int, ...]] = {}
    for standing in tally.standings:
        sums, total = [], 0
        for day in days:
            total += on_day[standing.name, day]
            sums.append(total)
        totals[standing.name] = tuple(sums)
    return Running(days, totals)


def reached_on(tally: Tally) -> dict[str, date]:
    """The day on which each candidate who has reached the threshold did so; nobody where there is no threshold."""
    found, totals, needed = dict[str, date](), running(tally), tally.needed
    for name, sums in totals.totals.items():
        day = next((day for day, total in zip(totals.days, sums, strict=True) if needed and total >= needed), None)
        if day:
            found[name] = day
    return found


@dataclass(frozen=True, slots=True)
class InArea:
    """The nominations by an area's branches and those of the areas within it. area: its code, "" for branches without.

    branches: how many there are; nominating: how many of them nominated anybody.
    by_name: how many nominated each candidate who was nominated there, in the order of the standings.
    """

    area: str
    name: str
    branches: int
    nominating: int
    by_name: dict[str, int]


def by_area(tally: Tally) -> tuple[InArea, ...]:
    """Every area that has branches, in the order of areas.csv; branches without an area come last."""
    within: dict[str, list[frozenset[str]]] = {}
    for branch in tally.branches:
        for code in list(tally.election.lineage(branch.area)) or [""]:
            within.setdefault(code, []).append(tally.by_branch.get(branch.code, frozenset()))
    named = [*((area.code, area.name) for area in tally.election.areas), ("", "no area")]
    return tuple(_in_area(tally, code, name, within[code]) for code, name in named if code in within)


def _in_area(tally: Tally, code: str, name: str, made: Sequence[frozenset[str]]) -> InArea:
    held = {each.name: sum(each.name in names for names in made) for each in tally.standings}
    by_name = {candidate: number for candidate, number in held.items() if number}
    return InArea(code, name, len(made), sum(bool(names) for names in made), by_name)
