"""Mutants: planted faults that the tests must notice (`make mutants`).

Cosmic Ray makes them: every operator it knows at every place of ballots/, rules/, record/ and witness/. A seed draws
some, evenly over the functions, and the nine of `named.py` are added. For each, the tests of its room run with the
changed file in place of the real one; a mutant that they pass runs through the wider tests, and if it passes those too,
it survives.

    python mutants/run.py --seed 1 --number 60       # the lines of a survivor's change are printed
    python mutants/run.py --seed 1 --number 60 --list
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from named import NAMED

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "hustings"
# The rooms, and the tests that run first and then for what is left: those that know a room best come first.
ROOMS = {
    "ballots": ["tests/ballots"],
    "rules": ["tests/rules", "tests/counting", "tests/witness/test_decisions.py", "tests/narrative"],
    "record": [
        "tests/record",
        "tests/witness/test_verifying.py",
        "tests/narrative",
        "tests/reports/test_count_sheet.py",
    ],
    "witness": ["tests/witness", "tests/journeys/test_folder_count_journey.py"],
}
WIDER = ["tests/witness", "tests/record", "tests/ballots", "tests/rules", "tests/counting", "tests/narrative"]
WIDER += ["tests/front", "tests/cli", "tests/schemas", "tests/reports", "tests/journeys/test_counting_journey.py"]
WIDER += ["tests/journeys/test_folder_count_journey.py", "tests/journeys/test_one_line_of_what_is_wrong.py"]
# A mutant that never ends is noticed by that.
LONGEST = 900


@dataclass(frozen=True)
class Mutant:
    """A changed file. what: the operator, or what was done by hand."""

    file: Path
    function: str
    what: str
    text: str

    @property
    def change(self) -> str:
        before, after = self.file.read_text("utf-8").splitlines(), self.text.splitlines()
        lines = difflib.unified_diff(before, after, n=0, lineterm="")
        return "\n".join(line for line in lines if line[:3] not in ("---", "+++"))


def main() -> None:
    """Draw, run, and print what survives. Exit status 1 where a named one survives, or more than 5 in 100 of all."""
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--number", type=int, default=60)
    said.add_argument("--jobs", type=int, default=2)
    said.add_argument("--list", action="store_true", help="show the mutants, run nothing")
    said.add_argument("--named", action="store_true", help="only the nine")
    options = said.parse_args()
    named = list(_named())
    mutants = named + ([] if options.named else _drawn(options.seed, options.number))
    if options.list:
        for mutant in mutants:
            print(f"{mutant.file.relative_to(SOURCE)} {mutant.function}: {mutant.what}\n{mutant.change}\n")
        return
    survivors = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for mutant, killed in zip(mutants, pool.map(_killed, mutants), strict=True):
            fate = "killed  " if killed else "SURVIVED"
            print(f"{fate} {mutant.file.relative_to(SOURCE)} {mutant.function}: {mutant.what}")
            if not killed:
                survivors.append(mutant)
                print(mutant.change)
            sys.stdout.flush()
    print(f"{len(mutants)} mutants, seed {options.seed}; {len(survivors)} survive")
    sys.exit(bool(set(map(id, survivors)) & set(map(id, named)) or len(survivors) > 0.05 * len(mutants)))


def _named() -> Iterator[Mutant]:
    for what, file, before, after in NAMED:
        path = SOURCE / file
        text = path.read_text("utf-8")
        if text.count(before) != 1:
            sys.exit(f"{file}: the named mutant “{what}” no longer fits; mend mutants/named.py")
        yield Mutant(path, "", what, text.replace(before, after))


def _drawn(seed: int, number: int) -> list[Mutant]:
    """So many mutants, each of another function while there are functions left."""
    chance = random.Random(seed)
    functions = [(path, span) for path in _files() for span in _functions(path)]
    chance.shuffle(functions)
    found: list[Mutant] = []
    while len(found) < number:
        before = len(found)
        for path, (name, first, last) in functions:
            if len(found) == number:
                break
            if (mutant := _one(chance, path, name, first, last, found)) is not None:
                found.append(mutant)
        if len(found) == before:
            break
    return found


def _files() -> list[Path]:
    return sorted(path for room in ROOMS for path in (SOURCE / room).rglob("*.py") if path.name != "__init__.py")


def _functions(path: Path) -> Iterator[tuple[str, int, int]]:
    """Name, first and last line of every function, without its decorators."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, node.end_lineno or node.lineno


