"""Papers that move from pile to pile: the Gregory methods, last parcel or all papers, and the Alternative Vote."""

from __future__ import annotations

import dataclasses
import operator
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from hustings.counting.state import CountState, Status
from hustings.record.facts import Number, Step


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers of one value that a candidate received together. first: as first preferences."""

    value: Number
    papers: list[int]
    first: bool = False


class Piles:
    """Where every paper lies: each candidate's parcels in the order received, and how far each paper has been read."""

    def __init__(self, count: CountState) -> None:
        self.count = count
        self.rankings, self.weights = count.papers.rankings, count.papers.weights
        self.reading = [0] * len(self.rankings)
        self.parcels: list[list[Parcel]] = [[] for _ in count.votes]
        firsts: list[list[int]] = [[] for _ in count.votes]
        for paper, ranking in enumerate(self.rankings):
            firsts[ranking[0]].append(paper)
        for candidate, papers in enumerate(firsts):
            if papers:
                self.parcels[candidate].append(Parcel(count.arithmetic.one, papers, first=True))
                count.votes[candidate] = self.votes_of(papers, count.arithmetic.one)

    def number_of(self, papers: Sequence[int]) -> int:
        """How many papers these rankings stand for, in units of 10**-ballots.decimals."""
        return sum(map(self.weights.__getitem__, papers))

    def votes_of(self, papers: Sequence[int], value: Number) -> Number:
        return self.number_of(papers) * value * self.count.arithmetic.paper

    def sorted_by_next(self, papers: Sequence[int]) -> dict[int, list[int]]:
        """Papers by the next candidate who may receive them; under 0 those without one."""
        to = self.count.papers.destinations(self.count.rules, self._receivers())
        rankings, reading = self.rankings, self.reading
        sorted_papers: defaultdict[int, list[int]] = defaultdict(list)
        for paper in papers:
            ranking, at = rankings[paper], reading[paper] + 1
            while (candidate := to[ranking[at]]) is None:
                at += 1
            reading[paper] = at
            sorted_papers[candidate].append(paper)
        return sorted_papers

    def _receivers(self) -> list[bool]:
        count = self.count
        receives = [status is Status.CONTINUING for status in count.status]
        if count.rules.elected_receives:
            for candidate in count.elected:
                receives[candidate] = candidate not in count.surplus_moved
        return receives

    def deliver(self, sorted_papers: dict[int, list[int]], value: Number) -> tuple[Number, ...]:
        """Give candidates their papers at this value; the votes each received."""
        received: list[Number] = [0 * value] * len(self.count.votes)
        for candidate, papers in sorted_papers.items():
            if candidate:
                received[candidate] = self.votes_of(papers, value)
                self.count.votes[candidate] += received[candidate]
                self.parcels[candidate].append(Parcel(value, papers))
        return tuple(received[1:])


def count_transfers(count: CountState) -> None:
    """Make all stages of a count in which papers move (docs/counting.md, «Stages of the transfers procedure»)."""
    piles = Piles(count)
    count.elect_with_quota()
    count.fill_last_places()
    count.end_stage("first preferences")
    while not count.complete:
        _next_stage(count, piles)


def _next_stage(count: CountState, piles: Piles) -> None:
    first = count.undeclared_going_first()
    together = _lowest_together(count, first)
    waiting = sum(count.surpluses.values()) or None
    if first:
        together = [*first, *together] if count.rules.exclude_before_surplus else first
    elif not (together and count.rules.exclude_before_surplus):
        waits = bool(together) and count.rules.surplus_waits != "never"
        if count.surpluses and not waits:
            _transfer_surplus(count, piles)
            return
        if not (together and count.rules.exclude_together != "never"):
            together = [count.lowest()]
    staying = [candidate for candidate in count.electable if candidate not in together]
    if _last_places_come_before(count, staying):
        count.end_stage("election", count.elect_all(staying), waits=waiting)
    else:
        _transfer_from_excluded(count, piles, together, waiting)


