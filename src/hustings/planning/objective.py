"""What is to be as large as possible, and how two plans compare on the same scenarios."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.election.problems import BadInput, Problem, shown
from hustings.planning.stream import Worth

# So many blocks tell a standard error by themselves.
MANY = 10


@dataclass(frozen=True, slots=True)
class Objective:
    """seats: expected seats. at least: the chance of at least `number`. worst: mean seats in the worst tenth of
    scenarios."""

    kind: str
    number: int = 0

    def value(self, worth: Worth) -> float:
        return self.value_of(worth.seats)

    def value_of(self, seats: NDArray[np.int64]) -> float:
        """The objective, where so many seats are won in each scenario."""
        if self.kind == "worst":
            tenth = max(1, len(seats) // 10)
            return float(np.sort(seats)[:tenth].mean())
        return float(self.of_each(seats).mean())

    def of_each(self, seats: NDArray[np.int64]) -> NDArray[np.float64]:
        """The objective scenario by scenario; seats, for the worst tenth, whose value is of all of them together."""
        return (seats >= self.number).astype(float) if self.kind == "at least" else seats.astype(float)

    def ahead(self, worth: Worth, rival: Worth) -> tuple[float, float]:
        """By how much a plan's value is above a rival's on the same scenarios, and the standard error of that."""
        return self.value(worth) - self.value(rival), self.error(worth, rival)

    def error(self, worth: Worth, rival: Worth | None = None) -> float:
        """The standard error of a plan's value; of how far it is above a rival's, where there is one."""
        if self.kind != "worst":
            values = self.of_each(worth.seats) - (0.0 if rival is None else self.of_each(rival.seats))
            return standard_error(values, worth.block)
        kept = [each for each in _left_out(worth.block) if each.any()]
        values = np.array(
            [self.value_of(worth.seats[k]) - (0.0 if rival is None else self.value_of(rival.seats[k])) for k in kept]
        )
        return float(np.sqrt((len(kept) - 1) * values.var())) if kept else 0.0

    def score(self, worth: Worth) -> tuple[float, float]:
        """What the search makes as large as possible: the value, then how little the slate's last excluded was
        behind."""
        return self.value(worth), -float(worth.margin.mean())

    def hopeless(self, worth: Worth, rival: Worth) -> bool:
        """Whether a plan, on some of the scenarios, is behind its rival by more than chance explains; in the gap, where
        all scenarios have the same seats."""
        if (worth.seats == rival.seats).all():
            wider = worth.margin - rival.margin
            return bool(wider.mean() > standard_error(wider, worth.block))
        behind, error = self.ahead(rival, worth)
        return behind > error

    @property
    def option(self) -> str:
        """As it is said on the command line."""
        return {"seats": "seats", "worst": "worst-decile"}.get(self.kind, f"at-least:{self.number}")

    def __str__(self) -> str:
        return {"seats": "expected seats", "worst": "mean seats in the worst tenth"}.get(
            self.kind, f"chance of at least {self.number}"
        )


def objective(said: str, seats: int) -> Objective:
    """From «seats», «at-least:4» or «worst-decile». Raises BadInput for anything else."""
    if said == "seats":
        return Objective("seats")
    if said == "worst-decile":
        return Objective("worst")
    match = re.fullmatch(r"at-least:([0-9]{1,4})", said)
    if match and 1 <= int(match[1]) <= seats:
        return Objective("at least", int(match[1]))
    raise BadInput(
        Problem("--objective", f"{shown(said)} should be seats, worst-decile, or at-least:1 to at-least:{seats}")
    )


def standard_error(values: NDArray[np.float64], block: NDArray[np.int64]) -> float:
    """Of the mean of these values; 0 for a single one. block: of each value, in order.

    Scenarios of one block share their papers, so their values are not independent of each other: with MANY blocks the
    error is found from blocks as wholes, with fewer it is the larger of that and the error of independent values.
    """
    off = values - values.mean()
    sums = np.add.reduceat(off, np.flatnonzero(np.diff(block, prepend=-1)))
    return _of_sum(sums, off) if len(sums) >= MANY else max(_of_sum(sums, off), _of_sum(off, off))


def _of_sum(parts: NDArray[np.float64], off: NDArray[np.float64]) -> float:
    """The standard error of a mean whose deviations come in these independent parts."""
    n = len(parts)
    return float(np.sqrt(n / (n - 1) * (parts @ parts)) / len(off)) if n > 1 else 0.0


def _left_out(block: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For a jackknife: rows that leave out one block each, or one scenario, where there are few blocks."""
    numbers = np.unique(block)
    if len(numbers) >= MANY:
        return np.array([block != number for number in numbers])
    rows: NDArray[np.bool_] = ~np.eye(len(block), dtype=bool)
    return rows