def _one(chance: random.Random, path: Path, name: str, first: int, last: int, found: list[Mutant]) -> Mutant | None:
    """A mutant of this function that is none of those found, and no change of types or documentation alone."""
    text = path.read_text("utf-8")
    places = [place for place in _places(path) if first <= place[2] <= last]
    chance.shuffle(places)
    for operator, occurrence, _ in places[:40]:
        changed = mutate_code(text, get_operator(operator)(), occurrence)
        if changed is None or _meaning(changed) in (None, _meaning(text)):
            continue
        if all(changed != other.text for other in found):
            return Mutant(path, name, operator.removeprefix("core/"), changed)
    return None


_known: dict[Path, list[tuple[str, int, int]]] = {}


def _places(path: Path) -> list[tuple[str, int, int]]:
    """Every operator with every place of the file that it can change: its number there, and the line."""
    if path not in _known:
        import parso

        tree = parso.parse(path.read_text("utf-8"))
        nodes = list(ast_nodes(tree))
        _known[path] = []
        for name in operator_names():
            try:
                operator = get_operator(name)()
            except TypeError:
                continue  # operators that have to be told what to put in
            occurrence = 0
            for node in nodes:
                for start, _ in operator.mutation_positions(node):
                    _known[path].append((name, occurrence, start[0]))
                    occurrence += 1
    return _known[path]


def _meaning(text: str) -> str | None:
    """The program without annotations, documentation and how its data classes are stored; None if it is none."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            node.annotation = ast.Constant(None)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "dataclass":
            node.keywords = []
    return ast.dump(tree)


def _killed(mutant: Mutant) -> bool:
    """Whether a test notices: those named after the module first, then those of the room, then the wider ones."""
    room = mutant.file.relative_to(SOURCE).parts[0]
    named = sorted((ROOT / "tests").rglob(f"test_*{mutant.file.stem}*.py"))
    near = [str(path.relative_to(ROOT)) for path in named if "journeys" not in path.parts]
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "hustings"
        shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("__pycache__"))
        (source / mutant.file.relative_to(SOURCE)).write_text(mutant.text, "utf-8")
        return any(_noticed(tests, Path(place)) for tests in (near, ROOMS[room], WIDER) if tests)


# Tests that fail without any mutant: they notice nothing.
_unsound: set[str] = set()


def _noticed(tests: list[str], source: Path) -> bool:
    """Whether one of these tests fails with the changed source and passes with the real one."""
    while True:
        failed = _first_failure(tests, source)
        if failed is None:
            return False
        if not failed or _first_failure([failed], SOURCE.parent) is None:
            return True
        _unsound.add(failed)
        print(f"not counted, since it fails without a mutant too: {failed}", flush=True)


def _first_failure(tests: list[str], source: Path) -> str | None:
    """The first test that fails with the package that lies in `source`; "" where none ends; None where all pass."""
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "not long and not browser", "-p", "no:cacheprovider"]
    words += ["--tb=no", *(f"--deselect={test}" for test in _unsound)]
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*words, *(test for test in tests if (ROOT / test.partition("::")[0]).exists())],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return ""
    if done.returncode in (0, 5):
        return None
    failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", done.stdout, re.MULTILINE)
    if failed is None:
        sys.exit(f"the tests could not run: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return failed[1]


if __name__ == "__main__":
    main()
