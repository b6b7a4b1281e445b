"""Papers that keep supporting those they helped to elect: Meek's shares and Warren's prices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hustings.ballots.ballots import Ranking
from hustings.counting.papers import STOPS
from hustings.counting.state import CountState, Status

Kept = Callable[[int, int, int], int]


def count_meek(count: CountState) -> None:
    """Make all stages of a Meek or Warren count (docs/counting.md, «Meek and Warren»)."""
    support = Support(count)
    support.distribute()
    count.elect_with_quota()
    count.fill_last_places()
    count.end_stage("first preferences", keep=support.keep_values())
    while not count.complete:
        _round(count, support)


def _round(count: CountState, support: Support) -> None:
    """Iterate until somebody is elected; exclude the lowest once the total surplus no longer falls."""
    if first := count.undeclared_going_first():
        _exclude(count, support, first, 0)
        return
    assert count.rules.convergence is not None
    enough = count.arithmetic.vote // 10**count.rules.convergence
    iterations, before = 0, None
    while True:
        surplus = count.total_surplus()
        if surplus < enough or (before is not None and surplus >= before):
            break
        before = surplus
        support.lower_keep_values()
        support.distribute()
        iterations += 1
        if newly := count.elect_with_quota():
            count.fill_last_places()
            count.end_stage("election", newly, keep=support.keep_values(), iterations=iterations)
            return
    _exclude(count, support, [count.lowest()], iterations)


def _exclude(count: CountState, support: Support, leaving: list[int], iterations: int) -> None:
    """Exclude these, at the votes that they have now; their papers support whom they name next."""
    converged = tuple(count.votes[1:])
    for candidate in leaving:
        count.exclude(candidate)
        support.keep[candidate] = 0
    support.distribute()
    count.elect_with_quota()
    count.fill_last_places()
    count.end_stage(
        "exclusion",
        leaving,
        excluded=leaving,
        keep=support.keep_values(),
        iterations=iterations,
        before=converged,
    )


class Support:
    """The keep values (Meek) or prices (Warren) in units of 10**-decimals, and the votes they give."""

    def __init__(self, count: CountState) -> None:
        self.count = count
        self.one = int(count.arithmetic.one)
        self.kept: Kept = _share if count.rules.procedure == "meek" else _price
        self.keep = [0 if status is Status.WITHDRAWN else self.one for status in count.status]
        self.alike = Alike(count)

    def keep_values(self) -> tuple[int, ...]:
        return tuple(self.keep[1:])

    def distribute(self) -> None:
        """Value one paper alone, then multiply by how many are alike (paragraph B.2.a)."""
        votes = [0] * len(self.keep)
        keep, kept, one = self.keep, self.kept, self.one
        self.alike.look_again()
        for named, papers in self.alike.papers.items():
            rest = one
            for candidate in named:
                part = kept(rest, keep[candidate], one)
                votes[candidate] += part * papers
                rest -= part
            votes[0] += rest * papers
        self.count.votes = list(votes)

    def lower_keep_values(self) -> None:
        """All the elected together: keep value times quota, rounded up, by votes, rounded up; never above 1."""
        quota, votes, place = self.count.quota, self.count.votes, self.count.arithmetic.place
        assert isinstance(quota, int)
        for candidate in self.count.elected:
            held = votes[candidate]
            assert isinstance(held, int)
            product = -(-self.keep[candidate] * quota // (self.one * place)) * place
            self.keep[candidate] = min(self.one, -(-product * self.one // held))


class Alike:
    """Papers by what can matter now: the elected they name, in order, and the first continuing candidate after those.

    papers: how many papers name the same. Only papers whose continuing candidate has been elected or excluded since, or
    that stopped at an overvoted preference, are read on.
    """

    def __init__(self, count: CountState) -> None:
        self.count = count
        self.papers: dict[Ranking, int] = {}
        self._piles: dict[Ranking, list[int]] = {}
        self._stopped: dict[Ranking, list[int]] = {}
        self._reading = [0] * len(count.papers.rankings)
        self._status: list[Status] = []

    def look_again(self) -> None:
        """Read papers on, where somebody has been elected or excluded since the last look."""
        before, status = self._status, list(self.count.status)
        if before == status:
            return
        self._status = status
        to = self.count.papers.destinations(
            self.count.rules, [each in (Status.ELECTED, Status.CONTINUING) for each in status]
        )
        if not before:
            self._read((), range(len(self._reading)), to)
            return
        changed = {candidate for candidate, each in enumerate(status) if each is not before[candidate]}
        for named in [named for named in self._piles if named and named[-1] in changed]:
            kept = named if status[named[-1]] is Status.ELECTED else named[:-1]
            self._read(kept, self._taken(self._piles, named), to)
        for named in list(self._stopped):
            self._read(named, self._taken(self._stopped, named), to)

    def _taken(self, piles: dict[Ranking, list[int]], named: Ranking) -> list[int]:
        """The papers of this pile, taken off it."""
        papers = piles.pop(named)
        weights = self.count.papers.weights
        self.papers[named] -= sum(weights[paper] for paper in papers)
        if not self.papers[named]:
            del self.papers[named]
        return papers

    def _read(self, named: Ranking, papers: Iterable[int], to: Sequence[int | None]) -> None:
        """Read these papers, which name these candidates so far, as far as the first continuing candidate."""
        rankings, weights, status = self.count.papers.rankings, self.count.papers.weights, self._status
        for paper in papers:
            ranking, at, supported = rankings[paper], self._reading[paper], named
            while (candidate := to[ranking[at]]) != STOPS:
                if candidate is not None and candidate not in supported:
                    supported = (*supported, candidate)
                    if status[candidate] is Status.CONTINUING:
                        break
                at += 1
            self._reading[paper] = at
            stops_for_now = candidate == STOPS and ranking[at] != STOPS
            (self._stopped if stops_for_now else self._piles).setdefault(supported, []).append(paper)
            self.papers[supported] = self.papers.get(supported, 0) + weights[paper]


def _share(rest: int, keep: int, one: int) -> int:
    return -(-rest * keep // one)


def _price(rest: int, keep: int, one: int) -> int:  # noqa: ARG001 - the same form as _share
    return min(rest, keep)
