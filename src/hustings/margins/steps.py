"""The fewest papers with which one decision is possible: docs/margins.md, D1 to D4.

With k papers altered, votes are the flow's, less reductions of k + `down` in all, plus additions of k + `up` in all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hustings.margins.flow import UNIT


@dataclass(frozen=True, slots=True)
class Bounds:
    """What votes must be for the candidates elected, or not elected, at one look: in 1/UNIT.

    at_least, at_most: by candidate.
    """

    at_least: Mapping[int, int]
    at_most: Mapping[int, int]


def fewest(possible: Callable[[int], bool], low: int, high: int) -> int:
    """The least k from `low` on with which a decision is possible, `high` if none below it is."""
    if low >= high or possible(low):
        return min(low, high)
    if not possible(high - 1):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if possible(middle):
            high = middle
        else:
            low = middle
    return high


@dataclass(frozen=True, slots=True)
class Slack:
    """How far votes can be from the flow's besides the papers altered, down and up, in 1/UNIT.

    more: by how much further up for each paper altered, in 1/UNIT.
    """

    down: int = 0
    up: int = 0
    more: int = 0

    def reach(self, k: int) -> tuple[int, int]:
        """The reductions and the additions that k altered papers can bring."""
        return k * UNIT + self.down, k * (UNIT + self.more) + self.up


def looks(votes: Sequence[int], bounds: Bounds, slack: Slack, k: int) -> tuple[int, int]:
    """What is left of the reductions and of the additions once the bounds are met; negative where they cannot be."""
    down, up = slack.reach(k)
    for candidate, least in bounds.at_least.items():
        up -= max(0, least - votes[candidate])
    for candidate, most in bounds.at_most.items():
        down -= max(0, votes[candidate] - most)
    return down, up


def looked(votes: Sequence[int], bounds: Bounds, slack: Slack, k: int) -> bool:
    """Whether k altered papers can meet the bounds."""
    return min(looks(votes, bounds, slack, k)) >= 0


def lowest_possible(
    votes: Sequence[int], bounds: Bounds, slack: Slack, candidate: int, others: Sequence[int], k: int
) -> bool:
    """Can `candidate` have no more votes than each of the others?"""
    down, up = looks(votes, bounds, slack, k)
    if down < 0 or up < 0:
        return False
    # What the candidate had to lose for the bounds counts for this as well.
    most = bounds.at_most.get(candidate, votes[candidate])
    down += max(0, votes[candidate] - most)
    level = votes[candidate] - down
    for other in others:
        if votes[other] < level:
            up -= level - votes[other]
            if up < 0:
                return False
    return True


def highest_possible(
    votes: Sequence[int], bounds: Bounds, slack: Slack, candidate: int, others: Sequence[int], k: int
) -> bool:
    """Can `candidate` have no fewer votes than each of the others?"""
    down, up = looks(votes, bounds, slack, k)
    if down < 0 or up < 0:
        return False
    least = bounds.at_least.get(candidate, votes[candidate])
    up += max(0, least - votes[candidate])
    level = votes[candidate] + up
    for other in others:
        if votes[other] > level:
            down -= votes[other] - level
            if down < 0:
                return False
    return True
