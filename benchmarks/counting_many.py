"""Many counts at once: 529 wards under every rule book, one after another, in threads, in processes and on a real Dask
cluster of one worker process, of two, and of two of which one is killed half-way.

    python benchmarks/counting_many.py [--wards N] [--way WAY]… [--results FILE]

The rows must be the same, whoever counts: their digest is. Processor time is that of this process and of all that it
has started. With --way only some ways are measured; with --results what was measured is kept, and the table has all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import psutil
from contests import wards
from measuring import table

from hustings import count_many, each
from hustings.rules.library import names

TRIVIAL = 2000
# The workers of each way: for `each`, or how many worker processes the cluster has.
WAYS: dict[str, int | str] = {"one after another": 1, "two threads": "threads:2", "two processes": 2}
CLUSTERS = {"Dask, one worker process": 1, "Dask, two worker processes": 2}
KILLED = "the same, one killed half-way"
EVERY_WAY = (*WAYS, *CLUSTERS, KILLED)
BOOKS = {"11 rule books": names(), "`scottish`": ["scottish"]}
Measured = dict[str, list[float | str]]


def measured(way: str, files: Sequence[Path]) -> Measured:
    """Of the counts, by their rule books, and of tasks that do nothing: digest, seconds, seconds of processors."""
    with ExitStack() as stack:
        workers: int | str | None = WAYS.get(way)
        if workers is None:
            workers = stack.enter_context(cluster(CLUSTERS.get(way, 2)))
        found = {what: timed(files, books, workers, killing=way == KILLED) for what, books in BOOKS.items()}
        begun, before = time.perf_counter(), processors()
        list(each(str, range(TRIVIAL), workers=workers))
        return found | {"a task": ["", time.perf_counter() - begun, processors() - before]}


def timed(files: Sequence[Path], books: Sequence[str], workers: int | str, *, killing: bool) -> list[float | str]:
    """The digest of the rows, without what differs from run to run; seconds, and seconds of processors."""
    begun, before = time.perf_counter(), processors()
    digest, gone = hashlib.sha256(), 0.0
    for number, row in enumerate(count_many(files, books, lot_seed="benchmark", workers=workers)):
        digest.update(json.dumps(asdict(replace(row, seconds=None))).encode())
        if killing and number == len(files) * len(books) // 2:
            gone = kill_a_worker()
    return [digest.hexdigest(), time.perf_counter() - begun, processors() - before + gone]


def kill_a_worker() -> float:
    """Kill a worker process of the cluster; the seconds of processors that it has taken."""
    workers = [
        process for process in psutil.Process().children(recursive=True) if "spawn_main" in str(process.cmdline())
    ]
    taken: float = sum(workers[0].cpu_times()[:2])
    os.kill(workers[0].pid, signal.SIGKILL)
    return taken


def report(found: dict[str, Measured], number: int) -> str:
    """The section of the page of benchmarks. Raises ValueError where the rows differ."""
    for what in BOOKS:
        if len({each[what][0] for each in found.values()}) > 1:
            raise ValueError(f"the rows differ under {what}")
    digest = str(next(iter(found.values()))["11 rule books"][0])
    figures = {
        way: [*(f"{each[what][i]:.1f}" for what in BOOKS for i in (1, 2)), *_of_a_task(each)]
        for way, each in found.items()
    }
    return (
        f"## Many counts at once\n\n{number} wards, each read and counted by both counters; a task is a ward. "
        f"The rows are the same for all: SHA-256 {digest[:16]}… under all rule books. What a task costs besides: of "
        f"{TRIVIAL:,} tasks that do nothing.\n\n"
        + table(
            ["", "11 rule books, s", "processor, s", "`scottish`, s", "processor, s", "a task, µs", "processor, µs"],
            [[way, *cells] for way, cells in figures.items()],
        )
    )


def _of_a_task(found: Measured) -> list[str]:
    return [f"{float(taken) / TRIVIAL * 1e6:,.0f}" for taken in found["a task"][1:]]


def processors() -> float:
    """Seconds of processors that this process and all it has started have taken."""
    here = psutil.Process()
    return sum(sum(process.cpu_times()[:2]) for process in [here, *here.children(recursive=True)])


@contextmanager
def cluster(number: int = 2) -> Iterator[str]:
    """The address of a Dask cluster of so many worker processes on this machine."""
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
                ("worker", f"tcp://127.0.0.1:{port}", "--nworkers", str(number), "--nthreads", "1"),
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
    parser.add_argument("--way", action="append", choices=EVERY_WAY, help="only these ways")
    parser.add_argument("--results", type=Path, help="a file to keep what is measured in, for other ways another time")
    asked = parser.parse_args()
    every = wards()
    files = every[:: max(1, len(every) // asked.wards)][: asked.wards] if asked.wards else every
    found: dict[str, Measured] = {}
    if asked.results and asked.results.exists():
        found = json.loads(asked.results.read_text())
    for way in asked.way or EVERY_WAY:
        found[way] = measured(way, files)
        if asked.results:
            asked.results.write_text(json.dumps(found))
    print(report({way: found[way] for way in EVERY_WAY if way in found}, len(files)))


if __name__ == "__main__":
    main()
