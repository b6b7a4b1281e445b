"""What every peer's program does: read a contest from standard input, time its count, print winners and seconds."""

import json
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

# How many papers, and their candidates in order, numbered from 1.
Papers = list[tuple[int, list[int]]]


def main(prepare: Callable[[list[str], int, Papers], Any], count: Callable[[Any], Iterable[object]]) -> None:
    """prepare(names, seats, papers) makes the peer's own objects; count(them) counts; it returns the winners' names."""
    contest = json.load(sys.stdin)
    best = None
    begun_all = time.perf_counter()
    while best is None or (time.perf_counter() - begun_all < 3):
        prepared = prepare(contest["names"], contest["seats"], contest["papers"])
        begun = time.process_time()
        winners = count(prepared)
        seconds = time.process_time() - begun
        best = seconds if best is None else min(best, seconds)
    print(json.dumps({"seconds": best, "winners": sorted(map(str, winners))}))
