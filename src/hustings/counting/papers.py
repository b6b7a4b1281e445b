"""Reading papers under a rule book: how far each one counts, and which are valid."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hustings.ballots.ballots import Ballots, Ranking
from hustings.rules.question import Question


@dataclass(frozen=True, slots=True)
class Papers:
    """The valid papers as they count.

    rankings: candidate numbers in order of preference, ended by 0. weights: how many papers carry each ranking, in
    units of 10**-ballots.decimals. valid, invalid: totals of papers in that unit.
    """

    rankings: list[Ranking]
    weights: list[int]
    valid: int
    invalid: int


def read_papers(ballots: Ballots, question: Question) -> Papers:
    """Every paper as far as it counts: withdrawn candidates passed over, stopped at equal or skipped preferences."""
    tokens, starts, papers = ballots.tokens.tolist(), ballots.starts.tolist(), ballots.papers.tolist()
    plain = not question.withdrawn and min(tokens, default=1) > 0
    passes_over = question.rules.skipped == "passed over"
    rankings, weights, invalid = [], [], 0
    for i, number in enumerate(papers):
        ranking = tokens[starts[i] : starts[i + 1]]
        if not plain:
            ranking = as_far_as_it_counts(ranking, question.withdrawn, passes_over)
        if ranking:
            rankings.append((*ranking, 0))
            weights.append(number)
        else:
            invalid += number
    return Papers(rankings, weights, sum(weights), invalid)


def as_far_as_it_counts(ranking: list[int], withdrawn: frozenset[int], passes_over: bool) -> list[int]:
    """The candidates a paper supports, in order.

    >>> as_far_as_it_counts([3, 1, 0, 2], frozenset({3}), passes_over=False)
    [1]
    >>> as_far_as_it_counts([3, 1, 0, 2], frozenset(), passes_over=True)
    [3, 1, 2]
    >>> as_far_as_it_counts([3, 1, -2], frozenset(), passes_over=True)
    [3]
    """
    counts = []
    for token, following in pairwise([*ranking, 0]):
        if following < 0 or (token == 0 and not passes_over):
            break
        if token and token not in withdrawn:
            counts.append(token)
    return counts
