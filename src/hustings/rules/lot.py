"""The lot: chance that anybody can draw again.

Among tied candidates the lot chooses the one whose SHA-256 of «seed|stage|purpose|name» is the smallest, read as
a hexadecimal number; in a shell:  printf '%s' 'SEED|3|exclusion|Ash, Rowan' | sha256sum
A recorded decision of the returning officer goes before the seed where it speaks. Where the order is settled beforehand
(`Question.tie_order`, from a ballots file's [tie …]) the first listed of the tied is chosen, for whatever purpose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

from hustings.election.problems import HustingsError
from hustings.rules.book import PURPOSES, Purpose
from hustings.rules.question import Question

UNDECIDED = 1 << 30


class LotNeeded(HustingsError):
    """A tie that only a lot can settle, and neither a seed nor a decision speaks: nothing is declared.

    votes: of each of the tied, in their order, as a record writes them; () where only the compiled counter has counted.
    """

    status = 4

    def __init__(
        self,
        stage: int,
        purpose: Purpose,
        among: tuple[int, ...],
        names: Sequence[str] = (),
        votes: Sequence[str] = (),
    ) -> None:
        self.stage, self.purpose, self.among, self.names, self.votes = stage, purpose, among, tuple(names), tuple(votes)
        tied = ", ".join(names[number - 1] if names else f"candidate {number}" for number in among)
        super().__init__(
            f"stage {stage}: {tied} are tied ({purpose}) and the rule book leaves it to lot; nothing is declared: "
            "give a published --lot-seed, or the returning officer's choice with --decisions"
        )


class Lot:
    """The drawn order of all candidates, for every stage and purpose; both counters read it."""

    def __init__(self, question: Question, names: Sequence[str], papers: int) -> None:
        """papers: valid papers (whole papers), which the New Zealand schedule's generator starts from."""
        self._names = names
        self._seed, self._tie_order = question.lot_seed, question.tie_order
        self._decided = {(d.stage, d.purpose, d.chosen) for d in question.decisions}
        self._schedule: list[int] | None = None
        if question.rules.lot == "schedule 1A":
            self._schedule = schedule_1a(len(names), question.seats, papers)
        self._orders: dict[tuple[int, Purpose], list[int]] = {}

    def ranks(self, stage: int, purpose: Purpose) -> list[int]:
        """One rank a candidate, in candidate order: the tied candidate with the least rank is chosen.

        Below zero: a recorded decision chose it. UNDECIDED: neither decision nor seed speaks.
        """
        key = (stage, purpose)
        if key not in self._orders:
            drawn = self._drawn(stage, purpose)
            self._orders[key] = [
                -1 if (stage, purpose, number) in self._decided else rank for number, rank in enumerate(drawn, 1)
            ]
        return self._orders[key]

    def choose(
        self, stage: int, purpose: Purpose, among: tuple[int, ...], votes: Sequence[str] = ()
    ) -> tuple[int, Literal["lot", "decision"]]:
        """The chosen candidate, and whether lot or decision chose it. Raises LotNeeded, with the votes, where neither
        can."""
        ranks = self.ranks(stage, purpose)
        best = min(among, key=lambda number: (ranks[number - 1], number))
        rank = ranks[best - 1]
        if rank == UNDECIDED:
            raise LotNeeded(stage, purpose, among, self._names, votes)
        return best, "decision" if rank < 0 else "lot"

    def table(self, stages: int) -> list[list[list[int]]]:
        """Ranks of all stages 1 to `stages`, [stage - 1][purpose in order of PURPOSES][candidate - 1]."""
        return [[self.ranks(stage, purpose) for purpose in PURPOSES] for stage in range(1, stages + 1)]

    def _drawn(self, stage: int, purpose: Purpose) -> list[int]:
        if self._tie_order:
            place = {number: index for index, number in enumerate(self._tie_order)}
            return [place.get(number, UNDECIDED) for number in range(1, len(self._names) + 1)]
        if self._schedule is not None:
            # Excluded (and so put behind) is the one with the lowest number at odd stages, the highest at even ones.
            sign = 1 if (stage % 2 == 1) == (purpose == "exclusion") else -1
            order = sorted(range(len(self._names)), key=lambda i: sign * self._schedule[i])  # type: ignore[index]
        elif self._seed is not None:
            order = sorted(
                range(len(self._names)),
                key=lambda i: hashlib.sha256(f"{self._seed}|{stage}|{purpose}|{self._names[i]}".encode()).digest(),
            )
        else:
            return [UNDECIDED] * len(self._names)
        ranks = [0] * len(order)
        for rank, i in enumerate(order):
            ranks[i] = rank
        return ranks


def schedule_1a(candidates: int, vacancies: int, papers: int) -> list[int]:
    """The pseudo-random numbers of Schedule 1A, Part 5 (Wichmann and Hill's generator), one a candidate, all different.

    Source: Local Electoral Regulations 2001 (New Zealand), Schedule 1A, clauses 42 to 44: x = candidates + 5,
    y = vacancies, z = (v + 1000 * (v mod 10)) mod 30323; the first four numbers are dropped, duplicates drawn again.
    """
    x, y, z = candidates + 5, vacancies, (papers + 1000 * (papers % 10)) % 30323
    numbers: list[int] = []
    drawn = 0
    while len(numbers) < candidates:
        x, y, z = 171 * x % 30269, 172 * y % 30307, 170 * z % 30323
        number = 10000 * x // 30269 + 10000 * y // 30307 + 10000 * z // 30323
        drawn += 1
        if drawn > 4 and number not in numbers:
            numbers.append(number)
    return numbers
