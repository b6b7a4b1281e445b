"""The fewest papers with which one decision is possible: docs/margins.md, D1 to D4.

With k papers altered, votes are the flow's, less reductions and plus additions that are so many in all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hustings.margins.flow import UNIT

# How many numbers of papers are tried one after another where a decision may be possible with k and not with k + 1.
MOST_TRIED = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """What votes must be for the candidates elected, or not elected, at one look: in 1/UNIT.

    at_least, at_most: by candidate.
    """

    at_least: Mapping[int, int]
    at_most: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Slack:
    """How far votes can be from the flow's, down and up, in 1/UNIT.

    down, up: besides the papers altered. less, more: by how much for each paper altered.
    """

    down: int = 0
    up: int = 0
    less: int = UNIT
    more: int = UNIT

    def reach(self, k: int) -> tuple[int, int]:
        """The reductions and the additions that k altered papers can bring."""
        return k * self.less + self.down, k * self.more + self.up


@dataclass(frozen=True, slots=True)
class Window:
    """For which numbers of papers decisions are looked for.

    start: what the sequence needs already. low, high: only decisions that need from `low` papers to fewer than `high`.
    """

    start: int
    low: int
    high: int

    def fewest(self, possible: Callable[[int], bool], exact: Callable[[int], bool] | None = None) -> int | None:
        """The least number of papers with which a decision is possible, if it is within the window.

        possible: never ceases as papers become more. exact: a test that may, and holds wherever the decision is
        possible; `possible` holds wherever it does, or did for fewer papers.
        """
        low, high = self.start, self.high
        if not possible(high - 1):
            return None
        if possible(low):
            high = low
        while high - low > 1:
            middle = (low + high) // 2
            if possible(middle):
                high = middle
            else:
                low = middle
        if exact is not None:
            last = high + MOST_TRIED
            while high < last and not exact(high):
                high += 1
        return high if self.low <= high < self.high else None


def least_papers(reach: Callable[[int], tuple[int, int]], gap: int, low: int, high: int) -> int:
    """The least number of papers, from `low` on, that can close a gap of votes; `high` if none below it can."""
    if low >= high or sum(reach(low)) >= gap:
        return min(low, high)
    return Window(low, low, high).fewest(lambda k: sum(reach(k)) >= gap) or high


def looks(votes: Sequence[int], bounds: Bounds, reach: tuple[int, int]) -> tuple[int, int]:
    """What is left of the reductions and of the additions once the bounds are met; negative where they cannot be."""
    down, up = reach
    for candidate, least in bounds.at_least.items():
        up -= max(0, least - votes[candidate])
    for candidate, most in bounds.at_most.items():
        down -= max(0, votes[candidate] - most)
    return down, up


def looked(votes: Sequence[int], bounds: Bounds, reach: tuple[int, int]) -> bool:
    """Whether the bounds can be met."""
    return min(looks(votes, bounds, reach)) >= 0


def extreme_possible(
    votes: Sequence[int],
    bounds: Bounds,
    reach: tuple[int, int],
    candidate: int,
    others: Sequence[int],
    *,
    highest: bool,
) -> bool:
    """Can `candidate` have no fewer votes than each of the others (highest), or no more (else)?"""
    down, up = looks(votes, bounds, reach)
    if down < 0 or up < 0:
        return False
    # What the bounds needed of the candidate's own votes counts for this as well.
    held = votes[candidate]
    if highest:
        level = held + up + max(0, bounds.at_least.get(candidate, held) - held)
        return sum(max(0, votes[other] - level) for other in others) <= down
    level = held - down - max(0, held - bounds.at_most.get(candidate, held))
    return sum(max(0, level - votes[other]) for other in others) <= up


def chosen_to_be_elected(
    votes: Sequence[int], candidates: Sequence[int], enough: tuple[int, int], reach: tuple[int, int], most: int
) -> Iterator[tuple[int, ...]]:
    """Every choice, of `most` candidates at most, that can have enough votes while the others have not.

    enough: the least number of votes that may elect somebody, and the greatest with which somebody may not be elected.
    """
    least, not_elected = enough

    def choose(place: int, now: tuple[int, ...], down: int, up: int) -> Iterator[tuple[int, ...]]:
        if down < 0 or up < 0 or len(now) > most:
            return
        if place == len(candidates):
            yield tuple(sorted(now))
            return
        who = candidates[place]
        yield from choose(place + 1, (*now, who), down, up - max(0, least - votes[who]))
        yield from choose(place + 1, now, down - max(0, votes[who] - not_elected), up)

    yield from choose(0, (), *reach)
