"""Points of a sequence where the last parcel carries a surplus on, and what follows them (docs/margins.md, B4)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from hustings.margins.contest import Candidates, Contest
from hustings.margins.flow import UNIT
from hustings.margins.parcels import Parcels, Rows
from hustings.margins.search import Move
from hustings.margins.steps import Slack

NO_SLACK = Slack()


@dataclass(frozen=True, slots=True)
class Range:
    """Between which numbers the quota is when k papers are altered: low - k * each, and high + k * each, in 1/UNIT."""

    low: int
    high: int
    each: int = 0


@dataclass(frozen=True, eq=False)
class Pending:
    """Batches of the excluded that have not moved. loose: whether what has just moved may be several batches."""

    candidates: tuple[int, ...]
    batches: tuple[Rows, ...]
    loose: bool


@dataclass(frozen=True, eq=False)
class Point:
    """The papers after a decision, before anybody is elected by it.

    waiting: whose surplus has not moved, with the parcel that will carry it on; None where that may be any, and what
    is beyond the least that elects them is counted in `slack` already.
    quota: once it is settled. active: votes that could still move at the look before.
    whole: whether papers that came with some surplus may be worth 1. pending: an exclusion, and what is left of it.
    """

    papers: Parcels
    elected: Candidates
    continuing: Candidates
    waiting: Mapping[int, Rows | None] = field(default_factory=dict)
    seen: tuple[Hashable, ...] = ()
    slack: Slack = NO_SLACK
    quota: Range | None = None
    active: int = 0
    whole: bool = False
    pending: Pending | None = None

    @property
    def votes(self) -> tuple[int, ...]:
        """By candidate, in 1/UNIT."""
        return self.papers.flow.votes

    @property
    def key(self) -> Hashable:
        """Equal where the same papers lie with the same candidates, and as much is loose."""
        pending = self.pending and (self.pending.candidates, len(self.pending.batches), self.pending.loose)
        waiting = tuple(sorted((c, parcel is None) for c, parcel in self.waiting.items()))
        return self.elected, self.continuing, waiting, self.seen, self.slack, self.active, self.whole, pending

    @property
    def begins(self) -> bool:
        """Whether nothing has happened yet."""
        return not self.seen and self.pending is None

    @property
    def sized(self) -> list[int]:
        """Those whose waiting surplus is as large as their votes say."""
        return [c for c, parcel in self.waiting.items() if parcel is not None]

    @property
    def movable(self) -> int:
        """Votes of the continuing, and of papers of the excluded that have not moved: in 1/UNIT."""
        votes = self.votes
        pending = () if self.pending is None else self.pending.candidates
        return sum(votes[c] for c in (*self.continuing, *pending))


class Parcelled:
    """What the decisions of these rule books make of a point. limit: as in `search.Game`."""

    def __init__(self, contest: Contest, limit: int) -> None:
        self.contest, self.limit, self.rules = contest, limit, contest.rules
        self.cut = -(-UNIT // 10 ** (self.rules.decimals or 0))
        self.places = contest.seats + 1
        self.settled: Range | None = None
        if self.rules.quota == "whole":
            quota = (contest.pile.valid // self.places + 1) * UNIT
            self.settled = Range(quota, quota)

    def start(self) -> Point:
        """First preferences."""
        papers = Parcels.start(self.contest.pile)
        active = sum(papers.flow.votes)
        return Point(papers, frozenset(), self.contest.standing, quota=self.settled, active=active)

    def after(self, before: Point, move: Move) -> Point:
        """The papers after a decision."""
        here = self.elect(before, move.now)
        if move.kind == "batch":
            return self.next_batch(here)
        if move.kind == "surplus":
            return self.surplus_moved(here, move.candidate)
        gone = (move.candidate, *move.beside)
        batches = here.papers.batches(gone, self.rules.batches == "first preferences, then by value")
        pending = Pending(gone, tuple(batches), False)
        return self.next_batch(replace(here, continuing=here.continuing.difference(gone), pending=pending))

    def next_batch(self, here: Point) -> Point:
        """The papers after the next batch; all that is left in one, where their order is not known."""
        pending = here.pending
        assert pending is not None
        papers, left = here.papers, list(pending.batches)
        if here.whole:
            left = [np.concatenate(left)]
        active, receives = here.movable, self.contest.receives(here.continuing)
        papers = papers.batch_moved(pending.candidates, left[0], receives)
        loose = here.whole or (len(left) == 1 and papers.surpluses > 1)
        pending = Pending(pending.candidates, tuple(left[1:]), loose)
        return replace(here, papers=papers, active=active, pending=pending)

    def surplus_moved(self, here: Point, who: int) -> Point:
        """The papers after a surplus."""
        quota, parcel, slack = here.quota, here.waiting[who], here.slack
        assert quota is not None
        waiting = {c: rows for c, rows in here.waiting.items() if c != who}
        here = replace(here, waiting=waiting, active=0, pending=None)
        if parcel is None:
            # What it carried on is in the slack; it may be of any value, and so be a batch of its own wherever it lies.
            papers = here.papers
            papers = replace(papers, last=papers.last[:0], surpluses=papers.surpluses + 1)
            return replace(here, papers=papers, seen=(*here.seen, (who, "loose")), whole=True)
        receives = self.contest.receives(here.continuing)
        rows = here.papers.transferable(parcel, receives)
        count = here.papers.papers(rows)
        _down, up = slack.reach(self.limit)
        surplus = max(0, here.votes[who] - quota.low) + up + self.limit * quota.each
        came = int(here.papers.via[rows[0]]) if len(rows) else 0
        whole = here.whole or (came == 0 and surplus >= (count - self.limit) * UNIT)
        papers = here.papers.surplus_moved(who, parcel, quota.low, receives)
        # Each paper's value is cut to the rule book's places; the quota is known within its range.
        slack = Slack(
            slack.down + self.cut * (count + self.limit) + quota.high - quota.low,
            slack.up,
            slack.more + quota.each,
        )
        seen = (*here.seen, (who, "moved", here.continuing))
        return replace(here, papers=papers, slack=slack, seen=seen, whole=whole)

    def elect(self, here: Point, now: Sequence[int]) -> Point:
        """The same papers once these are elected."""
        if not now:
            return here
        chosen, votes, slack = frozenset(now), here.votes, here.slack
        quota = here.quota or self.quota_now(here, settles=True)
        loose = here.pending is not None and here.pending.loose
        if loose:
            # Later batches may have passed them by, and any of their papers may carry the surplus on.
            beyond = sum(max(0, votes[c] - self.least(here, c, now, 0)) for c in now)
            more = len(now) * (UNIT if self.rules.elected_by_active_vote else quota.each)
            slack = Slack(slack.down, slack.up + beyond, slack.more + more)
        elif here.quota is None and not here.begins:
            # Elected by a quota that fell, somebody may have received nothing now: an earlier parcel carries what fell.
            fell = len(now) * (-(-(here.active - here.movable + slack.up + slack.down) // self.places) + self.cut)
            slack = Slack(slack.down, slack.up + fell, slack.more + len(now) * 2 * quota.each)
        waiting = {**here.waiting, **{c: None if loose else here.papers.parcel(c) for c in now}}
        at = (here.continuing, here.pending and (here.pending.candidates, len(here.pending.batches)))
        seen = here.seen + tuple((c, *at) for c in now)
        return replace(
            here,
            elected=here.elected | chosen,
            continuing=here.continuing - chosen,
            waiting=waiting,
            quota=quota,
            slack=slack,
            seen=seen,
        )

    def quota_now(self, here: Point, *, settles: bool) -> Range:
        """The quota before anybody is elected: found from the votes that can still move (ers97 5.4.8).

        settles: whether somebody is elected by it, perhaps before all papers of several batches have moved.
        """
        active = here.movable
        if here.begins:
            quota = active // self.places
            return Range(quota, quota + self.cut + 1)
        high = max(active, here.active) if settles else active
        low = (active - here.slack.down) // self.places
        return Range(low, -(-(high + here.slack.up) // self.places) + self.cut, -(-UNIT // self.places))

    def least(self, here: Point, who: int, others: Iterable[int], k: int, added: int = 0) -> int:
        """The least votes with which somebody can be elected here, perhaps after some of the others, k papers altered.

        added: how many votes the alteration gives to the candidate at least; they are among those that can still move.
        """
        quota = here.quota or self.quota_now(here, settles=True)
        least = quota.low - k * quota.each + (added // self.places if here.quota is None else 0)
        if self.rules.elected_by_active_vote:
            high = quota.high + k * quota.each
            active = here.movable + sum(max(0, here.votes[c] - high) for c in here.sized)
            active += added - here.slack.reach(k)[0]
            places = self.contest.seats - len(here.elected)
            before = sorted((min(here.votes[c], high) for c in others if c != who), reverse=True)[: places - 1]
            least = min(least, active // (places + 1))
            for elected in before:
                active, places = active - elected, places - 1
                least = min(least, active // (places + 1))
        return least

    def lack(self, here: Point, who: int, others: Iterable[int], k: int) -> int:
        """How many votes somebody lacks at least to be elected here; 0 or less if none."""
        lack = self.least(here, who, others, k) - here.votes[who]
        if lack > 0:
            lack = max(lack, self.least(here, who, others, k, lack) - here.votes[who])
        return lack

    def most(self, here: Point, k: int) -> int:
        """No candidate with more votes than this is left unelected here, when k papers are altered."""
        quota = here.quota or self.quota_now(here, settles=False)
        most = quota.high + k * quota.each - (self.contest.grain if quota.low == quota.high else 0)
        if self.rules.elected_by_active_vote:
            low = quota.low - k * quota.each
            active = here.movable + sum(max(0, here.votes[c] - low) for c in here.sized) + here.slack.reach(k)[1]
            most = min(most, active // (self.contest.seats - len(here.elected) + 1) + self.cut)
        return most
