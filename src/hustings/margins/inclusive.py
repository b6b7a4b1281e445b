"""The search below where all of a candidate's papers carry its surplus on, and where there are no surpluses.

`scottish`, `wigm`, `irv`: docs/margins.md, B2.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial

from hustings.margins.contest import Candidates, MarginQuestion
from hustings.margins.flow import UNIT, Flow
from hustings.margins.search import Move
from hustings.margins.steps import Bounds, Window, chosen_to_be_elected, extreme_possible, least_papers, looked

Reach = tuple[int, int]
# Whether a decision is possible when votes reach so far down and up, within bounds.
Test = Callable[[Bounds, Reach], bool]


@dataclass(frozen=True, eq=False)
class Point:
    """The papers after a decision, before anybody is elected by it.

    waiting: whose surplus has not moved. seen: what, with the candidates, settles where the papers lie: who continued
    when somebody was elected, and when a surplus moved. down: what the rule book's rounding can have taken, in 1/UNIT.
    moved: how many surpluses have moved.
    """

    flow: Flow
    elected: Candidates
    continuing: Candidates
    waiting: Candidates
    seen: tuple[Hashable, ...] = ()
    down: int = 0
    moved: int = 0

    @property
    def key(self) -> Hashable:
        """Equal where the same papers lie with the same candidates at the same values."""
        return self.elected, self.continuing, self.waiting, self.seen


class Inclusive:
    """The decisions that these rule books allow. limit: as in `search.Game`."""

    def __init__(self, contest: MarginQuestion, limit: int) -> None:
        self.contest, self.limit = contest, limit
        rules = contest.rules
        # A majority of the continuing votes cannot be lost by exclusions: who has it may as well be elected at the end.
        self.has_quota = rules.quota != "majority"
        self.valid, self.divisor = contest.pile.valid, contest.seats + 1
        cuts = {"share": 1, "fraction": 2}.get(rules.transfer_value, 0)
        self.cut = 0 if rules.decimals is None else cuts * -(-UNIT // 10**rules.decimals)
        self.sign = {"change": 0, "add": 1, "remove": -1}[contest.kind]

    def quota(self, k: int) -> int:
        """The quota with k papers altered."""
        return ((self.valid + self.sign * k) // self.divisor + 1) * UNIT

    def least(self, k: int) -> int:
        """No more than the quota with k papers altered, and not jumping as k grows."""
        return self.quota(k) if self.sign < 1 else (self.valid + k + 1) * UNIT // self.divisor

    def most(self, k: int) -> int:
        """The most votes with which nobody is elected by the greatest quota that up to k papers can bring."""
        return self.quota(k if self.sign > 0 else 0) - self.contest.grain

    def reach(self, here: Point, k: int) -> Reach:
        """How far k altered papers bring votes down and up: themselves, the quota's move (F3') and rounding."""
        moves = here.moved * abs(self.quota(k) - self.quota(0)) if self.sign else 0
        down = k * UNIT if self.sign < 1 else moves
        up = k * UNIT if self.sign > -1 else moves
        return down + here.down, up + here.flow.lost

    def start(self) -> Point:
        """First preferences."""
        return Point(Flow.start(self.contest.pile), frozenset(), self.contest.standing, frozenset())

    def after(self, before: Point, move: Move) -> Point:
        """The papers after a decision."""
        elected, waiting = before.elected.union(move.now), before.waiting.union(move.now)
        continuing = before.continuing.difference(move.now)
        seen = before.seen + tuple((c, before.continuing) for c in move.now)
        who = move.candidate
        if move.kind == "exclusion":
            continuing -= {who}
            flow = before.flow.without(who, self.contest.receives(continuing))
            return Point(flow, elected, continuing, waiting, seen, before.down, before.moved)
        flow = before.flow.surplus_moved(who, self.quota(0), self.contest.receives(continuing))
        down = before.down + self.cut * (before.flow.papers_of(who) + self.limit)
        seen = (*seen, (who, "moved", continuing))
        return Point(flow, elected, continuing, waiting - {who}, seen, down, before.moved + 1)

    def needs(self, here: Point, cost: int) -> int:
        """As in `search.Game`."""
        flow = here.flow
        able = self.contest.receives(here.continuing | here.waiting)
        able[-1] = False
        mass = flow.pile.number * flow.value * able[flow.at]
        gap = self.contest.apart(here.elected, here.continuing, flow.votes, mass)
        return least_papers(lambda k: self.reach(here, k), gap, cost, self.limit)

    def moves(self, here: Point, window: Window) -> Iterator[Move]:
        """Every decision that the window's numbers of papers allow."""
        contest, votes = self.contest, here.flow.votes
        if self.has_quota:
            ends = contest.ends_it & here.continuing - contest.doomed(here.elected, here.continuing)
            for candidate in sorted(ends):
                needs = self.fewest(here, window, (candidate,), (), partial(looked, votes))
                if needs is not None:
                    yield Move("election", candidate, (), needs, other=True)
        for now in self._looks(here, window):
            yield from self._decisions(here, now, window)

    def fewest(
        self, here: Point, window: Window, now: tuple[int, ...], below: tuple[int, ...], test: Test
    ) -> int | None:
        """The fewest papers for a test where these have the quota now and those have not."""

        def possible(k: int) -> bool:
            bounds = Bounds(dict.fromkeys(now, self.least(k)), dict.fromkeys(below, self.most(k)))
            return test(bounds, self.reach(here, k))

        def exact(k: int) -> bool:
            quota = self.quota(k)
            bounds = Bounds(dict.fromkeys(now, quota), dict.fromkeys(below, quota - self.contest.grain))
            return test(bounds, self.reach(here, k))

        return window.fewest(possible, exact if self.sign and self.has_quota else None)

    def _looks(self, here: Point, window: Window) -> Iterator[tuple[int, ...]]:
        """Every choice of candidates that may be elected now."""
        if not self.has_quota:
            yield ()
            return
        k, contest, votes = window.high - 1, self.contest, here.flow.votes
        down, up = self.reach(here, k)
        least = min(self.least(k), self.least(0))
        near = [c for c in here.continuing & contest.electable if votes[c] + up >= least]
        near.sort(key=lambda c: (-votes[c], c))
        # A constraint may forbid the election of somebody who has the quota.
        down = down if not contest.question.constraints else 2 * self.valid * UNIT
        places = contest.seats - len(here.elected)
        yield from chosen_to_be_elected(votes, near, (least, self.most(k)), (down, up), places)

    def _decisions(self, here: Point, now: tuple[int, ...], window: Window) -> Iterator[Move]:
        """The decisions that are possible once these are elected and no others."""
        votes, contest = here.flow.votes, self.contest
        elected, continuing = here.elected.union(now), here.continuing.difference(now)
        other = contest.other_result(elected, continuing)
        if other is not None:
            needs = self.fewest(here, window, now, (), partial(looked, votes)) if other else None
            if needs is not None:
                yield Move("election", now[0], now[1:], needs, other=True)
            return
        below = tuple(continuing - contest.doomed(elected, continuing)) if self.has_quota else ()
        if (
            self.fewest(here, Window(window.start, window.start, window.high), now, below, partial(looked, votes))
            is None
        ):
            return
        waiting = here.waiting.union(now)
        among = sorted(waiting) or contest.excludable(elected, continuing)
        for chosen in among:
            after = None if waiting else contest.other_result(elected, continuing - {chosen})
            if after is False:
                continue
            others = [c for c in among if c != chosen]
            test = partial(_extreme, votes, chosen, others, bool(waiting))
            needs = self.fewest(here, window, now, below, test)
            if needs is not None:
                yield Move("surplus" if waiting else "exclusion", chosen, now, needs, bool(after))


def _extreme(
    votes: tuple[int, ...], chosen: int, others: list[int], highest: bool, bounds: Bounds, reach: Reach
) -> bool:
    return extreme_possible(votes, bounds, reach, chosen, others, highest=highest)
