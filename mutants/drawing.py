"""Mutants drawn by a seed: Cosmic Ray makes them, evenly over the functions of some rooms."""

from __future__ import annotations

import ast
import difflib
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import parso
from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from named import NAMED

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "hustings"
ROOMS = ("ballots", "rules", "record", "witness")
# `is` is written of None, types and members of enumerations, of which equality says the same, and Python keeps one of
# each small number and of each word of a program, so that identity says the same as equality: these change nothing.
NO_CHANGE = tuple(f"core/ReplaceComparisonOperator_{pair}" for pair in ("Is_Eq", "IsNot_NotEq", "Eq_Is", "NotEq_IsNot"))


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

    @property
    def lines(self) -> set[int]:
        """The lines of the real file, from 1, of the statements that are changed."""
        before = self.file.read_text("utf-8")
        changes = difflib.SequenceMatcher(None, before.splitlines(), self.text.splitlines(), False).get_opcodes()
        changed = {line for tag, i, j, _, _ in changes if tag != "equal" for line in range(i + 1, max(j, i + 1) + 1)}
        return {each for line in changed for each in _statement(ast.parse(before), line)}


def _statement(tree: ast.AST, line: int) -> range:
    """The lines of the innermost statement that a line belongs to; of a compound one only its head."""
    innermost = range(line, line + 1)
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            if line <= max(last, node.lineno):
                innermost = range(node.lineno, max(last, node.lineno) + 1)
    return innermost


def named_mutants() -> Iterator[Mutant]:
    """The nine of `named.py`."""
    for what, file, before, after in NAMED:
        path = SOURCE / file
        text = path.read_text("utf-8")
        if text.count(before) != 1:
            sys.exit(f"{file}: the named mutant “{what}” no longer fits; mend mutants/named.py")
        yield Mutant(path, "", what, text.replace(before, after))


def drawn_mutants(seed: int, number: int) -> list[Mutant]:
    """So many mutants, each of another function while there are functions left."""
    chance = random.Random(seed)
    functions = [(path, span) for path in files() for span in _functions(path)]
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


def files() -> list[Path]:
    """Every module of the rooms."""
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
        nodes = list(ast_nodes(parso.parse(path.read_text("utf-8"))))
        _known[path] = []
        for name in (name for name in operator_names() if name not in NO_CHANGE):
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
    """The program without annotations, how arguments may be passed and how data classes are stored; None if none."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        if isinstance(node, ast.arguments):
            node.args = [*node.posonlyargs, *node.args, *node.kwonlyargs]
            node.posonlyargs, node.kwonlyargs, node.kw_defaults = [], [], [*node.kw_defaults, *node.defaults]
            node.defaults = []
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            node.annotation = ast.Constant(None)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "dataclass":
            node.keywords = []
    return ast.dump(tree)
