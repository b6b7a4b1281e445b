"""Nominations by date and by area."""

from __future__ import annotations

from collections import Counter
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

    branches: how many there are, nominating: how many of them nominated anybody, by_name: nominations of each.
    """

    area: str
    name: str
    branches: int
    nominating: int
    by_name: Counter[str]


def by_area(tally: Tally) -> tuple[InArea, ...]:
    """Every area that has branches, in the order of areas.csv; branches without an area come last."""
    found: dict[str, InArea] = {
        area.code: InArea(area.code, area.name, 0, 0, Counter()) for area in tally.election.areas
    }
    found[""] = InArea("", "no area", 0, 0, Counter())
    for branch in tally.branches:
        names = tally.by_branch.get(branch.code, frozenset())
        for code in list(tally.election.lineage(branch.area)) or [""]:
            area = found[code]
            area.by_name.update(names)
            found[code] = InArea(code, area.name, area.branches + 1, area.nominating + bool(names), area.by_name)
    return tuple(area for area in found.values() if area.branches)
