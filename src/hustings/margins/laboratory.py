"""Altered papers, counted by the thousand: what the search above tries (docs/margins.md, U1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots, Ranking
from hustings.kernel.batch import DECIDED, count_batch, plant
from hustings.kernel.exactness import Refused
from hustings.margins.aim import Aim
from hustings.rules.question import Question

Rows = NDArray[np.int64]
# So many numbers are held at a time; so many altered elections at most are counted in one call.
NUMBERS, AT_ONCE = 4_000_000, 256


@dataclass(frozen=True, slots=True)
class Route:
    """Papers that count for `source` first get the ranking `target`; those that name `spare` are taken last.

    Where papers are added there is no source: 0. Where they are removed there is no target: ().
    """

    source: int
    spare: int
    target: Ranking


Alteration = tuple[tuple[Route, int], ...]


def size(alteration: Alteration) -> int:
    """How many papers it alters."""
    return sum(number for _, number in alteration)


def scaled(alteration: Alteration, number: int) -> Alteration:
    """The same routes with `number` papers in all, in proportion."""
    total, done, parts = size(alteration), 0, []
    for place, (route, old) in enumerate(alteration):
        new = number - done if place == len(alteration) - 1 else old * number // total
        done += new
        parts.append((route, new))
    return tuple(part for part in parts if part[1])


def named(rankings: Sequence[Ranking], candidates: int, depth: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """By ranking and candidate number: whether it is among the first `depth` preferences, and whether it is named."""
    lengths = np.array([len(ranking) for ranking in rankings])
    tokens = np.fromiter(chain.from_iterable(rankings), np.int64, int(lengths.sum()))
    row = np.repeat(np.arange(len(rankings)), lengths)
    place = np.arange(len(tokens)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    known = (tokens > 0) & (tokens <= candidates)
    found = np.zeros((2, len(rankings), candidates + 1), np.bool_)
    for table, counts in zip(found, (known & (place < depth), known), strict=True):
        table[row[counts], tokens[counts]] = True
    return found[0], found[1]


class Laboratory:
    """Counts of altered papers. targets: the rankings that papers may be given.

    valid: which of the ballots' rankings are valid; only those are altered. trials: how many counts are left.
    """

    def __init__(
        self,
        ballots: Ballots,
        question: Question,
        aim: Aim,
        targets: Iterable[Ranking],
        valid: frozenset[Ranking],
        trials: int,
    ) -> None:
        self.aim, self.names, self.trials = aim, ballots.names, trials
        rules = question.rules
        if rules.decimals is None:
            # Nine places stand for fractions while trying; what is found is counted again in fractions.
            rules = replace(rules, decimals=9)
        depth = question.seats if rules.procedure == "plurality" else 1
        self.question = replace(question, rules=rules, lot_seed=None, decisions=())
        cast = dict(ballots)
        self.rankings = [*cast, *(ranking for ranking in dict.fromkeys(targets) if ranking not in cast)]
        self.index = {ranking: i for i, ranking in enumerate(self.rankings)}
        planted = Ballots.of(ballots.names, [(ranking, cast.get(ranking, 0)) for ranking in self.rankings])
        self.planted = plant(planted, self.question)
        self.cast = np.array(planted.papers, np.int64)
        self.at_once = max(4, min(AT_ONCE, NUMBERS // len(self.rankings)))
        self.altered = np.array([number > 0 and ranking in valid for ranking, number in planted])
        self.first, self.named = named(self.rankings, len(ballots.names), depth)
        self.whole = depth == 1
        self._ordered: dict[tuple[int, int], tuple[NDArray[np.intp], Rows]] = {}

    def ordered(self, source: int, spare: int) -> tuple[NDArray[np.intp], Rows]:
        """The rankings that a route takes papers from, in order; and how many papers are before each."""
        key = (source, spare)
        if key not in self._ordered:
            rows = np.flatnonzero(self.altered & self.first[:, source])
            spared = (self.named if self.whole else self.first)[rows, spare]
            chosen = rows[np.lexsort((-self.cast[rows], spared))]
            self._ordered[key] = chosen, np.cumsum(self.cast[chosen]) - self.cast[chosen]
        return self._ordered[key]

    def has(self, source: int) -> int:
        """How many papers count for a candidate first; where papers are added, how many are tried at most."""
        if not source:
            return int(self.cast.sum())
        chosen, _ = self.ordered(source, source)
        return int(self.cast[chosen].sum())

    def papers(self, alteration: Alteration) -> Rows:
        """How many papers each ranking has after an alteration."""
        row = self.cast.copy()
        for route, number in alteration:
            if route.source:
                chosen, before = self.ordered(route.source, route.spare)
                row[chosen] -= np.clip(number - before, 0, row[chosen])
            if route.target:
                row[self.index[route.target]] += number
        return row

    def others_elected(self, alterations: Sequence[Alteration]) -> list[bool]:
        """Whether each alteration gives another result, where lots favour the first route's target, and not its source.

        Trials that are not left are not made, and so give no other.
        """
        made = alterations[: max(0, self.trials)]
        self.trials -= len(made)
        found: list[bool] = []
        for start in range(0, len(made), self.at_once):
            found += self._counted(made[start : start + self.at_once])
        return found + [False] * (len(alterations) - len(made))

    def tie_order(self, alteration: Alteration) -> tuple[int, ...]:
        """The order in which lots fall: the first is excluded first."""
        route, asked, winners = alteration[0][0], self.aim.candidate, self.aim.winners
        first, last = route.source, route.target[0] if route.target else route.spare
        if asked in winners:
            first = asked
        elif asked is not None:
            last = asked
        if first == last:
            first, last = (first, 0) if asked in winners else (0, last)
        middle = [n for n in range(1, len(self.names) + 1) if n not in (first, last)]
        middle.sort(key=lambda n: n not in winners)
        order = [n for n in (first, *middle, last) if n]
        if self.question.rules.procedure == "plurality":
            order.reverse()
        return tuple(order)

    def _counted(self, alterations: Sequence[Alteration]) -> list[bool]:
        question = replace(self.question, tie_order=self.tie_order(alterations[0]))
        if question.rules.lot != "seed":
            question = replace(question, tie_order=())
        try:
            batch = count_batch(self.planted, np.array([self.papers(a) for a in alterations]), question)
        except Refused:
            return [False] * len(alterations)
        elected = [frozenset(row) - {0} for row in batch.elected.tolist()]
        return [
            status == DECIDED and self.aim.reached(found)
            for status, found in zip(batch.status.tolist(), elected, strict=True)
        ]
