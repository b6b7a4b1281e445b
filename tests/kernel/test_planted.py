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
        "self.electable_left == 0 || self.electable_left > self.places",
        "self.electable_left == 0 || self.electable_left >= self.places",
    ),
}


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the crates; what they need is built once, without the optimiser."""
    if shutil.which("cargo") is None:
        pytest.skip("there is no cargo here")
    copied = tmp_path_factory.mktemp("planted") / "kernel"
    shutil.copytree(ROOT / "kernel", copied, ignore=shutil.ignore_patterns("target"))
    return copied


def disputes(copied: Path) -> tuple[int, int]:
    """How many elections are disputed when the copy, as it is now, is the second witness: made by hand, generated."""
    # What a bug leaves unused is no error here.
    environment = {**os.environ, "CARGO_TARGET_DIR": str(copied / "target"), "RUSTFLAGS": "--cap-lints allow"}
    build = ["cargo", "build", "--quiet", "--locked", "--package", "hustings-kernel"]
    build += ["--features", "pyo3/extension-module"]
    subprocess.run(build, cwd=copied, env=environment, check=True)
    (built,) = [*(copied / "target/debug").glob("lib_kernel.so"), *(copied / "target/debug").glob("lib_kernel.dylib")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT / "src")])}
    program = [sys.executable, str(Path(__file__).parent / "disputes.py"), str(built)]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=True)
    by_hand, generated = map(int, done.stdout.split())
    return by_hand, generated


def test_every_bug_planted_in_rust_is_disputed(copy: Path) -> None:
    assert disputes(copy) == (0, 0)
    for name, (file, right, wrong) in PLANTED.items():
        source = copy / "count" / "src" / file
        text = source.read_text()
        assert text.count(right) == 1, name
        source.write_text(text.replace(right, wrong))
        by_hand, generated = disputes(copy)
        print(f"{name}: {by_hand} by hand, {generated} generated")
        assert by_hand, name
        assert generated, name
        source.write_text(text)
