"""How tight margins are, and how long they take: every ward under `scottish`, sixty under other rule books, a made NEC.

Run as `python benchmarks/margins.py wards [EVERY]`, `rules [EVERY]` or `nec`, with `--workers 2` for two processes, or
`--workers dask://HOST:PORT`: docs/margins.md has what came of it.
Times are of the processor, of all threads together, without the count that is declared first.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from contests import made, wards

from hustings import each
from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.margins.answer import Margin
from hustings.margins.finding import NODES, find_margin
from hustings.rules.library import rule_book
from hustings.rules.question import Constraint, Question
from hustings.witness.declaring import declare

OTHERS = ("wigm", "northern-ireland", "ers97", "meek", "meek-nz", "irv", "plurality")


def measured(ballots: Ballots, question: Question, nodes: int | None = NODES) -> tuple[Margin, float]:
    """A margin, and the seconds of processor time that it took."""
    record = declare(ballots, question).record
    begun = process_time()
    found = find_margin(ballots, question, record, nodes=nodes)
    return found, process_time() - begun


def of_ward(rules: str, nodes: int | None, file: Path) -> tuple[int, int, float]:
    """At least, at most, and seconds, of one ward under a rule book."""
    ballots = read_ballots(file)
    seats = 1 if rules == "irv" else ballots.seats
    assert seats is not None
    found, took = measured(ballots, Question(rule_book(rules), seats, lot_seed="margins"), nodes)
    assert found.at_most is not None, file
    assert found.at_least <= found.at_most, file
    return found.at_least, found.at_most, took


def row(rules: str, files: list[Path], workers: str, nodes: int | None = NODES) -> str:
    """What came of these wards under a rule book, as a row of a table."""
    ratios, seconds, above_one = [], [], 0
    for outcome in each(partial(of_ward, rules, nodes), files, workers=workers):
        if outcome.result is None:
            raise ValueError(outcome.error)
        at_least, at_most, took = outcome.result
        ratios.append(at_least / at_most if at_most else 1.0)
        seconds.append(took)
        above_one += at_least > 1
    number, exact = len(files), sum(ratio == 1 for ratio in ratios)
    parts = [
        rules,
        f"{number}",
        f"{median(ratios):.2f}",
        f"{sum(ratios) / number:.2f}",
        f"{100 * exact / number:.0f} %",
    ]
    parts += [f"{100 * above_one / number:.0f} %", f"{sum(seconds) / number:.2f}", f"{max(seconds):.1f}"]
    return f"| {' | '.join(parts)} |"


COLUMNS = ("rules", "wards", "median ratio", "mean ratio", "exact", "at least > 1", "mean s", "longest s")
HEAD = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}"


def main(what: str, every: int, workers: str) -> None:
    """Print the rows that are asked for."""
    if what == "nec":
        for papers in (5_000, 130_000):
            ballots = made(papers)
            women = frozenset(range(2, 43, 2))
            constraint = (Constraint("at least", 4, "women", women),)
            question = Question(rule_book("labour-nec"), 9, lot_seed="margins", constraints=constraint)
            found, took = measured(ballots, question)
            print(papers, found.at_least, found.at_most, f"{took:.1f} s", found.points, found.trials, flush=True)
        return
    print(HEAD)
    for rules in ("scottish",) if what == "wards" else OTHERS:
        print(row(rules, wards()[::every], workers), flush=True)


if __name__ == "__main__":
    import margins  # by its name, since workers can import it by that

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=["wards", "rules", "nec"])
    parser.add_argument("every", type=int, nargs="?", default=1, help="every so many wards")
    parser.add_argument("--workers", default="1", help="processes, or dask://HOST:PORT")
    asked = parser.parse_args()
    margins.main(asked.what, asked.every, asked.workers)
