"""A contest that is to be counted: its ballots and what is asked of them, from a ballots file or an election folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from hustings.ballots.account import account_json, account_lines
from hustings.front.asking import Progress
from hustings.front.count import Count
from hustings.narrative.catalogue import ENGLISH
from hustings.narrative.heading import notice_of
from hustings.narrative.languages import language_of
from hustings.record.record import Heading
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Decision
from hustings.witness.asking import candidate_number
from hustings.witness.contest import ContestOptions as ContestOptions
from hustings.witness.contest import ContestToCount, contest_of, contests_with_ballots
from hustings.witness.declaring import declare

Headed = Callable[[Heading], Heading]


@dataclass(frozen=True)
class ContestWithBallots:
    """A contest with its ballots, ready to be counted. language: of the count's words."""

    read: ContestToCount
    language: str = ENGLISH

    @property
    def names(self) -> tuple[str, ...]:
        """The candidates, in the order of their numbers."""
        return self.read.ballots.names

    @property
    def has_tie_order(self) -> bool:
        """Whether the ballots file has an order for breaking ties."""
        return bool(self.read.ballots.tie_order)

    def account(self) -> Iterable[str]:
        """What the ballots file was taken for, in sentences."""
        return account_lines(self.read.reading)

    def account_json(self) -> str:
        """The same as JSON text."""
        return account_json(self.read.reading)

    def number_of(self, candidate: str) -> int | None:
        """The number of the candidate meant, by name or number; None where there is no such candidate."""
        return candidate_number(candidate, self.names)

    def decided(self, tie: LotNeeded, chosen: int, source: str) -> ContestWithBallots:
        """The contest with the returning officer's decision on a tie. source: where it is written down."""
        question = self.read.question
        decision = Decision(tie.stage, tie.purpose, chosen, source)
        question = dataclasses.replace(question, decisions=(*question.decisions, decision))
        return dataclasses.replace(self, read=dataclasses.replace(self.read, question=question))

    def count(
        self,
        *,
        one_witness: bool = False,
        organisation: str = "",
        title: str = "",
        date: str = "",
        progress: Progress | None = None,
    ) -> Count:
        """The contest counted. organisation, title, date (as 2022-08-01): in place of what the folder says.

        Raises LotNeeded, Dispute, NoSecondWitness.
        """
        read, of = self.read, self.read.heading
        heading = Heading(organisation or of.organisation, title or of.contest, date or of.date)
        witnessed = declare(
            read.ballots, read.question, one_witness=one_witness, file=read.file, heading=heading, progress=progress
        )
        return Count(witnessed.record, witnessed.by_one, self.language, notice_of(read.example, self.language))


def read_contest(
    path: Path, contest: str | None = None, asked: ContestOptions | None = None, language: str | None = None
) -> ContestWithBallots:
    """The contest of a ballots file, or one of an election folder, with what is asked of it.

    language: where it is not the folder's. Raises BadInput.
    """
    read = contest_of(path, contest, asked or ContestOptions())
    return ContestWithBallots(read, language_of(language, read.language))


def contests_to_count(path: Path) -> tuple[str | None, ...]:
    """The ids of an election folder's contests that have ballots; (None,) for a ballots file, which is one contest.

    Raises BadInput where the folder cannot be read, or no contest has ballots.
    """
    return (contests_with_ballots(path) if path.is_dir() else ()) or (None,)
