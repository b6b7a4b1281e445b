"""What is to be as large as possible, and how two plans compare on the same scenarios."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from hustings.election.problems import BadInput, Problem, shown
from hustings.planning.worth import Worth

# So many blocks tell a standard error by themselves.
MANY = 10
LEAST_BOUND, MOST_BOUND = 0.001, 0.5


# The guarded objective's bound, where none is given; and how far below it the search aims, since what is found there
# must still meet the bound on scenarios that it has not seen.
BOUND, AIM = 0.01, 0.5
# A chance is at most its limit with this confidence; the choice may look so often, and the looks share what is left.
CONFIDENCE, LOOKS = 0.95, 3


@dataclass(frozen=True, slots=True)
class Objective:
    """What a plan makes as large as possible.

    seats: expected seats. guarded: the same, among plans whose chance of fewer seats than with no advice is at most
    `bound`. at least: the chance of at least `number`. worst: mean seats in the worst tenth of scenarios.
    """

    kind: str
    number: int = 0
    bound: float = 1.0

    @property
    def of_seats(self) -> bool:
        """Whether its value is the expected seats."""
        return self.kind in ("seats", "guarded")

    @property
    def guarded(self) -> bool:
        return self.kind == "guarded"

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

    def score(self, worth: Worth) -> tuple[float, float, float]:
        """What the search makes as large as possible: how little the chance of a loss is above what is aimed at, where
        that is guarded; the value; then how little the slate's last excluded was behind."""
        return -self.excess(worth), *self.preference(worth)

    def preference(self, worth: Worth) -> tuple[float, float]:
        """The value; of equals, how little the slate's last excluded was behind."""
        return self.value(worth), -float(worth.margin.mean())

    def excess(self, worth: Worth) -> float:
        """By how much the part of scenarios with fewer seats than no advice is above what the search aims at."""
        return max(0.0, float(worth.fewer.mean()) - AIM * self.bound) if self.guarded else 0.0

    def hopeless(self, worth: Worth, rival: Worth) -> bool:
        """Whether a plan, on some of the scenarios, is behind its rival by more than chance explains; in the gap, where
        all scenarios have the same seats: on real papers the gap decides (docs/evidence.md)."""
        if (worth.seats == rival.seats).all():
            wider = worth.margin - rival.margin
            return bool(wider.mean() > standard_error(wider, worth.block))
        excess, allowed = self.excess(worth), self.excess(rival)
        if excess > allowed:
            more = worth.fewer.astype(float) - rival.fewer
            return bool(more.mean() > standard_error(more, worth.block))
        behind, error = self.ahead(rival, worth)
        return excess == allowed and behind > error

    def admits(self, worth: Worth, *, certain: bool = False, share: float = 1.0) -> bool:
        """Whether the chance of fewer seats than with no advice is surely at most the bound. certain: where the
        scenarios are all there can be. share: of the risk of being wrong."""
        if not self.guarded:
            return True
        return float(worth.fewer.mean()) <= self.bound if certain else limit_of_chance(worth, share) <= self.bound

    @property
    def option(self) -> str:
        """As it is written on the command line."""
        if self.guarded:
            return "guarded" if self.bound == BOUND else f"guarded:{100 * self.bound:g}%"
        return {"seats": "seats", "worst": "worst-decile"}.get(self.kind, f"at-least:{self.number}")

    def __str__(self) -> str:
        return {"seats": "expected seats", "guarded": "expected seats", "worst": "mean seats in the worst tenth"}.get(
            self.kind, f"chance of at least {self.number}"
        )


GUARDED = Objective("guarded", bound=BOUND)


def objective(said: str, seats: int) -> Objective:
    """From «guarded», «guarded:2%», «seats», «at-least:4» or «worst-decile». Raises BadInput for anything else."""
    if said in ("seats", "worst-decile"):
        return Objective("seats" if said == "seats" else "worst")
    match = re.fullmatch(r"guarded(?::([0-9]{1,2}(?:\.[0-9]{1,3})?)%)?", said)
    if match and (match[1] is None or LEAST_BOUND <= float(match[1]) / 100 <= MOST_BOUND):
        return Objective("guarded", bound=BOUND if match[1] is None else float(match[1]) / 100)
    match = re.fullmatch(r"at-least:([0-9]{1,4})", said)
    if match and 1 <= int(match[1]) <= seats:
        return Objective("at least", int(match[1]))
    bounds = f"guarded:{100 * LEAST_BOUND:g}% to guarded:{100 * MOST_BOUND:g}%"
    right = f"guarded, {bounds}, seats, worst-decile, or at-least:1 to at-least:{seats}"
    raise BadInput(Problem("--objective", f"{shown(said)} should be {right}"))


def limit_of_chance(worth: Worth, share: float = 1.0) -> float:
    """The most that the chance of fewer seats than with no advice can be, one-sided, with CONFIDENCE over all looks; at
    so large a share of the risk of being wrong, where plans share that, too.

    Clopper and Pearson's limit (Biometrika 26, 1934), for as many independent scenarios as these, which share papers
    within a block, are worth.
    """
    n, chance = float(len(worth)), float(worth.fewer.mean())
    if 0 < chance < 1:
        independent = chance * (1 - chance) / (n - 1)
        n /= max(1.0, standard_error(worth.fewer.astype(float), worth.block) ** 2 / independent)
    if chance == 1:
        return 1.0
    return float(betaincinv(chance * n + 1, (1 - chance) * n, 1 - share * (1 - CONFIDENCE) / LOOKS))


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
