"""Ties of a count: settled by looking back at earlier points of it, else by a recorded decision or by lot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, assert_never

from hustings.record.facts import Number, Tie
from hustings.rules.book import Purpose
from hustings.rules.lot import Lot
from hustings.rules.table.ties import LookBack


class Point(NamedTuple):
    """The votes of all candidates at a point of the count. step: of an exclusion in batches; 0 ends a stage."""

    stage: int
    step: int
    votes: Sequence[Number]


class Ties:
    """Settles the ties of one count. order: in which a look-back takes earlier points. written: votes as text."""

    def __init__(self, order: LookBack, lot: Lot, written: Callable[[Number], str]) -> None:
        self._order, self._lot, self._written = order, lot, written
        self._points: list[Point] = []
        self._noted: list[Tie] = []

    def remember(self, point: Point) -> None:
        """Keep a point for later look-backs."""
        self._points.append(point)

    def taken(self) -> tuple[Tie, ...]:
        """The ties that were settled since this was last asked."""
        noted, self._noted = self._noted, []
        return tuple(noted)

    def settle(self, purpose: Purpose, tied: Sequence[int], now: Point) -> int:
        """One of the tied: by look-back, else by recorded decision or lot; the tie is noted. Raises LotNeeded."""
        if len(tied) == 1:
            return tied[0]
        narrowed, parted = self.look_back(tied, min if purpose == "exclusion" else max, now)
        if parted is None or len(narrowed) > 1:
            return self.by_lot(purpose, tied, narrowed, now)
        self._noted.append(Tie(purpose, tuple(sorted(tied)), "look-back", narrowed[0], parted.stage, parted.step))
        return narrowed[0]

    def look_back(
        self, tied: Sequence[int], foremost: Callable[[Iterable[Number]], Number], now: Point
    ) -> tuple[list[int], Point | None]:
        """Who of the tied is still foremost (max: ahead, min: behind) after looking at earlier points; the last point
        that parted them, None if none did."""
        narrowed: list[int] = list(tied)
        parted = None
        for point in self._in_order(now):
            if len(narrowed) == 1:
                break
            best = foremost(point.votes[candidate] for candidate in narrowed)
            left = [candidate for candidate in narrowed if point.votes[candidate] == best]
            if len(left) < len(narrowed):
                narrowed, parted = left, point
        return narrowed, parted

    def by_lot(self, purpose: Purpose, tied: Sequence[int], narrowed: Sequence[int], now: Point) -> int:
        """One of those to whom looking back has narrowed the tied, by recorded decision or lot. Raises LotNeeded."""
        among = tuple(sorted(narrowed))
        votes = [self._written(now.votes[candidate]) for candidate in among]
        chosen, by = self._lot.choose(now.stage, purpose, among, votes)
        left = among if len(narrowed) < len(tied) else ()
        self._noted.append(Tie(purpose, tuple(sorted(tied)), by, chosen, narrowed=left))
        return chosen

    def _in_order(self, now: Point) -> Iterable[Point]:
        """Points in the order in which a look-back takes them. The present is one: candidates who are tied within the
        surplus may differ there; others are equal there, and it parts nobody."""
        points = [*self._points, now]
        match self._order:
            case "earliest":
                return points
            case "most recent":
                return reversed(points)
            case "none":
                return ()
            case unknown:
                assert_never(unknown)
