"""The margin of a tiny contest by trying every alteration: written apart from `hustings.margins`, which it checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement, permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots, Ranking
from hustings.kernel.batch import DECIDED, count_batch, plant
from hustings.kernel.counter import count
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Decision, Question

Result = frozenset[int]
Rows = NDArray[np.int64]
Other = Callable[[Result], bool]
NAMES = "ABCDEFGH"


@cache
def strict_rankings(candidates: int) -> list[Ranking]:
    """Every way to put some of the candidates into an order, sorted."""
    numbers = range(1, candidates + 1)
    return sorted(ranking for length in numbers for ranking in permutations(numbers, length))


def results(ballots: Ballots, question: Question) -> set[Result]:
    """The sets of elected candidates that the lots can give: every choice at every lot is tried."""
    try:
        return {frozenset(count(ballots, question).elected)}
    except LotNeeded as tie:
        found: set[Result] = set()
        for chosen in tie.among:
            decision = Decision(tie.stage, tie.purpose, chosen)
            found |= results(ballots, replace(question, decisions=(*question.decisions, decision)))
        return found


@cache
def choices(kinds: int, number: int) -> Rows:
    """Every way to choose so many papers among kinds of papers: a row each, how many of each kind."""
    chosen = list(combinations_with_replacement(range(kinds), number))
    rows = np.zeros((len(chosen), kinds), np.int64)
    for row, kinds_of in zip(rows, chosen, strict=True):
        for kind in kinds_of:
            row[kind] += 1
    return rows


def alterations(cast: Rows, number: int, kind: str = "change") -> Rows:
    """The papers after exactly `number` of them were replaced, added ("add") or taken away ("remove"), in every way."""
    every = choices(len(cast), number)
    taken = every[(every <= cast).all(axis=1)]
    if kind == "remove":
        return cast - taken
    if kind == "add":
        return cast + every
    rows: Rows = (cast + every[:, None, :] - taken[None, :, :]).reshape(-1, len(cast))
    return rows


def undecided(ballots: Ballots, rows: Rows, question: Question, other: Other) -> Iterator[list[int]] | None:
    """The rows whose count needs a lot (all, where a batch cannot count them); None if another has another result."""
    if question.rules.decimals is None:
        rows = np.unique(rows, axis=0)
        return iter([list(map(int, row)) for row in rows])
    batch = count_batch(plant(ballots, question), rows, question, threads=1)
    sure: NDArray[Any] = batch.status == DECIDED
    if any(other(frozenset(row) - {0}) for row in np.unique(batch.elected[sure], axis=0).tolist()):
        return None
    return iter([list(map(int, row)) for row in np.unique(rows[~sure], axis=0)])


def true_margin(
    papers: Mapping[Ranking, int],
    candidates: int,
    question: Question,
    declared: Result,
    most: int,
    *,
    kind: str = "change",
    candidate: int | None = None,
) -> int | None:
    """The fewest papers to be replaced (added, removed) so that another result is possible; None if more than `most`.

    candidate: only whether this one is elected is asked about.
    """

    def other(elected: Result) -> bool:
        return elected != declared if candidate is None else (candidate in elected) != (candidate in declared)

    names = tuple(NAMES[:candidates])
    question = replace(question, lot_seed=None, decisions=())
    rankings = strict_rankings(candidates)
    ballots = Ballots.of(names, [(ranking, 1) for ranking in rankings])
    assert [ranking for ranking, _ in ballots] == rankings
    cast = np.array([papers.get(ranking, 0) for ranking in rankings], np.int64)
    for number in range(min(most, int(cast.sum()) - 1 if kind == "remove" else most) + 1):
        rows = undecided(ballots, alterations(cast, number, kind), question, other)
        if rows is None:
            return number
        for row in rows:
            altered = [(ranking, n) for ranking, n in zip(rankings, row, strict=True) if n]
            if any(map(other, results(Ballots.of(names, altered), question))):
                return number
    return None
