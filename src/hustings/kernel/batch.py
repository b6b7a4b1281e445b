"""Many counts in one call: over shared rankings with weights of their own, or over ballots of their own.

Elections are counted in parts, each by one thread in compiled code that holds no lock; an election's result depends on
nothing but itself, so it is the same for any number of threads. What is held at a time is the results, and for each
thread one part's weights and the room for one count.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.ballots.views import views
from hustings.kernel import compiled, papers
from hustings.kernel.contests import alone, results, room_for, sharing
from hustings.kernel.exactness import Unsupported, check, check_size, largest, total
from hustings.kernel.lots import Ranks, no_ranks, stacked
from hustings.kernel.papers import Tree
from hustings.kernel.readable import readable, reading
from hustings.kernel.run import BY_ELECTION, Contests, Results, run, run_signature
from hustings.kernel.tally import DONE, LOT_NEEDED, NOW, RANKS, ROOM
from hustings.rules.lot import Lot
from hustings.rules.question import Decision, Question

Progress = Callable[[float, str], None]
# What became of an election: a result; a tie that neither seed nor decision settles; no result is possible.
DECIDED, NEEDS_LOT, IMPOSSIBLE = range(3)
# So many bytes of weights are a part's at the most.
_PART = 1 << 24


@dataclass(frozen=True)
class Batch:
    """What many elections came to: one row an election; columns of candidates in the order of their numbers.

    status: DECIDED, NEEDS_LOT or IMPOSSIBLE; the other rows tell nothing where it is not DECIDED.
    elected: candidate numbers in order of election, 0 for a place unfilled.
    stage_elected, stage_left: number of the stage at which a candidate was elected, or excluded; else 0. A candidate
    whose exclusion did not take place because the others filled the last places counts here as excluded then.
    votes_left, next_above: votes of a candidate as it left in that way, and of the candidate next above who stayed (-1
    if nobody did); votes_left of one who stayed to the end is the final vote. In units of votes:
    10**-(rule's decimals + weights' decimals).
    """

    status: NDArray[np.int8]
    elected: NDArray[np.int16]
    stage_elected: NDArray[np.int16]
    stage_left: NDArray[np.int16]
    votes_left: NDArray[np.int64]
    next_above: NDArray[np.int64]


@dataclass(frozen=True)
class Planted:
    """Rankings that many elections share, made ready once by `plant`. Their own numbers of papers are not used."""

    ballots: Ballots
    reading: tuple[str, str, str]
    tree: Tree


def plant(ballots: Ballots, question: Question) -> Planted:
    """The rankings of these ballots as one tree, for `count_batch` under any rule book that reads papers as this
    question's does."""
    ballots = readable(ballots, question)
    check_size(ballots)
    n, size = len(ballots), (len(ballots.tokens), len(ballots), len(ballots.names))
    tree, cast = papers.grow(*size), views(ballots)
    tree.rows[:] = 0
    made = compiled.entry(papers.plant, papers.plant_signature)(
        papers.grow(*size),
        papers.load(n),
        cast.tokens,
        cast.starts,
        question.rules.skipped == "passed over",
        tree.rows,
        tree.rankings,
        tree.nodes,
    )
    tree.made[0] = made
    return Planted(ballots, reading(question.rules), tree._replace(nodes=tree.nodes[:made].copy()))


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
    elections, candidates = len(weights), len(planted.ballots.names)
    if weights.ndim != 2 or weights.shape[1] != len(planted.ballots) or weights.dtype.kind not in "iu":
        raise ValueError(f"weights must be whole numbers, one column for each of {len(planted.ballots)} rankings")
    if reading(question.rules) != planted.reading:
        raise ValueError("the rankings were planted for a rule book that reads papers otherwise")
    if standing is not None and standing.shape != (elections, candidates):
        raise ValueError(f"standing must be of shape {(elections, candidates)}")
    _check_weights(weights, question, decimals)
    contests = sharing(planted.ballots, question, decimals, elections, standing)
    seeded, nothing = question.rules.lot == "seed", no_ranks(candidates + 1)
    lots = _seeded(question.lot_seed, question.decisions, planted.ballots.names)

    def lot(_election: int, valid: int) -> Ranks:
        if seeded:
            return lots
        return Ranks(Lot(question, planted.ballots.names, valid // 10**decimals), candidates, candidates + 1)

    def part(a: int, b: int) -> Contests:
        rows: Contests = _rows(contests, a, b)
        return rows._replace(papers=np.ascontiguousarray(weights[a:b], np.int64))

    def known() -> NDArray[np.int32]:
        return lots.table if seeded else nothing

    size = max(1, _PART // (8 * max(1, weights.shape[1])))
    return _count(part, planted.tree, elections, candidates, question.seats, lot, known, size, threads, progress)


def count_each(
    pairs: Sequence[tuple[Ballots, Question]], *, threads: int | None = None, progress: Progress | None = None
) -> Batch:
    """One election a pair, each with ballots, candidates, seats, rule book, constraints and lot of its own.

    Arrays of the result are as wide as the election with most seats or candidates. Raises as `count_batch`.
    """
    pairs = [(readable(ballots, question), question) for ballots, question in pairs]
    for ballots, question in pairs:
        _check_rules(question)
        check(question.rules, question.seats, sum(ballots.papers), ballots.decimals)
        check_size(ballots)
    candidates = max((len(ballots.names) for ballots, _ in pairs), default=0)
    seats = max((question.seats for _, question in pairs), default=1)

    def lot(election: int, valid: int) -> Ranks:
        ballots, question = pairs[election]
        return Ranks(Lot(question, ballots.names, valid // 10**ballots.decimals), len(ballots.names), candidates + 1)

    def part(a: int, b: int) -> Contests:
        return alone(pairs[a:b], candidates + 1)

    empty = no_ranks(candidates + 1)
    return _count(part, None, len(pairs), candidates, seats, lot, lambda: empty, 64, threads, progress)


def _count(
    part: Callable[[int, int], Contests], tree: Tree | None, elections: int, candidates: int, seats: int,
    lot: Callable[[int, int], Ranks], table: Callable[[], NDArray[np.int32]], size: int, threads: int | None,
    progress: Progress | None,
) -> Batch:  # fmt: skip
    """Count all elections, part by part. part: the contests a to b - 1. lot: an election's lot, by its valid papers.
    table: ranks known already. size: elections a part, at the most."""
    entry = compiled.entry(run, run_signature)
    found = results(elections, candidates, seats)
    threads = threads or cores()
    # A part has costs of its own: one thread alone gains nothing from small ones but news of progress.
    size = max(1 if threads > 1 else 64, min(size, -(-elections // (4 * threads))))
    spans = [(a, min(a + size, elections)) for a in range(0, elections, size)]

    def one(span: tuple[int, int]) -> int:
        contests = part(*span)
        _count_part(entry, contests, tree, _rows(found, *span), span[0], lot, table)
        return span[1] - span[0]

    done = 0
    for counted in _in_turn(one, spans, threads):
        done += counted
        if progress is not None:
            progress(done / elections, f"{done:,} of {elections:,} elections counted")
    status = np.select([found.status == DONE, found.status == LOT_NEEDED], [DECIDED, NEEDS_LOT], IMPOSSIBLE)
    return Batch(
        status.astype(np.int8),
        found.elected,
        found.stage_elected[:, 1:],
        found.stage_left[:, 1:],
        found.votes_left[:, 1:],
        found.next_above[:, 1:],
    )


def _count_part(
    entry: Callable[..., Any], contests: Contests, tree: Tree | None, found: Results, first: int,
    lot: Callable[[int, int], Ranks], table: Callable[[], NDArray[np.int32]],
) -> None:  # fmt: skip
    """Count a part, and again those elections that came to a lot not asked before, or that had too little room."""
    room = room_for(contests) if tree is None else (tree, papers.load(contests.papers.shape[1]))
    values, points = 64, 4 * contests.standing.shape[1] + 32
    one = contests.answers["one"][contests.book]
    ranks: list[Ranks] = []
    number: dict[int, int] = {}
    pending = np.arange(len(contests.book))
    while len(pending):
        asked = contests._replace(lots=stacked([table(), *(each.table for each in ranks)]))
        entry(asked, *room, tree is not None, found, pending, np.zeros(1, NOW), values, points, np.zeros(2, np.int64))
        status = found.status[pending]
        if (status == ROOM).any():
            values, points = 4 * values, 4 * points
        for e in pending[status == RANKS].tolist():
            if contests.lot[e] == 0:
                mine = lot(first + e, int(found.totals[e, 0] // one[e]))
                if id(mine) not in number:
                    ranks.append(mine)
                    number[id(mine)] = len(ranks)
                contests.lot[e] = number[id(mine)]
            stage, purpose = found.wanted[e].tolist()
            mine = ranks[contests.lot[e] - 1]
            if not mine.asked(stage, purpose):
                mine.ask(stage, purpose)
        pending = pending[(status == ROOM) | (status == RANKS)]


def _in_turn(work: Callable[[tuple[int, int]], int], spans: list[tuple[int, int]], threads: int) -> Iterator[int]:
    """The work on every span, by so many threads; what it returns, in the order of the spans."""
    if threads == 1 or len(spans) == 1:
        yield from map(work, spans)
        return
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from pool.map(work, spans)
        finally:
            pool.shutdown(cancel_futures=True)


def _rows(arrays: Any, a: int, b: int) -> Any:
    """Rows a to b - 1 of every array of Contests or Results that has a row an election."""
    names = [name for name in arrays._fields if name in BY_ELECTION]
    return arrays._replace(**{name: getattr(arrays, name)[a:b] for name in names})


@lru_cache(maxsize=8)
def _seeded(seed: str | None, decisions: tuple[Decision, ...], names: tuple[str, ...]) -> Ranks:
    """The ranks that a seed and decisions give, kept from call to call."""
    from hustings.rules.books.scottish import RULES

    return Ranks(Lot(Question(RULES, 1, lot_seed=seed, decisions=decisions), names, 0), len(names), len(names) + 1)


def _check_rules(question: Question) -> None:
    if question.rules.decimals is None:
        raise Unsupported(f"a batch is counted in fixed-point numbers, and {question.rules.name} counts in fractions")
    if question.undeclared or question.tie_order:
        raise Unsupported("a batch does not know undeclared candidates, or an order that settles ties")
    if question.rules.procedure == "plurality" and question.constraints:
        raise ValueError("plurality knows no constraints")


def _check_weights(weights: NDArray[Any], question: Question, decimals: int) -> None:
    """Raise for negative weights, or for more papers than are counted exactly."""
    _check_rules(question)
    if weights.size == 0:
        return
    if weights.min() < 0:
        raise ValueError("weights must not be negative")
    most = largest(question.rules, question.seats, decimals)
    if most is not None and int(weights.max()) * weights.shape[1] > most:
        check(question.rules, question.seats, max(total(row) for row in weights), decimals)


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
