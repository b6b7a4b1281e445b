"""Tasks that workers of the tests do: they must be importable there."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import hustings
from hustings.election.problems import BadInput, Problem

LEAGUE = Path(__file__).parents[2] / "examples/hedgerow-league"


def square(number: int) -> int:
    return number * number


def square_slowly(number: int) -> int:
    time.sleep(0.05)
    return number * number


def fails_at_three(number: int) -> int:
    if number == 3:
        raise BadInput(Problem("three.blt", "this is not a ballots file"))
    return 1 // number


def loses_its_worker_once(item: tuple[int, str]) -> int:
    """The square; the first time that number 4 is asked for, the process ends as if it were killed."""
    number, folder = item
    if number == 4 and not (mark := Path(folder) / "lost").exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def always_loses_its_worker_at_four(number: int) -> int:
    if number == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def planned(seed: int) -> str:
    """What a plan of this seed recommends."""
    return hustings.plan(LEAGUE, draws=100, rounds=1, seed=seed, workers=1).to_csv()


def made_at(number: int) -> tuple[int, int]:
    """The number, and the process that has made this value."""
    return number, os.getpid()


def times(held: tuple[int, int], factor: int) -> tuple[int, int]:
    """So many times a held number; for a factor below 0, after a while."""
    time.sleep(5 if factor < 0 else 0)
    return held[0] * factor, held[1]


def fails_with(_: tuple[int, int], file: str) -> None:
    raise BadInput(Problem(file, "this is not a ballots file"))
