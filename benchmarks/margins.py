"""How tight margins are, and how long they take: every ward under `scottish`, sixty under other rule books, a made NEC.

Run as `python benchmarks/margins.py wards [EVERY]`, `rules [EVERY]` or `nec`, with `--workers 2` for two processes, or
`--workers dask://HOST:PORT`: docs/margins.md has what came of it. With `--keep FILE` what came of each ward is kept as
it comes, and not found again by the next run; `--minutes M` ends a run, so that long ones can be made in parts.
Times are of the processor, of all threads together, without the count that is declared first.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from time import monotonic, process_time

from contests import made, wards

from hustings import each
from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.margins.answer import Margin
from hustings.margins.finding import NODES, find_margin
from hustings.rules.library import rule_book
from hustings.rules.question import Constraint, Question
from hustings.witness.declaring import declare

Found = tuple[int, int, float]
# So many wards go to the workers at a time.
AT_ONCE = 16
OTHERS = ("wigm", "northern-ireland", "ers97", "meek", "meek-nz", "irv", "plurality")


def measured(ballots: Ballots, question: Question, nodes: int | None = NODES) -> tuple[Margin, float]:
    """A margin, and the seconds of processor time that it took."""
    record = declare(ballots, question).record
    begun = process_time()
    found = find_margin(ballots, question, record, nodes=nodes)
    return found, process_time() - begun


def of_ward(rules: str, nodes: int | None, file: Path) -> Found:
    """At least, at most, and seconds, of one ward under a rule book."""
    ballots = read_ballots(file)
    seats = 1 if rules == "irv" else ballots.seats
    assert seats is not None
    found, took = measured(ballots, Question(rule_book(rules), seats, lot_seed="margins"), nodes)
    assert found.at_most is not None, file
    assert found.at_least <= found.at_most, file
    return found.at_least, found.at_most, took


@dataclass
class Kept:
    """What came of wards, by rule book, points and file: kept in a file of JSON lines, if there is one."""

    file: Path | None
    ends: float
    found: dict[tuple[str, int | None, str], Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.file is not None and self.file.exists():
            for line in self.file.read_text().splitlines():
                rules, nodes, ward, at_least, at_most, took = json.loads(line)
                self.found[rules, nodes, ward] = at_least, at_most, took

    def keep(self, rules: str, nodes: int | None, ward: str, found: Found) -> None:
        """Keep what came of a ward."""
        self.found[rules, nodes, ward] = found
        if self.file is not None:
            with self.file.open("a") as out:
                out.write(json.dumps([rules, nodes, ward, *found]) + "\n")

    def all_of(self, rules: str, files: list[Path], workers: str, nodes: int | None) -> list[Found]:
        """What came of these wards; of those that there is time for."""
        left = [file for file in files if (rules, nodes, str(file)) not in self.found]
        # A few at a time, so that little is lost where a run ends.
        for start in range(0, len(left), AT_ONCE):
            if monotonic() > self.ends:
                break
            for outcome in each(partial(of_ward, rules, nodes), left[start : start + AT_ONCE], workers=workers):
                if outcome.result is None:
                    raise ValueError(outcome.error)
                self.keep(rules, nodes, str(outcome.item), outcome.result)
        keys = [(rules, nodes, str(file)) for file in files]
        return [self.found[key] for key in keys if key in self.found]


def row(rules: str, files: list[Path], workers: str, kept: Kept, nodes: int | None = NODES) -> str:
    """What came of these wards under a rule book, as a row of a table."""
    ratios, seconds, above_one = [], [], 0
    found = kept.all_of(rules, files, workers, nodes)
    if not found:
        return f"| {rules} | 0 |"
    for at_least, at_most, took in found:
        ratios.append(at_least / at_most if at_most else 1.0)
        seconds.append(took)
        above_one += at_least > 1
    number, exact = len(found), sum(ratio == 1 for ratio in ratios)
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


def main(what: str, every: int, workers: str, kept: Kept, nodes: int = NODES) -> None:
    """Print the rows that are asked for."""
    if what == "nec":
        for papers in (5_000, 130_000):
            ballots = made(papers)
            women = frozenset(range(2, 43, 2))
            constraint = (Constraint("at least", 4, "women", women),)
            question = Question(rule_book("labour-nec"), 9, lot_seed="margins", constraints=constraint)
            found, took = measured(ballots, question, nodes)
            print(papers, found.at_least, found.at_most, f"{took:.1f} s", found.points, found.trials, flush=True)
        return
    print(HEAD)
    for rules in ("scottish",) if what == "wards" else OTHERS:
        print(row(rules, wards()[::every], workers, kept, nodes), flush=True)


if __name__ == "__main__":
    import margins  # by its name, since workers can import it by that

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=["wards", "rules", "nec"])
    parser.add_argument("every", type=int, nargs="?", default=1, help="every so many wards")
    parser.add_argument("--workers", default="1", help="processes, or dask://HOST:PORT")
    parser.add_argument("--keep", type=Path, help="a file for what came of each ward")
    parser.add_argument("--minutes", type=float, default=1e6, help="when to end")
    parser.add_argument("--nodes", type=int, default=NODES, help="points to be searched")
    asked = parser.parse_args()
    ends = monotonic() + 60 * asked.minutes
    margins.main(asked.what, asked.every, asked.workers, margins.Kept(asked.keep, ends), asked.nodes)
