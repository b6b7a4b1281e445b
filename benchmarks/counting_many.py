"""Many counts at once: 529 wards under every rule book, one after another, in threads, in processes and on a real Dask
cluster of two worker processes.

    python benchmarks/counting_many.py [--wards N]

The rows must be the same, whoever counts. Processor time is that of this process and of all that it has started.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
from contests import wards
from measuring import table

from hustings import count_many, each
from hustings.many.tally import Tally
from hustings.rules.library import names

TRIVIAL = 2000


def report(number: int | None = None) -> str:
    """The section of the page of benchmarks."""
    every = wards()
    files = every[:: max(1, len(every) // number)][:number] if number else every
    with cluster() as address:
        ways = {
            "one after another": 1,
            "two threads": "threads:2",
            "two processes": 2,
            "Dask, two worker processes": address,
        }
        counted = {way: measured(lambda who=who: rows(files, names(), who)) for way, who in ways.items()}  # type: ignore[misc]
        single = {way: measured(lambda who=who: rows(files, ["scottish"], who)) for way, who in ways.items()}  # type: ignore[misc]
        trivial = {way: measured(lambda who=who: nothing(who)) for way, who in ways.items()}  # type: ignore[misc]
    for found in (counted, single):
        first, *others = (made for made, _, _ in found.values())
        if any(other != first for other in others):
            raise ValueError("the rows differ")
    return (
        f"## Many counts at once\n\n{len(files)} wards, each read and counted by both counters; a task is a ward. "
        "The rows are the same for all. What a task costs besides: of "
        f"{TRIVIAL:,} tasks that do nothing.\n\n"
        + table(
            ["", "11 rule books, s", "processor, s", "`scottish`, s", "processor, s", "a task, µs", "processor, µs"],
            [
                [
                    way,
                    *(f"{taken:.1f}" for taken in counted[way][1:]),
                    *(f"{taken:.1f}" for taken in single[way][1:]),
                    *(f"{taken / TRIVIAL * 1e6:,.0f}" for taken in trivial[way][1:]),
                ]
                for way in ways
            ],
        )
    )


def rows(files: Sequence[Path], rules: Sequence[str], workers: int | str) -> list[Tally]:
    """The rows, without what differs from run to run."""
    made = count_many(files, rules, lot_seed="benchmark", workers=workers)
    return [replace(row, seconds=None) for row in made]


def nothing(workers: int | str) -> list[Tally]:
    list(each(str, range(TRIVIAL), workers=workers))
    return []


def measured(work: Callable[[], list[Tally]]) -> tuple[list[Tally], float, float]:
    """What is made, seconds, and seconds of processors."""
    begun, before = time.perf_counter(), processors()
    made = work()
    return made, time.perf_counter() - begun, processors() - before


def processors() -> float:
    """Seconds of processors that this process and all it has started have taken."""
    here = psutil.Process()
    return sum(sum(process.cpu_times()[:2]) for process in [here, *here.children(recursive=True)])


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a Dask cluster of two worker processes on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    dask = [sys.executable, "-m", "dask"]
    with tempfile.TemporaryDirectory() as place:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": place}
        begun = [
            subprocess.Popen([*dask, *words, "--no-dashboard"], **quiet)  # type: ignore[call-overload]
            for words in (
                ("scheduler", "--host", "127.0.0.1", "--port", str(port)),
                ("worker", f"tcp://127.0.0.1:{port}", "--nworkers", "2", "--nthreads", "1"),
            )
        ]
        try:
            time.sleep(5)
            list(each(str, range(10), workers=f"dask://127.0.0.1:{port}"))
            yield f"dask://127.0.0.1:{port}"
        finally:
            for process in reversed(begun):
                process.terminate()
                process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--wards", type=int, help="only so many wards, evenly from all")
    print(report(parser.parse_args().wards))


if __name__ == "__main__":
    main()
