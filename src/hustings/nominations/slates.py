"""What the nominations say of the slates: totals, averages, best and weakest names, and who stands above whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from hustings.election.nouns import Branch, Slate
from hustings.nominations.tally import Standing, Tally

Part = Literal["none", "part", "all"]


@dataclass(frozen=True, slots=True)
class Places:
    """How many of the first so many places a slate holds: from fewest to most, where others are level with its own
    candidates for the last of them; otherwise the two are the same."""

    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class SlateTally:
    """A slate's nominations. standings: of its candidates who stand, most nominations first; never empty.

    share: of all nominations that count.
    """

    slate: Slate
    standings: tuple[Standing, ...]
    share: Fraction

    @property
    def total(self) -> int:
        return sum(standing.nominations for standing in self.standings)

    @property
    def average(self) -> Fraction:
        return Fraction(self.total, len(self.standings))

    @property
    def highest(self) -> Standing:
        return self.standings[0]

    @property
    def lowest(self) -> Standing:
        """The candidate with fewest nominations; its rank is the rank of the slate's lowest."""
        return self.standings[-1]

    def top(self, tally: Tally) -> int | None:
        """Among how many candidates (with as many nominations as its lowest, or more) the slate holds its places.

        None where that says nothing: its lowest has no nominations, or those are all who stand.
        """
        if not self.lowest.nominations:
            return None
        top = sum(standing.nominations >= self.lowest.nominations for standing in tally.standings)
        return top if top < len(tally.standings) else None

    def among_top(self, tally: Tally, top: int) -> Places:
        """How many of the first `top` places the slate holds. Who has no nominations holds none."""
        level = level_for_the_last(tally, top)
        own = sum(standing in self.standings for standing in level)
        left = top + 1 - level[0].rank if level else 0
        sure = sum(1 for each in self.standings if each.nominations and each.rank <= top and each not in level)
        return Places(sure + max(0, left - (len(level) - own)), sure + min(own, left))


def level_for_the_last(tally: Tally, top: int) -> tuple[Standing, ...]:
    """The candidates with equally many nominations who are too many for the last of the first `top` places."""
    there = [standing for standing in tally.standings if standing.nominations]
    if len(there) <= top or there[top - 1].rank != there[top].rank:
        return ()
    return tuple(standing for standing in there if standing.rank == there[top].rank)


def slate_tallies(tally: Tally) -> tuple[SlateTally, ...]:
    """Every slate with candidates who stand in this contest, in the order of slates.toml."""
    found = []
    for slate in tally.election.slates:
        standings = tuple(standing for standing in tally.standings if slate.id in standing.slates)
        if standings:
            found.append(SlateTally(slate, standings, _share(standings)))
    return tuple(found)


def joint_share(tally: Tally, slates: Iterable[str]) -> Fraction:
    """The share of all nominations that candidates of any of these slates have, each candidate counted once."""
    wanted = set(slates)
    return _share([standing for standing in tally.standings if wanted.intersection(standing.slates)])


def _share(standings: Iterable[Standing]) -> Fraction:
    return sum((standing.share for standing in standings), Fraction(0))


def all_above(first: SlateTally, second: SlateTally) -> bool:
    """Whether every candidate of the first slate has more nominations than the best of the second."""
    return first.lowest.nominations > second.highest.nominations


@dataclass(frozen=True, slots=True)
class BranchesBySlate:
    """Which branches nominated none, some or all of a slate's candidates, in the order of branches.csv.

    Where there is no branches.csv, only branches that nominated somebody are known.
    """

    slate: str
    none: tuple[Branch, ...]
    part: tuple[Branch, ...]
    all: tuple[Branch, ...]


def branches_by_slate(tally: Tally, slate: SlateTally) -> BranchesBySlate:
    """Sort the branches by how much of the slate (its candidates who stand) they nominated."""
    wanted = {standing.name for standing in slate.standings}
    found: dict[Part, list[Branch]] = {"none": [], "part": [], "all": []}
    for branch in tally.branches:
        held = wanted & tally.by_branch.get(branch.code, frozenset())
        found["none" if not held else "all" if held == wanted else "part"].append(branch)
    return BranchesBySlate(slate.slate.id, *(tuple(found[part]) for part in ("none", "part", "all")))
