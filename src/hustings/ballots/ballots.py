"""Ballots: the distinct rankings of a contest, and how often each was cast.

A ranking is a run of int16 tokens, in order of preference:

    c > 0   candidate number c, at the next preference
    c < 0   candidate number -c, given the same preference as the candidate before (an equal preference)
    0       a preference that was left out (a skipped preference)
    32767   OVERVOTE: an overvoted preference whose candidates the file does not name (it says "overvote"); for every
            rule book it is an overvoted preference whose candidates all continue, whoever they are

A token of 0 or more begins a preference; a negative one belongs to the preference before it. A candidate may stand at
several preferences of a paper. So the paper «1: Ash; 2: Birch and Cedar; 4: Dogwood», with Ash … Dogwood numbered 1 to
4, is 1 2 -3 0 4. All rankings lie one after another in `tokens`; ranking i is tokens[starts[i]:starts[i + 1]].
What a rule book makes of equal, repeated and skipped preferences is its own decision: nothing is dropped here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from hustings.ballots.in_names import Preference

Ranking = tuple[int, ...]
OVERVOTE = 32767
# More candidates or preferences than any ballot paper has, and more papers than there are people, are mistakes.
MOST_CANDIDATES = 1000
MOST_PREFERENCES = 1000
MOST_PAPERS = 10**12


class TooManyCandidates(ValueError):
    """More candidates than any ballot paper has, in words."""


@dataclass(frozen=True, eq=False, repr=False)
class Ballots:
    """What was cast in one contest.

    names: the candidates in the order of the ballots file; candidate number n is names[n - 1].
    tokens, starts: the rankings (see the module's docstring); starts has one entry more than there are rankings. Plain
    buffers of int16 and int64, so that a compiled counter can take them as they are; `views` shows them to numpy.
    papers: how many papers carry each ranking, int64, in units of 10**-decimals papers.
    decimals: 0 but for weighted papers (weights of "2.5" make it 1).
    title, seats: as the file says, "" and None where it does not.
    parties: per candidate, "" where there is none. withdrawn: candidate numbers. undeclared: candidate numbers of
    write-ins that nobody declared, counted together as one candidate who cannot be elected.
    tie_order: candidate numbers, where the file gives an order for breaking ties: the first listed of the tied is
    chosen (to be excluded, to transfer a surplus first, or to be elected).
    issued, returned: numbers of papers, where the file gives them.
    spoilt: papers set aside as invalid before they reached the file, where it says how many.
    lost: in words, what the file held that Ballots cannot hold (ballot ids and the like).
    """

    names: tuple[str, ...]
    tokens: array[int]
    starts: array[int]
    papers: array[int]
    decimals: int = 0
    title: str = ""
    seats: int | None = None
    parties: tuple[str, ...] = ()
    withdrawn: tuple[int, ...] = ()
    nicknames: tuple[str, ...] = ()
    tie_order: tuple[int, ...] = ()
    issued: int | None = None
    returned: int | None = None
    spoilt: int = 0
    lost: tuple[str, ...] = field(default=())
    undeclared: tuple[int, ...] = ()

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        rankings: Mapping[Ranking, int] | Iterable[tuple[Ranking, int]],
        *,
        decimals: int = 0,
        **about: object,
    ) -> Ballots:
        """Ballots from (ranking, number of papers) pairs; equal rankings are put together, equals put by number.

        decimals: of the numbers; the ballots have as few as they need, however the papers were divided into lines.
        """
        listed = tuple(names)
        if len(listed) > MOST_CANDIDATES:
            raise TooManyCandidates(f"there are {len(listed):,} candidates; 1 to {MOST_CANDIDATES:,} are possible")
        merged: dict[Ranking, int] = {}
        for ranking, number in rankings.items() if isinstance(rankings, Mapping) else rankings:
            key = _canonical(ranking)
            merged[key] = merged.get(key, 0) + number
        while decimals and not any(number % 10 for number in merged.values()):
            merged, decimals = {ranking: number // 10 for ranking, number in merged.items()}, decimals - 1
        return cls(listed, *buffers(merged), decimals=decimals, **about)  # type: ignore[arg-type]

    def __len__(self) -> int:
        """The number of distinct rankings."""
        return len(self.papers)

    def __iter__(self) -> Iterator[tuple[Ranking, int]]:
        """(ranking, number of papers in units of 10**-decimals), in the order of the file."""
        tokens, starts = self.tokens.tolist(), self.starts.tolist()
        for i, number in enumerate(self.papers.tolist()):
            yield tuple(tokens[starts[i] : starts[i + 1]]), number

    @property
    def candidates(self) -> tuple[str, ...]:
        """The candidates by name, as a count has them: `names`."""
        return self.names

    def rankings(self) -> Iterator[tuple[tuple[Preference, ...], int | Decimal]]:
        """Each distinct ranking by name, with the number of its papers, as `hustings.from_rankings` takes them.

        None stands where a preference was left out; a tuple where several share one, of empty names if none are given.

        >>> dict(Ballots.of(["Ann", "Bob", "Cyd"], {(1, 0, 2, -3): 5, (2,): 4}).rankings())
        {('Ann', None, ('Bob', 'Cyd')): 5, ('Bob',): 4}
        """
        from hustings.ballots.in_names import rankings

        return rankings(self)

    def to_pandas(self) -> pd.DataFrame:
        """One row a ranking and candidate on it, as a pandas frame: ranking, papers, preference, candidate.

        ranking, preference: numbers from 1; candidates who share a preference have a row each. Needs pandas.
        """
        from hustings.ballots.in_names import pandas_frame

        return pandas_frame(self)

    def to_polars(self) -> pl.DataFrame:
        """The rows of `to_pandas`, as a Polars frame. Needs Polars."""
        from hustings.ballots.in_names import polars_frame

        return polars_frame(self)

    def __repr__(self) -> str:
        from hustings.ballots.in_names import in_one_line

        return in_one_line(self)

    @property
    def total(self) -> Decimal:
        """The number of papers, valid or not."""
        return Decimal(sum(self.papers)).scaleb(-self.decimals)

    @cached_property
    def sha256(self) -> str:
        """Digest of what was cast and all else that a count depends on: the same for any order of lines in the file.

        The SHA-256 of `canonical.canonical_text`.
        """
        from hustings.ballots.canonical import digest

        return digest(self)


def buffers(merged: Mapping[Ranking, int]) -> tuple[array[int], array[int], array[int]]:
    """tokens, starts and papers of rankings that are distinct already."""
    tokens = array("h", chain.from_iterable(merged))
    return tokens, array("q", accumulate(map(len, merged), initial=0)), array("q", merged.values())


def _canonical(ranking: Ranking) -> Ranking:
    """The ranking with candidates of equal preference in the order of their numbers.

    >>> _canonical((0, 3, -2, 1))
    (0, 2, -3, 1)
    """
    if min(ranking, default=0) >= 0:
        return ranking
    groups: list[list[int]] = []
    for token in ranking:
        if token < 0:
            groups[-1].append(-token)
        else:
            groups.append([token])
    return tuple(token if i == 0 else -token for group in groups for i, token in enumerate(sorted(group)))
