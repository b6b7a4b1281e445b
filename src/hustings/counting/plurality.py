"""As many votes as places: the papers' first preferences are votes of one each, and the most votes win."""

from __future__ import annotations

from itertools import takewhile

from hustings.counting.state import CountState


def count_plurality(count: CountState) -> None:
    """Make the only stage (docs/counting.md, «Plurality»)."""
    seats = count.question.seats
    one_vote = count.arithmetic.one * count.arithmetic.paper
    for ranking, papers in zip(count.papers.rankings, count.papers.weights, strict=True):
        marked = list(takewhile(lambda number: 0 < number <= count.papers.candidates, ranking))[:seats]
        for candidate in marked:
            count.votes[candidate] += papers * one_vote
        count.votes[0] += papers * (seats - len(marked)) * one_vote
    count.elect_most_voted()
    count.end_stage("first preferences")
