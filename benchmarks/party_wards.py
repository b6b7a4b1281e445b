"""Real papers on which a party's names may be reordered: the ground that the backtest stands on.

A *party-ward* is a party with two or more candidates in one ward. Its *entitled* papers begin with one of its names and
rank at least one more; on these, and on no others, the party's names may be permuted among the preferences that they
hold. So every order that could be recommended leads to one of a few reorderings of each distinct ranking: all of these
are planted once, and an election is a row of weights, how many papers carry each.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain, permutations
from pathlib import Path

import numpy as np
from contests import wards
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots, Ranking
from hustings.ballots.reading import read_ballots
from hustings.ballots.views import views

INDEPENDENT = {"", "ind", "indnk"}
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class PartyWard:
    """A party with two or more candidates in a ward. names: their numbers, in the order of the ballots file."""

    ward: str
    year: int
    party: str
    names: tuple[int, ...]
    ballots: Ballots

    @property
    def seats(self) -> int:
        assert self.ballots.seats is not None
        return self.ballots.seats

    def random(self, seed: int) -> np.random.Generator:
        """The random numbers of this party-ward and seed, whichever others are looked at."""
        return np.random.default_rng((seed, zlib.crc32(f"{self.ward} {self.party}".encode())))

    @cached_property
    def papers(self) -> Papers:
        return papers_of(self.ballots, self.names)


def party_wards(files: Sequence[Path] | None = None) -> Iterator[PartyWard]:
    """All party-wards of the reference data, or of these ballots files. Independents are no party."""
    for file in wards() if files is None else files:
        ballots = read_ballots(file)
        for party, candidates in Counter(ballots.parties).items():
            if candidates > 1 and party.casefold() not in INDEPENDENT:
                names = tuple(n for n, theirs in enumerate(ballots.parties, 1) if theirs == party)
                yield PartyWard(file.stem, int(file.parent.name), party, names, ballots)


@dataclass(frozen=True)
class Papers:
    """The papers of a party-ward, and every reordering of the entitled ones.

    ballots: the distinct rankings as cast, then those that reordering adds (with no papers). orders: all orders of the
    party's names, as positions in its list of names. kind: for each entitled paper, which of the distinct entitled
    rankings it carries. cast: kind → its row in ballots. first: kind → the position of its first name.
    row: kind × order → the row when those of the party's names that are ranked stand in that order.
    lifted: kind × position → the row when that name, if ranked, goes before the party's others, which keep their order.
    """

    ballots: Ballots
    orders: tuple[tuple[int, ...], ...]
    kind: Whole
    cast: Whole
    first: Whole
    row: Whole
    lifted: Whole

    def number(self, order: Sequence[int]) -> int:
        """Which of the orders this is."""
        return self.orders.index(tuple(order))

    def moved(self, kinds: Whole, rows: Whole) -> Whole:
        """Papers of each row when one paper of each of these kinds goes to the row beside it."""
        size = len(self.ballots)
        away, to = np.bincount(self.cast[kinds], minlength=size), np.bincount(rows, minlength=size)
        moved: Whole = views(self.ballots).papers - away + to
        return moved


def papers_of(ballots: Ballots, names: Sequence[int]) -> Papers:
    """The papers of the party with these candidates, ready to be reordered."""
    position = {number: i for i, number in enumerate(names)}
    orders = tuple(permutations(range(len(names))))
    rows = {ranking: i for i, (ranking, _) in enumerate(ballots)}
    kinds: list[tuple[Ranking, list[int], int]] = []
    for ranking, papers in ballots:
        ranked = [position[token] for token in ranking if token in position]
        if len(ranked) > 1 and ranking[0] in position and min(ranking) > 0:
            kinds.append((ranking, ranked, papers))

    def row(ranking: Ranking, order: Sequence[int]) -> int:
        left = iter(order)
        changed = tuple(names[next(left)] if token in position else token for token in ranking)
        return rows.setdefault(changed, len(rows))

    row_of = [[row(ranking, [n for n in order if n in ranked]) for order in orders] for ranking, ranked, _ in kinds]
    lifted = [[row(ranking, _lifted(ranked, n)) for n in range(len(names))] for ranking, ranked, _ in kinds]
    return Papers(
        ballots=replace(
            ballots,
            tokens=array("h", chain.from_iterable(rows)),
            starts=array("q", accumulate(map(len, rows), initial=0)),
            papers=ballots.papers + array("q", [0] * (len(rows) - len(ballots))),
        ),
        orders=orders,
        kind=np.repeat(np.arange(len(kinds)), [papers for _, _, papers in kinds]),
        cast=np.array([rows[ranking] for ranking, _, _ in kinds], np.int64),
        first=np.array([ranked[0] for _, ranked, _ in kinds], np.int64),
        row=np.array(row_of, np.int64).reshape(len(kinds), len(orders)),
        lifted=np.array(lifted, np.int64).reshape(len(kinds), len(names)),
    )


def _lifted(ranked: list[int], name: int) -> list[int]:
    """The ranked names with this one, if it is among them, put first."""
    return [name, *(each for each in ranked if each != name)] if name in ranked else ranked
