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

    def top(self, tally: Tally) -> int:
        """How many candidates have as many nominations as the slate's lowest: it holds its places among so many."""
        return sum(standing.nominations >= self.lowest.nominations for standing in tally.standings)

    def among_top(self, places: int) -> int:
        """How many of the first so many places the slate holds; at equal numbers all who share the last place do."""
        return sum(standing.rank <= places for standing in self.standings)


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
