"""From ballots and questions to the arrays of run.py, and from its results back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.kernel.answers import encode
from hustings.kernel.exactness import Unsupported
from hustings.kernel.papers import Tree
from hustings.kernel.run import Contests, Results
from hustings.kernel.tally import GROUPS
from hustings.kernel.ties import UNASKED
from hustings.rules.question import Question

_NO_LIMIT = 1 << 40


def groups(question: Question, candidates: int) -> tuple[list[int], list[int], list[int]]:
    """The constraints: bits of the groups a candidate is in (entry 0 is nobody's), and each group's least and most.

    Raises Unsupported for more than three groups.
    """
    sets = list(dict.fromkeys(constraint.members for constraint in question.constraints))
    if len(sets) > GROUPS:
        raise Unsupported(
            f"the second witness takes constraints on at most {GROUPS} groups of candidates; here are {len(sets)}"
        )
    bits = [sum(1 << g for g, members in enumerate(sets) if c in members) for c in range(candidates + 1)]
    least, most = [0] * GROUPS, [_NO_LIMIT] * GROUPS
    for constraint in question.constraints:
        g = sets.index(constraint.members)
        if constraint.sense == "at least":
            least[g] = max(least[g], constraint.number)
        else:
            most[g] = min(most[g], constraint.number)
    return bits, least, most


def alone(pairs: Sequence[tuple[Ballots, Question]]) -> Contests:
    """Contests that have rankings of their own."""
    n = len(pairs)
    width = max(len(ballots.names) for ballots, _ in pairs) + 1
    standing, protected = np.zeros((n, width), np.bool_), np.zeros((n, width), np.bool_)
    group = np.zeros((n, width), np.int8)
    bounds = np.tile(np.array([[0], [_NO_LIMIT]]), (n, 1, GROUPS))
    books: dict[tuple[int, int, int], int] = {}
    answers: list[NDArray[Any]] = []
    book = np.zeros(n, np.int64)
    for e, (ballots, question) in enumerate(pairs):
        standing[e, 1 : len(ballots.names) + 1] = True
        standing[e, list(question.withdrawn)] = False
        protected[e, list(question.guarded)] = True
        if question.constraints:
            bits, bounds[e, 0], bounds[e, 1] = groups(question, len(ballots.names))
            group[e, : len(bits)] = bits
        key = (id(question.rules), question.seats, ballots.decimals)
        if key not in books:
            books[key] = len(answers)
            answers.append(encode(question.rules, question.seats, ballots.decimals))
        book[e] = books[key]
    every = [ballots for ballots, _ in pairs]
    ends = np.cumsum([0, *(len(ballots.tokens) for ballots in every)])
    first = np.cumsum([0, *(len(ballots) for ballots in every)])
    lengths = [int(np.diff(ballots.starts).max(initial=0)) for ballots in every]
    if n == 1:
        tokens, starts, papers = every[0].tokens, every[0].starts, every[0].papers
    else:
        tokens = np.concatenate([ballots.tokens for ballots in every])
        starts = np.concatenate([*(b.starts[:-1] + end for b, end in zip(every, ends, strict=False)), ends[-1:]])
        papers = np.concatenate([ballots.papers for ballots in every])
    return Contests(
        tokens=np.ascontiguousarray(tokens, np.int16),
        starts=np.ascontiguousarray(starts, np.int64),
        papers=np.ascontiguousarray(papers, np.int64).reshape(1, -1),
        longest=np.array([max(lengths)]),
        answers=np.concatenate(answers),
        first=first.astype(np.int64),
        candidates=np.array([len(ballots.names) for ballots in every], np.int64),
        standing=standing,
        protected=protected,
        group=group,
        bounds=bounds,
        constrained=np.array([bool(question.constraints) for _, question in pairs]),
        pass_gaps=np.array([question.rules.skipped == "passed over" for _, question in pairs]),
        book=book,
        lots=np.full((1, 0, 3, width), UNASKED, np.int32),
        lot=np.zeros(n, np.int64),
    )


def nobody() -> Tree:
    """No planted tree."""
    table = np.zeros((0, 0), np.int32)
    return Tree(np.zeros(0, np.int16), table, table, np.zeros(0, np.int64), table.astype(np.int64))


def results(elections: int, candidates: int, seats: int) -> Results:
    """Room for results."""
    places, columns = (elections, max(1, seats)), (elections, candidates + 1)
    return Results(
        status=np.zeros(elections, np.int8),
        wanted=np.zeros((elections, 2), np.int64),
        among=np.zeros(candidates + 1, np.int32),
        totals=np.zeros((elections, 3), np.int64),
        elected=np.zeros(places, np.int16),
        stage_elected=np.zeros(columns, np.int16),
        stage_left=np.zeros(columns, np.int16),
        votes_left=np.zeros(columns, np.int64),
        next_above=np.zeros(columns, np.int64),
    )
