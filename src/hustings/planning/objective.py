"""What is to be as large as possible, and how two plans compare on the same scenarios."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.election.problems import BadInput, Problem, shown
from hustings.planning.stream import Worth


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

    def score(self, worth: Worth) -> tuple[float, float]:
        """What the search makes as large as possible: the value, then how little the slate's last excluded was
        behind."""
        return self.value(worth), -float(worth.margin.mean())

    def hopeless(self, worth: Worth, rival: Worth) -> bool:
        """Whether a plan, on some of the scenarios, is behind its rival by more than chance explains."""
        if self.kind == "worst":
            return self.score(worth) < self.score(rival)
        behind = self.of_each(rival.seats) - self.of_each(worth.seats)
        if not behind.any():
            return bool(worth.margin.mean() > rival.margin.mean())
        return bool(behind.mean() > standard_error(behind))

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


def standard_error(values: NDArray[np.float64], block: int = 1) -> float:
    """Of the mean of these values; 0 for a single one. Values of one block are not independent of each other: with ten
    blocks or more the error is found from the means of blocks."""
    if len(values) >= 10 * block > 10:
        values = values[: len(values) // block * block].reshape(-1, block).mean(axis=1)
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0
