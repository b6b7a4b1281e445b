"""Meek's rule beside stv-rs, the peer in the same language: both in memory, on one thread, in processor time."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from contests import LARGEST_WARD
from measuring import HERE, table
from starting import PROGRAM, measured

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.counting.count import count as count_by_statute
from hustings.kernel import batch, counter
from hustings.rules.library import rule_book
from hustings.rules.question import Question

CRATE = HERE / "peers" / "stv_rs"


def processor_seconds(call: Callable[[], object], times: int) -> float:
    """The least processor time of several runs, which other programs on the machine disturb less than the clock's."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        call()
        taken.append(time.process_time() - begun)
    return min(taken)


def built() -> Path:
    """The program that calls stv-rs, built at first use."""
    target = HERE / ".peers" / "stv_rs"
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target)}
    build = ["cargo", "build", "--release", "--quiet", "--locked"]
    subprocess.run(build, cwd=CRATE, env=environment, check=True)
    return target / "release" / "count-stv-rs"


def installed() -> Path:
    """The program stv-rs itself, installed at first use."""
    root = HERE / ".peers" / "stv_rs_program"
    if not (root / "bin" / "stv-rs").exists():
        install = ["cargo", "install", "--quiet", "stv-rs", "--version", "0.5.1", "--locked", "--root", str(root)]
        subprocess.run(install, check=True)
    return root / "bin" / "stv-rs"


def write(ballots: Ballots, path: Path) -> None:
    """A BLT file in the dialect that both programs read."""
    names = [f"c{number}" for number in range(1, len(ballots.names) + 1)]
    with path.open("w") as file:
        file.write(f"{len(names)} {ballots.seats}\n[nick {' '.join(names)}]\n")
        for ranking, papers in ballots:
            file.write(f"{papers} {' '.join(names[candidate - 1] for candidate in ranking)} 0\n")
        file.write("0\n" + "".join(f'"{name}"\n' for name in names) + '"A contest"\n')


def peer(program: Path, ballots: Ballots, times: int) -> tuple[float, list[int]]:
    """(least seconds of a count, who is elected) by stv-rs: 64-bit integers with nine decimals, omega 10^-6."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "contest.blt"
        write(ballots, file)
        done = subprocess.run([program, file, "1", str(times)], capture_output=True, text=True, check=True)
    processor, _, *elected = done.stdout.split()
    return float(processor), [int(number) for number in elected]


def whole_processes(contests: dict[str, Ballots]) -> str:
    """The table of whole processes, from a file to the result on a terminal: Meek's rule, one thread for stv-rs."""
    program, rows = installed(), []
    for what, ballots in {LARGEST_WARD.stem: read_ballots(LARGEST_WARD), **contests}.items():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "contest.blt"
            write(ballots, file)
            for name, command in (
                ("stv-rs", [program, "--arithmetic", "fixed9", "--input", file, "meek", "--parallel=no"]),
                ("Hustings, both counters", [PROGRAM, "count", file, "--rules", "meek", "--lot-seed", "x", "--brief"]),
            ):
                runs = [measured(list(map(str, command))) for _ in range(5)]
                seconds, processor, memory = (min(figures) for figures in zip(*runs, strict=True))
                rows.append([what, name, f"{seconds:.3f}", f"{processor:.3f}", f"{memory:.0f}"])
    heads = ["contest", "program", "seconds", "of the processor", "memory, MB"]
    return "Whole processes, from a BLT file to the result, the least of five runs:\n\n" + table(heads, rows)


def report(contests: dict[str, Ballots]) -> str:
    """The table of Meek's rule, and what wigm takes. contests: the last of them is the largest."""
    program, rows = built(), []
    for what, ballots in {LARGEST_WARD.stem: read_ballots(LARGEST_WARD), **contests}.items():
        ask = Question(rule_book("meek"), ballots.seats or 1, lot_seed="benchmark")
        times = max(3, min(30, 1_000_000 // len(ballots)))
        theirs, elected = peer(program, ballots, times)
        winners = processor_seconds(partial(batch.count_each, [(ballots, ask)], threads=1), times)
        facts = processor_seconds(partial(counter.count, ballots, ask), times)
        same = "yes" if sorted(counter.count(ballots, ask).elected) == elected else "no"
        figures = (theirs * 1e3, winners * 1e3, facts * 1e3)
        ratios = (f"{theirs / winners:.1f}", f"{theirs / facts:.1f}")
        rows.append([what, f"{len(ballots):,}", *(f"{ms:.2f}" for ms in figures), *ratios, same])
    what, largest = list(contests.items())[-1]
    exact = Question(rule_book("wigm"), largest.seats or 1, lot_seed="benchmark")
    ours = processor_seconds(lambda: counter.count(largest, exact), 3)
    readable = processor_seconds(lambda: count_by_statute(largest, exact), 2)
    return (
        "Meek's rule beside stv-rs 0.5.1 (`fixed9`: 64-bit integers with nine decimals, omega 10^-6, one thread, its "
        "report thrown away; ours: the rule book `meek`, nine decimals, one thread), ballots in memory, "
        "milliseconds:\n\n"
        + table(
            [
                "contest",
                "distinct papers",
                "stv-rs",
                "winners",
                "all facts",
                "times winners",
                "times facts",
                "same winners",
            ],
            rows,
        )
        + f"\n`wigm`, in exact fractions, {what}: {ours * 1e3:.0f} ms; the statute counter {readable * 1e3:.0f} ms.\n\n"
        + whole_processes(contests)
    )
