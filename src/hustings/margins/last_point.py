"""Points of a sequence where the last parcel carries a surplus on, and what follows them (docs/margins.md, B4)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from hustings.margins.contest import Candidates, MarginQuestion
from hustings.margins.flow import UNIT
from hustings.margins.parcels import Parcels, Rows
from hustings.margins.search import Move
from hustings.margins.steps import Slack, Window
from hustings.margins.values import Carried, Classes, ValueRange, with_value


@dataclass(frozen=True, slots=True)
class Holding:
    """What may carry the surplus of somebody elected (B4).

    step: when its last parcel came, None if nothing came last. altered: how many papers must be altered at least for
    one that only altered papers are in to be the last; None if none can be. fell: where it may have received nothing
    and been elected by a quota that fell, the largest surplus, and how many papers must be altered.
    """

    step: int | None
    altered: int | None
    fell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """Between which numbers the quota is when k papers are altered: low - k * less, and high + k * more, in 1/UNIT.

    first: whether it is that of first preferences, which depends on how many papers there are alone.
    """

    low: int
    high: int
    less: int = 0
    more: int = 0
    first: bool = False


@dataclass(frozen=True, eq=False)
class Pending:
    """Batches of the excluded that have not moved; none of them without papers stands at the end.

    more: whether batches that only altered papers can be in were there at the end.
    """

    candidates: tuple[int, ...]
    batches: tuple[Rows, ...]
    more: bool


@dataclass(frozen=True, eq=False)
class Point:
    """The papers after a decision, before anybody is elected by it.

    waiting: whose surplus has not moved. classes: of the values that papers have. stray: whether altered papers may
    have other values, or papers be where only the slack has them. quota: once it is settled. pending: an exclusion, and
    what is left of it. seen: what, with the candidates, settles where the papers lie.
    """

    papers: Parcels
    elected: Candidates
    continuing: Candidates
    slack: Slack
    classes: Classes
    stray: bool = False
    waiting: Mapping[int, Holding] = field(default_factory=dict)
    seen: tuple[Hashable, ...] = ()
    quota: Range | None = None
    pending: Pending | None = None

    @property
    def votes(self) -> tuple[int, ...]:
        """By candidate, in 1/UNIT."""
        return self.papers.flow.votes

    @property
    def key(self) -> Hashable:
        """Equal where the same papers lie with the same candidates at the same values."""
        pending = self.pending and (self.pending.candidates, len(self.pending.batches), self.pending.more)
        waiting = tuple(sorted((c, held.step is None, held.altered, held.fell) for c, held in self.waiting.items()))
        alike = self.classes, self.stray, self.slack, self.quota
        return self.elected, self.continuing, waiting, self.seen, alike, pending

    @property
    def begins(self) -> bool:
        """Whether nothing has happened yet."""
        return self.papers.step == 0

    @property
    def movable(self) -> int:
        """Votes of the continuing, and of papers of the excluded that have not moved: in 1/UNIT."""
        votes = self.votes
        pending = () if self.pending is None else self.pending.candidates
        return sum(votes[c] for c in (*self.continuing, *pending))


class Parcelled:
    """What the decisions of these rule books make of a point. limit: as in `search.Game`."""

    def __init__(self, contest: MarginQuestion, limit: int) -> None:
        self.contest, self.limit, self.rules = contest, limit, contest.rules
        # The rule book's last place, and a vote in it.
        self.cut = UNIT // 10 ** (self.rules.decimals or 0)
        self.one = UNIT // self.cut
        self.places = contest.seats + 1
        self.each = -(-UNIT // self.places)
        self.sign = {"change": 0, "add": 1, "remove": -1}[contest.kind]
        # Whether quotas are those of exactly k papers altered, or any that up to k could bring.
        self.exactly = False
        self.settled = self.first_quota() if self.rules.quota == "whole" else None

    def first_quota(self) -> Range:
        """The quota of first preferences."""
        quota, rest = self.quota_of(self.contest.pile.valid), self.contest.seats * UNIT // self.places
        if not self.sign:
            return Range(quota, quota, first=True)
        if self.sign > 0:
            # It is never below the quotient, which grows with each paper.
            return Range(self.contest.pile.valid * UNIT // self.places, quota + rest, 1 - self.each, self.each, True)
        return Range(quota - rest, quota, self.each, 0, True)

    def quota_of(self, papers: int) -> int:
        """The quota of so many papers."""
        if self.rules.quota == "whole":
            return (papers // self.places + 1) * UNIT
        return int(-(-papers * UNIT // (self.places * self.cut)) * self.cut)

    def quota_at(self, here: Point, k: int) -> tuple[int, int]:
        """The least and the greatest quota here when k papers are altered."""
        quota = here.quota or self.quota_now(here)
        if quota.first and self.exactly:
            exact = self.quota_of(self.contest.pile.valid + self.sign * k)
            return exact, exact
        return quota.low - k * quota.less, quota.high + k * quota.more

    def fewest(self, window: Window, possible: Callable[[int], bool]) -> int | None:
        """The least number of papers with which a decision is possible, if it is within the window."""

        def exact(k: int) -> bool:
            self.exactly = True
            try:
                return possible(k)
            finally:
                self.exactly = False

        return window.fewest(possible, exact if self.sign else None)

    def start(self) -> Point:
        """First preferences."""
        contest, papers = self.contest, Parcels.start(self.contest.pile)
        slack = Slack(0, 0, 0 if contest.kind == "add" else UNIT, 0 if contest.kind == "remove" else UNIT)
        classes = (ValueRange(self.one, self.one, (0,)),)
        return Point(papers, frozenset(), contest.standing, slack, classes, quota=self.settled)

    def after(self, before: Point, move: Move) -> Point:
        """The papers after a decision."""
        here = self.elect(before, move.now)
        if move.kind == "batch":
            return self.next_batch(here)
        if isinstance(move.how, Carried):
            return self.surplus_moved(here, move.candidate, move.how)
        gone = (move.candidate, *move.beside)
        here = replace(here, continuing=here.continuing.difference(gone), pending=self.batches(here, gone))
        return self.next_batch(here)

    def batches(self, here: Point, gone: tuple[int, ...]) -> Pending:
        """How the papers of the excluded go on. A batch without papers is there too, as altered ones may be in it.

        Several of these next to one another are one, and those at the end belong to the batch before them (B4).
        """
        classes = [worth.surpluses for worth in here.classes]
        found = here.papers.batches(gone, classes, self.rules.batches == "first preferences, then by value")
        if here.stray:
            found = [*(batch for known in found for batch in (known[:0], known)), found[0][:0]]
        kept = [batch for i, batch in enumerate(found) if i == 0 or len(batch) or len(found[i - 1])]
        more = len(kept) > 1 and not len(kept[-1])
        return Pending(gone, tuple(kept[:-1] if more else kept), more)

    def next_batch(self, here: Point) -> Point:
        """The papers after the next batch."""
        pending = here.pending
        assert pending is not None
        receives = self.contest.receives(here.continuing)
        papers = here.papers.batch_moved(pending.candidates, pending.batches[0], receives)
        return replace(here, papers=papers, pending=replace(pending, batches=pending.batches[1:]))

    def surplus_moved(self, here: Point, who: int, carried: Carried) -> Point:
        """The papers after a surplus."""
        held = here.waiting[who]
        waiting = {c: other for c, other in here.waiting.items() if c != who}
        here = replace(here, waiting=waiting, pending=None, seen=(*here.seen, (who, carried, here.continuing)))
        papers, receives = here.papers, self.contest.receives(here.continuing)
        if carried.by != "known":
            # Altered papers at most move, at any value, or others whose votes are in the slack.
            slack = here.slack
            if carried.by == "fell" and held.fell is not None:
                slack = replace(slack, up=slack.up + held.fell[0], more=slack.more + 2 * self.each)
            papers = papers.surplus_moved(who, np.zeros(0, np.intp), 0, receives)
            return replace(here, papers=papers, slack=slack, stray=here.stray or carried.by != "nothing")
        assert held.step is not None
        rows = papers.transferable(papers.parcel(who, held.step), receives)
        number = papers.papers(rows)
        papers = papers.surplus_moved(who, rows, carried.low * self.cut, receives)
        slack = replace(here.slack, up=here.slack.up + number * (carried.high - carried.low) * self.cut)
        classes = with_value(here.classes, carried, papers.surpluses)
        return replace(here, papers=papers, slack=slack, classes=classes)

    def elect(self, here: Point, now: Sequence[int]) -> Point:
        """The same papers once these are elected."""
        if not now:
            return here
        chosen = frozenset(now)
        at = (here.continuing, here.pending and (here.pending.candidates, len(here.pending.batches)))
        return replace(
            here,
            elected=here.elected | chosen,
            continuing=here.continuing - chosen,
            waiting={**here.waiting, **{c: self.holding(here, c) for c in now}},
            quota=here.quota or self.quota_now(here),
            seen=here.seen + tuple((c, *at) for c in now),
        )

    def holding(self, here: Point, who: int) -> Holding:
        """What may carry on the surplus of somebody who is elected here."""
        papers, pending = here.papers, here.pending
        received = papers.papers(papers.parcel(who, papers.step))
        step, cost = papers.step if received else None, 0 if here.stray else 1
        after = pending is not None and pending.more and not pending.batches
        altered = cost if after or not received else None
        if here.begins or here.quota is not None:
            return Holding(step, altered)
        # By a quota that fell: by no more than all that has become non-transferable could make it fall.
        fell = -(-(self.contest.pile.valid * UNIT - here.movable) // self.places) + self.cut
        return Holding(step, cost, (fell, received))

    def quota_now(self, here: Point) -> Range:
        """The quota before anybody is elected: found from the votes that can still move (ers97 5.4.8)."""
        if here.begins:
            return self.first_quota()
        active, quota = here.movable, -(-here.movable // (self.places * self.cut)) * self.cut
        return Range(active // self.places, quota + self.cut, self.each * (self.sign < 1), self.each * (self.sign > -1))

    def least(self, here: Point, who: int, others: Iterable[int], k: int, added: int = 0) -> int:
        """The least votes with which somebody can be elected here, perhaps after some of the others, k papers altered.

        added: how many votes the alteration gives to the candidate at least; they are among those that can still move.
        """
        low, high = self.quota_at(here, k)
        least = low + (added // self.places if here.quota is None and not here.begins else 0)
        if self.rules.elected_by_active_vote:
            active = here.movable + sum(max(0, here.votes[c] - high) for c in here.waiting)
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
        low, high = self.quota_at(here, k)
        most, tied = high - self.contest.grain, self.rules.quota == "fractional" and self.tied(here, k)
        if self.rules.elected_by_active_vote:
            active = here.movable + sum(max(0, here.votes[c] - low) for c in here.waiting) + here.slack.reach(k)[1]
            most = min(most, active // (self.contest.seats - len(here.elected) + 1))
        return most + self.cut if tied else most

    def tied(self, here: Point, k: int) -> bool:
        """Whether more candidates than places can have enough votes, all as many (ers97 5.6.2): they hold all votes."""
        high = self.quota_at(here, k)[1]
        several = self.contest.seats - len(here.elected) + 1
        held = sorted((here.votes[c] for c in here.continuing), reverse=True)
        others = here.movable - sum(held[:several]) + sum(max(0, here.votes[c] - high) for c in here.waiting)
        return bool(others <= here.slack.reach(k)[0] + several * 2 * self.cut)
