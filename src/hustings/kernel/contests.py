"""From ballots and questions to the arrays of run.py, and room for its results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.ballots.views import views
from hustings.kernel.answers import encode
from hustings.kernel.exactness import Unsupported
from hustings.kernel.lots import no_ranks
from hustings.kernel.papers import Load, Tree, grow, load
from hustings.kernel.run import Contests, Results
from hustings.kernel.tally import GROUPS
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


def alone(pairs: Sequence[tuple[Ballots, Question]], columns: int) -> Contests:
    """Contests that have rankings of their own. columns: of candidates, nobody's included."""
    n = len(pairs)
    every = [ballots for ballots, _ in pairs]
    standing = np.zeros((n, columns), np.bool_)
    protected, group = np.zeros((n, columns), np.bool_), np.zeros((n, columns), np.int8)
    bounds = _no_bounds(n)
    books: dict[tuple[int, int, int], int] = {}
    answers: list[NDArray[Any]] = []
    book = np.zeros(n, np.int64)
    for e, (ballots, question) in enumerate(pairs):
        standing[e, 1 : len(ballots.names) + 1] = True
        _put(question, len(ballots.names), standing[e], protected[e], group[e], bounds[e])
        key = (id(question.rules), question.seats, ballots.decimals)
        if key not in books:
            books[key] = len(answers)
            answers.append(encode(question.rules, question.seats, ballots.decimals))
        book[e] = books[key]
    if n == 1:
        tokens, starts, papers = views(every[0])
    else:
        seen = [views(ballots) for ballots in every]
        ends = np.cumsum([0, *(len(each.tokens) for each in seen)])
        tokens = np.concatenate([each.tokens for each in seen])
        starts = np.concatenate([*(each.starts[:-1] + end for each, end in zip(seen, ends, strict=False)), ends[-1:]])
        papers = np.concatenate([each.papers for each in seen])
    return Contests(
        tokens=np.ascontiguousarray(tokens, np.int16),
        starts=np.ascontiguousarray(starts, np.int64),
        papers=np.ascontiguousarray(papers, np.int64).reshape(1, -1),
        longest=np.array([np.diff(starts).max(initial=0)], np.int64),
        answers=np.concatenate(answers),
        first=np.cumsum([0, *(len(ballots) for ballots in every)], dtype=np.int64),
        candidates=np.array([len(ballots.names) for ballots in every], np.int64),
        standing=standing,
        protected=protected,
        group=group,
        bounds=bounds,
        constrained=np.array([bool(question.constraints) for _, question in pairs]),
        pass_gaps=np.array([question.rules.skipped == "passed over" for _, question in pairs]),
        book=book,
        lots=no_ranks(columns)[np.newaxis],
        lot=np.zeros(n, np.int64),
    )


def sharing(
    ballots: Ballots, question: Question, decimals: int, elections: int, standing: NDArray[np.bool_] | None
) -> Contests:
    """Contests over one planted tree, under one question; their papers are put in later.

    decimals: of the papers. standing: [election, candidate - 1], or everybody.
    """
    candidates = len(ballots.names)
    mask = np.zeros((elections, candidates + 1), np.bool_)
    mask[:, 1:] = True if standing is None else standing
    protected, group = np.zeros(candidates + 1, np.bool_), np.zeros(candidates + 1, np.int8)
    bounds = _no_bounds(1)
    _put(question, candidates, np.zeros(candidates + 1, np.bool_), protected, group, bounds[0])
    mask[:, list(question.withdrawn)] = False
    whole = np.zeros(elections, np.int64)
    return Contests(
        tokens=np.zeros(0, np.int16),
        starts=np.zeros(1, np.int64),
        papers=np.zeros((0, 0), np.int64),
        longest=np.array([np.diff(views(ballots).starts).max(initial=0)], np.int64),
        answers=encode(question.rules, question.seats, decimals),
        first=np.zeros(1, np.int64),
        candidates=np.full(elections, candidates, np.int64),
        standing=mask,
        protected=np.tile(protected, (elections, 1)),
        group=np.tile(group, (elections, 1)),
        bounds=np.tile(bounds, (elections, 1, 1)),
        constrained=np.full(elections, bool(question.constraints)),
        pass_gaps=np.zeros(elections, np.bool_),
        book=whole,
        lots=no_ranks(candidates + 1)[np.newaxis],
        lot=whole.copy(),
    )


def room_for(contests: Contests) -> tuple[Tree, Load]:
    """Room for the largest of contests that have rankings of their own."""
    rankings = int(np.diff(contests.first).max(initial=0))
    tokens = int(np.diff(contests.starts[contests.first]).max(initial=0))
    return grow(tokens, rankings, contests.standing.shape[1] - 1), load(rankings)


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


def _no_bounds(elections: int) -> NDArray[np.int64]:
    return np.tile(np.array([[0] * GROUPS, [_NO_LIMIT] * GROUPS], np.int64), (elections, 1, 1))


def _put(
    question: Question, candidates: int, standing: NDArray[np.bool_], protected: NDArray[np.bool_],
    group: NDArray[np.int8], bounds: NDArray[np.int64],
) -> None:  # fmt: skip
    """What a question says of candidates, into an election's rows."""
    standing[list(question.withdrawn)] = False
    protected[list(question.guarded)] = True
    if question.constraints:
        bits, bounds[0], bounds[1] = groups(question, candidates)
        group[: len(bits)] = bits
