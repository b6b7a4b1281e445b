"""Counting many files at once, on all cores."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.election.problems import HustingsError
from hustings.front.asking import Progress, Where, book
from hustings.front.counting import count


@dataclass(frozen=True)
class Tally:
    """One row of a batch: a file under a rule book. error: why there is no count, "" where there is one."""

    file: str
    rules: str
    seats: int | None = None
    elected: tuple[str, ...] = ()
    stages: int = 0
    quota: str = ""
    valid: str = ""
    invalid: str = ""
    ties: int = 0
    error: str = ""


def count_many(
    files: Iterable[Where],
    rules: str | Sequence[str],
    seats: int | None = None,
    *,
    lot_seed: str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Tally]:
    """Count many ballots files under one or several rule books, on all cores; rows come in the order of the files.

    A file that cannot be counted is a row with its `error`; the others go on. seats: where files do not say.
    workers: how many processes; None takes as many as there are cores. The rows are the same for any number.

    >>> [row] = hustings.count_many(["examples/ers97-model-election.blt"], "ers97")
    >>> row.elected[0], row.stages, row.quota
    ('Smith', 6, '107.58')
    """
    named = (rules,) if isinstance(rules, str) else tuple(rules)
    for name in named:
        book(name)
    tasks = [(str(file), named, seats, lot_seed) for file in files]
    workers = min(len(tasks), workers or _cores())
    if workers < 2:
        yield from _told(map(_tallies, tasks), len(tasks), progress)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from _told(pool.map(_tallies, tasks, chunksize=max(1, len(tasks) // (8 * workers))), len(tasks), progress)


def _told(done: Iterable[list[Tally]], number: int, progress: Progress | None) -> Iterator[Tally]:
    for i, tallies in enumerate(done, 1):
        yield from tallies
        if progress is not None:
            progress(i / number, f"{i} of {number} files counted")


def _tallies(task: tuple[str, tuple[str, ...], int | None, str | None]) -> list[Tally]:
    """One file under every rule book; what is wrong stands in the rows."""
    file, rules, seats, lot_seed = task
    try:
        ballots = read_ballots(file)
    except HustingsError as error:
        return [Tally(file, name, error=str(error)) for name in rules]
    return [_tally(ballots, file, name, seats, lot_seed) for name in rules]


def _tally(ballots: Ballots, file: str, name: str, seats: int | None, lot_seed: str | None) -> Tally:
    try:
        made = count(ballots, name, seats, lot_seed=lot_seed)
    except HustingsError as error:
        return Tally(file, name, seats if seats is not None else ballots.seats, error=str(error))
    quota = "" if made.quota is None else str(made.quota)
    ties = sum(len(stage.ties) for stage in made.record.facts.stages)
    return Tally(
        file, name, made.seats, made.elected, len(made.stages), quota, str(made.valid), str(made.invalid), ties
    )


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
