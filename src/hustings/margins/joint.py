"""The search where the last parcel carries a surplus on, with one altered paper followed: docs/margins.md, J."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator

import numpy as np

from hustings.margins.flow import UNIT
from hustings.margins.last_parcel import ENDS, LastParcel
from hustings.margins.last_point import Point
from hustings.margins.one_paper import AWAY, UNKNOWN, OnePaper, Pairs, State, Weights, reaches
from hustings.margins.search import Move
from hustings.margins.steps import Window
from hustings.margins.values import Carried, class_of

Stop = Callable[[], bool]


class Joint(LastParcel):
    """The decisions that these rule books allow with one altered paper; what needs a paper more than once needs it."""

    def two_needed(self, nodes: int | None = None, stop: Stop = lambda: False) -> tuple[bool, int]:
        """Whether no single altered paper gives another result, as far as it could be searched; how many points were.

        Points are searched level by level, so that all the ways to alter a paper that lead to a point are known first.
        """
        contest = self.contest
        one = OnePaper.start(len(contest.pile.order), contest.standing, contest.kind)
        level, searched = [(super().start(), one)], 0
        while level:
            found: dict[Hashable, tuple[Point, OnePaper]] = {}
            for here, one in level:
                if (nodes is not None and searched >= nodes) or stop():
                    return False, searched
                searched += 1
                for move in self.moves(here, Window(0, 0, 2)):
                    if move.how == ENDS:
                        return False, searched
                    if move.other:
                        if not self.leads(here, one, move).impossible:
                            return False, searched
                        continue
                    after = self.after(here, move)
                    left = self.leads(here, one, move, after)
                    if not left.impossible:
                        known = found.get(after.key)
                        found[after.key] = (after, left) if known is None else (after, known[1].joined(left))
            level = list(found.values())
        return True, searched

    def leads(self, before: Point, one: OnePaper, move: Move, after: Point | None = None) -> OnePaper:
        """Which of the ways to alter one paper are left once a decision is made; and, given where it leads, moved."""
        here, goes = self.elect(before, move.now), [False] * len(one.states)
        carried = move.how if isinstance(move.how, Carried) else None
        if carried is not None and carried.by == "known":
            # What came with the last parcel may go on, or name nobody who may receive it.
            parcel = [at == move.candidate and last for at, last, _, _ in one.states]
            one, goes = one.doubled(parcel), goes + [True] * sum(parcel)
        weights = Weights(one, before.papers, before.classes, self.cut)
        for possible in (*self.elections(before, here, move, weights), *self.decision(here, move, weights, goes)):
            one = one.only(possible)
        if after is None:
            return one.bare
        to = [self.to(after, move, state, on) for state, on in zip(one.states, goes, strict=True)]
        return one.moved(to, after.papers.flow.at, live(after))

    def spare(self, here: Point) -> tuple[int, int]:
        """How far votes can be from the flow's, down and up, besides the paper altered."""
        down, up = here.slack.reach(1)
        kind = self.contest.kind
        return down - UNIT * (kind != "add"), up - UNIT * (kind != "remove")

    def elections(self, before: Point, here: Point, move: Move, weights: Weights) -> Iterator[Pairs]:
        """Which pairs elect these and no others."""
        contest, votes, (down, up) = self.contest, before.votes, self.spare(before)
        last = move.kind == "election"
        for c in (move.candidate, *move.now) if last else move.now:
            yield from weights.can((c,), (), self.least(before, c, before.continuing, 1) - votes[c] - up)
        waits = before.begins and contest.seats == 1 and self.rules.one_place_waits_for_exclusion
        if last or waits:
            return
        most = self.most(here, 1)
        for c in here.continuing - contest.doomed(here.elected, here.continuing):
            yield from weights.can((), (c,), votes[c] - down - most)

    def decision(self, here: Point, move: Move, weights: Weights, goes: list[bool]) -> Iterator[Pairs]:
        """Which pairs make the surplus that moves the largest, of this value, or whoever is excluded the lowest."""
        votes, who, (down, up) = here.votes, move.candidate, self.spare(here)
        if move.kind == "exclusion":
            group = (who, *move.beside)
            lowest = sum(votes[c] for c in group)
            if move.beside and here.waiting:
                lowest += self.unmoved(here, 1) - UNIT
            for c in self.contest.excludable(here.elected, here.continuing):
                if c not in group:
                    yield from weights.can((c,), group, lowest - down - votes[c] - up)
        elif isinstance(move.how, Carried):
            for c in here.waiting.keys() - {who}:
                yield from weights.can((who,), (c,), votes[c] - down - votes[who] - up)
            yield from self.value(here, who, move.how, weights, goes)

    def value(self, here: Point, who: int, carried: Carried, weights: Weights, goes: list[bool]) -> Iterator[Pairs]:
        """Which pairs let a surplus move like this (B4)."""
        held, papers, (down, up) = here.waiting[who], here.papers, self.spare(here)
        low, high = self.quota_at(here, 1)
        least, greatest = here.votes[who] - down - high, here.votes[who] + up - low
        if carried.by == "nothing":
            yield from weights.can((), (who,), least)
        rows = np.zeros(0, np.intp)
        if held.step is not None:
            rows = papers.transferable(papers.parcel(who, held.step), self.contest.receives(here.continuing))
        number = papers.papers(rows)
        if carried.by == "altered" and (number or held.step is None):
            # Nobody but the altered paper can be in the parcel.
            yield weights.every & (weights.last & (weights.state_at == who))
        if carried.by != "known":
            return
        out, on = np.isin(weights.rows, rows).astype(np.int64), np.array(goes).astype(np.int64)
        value, next_value = carried.low * self.cut, (carried.high + 1) * self.cut
        # Without papers any value will do.
        none = (number - out[:, None] + on[None, :]) == 0
        gain_rows, gain_states = weights.gain((who,))
        yield none | reaches((gain_rows + out * value, gain_states - on * value), number * value - greatest)
        if carried.place > class_of(here.classes, int(papers.via[rows[0]])):
            loss_rows, loss_states = weights.gain((), (who,))
            loss = loss_rows - out * next_value, loss_states + on * next_value
            yield none | reaches(loss, least - number * next_value + 1)

    def to(self, after: Point, move: Move, state: State, goes: bool) -> Collection[State]:
        """Where the paper that was put in place can be after a decision."""
        at, last, via, top = state
        if isinstance(move.how, Carried):
            carried, moves = move.how, False
            if at == move.candidate:
                moves = goes or (carried.by == "altered" and last) or carried.by == "fell"
            if not moves:
                return {state if at in after.waiting else (at, False, via, top)}
            if carried.by != "known":
                via, top = UNKNOWN, UNIT
            elif via == UNKNOWN:
                top = max(top, carried.high * self.cut)
            else:
                via = after.papers.surpluses
            return {AWAY, *((c, True, via, top) for c in after.continuing)}
        pending = after.pending
        assert pending is not None
        if at not in pending.candidates:
            return {state if at in after.waiting else (at, False, via, top)}
        on = {AWAY, *((c, True, via, top) for c in after.continuing)}
        return on | {(at, False, via, top)} if pending.batches else on


def live(here: Point) -> frozenset[int]:
    """Those whose votes may still decide something."""
    pending = here.pending.candidates if here.pending is not None and here.pending.batches else ()
    return here.continuing | here.waiting.keys() | frozenset(pending)
