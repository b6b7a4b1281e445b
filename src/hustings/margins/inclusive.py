"""The search below where all of a candidate's papers carry its surplus on, and where there are no surpluses.

`scottish`, `wigm`, `irv`: docs/margins.md, B2.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import partial

from hustings.margins.contest import Candidates, Contest, with_any_of
from hustings.margins.flow import UNIT, Flow
from hustings.margins.search import Move
from hustings.margins.steps import Bounds, Slack, fewest, highest_possible, looked, lowest_possible


@dataclass(frozen=True, eq=False)
class Point:
    """The papers after a decision, before anybody is elected by it.

    waiting: whose surplus has not moved. seen: what, with the candidates, settles where the papers lie: who continued
    when somebody was elected, and when a surplus moved. down: what the rule book's rounding can have taken, in 1/UNIT.
    """

    flow: Flow
    elected: Candidates
    continuing: Candidates
    waiting: Candidates
    seen: tuple[Hashable, ...] = ()
    down: int = 0

    @property
    def key(self) -> Hashable:
        """Equal where the same papers lie with the same candidates at the same values."""
        return self.elected, self.continuing, self.waiting, self.seen


class Inclusive:
    """The decisions that these rule books allow. limit: as in `search.Game`."""

    def __init__(self, contest: Contest, limit: int) -> None:
        self.contest, self.limit = contest, limit
        rules = contest.rules
        # A majority of the continuing votes cannot be lost by exclusions: who has it may as well be elected at the end.
        self.quota = None if rules.quota == "majority" else (contest.pile.valid // (contest.seats + 1) + 1) * UNIT
        cuts = {"share": 1, "fraction": 2}.get(rules.transfer_value, 0)
        self.cut = 0 if rules.decimals is None else cuts * -(-UNIT // 10**rules.decimals)

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
            return Point(flow, elected, continuing, waiting, seen, before.down)
        assert self.quota is not None
        flow = before.flow.surplus_moved(who, self.quota, self.contest.receives(continuing))
        down = before.down + self.cut * (before.flow.papers_of(who) + self.limit)
        return Point(flow, elected, continuing, waiting - {who}, (*seen, (who, "moved", continuing)), down)

    def moves(self, here: Point, cost: int) -> Iterator[Move]:
        """Every decision that fewer papers than the limit allow."""
        slack = Slack(here.down, here.flow.lost)
        if self.quota is not None:
            yield from self._other_elected(here, cost, slack, self.quota)
        for now in self._looks(here, slack):
            yield from self._decisions(here, now, cost, slack)

    def _other_elected(self, here: Point, cost: int, slack: Slack, quota: int) -> Iterator[Move]:
        votes = here.flow.votes
        for loser in here.continuing - self.contest.winners - self.contest.doomed(here.elected, here.continuing):
            bounds = Bounds({loser: quota}, {})
            needs = fewest(partial(looked, votes, bounds, slack), cost, self.limit)
            if needs < self.limit:
                yield Move("election", loser, (), needs, other=True)

    def _looks(self, here: Point, slack: Slack) -> Iterator[tuple[int, ...]]:
        """Every set of declared winners that may be elected now."""
        if self.quota is None:
            yield ()
            return
        far, votes = self.limit * UNIT, here.flow.votes
        near = [c for c in sorted(here.continuing & self.contest.winners) if votes[c] + far + slack.up >= self.quota]
        sure = [c for c in near if votes[c] - far - slack.down >= self.quota and not self.contest.question.constraints]
        yield from with_any_of(sure, [c for c in near if c not in sure])

    def _decisions(self, here: Point, now: tuple[int, ...], cost: int, slack: Slack) -> Iterator[Move]:
        """The decisions that are possible once these are elected and no others."""
        votes, contest = here.flow.votes, self.contest
        elected, continuing = here.elected.union(now), here.continuing.difference(now)
        if contest.over(elected, continuing):
            return
        bounds = Bounds({}, {})
        if self.quota is not None:
            below = continuing - contest.doomed(elected, continuing)
            bounds = Bounds(dict.fromkeys(now, self.quota), dict.fromkeys(below, self.quota - contest.grain))
        if not looked(votes, bounds, slack, self.limit - 1):
            return
        waiting = here.waiting.union(now)
        test = highest_possible if waiting else lowest_possible
        among = sorted(waiting) or contest.excludable(elected, continuing)
        for chosen in among:
            others = [c for c in among if c != chosen]
            needs = fewest(partial(test, votes, bounds, slack, chosen, others), cost, self.limit)
            if needs < self.limit:
                kind = "surplus" if waiting else "exclusion"
                yield Move(kind, chosen, now, needs, kind == "exclusion" and chosen in contest.winners)
