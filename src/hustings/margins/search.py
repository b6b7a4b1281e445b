"""The search below: the cheapest sequence of decisions that ends with others elected (docs/margins.md, B1 to B3).

A sequence costs as many papers as its dearest decision needs. The cheapest open sequence is taken further first; so at
any moment its cost is a bound that is proved, and the first that ends with others elected ends the search.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

# What a sequence does: "election", "surplus" or "exclusion", and whose, from 0.
Step = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Move:
    """A decision that may come next. cost: papers that it needs at least.

    now: who is elected just before it, without whom the decision is another one. other: whether somebody else is
    elected by it, or one of the declared winners excluded. beside: who is excluded together with the candidate.
    """

    kind: str
    candidate: int
    now: tuple[int, ...]
    cost: int
    other: bool = False
    beside: tuple[int, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The elections and the decision, in order."""
        return (*(("election", c) for c in self.now), *((self.kind, c) for c in (self.candidate, *self.beside)))


class Place(Protocol):
    """A point that a sequence of decisions leads to. key: equal where all that follows is equal."""

    @property
    def key(self) -> Hashable: ...


P = TypeVar("P", bound=Place)


class Game(Protocol[P]):
    """What a family of rule books allows. limit: nothing that needs as many papers is searched."""

    limit: int

    def start(self) -> P:
        """The point before the first decision."""

    def moves(self, here: P, cost: int) -> Iterable[Move]:
        """The decisions that fewer papers than the limit allow, each at `cost` or more."""

    def after(self, before: P, move: Move) -> P:
        """The point that a decision leads to."""


@dataclass(frozen=True, slots=True)
class Proof:
    """No alteration of fewer than `at_least` papers elects others. nodes: how many points were searched.

    whole: whether the search ended by itself. path: the cheapest sequence that is left, () if none is below the limit.
    """

    at_least: int
    nodes: int
    whole: bool
    path: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open(Generic[P]):
    before: P | None
    move: Move | None
    path: tuple[Step, ...]


def search(game: Game[P], nodes: int | None = None, stop: Callable[[], bool] = lambda: False) -> Proof:
    """Search until the bound is found, so many points are searched, or `stop` says so."""
    heap: list[tuple[int, int, _Open[P]]] = [(0, 0, _Open(None, None, ()))]
    closed: set[Hashable] = set()
    pushed = searched = 0
    while heap:
        cost, _, first = heap[0]
        if first.move is not None and first.move.other:
            return Proof(cost, searched, True, first.path)
        if (nodes is not None and searched >= nodes) or stop():
            return Proof(cost, searched, False, first.path)
        heapq.heappop(heap)
        here = game.start() if first.before is None or first.move is None else game.after(first.before, first.move)
        if here.key in closed:
            continue
        closed.add(here.key)
        searched += 1
        for move in game.moves(here, cost):
            pushed += 1
            heapq.heappush(heap, (move.cost, -pushed, _Open(here, move, first.path + move.steps)))
    return Proof(game.limit, searched, True)
