"""How long a person waits before anything happens: whole processes, and what they take of memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from contests import LARGEST_WARD

PROGRAM = Path(sys.executable).parent / "hustings"
TIMES = 20


def report() -> str:
    """A section of docs/benchmarks.md."""
    rows = [
        ("an empty Python", [sys.executable, "-c", ""]),
        ("`import hustings`", [sys.executable, "-c", "import hustings"]),
        ("`hustings --help`", [str(PROGRAM), "--help"]),
        (
            f"`hustings count` of a ward ({LARGEST_WARD.stem}), both counters",
            [str(PROGRAM), "count", str(LARGEST_WARD), "--rules", "scottish"],
        ),
    ]
    lines = [
        "## Starting\n",
        f"Whole processes, {TIMES} runs each, files in the system’s cache.",
        "The memory of a small process is at least that of the program that measures it.\n",
        "| What | Median, s | Least, s | Memory, MB |",
        "|---|---|---|---|",
    ]
    for what, command in rows:
        seconds, _, memory = zip(*(measured(command) for _ in range(TIMES)), strict=True)
        lines.append(f"| {what} | {statistics.median(seconds):.3f} | {min(seconds):.3f} | {max(memory):.0f} |")
    return "\n".join([*lines, ""])


def measured(command: list[str]) -> tuple[float, float, float]:
    """Seconds from start to end of a process, those of the processor, and the most memory that it took, in MB."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    assert status == 0, command
    memory = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return seconds, used.ru_utime + used.ru_stime, memory


if __name__ == "__main__":
    print(report())
