"""Many counts in one call: over shared rankings with weights of their own, or over ballots of their own.

Threads count without holding Python's lock; an election's result depends on nothing but itself, so it is the same for
any number of threads. What is held at a time is the results, a few parts' weights, and for each thread the room for
one count. Ctrl-C ends it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.kernel import _kernel
from hustings.kernel.asking import asked, ranks
from hustings.kernel.exactness import Unsupported, check, largest
from hustings.rules.book import Rules
from hustings.rules.question import Question

Progress = Callable[[float, str], None]
# What became of an election: a result; a tie that neither seed nor decision settles; no result is possible.
DECIDED, NEEDS_LOT, IMPOSSIBLE = range(3)


@dataclass(frozen=True)
class Batch:
    """What many elections came to: one row an election; columns of candidates in the order of their numbers.

    status: DECIDED, NEEDS_LOT or IMPOSSIBLE; the other rows tell nothing where it is not DECIDED.
    elected: candidate numbers in order of election, 0 for a place unfilled.
    stage_elected, stage_left: number of the stage at which a candidate was elected, or excluded; else 0. A candidate
    whose exclusion did not take place because the others filled the last places counts here as excluded then.
    votes_left, next_above: votes of a candidate as it left in that way, and of the candidate next above who stayed (-1
    if nobody did); votes_left of one neither elected nor excluded is the final vote, of the elected 0. In units of
    votes: 10**-(rule's decimals + weights' decimals).
    """

    status: NDArray[np.int8]
    elected: NDArray[np.int16]
    stage_elected: NDArray[np.int16]
    stage_left: NDArray[np.int16]
    votes_left: NDArray[np.int64]
    next_above: NDArray[np.int64]

    @classmethod
    def of(cls, elections: int, candidates: int, seats: int) -> Batch:
        """Results still to be written."""
        return cls(
            np.zeros(elections, np.int8),
            np.zeros((elections, seats), np.int16),
            np.zeros((elections, candidates), np.int16),
            np.zeros((elections, candidates), np.int16),
            np.zeros((elections, candidates), np.int64),
            np.full((elections, candidates), -1, np.int64),
        )

    def rows(self, rows: slice) -> Batch:
        """Some of the elections."""
        return Batch(**{key: array[rows] for key, array in vars(self).items()})


@dataclass(frozen=True)
class Planted:
    """Rankings that many elections share, made ready once by `plant`. Their own numbers of papers are not used."""

    ballots: Ballots
    reading: tuple[str, str, str]
    made: _kernel.Planted


def plant(ballots: Ballots, question: Question) -> Planted:
    """The rankings of these ballots, for `count_batch` under any rule book that reads papers as this question does."""
    candidates = len(ballots.names)
    made = _kernel.plant(ballots.tokens, ballots.starts, asked(question, candidates, 0))
    return Planted(ballots, _reading(question.rules), made)


def count_batch(
    planted: Planted,
    weights: NDArray[Any],
    question: Question,
    *,
    decimals: int = 0,
    standing: NDArray[np.bool_] | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Batch:
    """One election a row of `weights`, all over the planted rankings and under one question.

    weights: (elections, rankings), any whole-number type, papers in units of 10**-decimals; rows may be zero but for
    one entry. standing: (elections, candidates), who is a candidate there; those withdrawn by the question are none.
    threads: as many as there are cores, if None. progress: told after each part.
    Raises ValueError for shapes or weights that make no sense; Refused (TooLarge, Unsupported) as `counter.count`.
    """
    weights = np.asarray(weights)
    elections, names = len(weights), planted.ballots.names
    _check_rows(planted.ballots, weights, question, decimals)
    if _reading(question.rules) != planted.reading:
        raise ValueError("the rankings were planted for a rule book that reads papers otherwise")
    if standing is not None and standing.shape != (elections, len(names)):
        raise ValueError(f"standing must be of shape {(elections, len(names))}")
    found = Batch.of(elections, len(names), question.seats)
    _kernel.count_batch(
        planted.made,
        _wide(weights),
        None if standing is None else np.ascontiguousarray(standing, np.bool_).view(np.uint8),
        asked(question, len(names), decimals),
        ranks(question, names),
        found,
        threads or cores(),
        _told(progress),
    )
    return found


def count_each(
    pairs: Sequence[tuple[Ballots, Question]], *, threads: int | None = None, progress: Progress | None = None
) -> Batch:
    """One election a pair, each with ballots, candidates, seats, rule book, constraints and lot of its own.

    Arrays of the result are as wide as the election with most seats or candidates. Raises as `count_batch`.
    """
    for ballots, question in pairs:
        _check_rules(question)
        check(question.rules, question.seats, sum(ballots.papers), ballots.decimals)
    candidates = max((len(ballots.names) for ballots, _ in pairs), default=0)
    seats = max((question.seats for _, question in pairs), default=1)
    entries = []
    for ballots, question in pairs:
        ask, lot = asked(question, len(ballots.names), ballots.decimals), ranks(question, ballots.names)
        entries.append((ballots.tokens, ballots.starts, ballots.papers, 1, ask, lot))
    found = Batch.of(len(pairs), candidates, seats)
    _kernel.count_each(entries, found, threads or cores(), _told(progress))
    return found


def count_rows(
    pairs: Sequence[tuple[Ballots, NDArray[Any]]], question: Question, *, decimals: int = 0, threads: int | None = None
) -> list[Batch]:
    """What `count_batch` finds over each of several rankings of the same candidates, with rows of weights of their own;
    rankings are made ready and counted by one thread, others by other threads meanwhile. Raises as `count_batch`."""
    rows, names = [len(weights) for _, weights in pairs], pairs[0][0].names
    for ballots, weights in pairs:
        _check_rows(ballots, weights, question, decimals)
    found = Batch.of(sum(rows), len(names), question.seats)
    ask, lot = asked(question, len(names), decimals), ranks(question, names)
    entries = [
        (ballots.tokens, ballots.starts, _wide(weights).ravel(), len(weights), ask, lot) for ballots, weights in pairs
    ]
    _kernel.count_each(entries, found, threads or cores(), None)
    return [found.rows(slice(end - number, end)) for end, number in zip(accumulate(rows), rows, strict=True)]


def _told(progress: Progress | None) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, of: progress(done / of, f"{done:,} of {of:,} elections counted")


def _reading(rules: Rules) -> tuple[str, str, str]:
    """The answers on which it depends how a paper is read."""
    return rules.overvoted, rules.repeated, rules.skipped


def _check_rules(question: Question) -> None:
    if question.rules.decimals is None:
        raise Unsupported(f"a batch is counted in fixed-point numbers, and {question.rules.name} counts in fractions")
    if question.rules.procedure == "plurality" and question.constraints:
        raise ValueError("plurality knows no constraints")


def _wide(weights: NDArray[Any]) -> NDArray[Any]:
    """In 32 or 64 bits with a sign."""
    return weights if weights.dtype in (np.int32, np.int64) else weights.astype(np.int64)


def _check_rows(ballots: Ballots, weights: NDArray[Any], question: Question, decimals: int) -> None:
    """Raise for weights of another shape, negative ones, or more papers than are counted exactly."""
    if weights.ndim != 2 or weights.shape[1] != len(ballots) or weights.dtype.kind not in "iu":
        raise ValueError(f"weights must be whole numbers, one column for each of {len(ballots)} rankings")
    _check_rules(question)
    if weights.size == 0:
        return
    # Looked at without signs the negative are the largest: so one look is enough, which takes time where they are many.
    greatest = int(weights.view(weights.dtype.str.replace("i", "u")).max())
    if weights.dtype.kind == "i" and greatest > np.iinfo(weights.dtype).max:
        raise ValueError("weights must not be negative")
    most = largest(question.rules, question.seats, decimals)
    if most is not None and greatest * weights.shape[1] > most:
        check(question.rules, question.seats, max(sum(row.tolist()) for row in weights), decimals)


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
