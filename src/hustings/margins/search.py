"""The search below: the cheapest sequence of decisions that ends with another result (docs/margins.md, B1).

A sequence costs as many papers as its dearest decision needs. The cheapest open sequence is taken further first; so at
any moment its cost is a bound that is proved, and the first that ends with another result ends the search. What can
follow a point is found a window of costs at a time, so that dear decisions are looked at when nothing cheaper is left.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from hustings.margins.steps import Window

# What a sequence does: "election", "surplus" or "exclusion", and whose, from 0.
Step = tuple[str, int]
# The first window is so wide; each is as wide as what was searched before it, and this more.
WIDTH = 8


@dataclass(frozen=True, slots=True)
class Move:
    """A decision that may come next. cost: papers that it needs at least.

    now: who is elected just before it, without whom the decision is another one. other: whether another result is all
    that can follow. beside: who is excluded together with the candidate. how: which of several ways to do it.
    """

    kind: str
    candidate: int
    now: tuple[int, ...]
    cost: int
    other: bool = False
    beside: tuple[int, ...] = ()
    how: Hashable = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The elections and the decision, in order."""
        return (*(("election", c) for c in self.now), *((self.kind, c) for c in (self.candidate, *self.beside)))


class Reached(Protocol):
    """A point that a sequence of decisions leads to. key: equal where all that follows is equal."""

    @property
    def key(self) -> Hashable: ...


P = TypeVar("P", bound=Reached)


class Game(Protocol[P]):
    """What a family of rule books allows. limit: nothing that needs as many papers is searched."""

    limit: int

    def start(self) -> P:
        """The point before the first decision."""

    def moves(self, here: P, window: Window) -> Iterable[Move]:
        """The decisions that the window's numbers of papers allow."""

    def after(self, before: P, move: Move) -> P:
        """The point that a decision leads to."""

    def needs(self, here: P, cost: int) -> int:
        """No more papers, and no fewer than `cost`, than any sequence needs that goes on from a point."""


@dataclass(frozen=True, slots=True)
class Proof:
    """No alteration of fewer than `at_least` papers gives another result. nodes: how many points were searched.

    whole: whether the search ended by itself. path: the cheapest sequence that is left, () if none is below the limit.
    """

    at_least: int
    nodes: int
    whole: bool
    path: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open(Generic[P]):
    """A point not searched: what a move leads to; or, where `start` is there, the same point with the next window."""

    before: P | None
    move: Move | None
    path: tuple[Step, ...]
    start: int | None = None


def search(game: Game[P], nodes: int | None = None, stop: Callable[[int], bool] = lambda _: False) -> Proof:
    """Search until the bound is found, so many points are searched, or `stop`, given what is proved, says so."""
    heap: list[tuple[int, int, _Open[P]]] = [(0, 0, _Open(None, None, ()))]
    closed: set[Hashable] = set()
    pushed = searched = 0
    while heap:
        cost, _, first = heap[0]
        if first.start is None and first.move is not None and first.move.other:
            return Proof(cost, searched, True, first.path)
        if (nodes is not None and searched >= nodes) or stop(cost):
            return Proof(cost, searched, False, first.path)
        heapq.heappop(heap)
        start = first.start
        if start is not None and first.before is not None:
            here = first.before
        else:
            here = game.start() if first.before is None or first.move is None else game.after(first.before, first.move)
            if here.key in closed:
                continue
            closed.add(here.key)
            searched += 1
            start = game.needs(here, cost)
            if start > cost:
                if start < game.limit:
                    pushed += 1
                    heapq.heappush(heap, (start, -pushed, _Open(here, None, first.path, start)))
                continue
        high = min(game.limit, 2 * cost - start + WIDTH)
        for move in game.moves(here, Window(start, cost, high)):
            pushed += 1
            heapq.heappush(heap, (move.cost, -pushed, _Open(here, move, first.path + move.steps)))
        if high < game.limit:
            pushed += 1
            heapq.heappush(heap, (high, -pushed, _Open(here, None, first.path, start)))
    return Proof(game.limit, searched, True)
