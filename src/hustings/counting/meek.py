"""Papers that keep supporting those they helped to elect: Meek's shares and Warren's prices."""

from __future__ import annotations

from collections.abc import Callable

from hustings.counting.state import Count, Status

Kept = Callable[[int, int, int], int]


def count_meek(count: Count) -> None:
    """Make all stages of a Meek or Warren count (docs/counting.md, «Meek and Warren»)."""
    support = Support(count)
    support.distribute()
    count.find_quota()
    count.elect_with_quota()
    count.fill_last_places()
    count.end_stage("first preferences", keep=support.keep_values())
    while not count.complete:
        _round(count, support)


def _round(count: Count, support: Support) -> None:
    """Iterate until somebody is elected; exclude the lowest once the total surplus no longer falls."""
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
        count.find_quota()
        if newly := count.elect_with_quota():
            count.fill_last_places()
            count.end_stage("election", newly, keep=support.keep_values(), iterations=iterations)
            return
    converged = tuple(count.votes[1:])
    lowest = count.lowest()
    count.exclude(lowest)
    support.keep[lowest] = 0
    support.distribute()
    count.find_quota()
    count.elect_with_quota()
    count.fill_last_places()
    count.end_stage(
        "exclusion",
        [lowest],
        excluded=[lowest],
        keep=support.keep_values(),
        iterations=iterations,
        before=converged,
    )


class Support:
    """The keep values (Meek) or prices (Warren) in units of 10**-decimals, and the votes they give."""

    def __init__(self, count: Count) -> None:
        self.count = count
        self.one = int(count.arithmetic.one)
        self.kept: Kept = _share if count.rules.procedure == "meek" else _price
        self.keep = [0 if status is Status.WITHDRAWN else self.one for status in count.status]
        self._alike: dict[tuple[int, ...], int] = {}
        self._alike_for: tuple[Status, ...] = ()

    def keep_values(self) -> tuple[int, ...]:
        return tuple(self.keep[1:])

    def distribute(self) -> None:
        """Value one paper alone, then multiply by how many are alike (paragraph B.2.a)."""
        votes = [0] * len(self.keep)
        keep, kept, one = self.keep, self.kept, self.one
        for ranking, papers in self._papers_alike().items():
            rest = one
            for candidate in ranking:
                part = kept(rest, keep[candidate], one)
                votes[candidate] += part * papers
                rest -= part
            votes[0] += rest * papers
        self.count.votes = list(votes)

    def _papers_alike(self) -> dict[tuple[int, ...], int]:
        """Papers by what can matter now: the elected they name, and the first continuing candidate after."""
        status = self.count.status
        if self._alike_for != tuple(status):
            self._alike, self._alike_for = {}, tuple(status)
            supports = [each in (Status.ELECTED, Status.CONTINUING) for each in status]
            to = self.count.papers.destinations(self.count.rules, supports)
            for ranking, papers in zip(self.count.papers.rankings, self.count.papers.weights, strict=True):
                named: list[int] = []
                for number in ranking:
                    candidate = to[number]
                    if candidate is None or candidate in named:
                        continue
                    if candidate == 0:
                        break
                    named.append(candidate)
                    if status[candidate] is Status.CONTINUING:
                        break
                key = tuple(named)
                self._alike[key] = self._alike.get(key, 0) + papers
        return self._alike

    def lower_keep_values(self) -> None:
        """All the elected together: keep value times quota, rounded up, by votes, rounded up; never above 1."""
        quota, votes, place = self.count.quota, self.count.votes, self.count.arithmetic.place
        assert isinstance(quota, int)
        for candidate in self.count.elected:
            held = votes[candidate]
            assert isinstance(held, int)
            product = -(-self.keep[candidate] * quota // (self.one * place)) * place
            self.keep[candidate] = min(self.one, -(-product * self.one // held))


def _share(rest: int, keep: int, one: int) -> int:
    return -(-rest * keep // one)


def _price(rest: int, keep: int, one: int) -> int:  # noqa: ARG001 - the same form as _share
    return min(rest, keep)
