"""Mutants: planted faults that the tests must notice (`make mutants`).

A seed draws some, evenly over the functions, and the nine of `named.py` are added. For each, the tests that run the
changed lines run with the changed file in place of the real one, the shortest first; a mutant that they pass survives.

    python mutants/run.py --seed 1 --number 60       # the lines of a survivor's change are printed
    python mutants/run.py --seed 1 --number 60 --list
    python mutants/run.py --seed 1 --number 60 --from 20 --until 40    # a part of them
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from drawing import SOURCE, Mutant, drawn_mutants, files, named_mutants
from noticing import CHOICE, ROOT, Map

# So many tests of the same room run before all others: most mutants fall to them, and fewer files have to be read.
FIRST = 16
# A mutant that never ends is noticed by that: so many seconds, and so many times what its tests usually take.
LEAST_SECONDS, TIMES = 60, 10
# A test or a file of tests that failed is tried without the mutant for at most so many seconds.
ALONE = 600


def main() -> None:
    """Draw, run, and print what survives. Exit status 1 where a named one survives, or more than 5 in 100 of all."""
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--number", type=int, default=60)
    said.add_argument("--jobs", type=int, default=2)
    said.add_argument("--from", type=int, default=0, dest="first", help="leave out this many of them")
    said.add_argument("--until", type=int, default=None, help="stop before this one")
    said.add_argument("--budget", type=float, default=float("inf"), help="seconds of tests for a mutant, as measured")
    said.add_argument("--list", action="store_true", help="show the mutants, run nothing")
    said.add_argument("--named", action="store_true", help="only the nine")
    options = said.parse_args()
    named = list(named_mutants())
    mutants = [*named, *([] if options.named else drawn_mutants(options.seed, options.number))]
    mutants = mutants[options.first : options.until]
    if options.list:
        for mutant in mutants:
            print(f"{mutant.file.relative_to(SOURCE)} {mutant.function}: {mutant.what}\n{mutant.change}\n")
        return
    known = Map(files())
    survivors = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for mutant, notice in zip(
            mutants, pool.map(lambda each: _notice(each, known, options.budget), mutants), strict=True
        ):
            fate = f"killed by {notice}" if notice else "SURVIVED"
            print(f"{mutant.file.relative_to(SOURCE)} {mutant.function}: {mutant.what}: {fate}")
            if not notice:
                survivors.append(mutant)
                print(mutant.change)
            sys.stdout.flush()
    print(f"{len(mutants)} mutants, seed {options.seed}; {len(survivors)} survive")
    sys.exit(any(each in named for each in survivors) or len(survivors) > 0.05 * len(mutants))


def _notice(mutant: Mutant, known: Map, budget: float) -> str:
    """The first test that notices; empty where none does. budget: seconds that the tests may usually take."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "hustings"
        shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("__pycache__"))
        (source / mutant.file.relative_to(SOURCE)).write_text(mutant.text, "utf-8")
        tests = known.within(known.tests_of(mutant.file, mutant.lines), budget)
        near = [test for test in tests if test.startswith(f"tests/{mutant.file.relative_to(SOURCE).parts[0]}/")]
        first = [*near[:FIRST], *tests[: FIRST // 2]]
        rest = [test for test in tests if test not in set(first)]
        for tests in (first, rest, known.new_tests()):
            if tests and (noticing := _noticed(tests, Path(place), LEAST_SECONDS + TIMES * known.usual(tests))):
                return noticing
    return ""


# Tests that fail without any mutant: they notice nothing. And those that are known to pass.
_unsound: set[str] = set()
_sound: set[str] = set()


def _noticed(tests: list[str], source: Path, longest: float) -> str:
    """The test of these that fails with the changed source and passes with the real one; empty where none does."""
    while True:
        failed = _first_failure(tests, source, longest)
        if failed == "it does not end" and _first_failure(tests, SOURCE.parent, longest) == failed:
            sys.exit("the tests do not end without a mutant either: this machine is too busy")
        if failed in ("", "it does not end", "it cannot be imported"):
            return failed
        if failed in _sound or not _first_failure([failed], SOURCE.parent, ALONE):
            _sound.add(failed)
            return failed
        _unsound.add(failed)
        print(f"not counted, since it fails without a mutant too: {failed}", flush=True)


def _first_failure(tests: list[str], source: Path, longest: float) -> str:
    """The first test that fails with the package that lies in `source`; empty where all pass."""
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as chosen:
        chosen.write("\n".join(test for test in tests if not {test, test.partition("::")[0]} & _unsound))
        chosen.flush()
        words = [sys.executable, "-m", "pytest", "-x", *CHOICE, *(f"--deselect={test}" for test in _unsound)]
        words.append(f"@{chosen.name}")
        try:
            done = subprocess.run(
                words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=longest, check=False
            )
        except subprocess.TimeoutExpired:
            return "it does not end"
    if done.returncode in (0, 5):
        return ""
    if gone := re.findall(r"^ERROR: not found: (\S+::\S+)", done.stdout + done.stderr, re.MULTILINE):
        names = tuple(name.rpartition("::")[2].partition("[")[0] for name in gone)
        left = [test for test in tests if test.rpartition("::")[2].partition("[")[0] not in names]
        return _first_failure(left, source, longest) if left and len(left) < len(tests) else ""
    failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", done.stdout, re.MULTILINE)
    if failed is None:
        if "conftest" in done.stdout + done.stderr:
            return "it cannot be imported"
        sys.exit(f"the tests could not run: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return failed[1]


if __name__ == "__main__":
    main()
