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
        if self.kind == "worst":
            tenth = max(1, len(worth.seats) // 10)
            return float(np.sort(worth.seats)[:tenth].mean())
        return float(self.of_each(worth).mean())

    def of_each(self, worth: Worth) -> NDArray[np.float64]:
        """The objective scenario by scenario; seats, for the worst tenth, whose value is of all of them together."""
        return (worth.seats >= self.number).astype(float) if self.kind == "at least" else worth.seats.astype(float)

    def score(self, worth: Worth) -> tuple[float, float]:
        """What the search makes as large as possible: the value, then how little the slate's last excluded was
        behind."""
        return self.value(worth), -float(worth.margin.mean())

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


def standard_error(values: NDArray[np.float64]) -> float:
    """Of the mean of these values; 0 for a single one."""
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0
