"""Turnout so far, and the voters that are then believed of each area.

    area,date,voted
    north,2027-03-20,410

An area has voters N, believed with a spread of `turnout_shock` (of the log). So far a part of them has voted: nobody
knows which part of all who will, but it is about the same everywhere, off by a factor whose log has a standard
deviation of EARLY, less as voting goes on. So areas that are ahead of the others get more voters, and the rest fewer;
how many vote in all stays as it was believed, unless more have voted. All of this is normal, so the posterior is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np

from hustings.election.folder.csv_rows import Row, read_rows
from hustings.election.names import Register
from hustings.election.problems import BadInput, Problem, shown
from hustings.forecast.beliefs import Forecast
from hustings.forecast.returns import MOST, day_of

COLUMNS = ("area", "date", "voted")
# How much earlier or later areas vote than others, before anybody has voted: assumed.
EARLY = 0.3
MARK = "Turnout so far"


@dataclass(frozen=True, slots=True)
class Turnout:
    """voted: how many have voted in each area, by code, on the last day that is written down. days: the first and the
    last of these."""

    voted: Mapping[str, int]
    days: tuple[date, date]

    def source(self, file: str) -> str:
        """As in «1,210 votes in 3 areas by 2027-03-20, turnout.csv»."""
        areas = f"{len(self.voted)} {'area' if len(self.voted) == 1 else 'areas'}"
        return f"{sum(self.voted.values()):,} votes in {areas} by {self.days[1]}, {file}"


def read_turnout(path: Path, areas: Register[str]) -> Turnout:
    """Read the file; the last day of each area counts. Raises BadInput with everything that is wrong."""
    problems: list[Problem] = []
    table = read_rows(path, COLUMNS, (), problems)
    told: dict[str, list[tuple[date, int, int]]] = {}
    for row in table.rows:
        found = _row(row, areas)
        if isinstance(found, list):
            problems.extend(Problem(table.file, said, row.line) for said in found)
        else:
            area, day, voted = found
            told.setdefault(area, []).append((day, voted, row.line))
    for code, rows in told.items():
        rows.sort()
        problems.extend(Problem(table.file, f"{code}: {said}", line) for said, line in _falling(rows))
    if not table.rows and not problems:
        problems.append(Problem(table.file, "there is no area in it; a row an area and day is wanted"))
    if problems:
        raise BadInput(problems)
    days = sorted(rows[-1][0] for rows in told.values())
    return Turnout({code: rows[-1][1] for code, rows in told.items()}, (days[0], days[-1]))


def _falling(rows: Sequence[tuple[date, int, int]]) -> Iterator[tuple[str, int]]:
    """What is wrong with an area's rows, in the order of their days, and the line of each."""
    for (day, before, _), (next_day, after, line) in pairwise(rows):
        if day == next_day:
            yield f"there is a row for {day} already", line
        elif after < before:
            yield f"{after:,} by {next_day} after {before:,} by {day}; voted is the sum so far, and cannot fall", line


def _row(row: Row, areas: Register[str]) -> tuple[str, date, int] | list[str]:
    """The area, the day and the number, or what is wrong."""
    said: list[str] = []
    area = areas.find(row["area"])
    if area is None:
        said.append(f"{areas.unknown(row['area'])}; it should be one that votes here")
    day = day_of(row["date"])
    if day is None:
        said.append(f"the date is {shown(row['date'])}; it should be a day, as in 2027-03-20")
    digits = row["voted"].replace(",", "")
    if not digits.isascii() or not digits.isdigit() or int(digits) > MOST:
        said.append(f"voted is {shown(row['voted'])}; it should be how many have voted so far, up to {MOST:,}")
    return said if said or day is None or area is None else (area, day, int(digits))


def check_first(forecast: Forecast) -> None:
    """Raise BadInput where turnout has moved the forecast already: what was counted then would count twice."""
    if MARK in forecast.note:
        said = "turnout has moved the forecast already, its note says; start from the forecast before that"
        raise BadInput(Problem("TURNOUT.csv", said))


def turned_out(forecast: Forecast, voted: Mapping[str, int]) -> Forecast:
    """What is believed after so many have voted. Raises BadInput where turnout is believed for certain."""
    if not forecast.turnout_shock:
        said = "it has no turnout_shock, so the voters of each area are believed for certain; give it one, as in 0.15"
        raise BadInput(Problem("forecast.toml", said))
    before = np.array([area.voters for area in forecast.areas], float)
    so_far = np.array([voted.get(area.code, 0) for area in forecast.areas], float)
    there = np.flatnonzero(so_far)
    prior = forecast.turnout_shock**2
    variances = np.full(len(before), prior)
    after = before.copy()
    if len(there) > 1:
        part = so_far[there].sum() / before[there].sum()
        early = (EARLY * max(0.0, 1 - part)) ** 2
        learnt = prior / (prior + early)
        ahead = np.log(so_far[there] / before[there])
        after[there] *= np.exp(learnt * (ahead - ahead.mean()))
        after[there] *= before[there].sum() / after[there].sum()
        # Which part has voted is learnt from the same areas.
        variances[there] = prior * (1 - learnt) + learnt * prior / len(there)
    after = np.maximum(after, so_far)
    areas = (replace(area, voters=max(1, round(n))) for area, n in zip(forecast.areas, after.tolist(), strict=True))
    return replace(forecast, areas=tuple(areas), turnout_shock=float(np.sqrt(variances.mean())))
