"""Altered papers, counted by the thousand: what the search above tries (docs/margins.md, U1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots, Ranking
from hustings.kernel.batch import DECIDED, count_batch, plant
from hustings.kernel.exactness import Refused
from hustings.rules.question import Question

Rows = NDArray[np.int64]
# So many numbers are held at a time; so many altered elections at most are counted in one call.
NUMBERS, AT_ONCE = 4_000_000, 256


@dataclass(frozen=True, slots=True)
class Route:
    """Papers that count for `source` first get the ranking `target`; those that name `spare` are taken last."""

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


class Laboratory:
    """Counts of altered papers. winners: candidate numbers. targets: the rankings that papers may be given.

    valid: which of the ballots' rankings are valid; only those are altered. trials: how many counts are left.
    """

    def __init__(
        self,
        ballots: Ballots,
        question: Question,
        winners: frozenset[int],
        targets: Iterable[Ranking],
        valid: frozenset[Ranking],
        trials: int,
    ) -> None:
        self.winners, self.names, self.valid, self.trials = winners, ballots.names, valid, trials
        rules = question.rules
        if rules.decimals is None:
            # Nine places stand for fractions while trying; what is found is counted again in fractions.
            rules = replace(rules, decimals=9)
        self.depth = question.seats if rules.procedure == "plurality" else 1
        self.question = replace(question, rules=rules, lot_seed=None, decisions=())
        cast = dict(ballots)
        self.rankings = [*cast, *(ranking for ranking in dict.fromkeys(targets) if ranking not in cast)]
        self.index = {ranking: i for i, ranking in enumerate(self.rankings)}
        planted = Ballots.of(ballots.names, [(ranking, cast.get(ranking, 0)) for ranking in self.rankings])
        self.planted = plant(planted, self.question)
        self.cast = np.array(planted.papers, np.int64)
        self.at_once = max(4, min(AT_ONCE, NUMBERS // len(self.rankings)))
        self._ordered: dict[tuple[int, int], tuple[NDArray[np.intp], Rows]] = {}

    def ordered(self, source: int, spare: int) -> tuple[NDArray[np.intp], Rows]:
        """The rankings that a route takes papers from, in order; and how many papers are before each."""
        key = (source, spare)
        if key not in self._ordered:
            rows = [
                i
                for i, ranking in enumerate(self.rankings)
                if self.cast[i] and source in ranking[: self.depth] and ranking in self.valid
            ]
            spared = [spare in self.rankings[i][: None if self.depth == 1 else self.depth] for i in rows]
            order = sorted(range(len(rows)), key=lambda place: (spared[place], -self.cast[rows[place]]))
            chosen = np.array([rows[place] for place in order], np.intp)
            self._ordered[key] = chosen, np.cumsum(self.cast[chosen]) - self.cast[chosen]
        return self._ordered[key]

    def has(self, source: int) -> int:
        """How many papers count for a candidate first."""
        chosen, _ = self.ordered(source, source)
        return int(self.cast[chosen].sum())

    def papers(self, alteration: Alteration) -> Rows:
        """How many papers each ranking has after an alteration."""
        row = self.cast.copy()
        for route, number in alteration:
            chosen, before = self.ordered(route.source, route.spare)
            row[chosen] -= np.clip(number - before, 0, row[chosen])
            row[self.index[route.target]] += number
        return row

    def others_elected(self, alterations: Sequence[Alteration]) -> list[bool]:
        """Whether each alteration elects others, where lots favour the first route's target and go against its source.

        Trials that are not left are not made, and so elect nobody else.
        """
        made = alterations[: max(0, self.trials)]
        self.trials -= len(made)
        found: list[bool] = []
        for start in range(0, len(made), self.at_once):
            found += self._counted(made[start : start + self.at_once])
        return found + [False] * (len(alterations) - len(made))

    def tie_order(self, alteration: Alteration) -> tuple[int, ...]:
        """The order in which lots fall: the first is excluded first."""
        route = alteration[0][0]
        last = route.target[0]
        middle = [n for n in range(1, len(self.names) + 1) if n not in (route.source, last)]
        middle.sort(key=lambda n: n not in self.winners)
        if self.question.rules.procedure == "plurality":
            return (last, *reversed(middle), route.source)
        return (route.source, *middle, last)

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
            status == DECIDED and found != self.winners
            for status, found in zip(batch.status.tolist(), elected, strict=True)
        ]
