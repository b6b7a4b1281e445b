"""A bug planted in the compiled counter's Rust, in a copy of it that is built, is a dispute."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
pytestmark = [pytest.mark.kernel, pytest.mark.long]

# What is planted: in which file, instead of what; and whether a count under this rule book must show it.
PLANTED = {
    "a paper keeps its value": (
        "surplus.rs",
        "group[0].value.product_over(&surplus, &votes)",
        "group[0].value.clone()",
    ),
    "the elected receive": ("count.rs", "self.contest.rules.elected_receives && !self", "!self"),
    "the quota is Hare's": ("count.rs", "N::of(self.contest.seats as u64 + 1)", "N::of(self.contest.seats as u64)"),
    "shares are rounded down": (
        "support.rs",
        "(rest * keep[usize::from(c)]).div_ceil(NANO)",
        "rest * keep[usize::from(c)] / NANO",
    ),
    "the guarded go": ("exclusion.rs", "(false, true) => !self.guarded[c]", "(false, true) => true"),
    "lowest is highest": (
        "ties.rs",
        "if most { a.max(b) } else { a.min(b) }",
        "if most { a.min(b) } else { a.max(b) }",
    ),
    "batches are out of order": (
        "exclusion.rs",
        "(first(b), &b.value).cmp(&(first(a), &a.value))",
        "(first(a), &a.value).cmp(&(first(b), &b.value))",
    ),
    "the last place is forgotten": (
        "electing.rs",
        "self.electable_left <= self.places",
        "self.electable_left < self.places",
    ),
}
# Every election is counted with the built copy: the number of those disputed is printed.
PROGRAM = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("hustings.kernel._kernel", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
import hustings.kernel
hustings.kernel._kernel = sys.modules["hustings.kernel._kernel"] = module
from elections import at_least, election, question
from hustings.witness.declaring import Dispute, declare
WARD = election({"ABC": 41, "BAC": 30, "CBD": 13, "DC": 11, "DEC": 8, "EFA": 7, "FED": 6, "F": 5, "GFE": 4, "GA": 3}, 8)
CROSSED = election({"A": 40, "B": 12, "C": 11, "DB": 3, "D": 2, "EC": 4})
ASKED = [(WARD, question(name, 3)) for name in ("scottish", "ers97", "northern-ireland", "meek", "minneapolis", "wigm")]
ASKED += [(WARD, question("scottish", 3, constraints=(at_least(2, {4, 5}),))), (CROSSED, question("scottish", 2))]
ASKED.append((election({"ABC": 40, "BAC": 38, "CD": 10, "DC": 8}), question("scottish", 3)))
disputes = 0
for ballots, ask in ASKED:
    try:
        declare(ballots, ask)
    except Dispute:
        disputes += 1
print(disputes)
"""


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the crates; what they need is built once, without the optimiser."""
    if shutil.which("cargo") is None:
        pytest.skip("there is no cargo here")
    copied = tmp_path_factory.mktemp("planted") / "kernel"
    shutil.copytree(ROOT / "kernel", copied, ignore=shutil.ignore_patterns("target"))
    return copied


def disputes(copied: Path) -> int:
    """How many elections are disputed when the copy, as it is now, is the second witness."""
    # What a bug leaves unused is no error here.
    environment = {**os.environ, "CARGO_TARGET_DIR": str(copied / "target"), "RUSTFLAGS": "--cap-lints allow"}
    build = ["cargo", "build", "--quiet", "--locked", "--package", "hustings-kernel"]
    build += ["--features", "pyo3/extension-module"]
    subprocess.run(build, cwd=copied, env=environment, check=True)
    (built,) = [*(copied / "target/debug").glob("lib_kernel.so"), *(copied / "target/debug").glob("lib_kernel.dylib")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT / "src")])}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, built], env=environment, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_every_bug_planted_in_rust_is_disputed(copy: Path) -> None:
    assert disputes(copy) == 0
    for name, (file, right, wrong) in PLANTED.items():
        source = copy / "count" / "src" / file
        text = source.read_text()
        assert text.count(right) == 1, name
        source.write_text(text.replace(right, wrong))
        assert disputes(copy) > 0, name
        source.write_text(text)
