"""The compiled counter beside the one before it, which numba compiled, on the same elections in the same run.

    python benchmarks/before.py            # a minute to set up the old one (once), two to measure
    python benchmarks/before.py --keep     # leave the old one in build/before

The commit before it went is checked out into build/before with an environment of its own. Both count in turn, each in a
process of its own on one thread, in processor time, the least of several runs; winners are compared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
LAST = "6fe2c53"  # the last commit with the counter of before
OLD = ROOT / "build" / "before"
TURNS, TIMES = 3, 4


def main() -> None:
    """Print a table for docs/benchmarks.md."""
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--measure", action="store_true", help="measure the counter of this environment, as JSON")
    said.add_argument("--keep", action="store_true", help=f"leave the counter of before in {OLD}")
    options = said.parse_args()
    if options.measure:
        print(json.dumps(measured()))
        return
    set_up()
    turns = [{name: of(python) for name, python in environments().items()} for _ in range(TURNS)]
    print("|  | before | now | ratio | same winners |\n| --- | ---: | ---: | ---: | --- |")
    for what in turns[0]["now"]:
        before, now = (min(turn[name][what][0] for turn in turns) for name in ("before", "now"))
        same = len({turn[name][what][1] for turn in turns for name in ("before", "now")}) == 1
        print(f"| {what} | {before:,.4g} | {now:,.4g} | {before / now:.2f} | {'yes' if same else 'NO'} |")
    if not options.keep:
        subprocess.run(["git", "worktree", "remove", "--force", str(OLD)], cwd=ROOT, check=True)


def set_up() -> None:
    """The commit of before, with an environment of its own."""
    if not OLD.is_dir():
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(OLD), LAST], cwd=ROOT, check=True)
    subprocess.run(["make", "--quiet", ".venv/.ready"], cwd=OLD, check=True, stdout=sys.stderr)


def environments() -> dict[str, tuple[str, Path]]:
    """The Python of each, and its sources."""
    return {"before": (str(OLD / ".venv/bin/python"), OLD / "src"), "now": (sys.executable, ROOT / "src")}


def of(python: tuple[str, Path]) -> dict[str, tuple[float, str]]:
    """What one of them measured: processor time, and a digest of the winners."""
    environment = {**os.environ, "PYTHONPATH": str(python[1])}
    done = subprocess.run([python[0], __file__, "--measure"], env=environment, stdout=subprocess.PIPE, check=True)
    found: dict[str, tuple[float, str]] = json.loads(done.stdout)
    return found


def measured() -> dict[str, tuple[float, str]]:
    """Both versions have these functions. Every call is made once before it is measured: numba compiles then."""
    from contests import nec, wards

    from hustings.ballots.reading import read_ballots
    from hustings.kernel import batch
    from hustings.rules.library import rule_book
    from hustings.rules.question import Question

    def asked(rules: str, seats: int) -> Question:
        return Question(rule_book(rules), seats, lot_seed="benchmark")

    found: dict[str, tuple[float, str]] = {}
    shared = nec(5_000)
    weights = np.random.default_rng(2).integers(1, 50, (1_500, len(shared)))
    for rules in ("ers97", "scottish"):
        planted, question = batch.plant(shared, asked(rules, 9)), asked(rules, 9)
        batch.count_batch(planted, weights[:10], question, threads=1)
        seconds, done = least(lambda p=planted, q=question: batch.count_batch(p, weights, q, threads=1))  # type: ignore[misc]
        found[f"like the NEC's, `{rules}`, µs a count"] = (seconds / len(weights) * 1e6, done)
    large, each = nec(130_000), [read_ballots(path) for path in wards()]
    for rules in ("ers97", "scottish", "meek"):
        one = [(large, asked(rules, 9))]
        batch.count_each(one, threads=1)
        seconds, done = least(lambda pairs=one: batch.count_each(pairs, threads=1))  # type: ignore[misc]
        found[f"130,000 distinct papers, `{rules}`, ms"] = (seconds * 1e3, done)
        if each:
            pairs = [(ballots, asked(rules, ballots.seats or 1)) for ballots in each]
            seconds, done = least(lambda pairs=pairs: batch.count_each(pairs, threads=1))  # type: ignore[misc]
            found[f"{len(each)} wards, `{rules}`, ms"] = (seconds * 1e3, done)
    return found


def least(call: Callable[[], object]) -> tuple[float, str]:
    """The least processor time of several runs, and a digest of the winners."""
    times = []
    for _ in range(TIMES):
        begun = time.process_time()
        found = call()
        times.append(time.process_time() - begun)
    winners = np.sort(np.asarray(found.elected, np.int64), axis=1)  # type: ignore[attr-defined]
    return min(times), hashlib.sha256(winners.tobytes()).hexdigest()


if __name__ == "__main__":
    main()