def _last_places_come_before(count: CountState, staying: Sequence[int]) -> bool:
    """Whether an exclusion that would leave only these does not take place, and they are elected (ers97 5.5.1)."""
    match count.rules.last_places:
        case "after":
            return False
        case "before":
            return len(staying) <= count.places and count.may_elect
        case unknown:
            assert_never(unknown)


def _can_wait(count: CountState) -> Callable[[Number, Number], bool] | None:
    """The test of the lowest candidates' votes and all surpluses against the next candidate's, if there is one.

    Waiting surpluses and exclusions together share it.
    """
    rules = count.rules
    match rules.surplus_waits if rules.surplus_waits != "never" else rules.exclude_together:
        case "never":
            return None
        case "not exceeding":
            return operator.le
        case "less than":
            return operator.lt
        case unknown:
            assert_never(unknown)


def _lowest_together(count: CountState, first: Sequence[int]) -> list[int]:
    """The most candidates who may be excluded together, and for whose exclusion surpluses wait; [] if there are none.

    first: those who go out with them whatever their votes.

    ers97 5.2.2, 5.2.5: with all surpluses their votes do not exceed those of the candidate next above. NI 49(10),
    51(12), Minneapolis 167.20: are less than those. While anybody is doomed, votes do not decide who goes first.
    """
    enough = _can_wait(count)
    if enough is None or count.doomed:
        return []
    staying = [c for c in count.continuing if c not in count.guarded and c not in first]
    able = sorted(staying, key=lambda c: (count.votes[c], c))
    together: list[int] = []
    total = sum(count.surpluses.values()) + sum(count.votes[candidate] for candidate in first)
    for k, (candidate, above) in enumerate(pairwise(able), 1):
        total += count.votes[candidate]
        splits_a_tie = count.votes[candidate] == count.votes[above]
        if enough(total, count.votes[above]) and not splits_a_tie:
            rest = [c for c in count.electable if c not in able[:k]]
            if len(rest) >= count.places and count.feasibility.feasible(count.elected, rest, count.places):
                together = able[:k]
    return together


# Surpluses


def _transfer_surplus(count: CountState, piles: Piles) -> None:
    surpluses = count.surpluses
    largest = max(surpluses.values())
    candidate = count.settle("surplus", sorted(c for c, surplus in surpluses.items() if surplus == largest))
    count.surplus_moved.add(candidate)
    match count.rules.surplus_papers:
        case "all":
            steps, value = _transfer_all_papers(count, piles, candidate, surpluses[candidate])
        case "last parcel":
            steps, value = _transfer_last_parcel(count, piles, candidate, surpluses[candidate])
        case "none":
            raise AssertionError("no surplus moves under this rule book")
        case unknown:
            assert_never(unknown)
    assert count.quota is not None
    count.votes[candidate] = count.quota
    count.elect_with_quota()
    count.fill_last_places()
    count.end_stage("surplus", [candidate], steps=steps, transfer_value=value)


def _transfer_last_parcel(
    count: CountState, piles: Piles, candidate: int, surplus: Number
) -> tuple[list[Step], Number]:
    """Only the last received parcel carries the surplus, divided equally (ers97 5.3.1-5.3.10, NI 49)."""
    parcel = piles.parcels[candidate][-1]
    sorted_papers = piles.sorted_by_next(parcel.papers)
    without_next = sorted_papers.pop(0, [])
    number = piles.number_of(parcel.papers) - piles.number_of(without_next)
    value = parcel.value
    exceeds = number * value * count.arithmetic.paper > surplus
    if exceeds:
        value = count.arithmetic.cut(surplus, number * count.arithmetic.paper)
    left = surplus - number * value * count.arithmetic.paper
    lost, ended = (left, 0 * left) if exceeds else (0 * left, left)
    received = piles.deliver(sorted_papers, value)
    count.votes[0] += ended
    count.loss += lost
    return [Step(value, piles.number_of(parcel.papers), received, ended, lost)], value


