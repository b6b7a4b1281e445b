"""Whether what is believed comes true: chances of being elected, and how well each name is known, in real wards.

    python benchmarks/calibration.py --data ../shared/data [--first 171] [--workers 2]

For every case (backtest.py), or the first so many in random order, and for each thing that may be known of it,
scenarios without advice are drawn. The chance of each of the party's candidates is set against who was elected: a table
of reliability, and the Brier score beside the one that is expected if chances are as believed, and that of a guess, the
part of all such candidates who were elected. High chances alone show best where a row is too sure. Intervals of 80 % of
each name's part of the party's first preferences are set against that part.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from advice import first_preferences
from backtest import MAIN, material
from contests import DATA
from knowing import UNKNOWN, Known, Record, forecast_with
from measuring import table
from party_wards import PartyWard
from trial import question

from hustings import each
from hustings.ballots.views import views
from hustings.forecast.scenario import draws, generator
from hustings.kernel import batch
from hustings.planning.plan import Plan
from hustings.planning.stream import Draws, Stream

SCENARIOS, PAPERS, STREAM = 200, 600, 3
KNOWN = [*MAIN, *(Known(UNKNOWN, answers, biased) for answers in (20, 100) for biased in (False, True))]
EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
INTERVAL = (0.1, 0.9)
# Chances from here are high.
HIGH = 0.8
HEADER = [
    "what is known", "candidates", "Brier score", "as believed", "of a guess", "high chances: believed, elected",
    "intervals of 80 % held",
]  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """Of one candidate of a case: the chance believed, whether elected, and whether the interval held the part of the
    party's first preferences."""

    chance: float
    elected: bool
    held: bool


def claims(case: PartyWard, known: Known, record: Record) -> Iterator[Claim]:
    forecast = forecast_with(case, known, record)
    stream = Stream(forecast, question(case), Draws(1, STREAM, SCENARIOS, PAPERS), threads=1)
    chances = stream.worth(Plan({})).elected.mean(axis=0)
    columns = [number - 1 for number in case.names]
    drawn = draws(forecast, [generator(1, STREAM, number) for number in range(1, SCENARIOS + 1)])
    weights = drawn.recognition[:, 0, columns]
    low, high = np.quantile(weights / weights.sum(axis=1, keepdims=True), INTERVAL, axis=0)
    firsts = first_preferences(case)
    parts = firsts / firsts.sum()
    cast = views(case.papers.ballots)
    asked = question(case)
    counted = batch.count_batch(batch.plant(case.papers.ballots, asked), cast.papers[None, :], asked, threads=1)
    for place, number in enumerate(case.names):
        elected = bool((counted.elected[0] == number).any())
        yield Claim(float(chances[place]), elected, bool(low[place] <= parts[place] <= high[place]))


def claimed(data: Path, task: tuple[int, Known]) -> list[Claim]:
    """The claims of one task: a place among the cases, and what is known."""
    cases, record = material(data)
    return list(claims(cases[task[0]], task[1], record))


def reliability(found: list[Claim]) -> list[list[str]]:
    """By what chance was believed: how many, their mean chance, and the part who were elected."""
    chances, elected = np.array([claim.chance for claim in found]), np.array([claim.elected for claim in found])
    rows = []
    for low, high in pairwise(EDGES):
        inside = (chances >= low) & ((chances < high) | (high == 1))
        if inside.any():
            believed, true = chances[inside].mean(), elected[inside].mean()
            rows.append([f"{low:.0%} to {high:.0%}", f"{inside.sum()}", f"{believed:.1%}", f"{true:.1%}"])
    return rows


def summary(known: str, found: list[Claim]) -> list[str]:
    chances, elected = np.array([claim.chance for claim in found]), np.array([claim.elected for claim in found], float)
    brier, guess = ((chances - elected) ** 2).mean(), elected.mean() * (1 - elected.mean())
    expected = (chances * (1 - chances)).mean()
    high = chances >= HIGH
    likely = f"{chances[high].mean():.0%}, {elected[high].mean():.0%}" if high.any() else ""
    held = np.mean([claim.held for claim in found])
    return [known, f"{len(found)}", f"{brier:.3f}", f"{expected:.3f}", f"{guess:.3f}", likely, f"{held:.0%}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the reference data")
    parser.add_argument("--first", type=int, help="only the first so many cases, in random order")
    parser.add_argument("--workers", default="2", help="processes, or dask://HOST:PORT")
    asked = parser.parse_args()
    places = range(len(material(asked.data)[0][: asked.first]))
    tasks = [(place, known) for known in KNOWN for place in places]
    found_by: dict[Known, list[Claim]] = {known: [] for known in KNOWN}
    for outcome in each(partial(claimed, asked.data.resolve()), tasks, workers=asked.workers):
        if outcome.result is None:
            raise ValueError(outcome.error)
        found_by[outcome.item[1]] += outcome.result
    every: list[Claim] = []
    lines = []
    for known, found in found_by.items():
        lines.append(summary(str(known), found))
        every += found
    print(table(HEADER, lines))
    print()
    print(table(["chance believed", "candidates", "mean", "elected"], reliability(every)))


if __name__ == "__main__":
    import calibration  # by its name, since workers can import it by that

    calibration.main()
