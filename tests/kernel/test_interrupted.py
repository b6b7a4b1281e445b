"""Ctrl-C ends a count in the kernel soon, whichever way it was asked for, on one thread or several."""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Callable
from types import FrameType

import numpy as np
import pytest

from elections import question
from hustings.ballots.ballots import Ballots
from hustings.kernel import batch
from hustings.kernel.counter import count

pytestmark = pytest.mark.kernel


def orders(candidates: int, papers: int) -> Ballots:
    rng = np.random.default_rng(1)
    drawn = [(tuple((rng.permutation(candidates) + 1)[:12].tolist()), 1) for _ in range(papers)]
    return Ballots.of([f"Candidate {c}" for c in range(1, candidates + 1)], drawn)


def many(threads: int) -> Callable[[], object]:
    """200,000 elections over the same rankings: some seconds."""
    ballots, ask = orders(26, 300), question("scottish", 5)
    weights = np.broadcast_to(np.ones(300, np.int32), (200_000, 300))
    planted = batch.plant(ballots, ask)
    return lambda: batch.count_batch(planted, weights, ask, threads=threads)


def each(threads: int) -> Callable[[], object]:
    """20,000 elections with ballots of their own."""
    pairs = [(orders(26, 300), question("scottish", 5))] * 20_000
    return lambda: batch.count_each(pairs, threads=threads)


def single(_threads: int) -> Callable[[], object]:
    """One with 1,000 candidates in exact fractions, each excluded in a stage of its own."""
    ballots, ask = orders(1_000, 3_000), question("wigm", 50)
    return lambda: count(ballots, ask)


@pytest.mark.parametrize(("way", "threads"), [(many, 1), (many, 2), (each, 1), (each, 2), (single, 1)])
def test_ctrl_c_ends_a_long_count(way: Callable[[int], Callable[[], object]], threads: int) -> None:
    """The signal comes after a tenth of a second of this process's work, as a person's would: while Rust counts."""
    begin = way(threads)
    came: list[float] = []

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        came.append(time.process_time())
        raise KeyboardInterrupt

    # A callback of the collector, as Hypothesis has one, would swallow what the handler raises.
    gc.disable()
    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, 0.1)
    try:
        with pytest.raises(KeyboardInterrupt):
            begin()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        gc.enable()
    assert time.process_time() - came[0] < 1
