"""The tables and the picture of docs/evidence.md, from the seats that a backtest has written."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from contests import ROOT
from evidence_picture import Line, draw
from knowing import EXHAUSTED
from measuring import table
from party_wards import PartyWard

PAGE = ROOT / "docs/evidence.md"
BEGIN, END = "<!-- made by benchmarks/backtest.py -->\n", "<!-- end of what is made -->\n"
REFERENCE, EQUALISED, FILLED = "reference", "perfect equalising", "water-filling"


@dataclass(frozen=True)
class Row:
    """Of one case, what was known, and a way of advising: seats as cast, and with each draw of followers."""

    ward: str
    year: int
    party: str
    known: str
    way: str
    cast: int
    seats: tuple[int, ...]

    HEADER = ("ward", "year", "party", "known", "way", "cast", "seats")

    @classmethod
    def of(cls, case: PartyWard, known: str, way: str, cast: int, seats: np.ndarray) -> Row:
        return cls(case.ward, case.year, case.party, known, way, cast, tuple(seats.tolist()))

    @property
    def cells(self) -> list[object]:
        return [self.ward, self.year, self.party, self.known, self.way, self.cast, " ".join(map(str, self.seats))]


@dataclass(frozen=True)
class Result:
    """One line of a table. gained, lost: seats, mean of the draws, scaled to all cases. part: gained, of what
    perfect equalising gains in the same cases. losing: the part of all cases and draws with a seat lost; moving: the
    same, of cases where advice can move a seat."""

    known: str
    way: str
    cases: int
    gained: float
    part: float
    lost: float
    losing: float
    moving: float


def read_rows(path: Path) -> list[Row]:
    with path.open(newline="") as file:
        return [
            Row(
                each["ward"], int(each["year"]), each["party"], each["known"], each["way"], int(each["cast"]),
                tuple(map(int, each["seats"].split())),
            )
            for each in csv.DictReader(file)
        ]  # fmt: skip


def results(rows: Sequence[Row]) -> list[Result]:
    """Every way, by what was known. Cases in which no advice can move a seat count as neither gained nor lost."""
    cases = {(row.ward, row.party) for row in rows if row.known == REFERENCE}
    moving = {(row.ward, row.party) for row in rows if row.known == REFERENCE and row.way.startswith("best")}
    equal = {(row.ward, row.party): _gained(row) for row in rows if row.way == EQUALISED}
    by_way: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_way.setdefault((row.known, row.way), []).append(row)
    found = []
    for (known, way), theirs in by_way.items():
        done = {(row.ward, row.party) for row in theirs} & moving
        whole = len(theirs) == len(cases)
        scale = 1.0 if whole else len(moving) / len(done)
        draws = len(theirs[0].seats)
        more = np.array([[seats - row.cast for seats in row.seats] for row in theirs])
        losing = scale * (more < 0).sum() / draws
        gained = float(np.maximum(more, 0).sum() / draws)
        possible = sum(equal.values()) if whole else sum(equal[case] for case in done)
        found.append(
            Result(
                known,
                way,
                len(done),
                scale * gained,
                gained / possible if possible else 0.0,
                float(scale * np.maximum(-more, 0).sum() / draws),
                losing / len(cases),
                losing / len(moving),
            )
        )
    return found


def _gained(row: Row) -> float:
    return sum(max(seats - row.cast, 0) for seats in row.seats) / len(row.seats)


def tables(rows: Sequence[Row]) -> str:
    """What needs no planner; then a line for each thing known, with a column for each way of choosing."""
    found = results(rows)
    reference = [each for each in found if each.known == REFERENCE]
    header = ["", "gained", "of equalising", "lost", "losing draws", "of movable cases", "net"]
    plain = [
        [
            each.way, f"{each.gained:.1f}", _percent(each.part), f"{each.lost:.1f}", _percent(each.losing, 2),
            _percent(each.moving, 1), f"{each.gained - each.lost:.1f}",
        ]
        for each in reference
    ]  # fmt: skip
    advised = {(each.known, each.way): each for each in found if each.known != REFERENCE}
    ways = list(dict.fromkeys(way for _, way in advised))
    lines = []
    for known in dict.fromkeys(known for known, _ in advised):
        here = [advised.get((known, way)) for way in ways]
        lines.append([known, *map(_cell, here), str(max(each.cases for each in here if each))])
    return f"{table(header, plain)}\n\n{table(['what is known', *ways, 'cases'], lines)}"


def _cell(result: Result | None) -> str:
    """What is gained, of perfect equalising, and the part of all draws that lose."""
    return "" if result is None else f"{_percent(result.part)}, {_percent(result.losing, 2)}"


def _percent(part: float, decimals: int = 0) -> str:
    return f"{100 * part:.{decimals}f} %"


def write(rows: Sequence[Row], *, into_page: bool) -> None:
    """Print the tables, or put them and the picture into the page."""
    text = tables(rows)
    if not into_page:
        print(text)
        return
    page = PAGE.read_text()
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")
    draw(lines_of(results(rows)))


def lines_of(found: Sequence[Result]) -> list[Line]:
    """What the picture shows: a line for each thing known, from the default bound to none."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for each in found:
        if (
            not each.known.endswith(("biased", EXHAUSTED))
            and not each.way.startswith("water-filling by")
            and each.way != FILLED
        ):
            name = each.way if each.known == REFERENCE else each.known
            lines.setdefault(name, []).append((each.losing, each.part))
    return [Line(name, tuple(points)) for name, points in lines.items()]