def _transfer_all_papers(count: CountState, piles: Piles, candidate: int, surplus: Number) -> tuple[list[Step], Number]:
    """All papers carry the surplus, each in proportion to its present value (scottish 48, Minneapolis 167.20)."""
    arithmetic, votes = count.arithmetic, count.votes[candidate]
    fraction = arithmetic.cut(surplus * arithmetic.one, votes)
    steps, lost = [], surplus
    for present, papers in _by_value(piles.parcels[candidate]):
        match count.rules.transfer_value:
            case "share":
                value = arithmetic.cut(present * surplus, votes)
            case "fraction":
                value = arithmetic.cut(fraction * present, arithmetic.one)
            case "divided" | "none":
                raise AssertionError("Rules refuses this value where all papers carry the surplus")
            case unknown:
                assert_never(unknown)
        sorted_papers = piles.sorted_by_next(papers)
        ended = piles.votes_of(sorted_papers.get(0, []), value)
        received = piles.deliver(sorted_papers, value)
        count.votes[0] += ended
        lost -= piles.votes_of(papers, value)
        steps.append(Step(value, piles.number_of(papers), received, ended, 0 * lost))
    count.loss += lost
    steps[-1] = dataclasses.replace(steps[-1], loss_by_fraction=lost)
    return steps, fraction


def _by_value(parcels: Sequence[Parcel]) -> list[tuple[Number, list[int]]]:
    """All papers of these parcels by their value, highest first."""
    papers: defaultdict[Number, list[int]] = defaultdict(list)
    for parcel in parcels:
        papers[parcel.value].extend(parcel.papers)
    return sorted(papers.items(), reverse=True)


# Exclusions


def _transfer_from_excluded(count: CountState, piles: Piles, excluded: Sequence[int], waiting: Number | None) -> None:
    for candidate in excluded:
        count.exclude(candidate)
    steps: list[Step] = []
    unmoved: Number = sum(count.votes[candidate] for candidate in excluded)
    batches = _batches(count, piles, excluded)
    for i, (value, batch) in enumerate(batches, 1):
        for candidate, papers in batch.items():
            votes = piles.votes_of(papers, value)
            count.votes[candidate] -= votes
            unmoved -= votes
        papers = [paper for papers in batch.values() for paper in papers]
        sorted_papers = piles.sorted_by_next(papers)
        ended = piles.votes_of(sorted_papers.get(0, []), value)
        received = piles.deliver(sorted_papers, value)
        count.votes[0] += ended
        newly = count.elect_with_quota(unmoved) if count.rules.elect_after_each_batch else []
        steps.append(Step(value, piles.number_of(papers), received, ended, 0 * value, tuple(newly)))
        if count.complete:
            break
        if count.rules.look_back_points == "batches" and i < len(batches):
            count.add_point(i)
    if not (steps and count.rules.elect_after_each_batch):
        count.elect_with_quota(unmoved)
    count.fill_last_places()
    count.end_stage("exclusion", sorted(excluded), excluded=excluded, steps=steps, waits=waiting)


def _batches(count: CountState, piles: Piles, excluded: Sequence[int]) -> list[tuple[Number, dict[int, list[int]]]]:
    """The papers of the excluded in the order in which they move: (value, papers by who held them)."""
    batches: defaultdict[tuple[bool, Number], defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for candidate in excluded:
        for parcel in piles.parcels[candidate]:
            batches[_goes_first(count, parcel), parcel.value][candidate] += parcel.papers
    return [(key[1], batches[key]) for key in sorted(batches, reverse=True)]


def _goes_first(count: CountState, parcel: Parcel) -> bool:
    """Whether the parcel moves before all others, whatever their value (NI 51(2))."""
    match count.rules.batches:
        case "one" | "by value":
            return False
        case "first preferences, then by value":
            return parcel.first
        case unknown:
            assert_never(unknown)
