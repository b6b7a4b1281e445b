"""The count record: a count as data, with all that is needed to make it again and to see that it is right.

Here are its types and what became of each candidate; `json_writer` and `json_reader` write and read it, `differences`
compares the facts of two, `contradictions` finds what cannot be true, `narrative/` says it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from hustings import __version__
from hustings.ballots.canonical import first_digest
from hustings.record.facts import Facts, Number
from hustings.record.figures import FigureStyle
from hustings.rules.question import Question

if TYPE_CHECKING:
    from hustings.ballots.ballots import Ballots

PROGRAM = f"hustings {__version__}"
Fate = Literal["elected", "excluded", "not elected", "withdrawn"]


@dataclass(frozen=True, slots=True)
class BallotsAbout:
    """What a record says of its ballots besides the count.

    sha256: `Ballots.sha256`. decimals: of weighted papers. issued, returned: numbers of papers, where known.
    spoilt: papers set aside before they reached the ballots file. title: the contest, "" where the file has none.
    file: the ballots file's name, without its folder, "" where there is none.
    """

    sha256: str
    decimals: int = 0
    issued: int | None = None
    returned: int | None = None
    spoilt: int = 0
    title: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a result is of, for people: the organisation, the contest, the day of the vote (ISO); "" if not known."""

    organisation: str = ""
    contest: str = ""
    date: str = ""


UNNAMED = Heading()
# Records of version 1 have another digest of the ballots, and none of themselves (docs/record.md).
Version = Literal[1, 2]


@dataclass(frozen=True, slots=True)
class CountRecord:
    """A count as data.

    names: in the order of the ballots file; candidate number n is names[n - 1]. parties: likewise, or ().
    witnesses: the counters that found these facts; one name where there was one witness only.
    without_constraints: who is elected, in order, when the same ballots are counted without the constraints; None
    where there are none or nobody looked.
    program: that worded it, with its version. version: of the record's format.
    """

    question: Question
    ballots: BallotsAbout
    names: tuple[str, ...]
    facts: Facts
    witnesses: tuple[str, ...]
    without_constraints: tuple[int, ...] | None = None
    parties: tuple[str, ...] = ()
    heading: Heading = UNNAMED
    program: str = PROGRAM
    version: Version = 2

    @property
    def title(self) -> str:
        """The contest: as its heading says, else as the ballots file says; "" where neither does."""
        return self.heading.contest or self.ballots.title

    @property
    def figures(self) -> FigureStyle:
        """How this record's figures are written."""
        return FigureStyle(self.question.rules.decimals, self.ballots.decimals)

    @property
    def invalid(self) -> int:
        """All invalid papers, those set aside before the file among them, in units of 10**-decimals."""
        return self.facts.invalid + self.ballots.spoilt * int(10**self.ballots.decimals)

    @property
    def cast_names(self) -> tuple[str, ...]:
        """The candidates on the ballots as they were cast: without further «re-open nominations»."""
        return self.names[: len(self.names) - len(self.question.further_ron)]

    @property
    def standing(self) -> tuple[int, ...]:
        """The candidates who have not withdrawn."""
        return tuple(n for n in range(1, len(self.names) + 1) if n not in self.question.withdrawn)

    @property
    def electable(self) -> tuple[int, ...]:
        """The standing who can be elected: all but undeclared write-ins."""
        return tuple(n for n in self.standing if n not in self.question.undeclared)

    @property
    def contested(self) -> bool:
        """Whether there are more candidates than places."""
        return len(self.electable) > self.question.seats

    def elected_by(self, stage: int) -> tuple[int, ...]:
        """Who has been elected by the end of the stage, in order; stage 0 is before the count."""
        return tuple(number for done in self.facts.stages[:stage] for number in done.elected)

    def continuing_after(self, stage: int) -> tuple[int, ...]:
        """Who is neither elected nor excluded at the end of the stage."""
        gone = {number for done in self.facts.stages[:stage] for number in done.elected + done.excluded}
        gone |= self.waiting_after(stage)
        return tuple(number for number in self.standing if number not in gone)

    def waiting_after(self, stage: int) -> set[int]:
        """The further «re-open nominations» that do not stand at the end of the stage."""
        elected = self.elected_by(stage)
        chain = pairwise(self.question.ron_chain)
        return {further for before, further in chain if before not in elected}

    @property
    def reopened(self) -> int:
        """Places that stay empty because «re-open nominations» is elected to them."""
        return len(set(self.question.ron_chain).intersection(self.facts.elected))


def record_of(
    ballots: Ballots,
    question: Question,
    facts: Facts,
    witnesses: Sequence[str],
    *,
    without_constraints: Sequence[int] | None = None,
    file: str = "",
    heading: Heading | None = None,
) -> CountRecord:
    """The record of a count of these ballots. file: the ballots file's name, of which only the last part is kept."""
    about = BallotsAbout(
        sha256=ballots.sha256,
        decimals=ballots.decimals,
        issued=ballots.issued,
        returned=ballots.returned,
        spoilt=ballots.spoilt,
        title=ballots.title,
        file=file.replace("\\", "/").rpartition("/")[2],
    )
    without = None if without_constraints is None else tuple(without_constraints)
    return CountRecord(
        question, about, ballots.names, facts, tuple(witnesses), without, ballots.parties, heading or UNNAMED
    )


def digest_for(record: CountRecord, ballots: Ballots) -> str:
    """The digest of the ballots as records of this version have it."""
    return first_digest(ballots) if record.version == 1 else ballots.sha256


@dataclass(frozen=True, slots=True)
class CandidateOutcome:
    """What became of a candidate, and at which stage; None where no stage decided it."""

    fate: Fate
    stage: int | None


def outcomes(facts: Facts, question: Question, candidates: int) -> tuple[CandidateOutcome, ...]:
    """What became of each of so many candidates, in their order."""
    found = {number: CandidateOutcome("withdrawn", None) for number in question.withdrawn}
    for stage in facts.stages:
        found |= {number: CandidateOutcome("excluded", stage.number) for number in stage.excluded}
        found |= {number: CandidateOutcome("elected", stage.number) for number in stage.elected}
    return tuple(found.get(number, CandidateOutcome("not elected", None)) for number in range(1, candidates + 1))


def in_order_of_result(record: CountRecord) -> tuple[int, ...]:
    """Candidates as a result sheet lists them: the elected in order, then whoever stayed longest and had most votes."""
    found = outcomes(record.facts, record.question, len(record.names))
    stages = record.facts.stages

    def key(number: int) -> tuple[int, int, Number]:
        outcome = found[number - 1]
        if outcome.fate == "elected":
            return (0, record.facts.elected.index(number), 0)
        if outcome.fate == "excluded" and outcome.stage is not None:
            return (2, -outcome.stage, -stages[max(outcome.stage - 2, 0)].votes[number - 1])
        return (3 if outcome.fate == "withdrawn" else 1, 0, -stages[-1].votes[number - 1])

    return tuple(sorted(range(1, len(record.names) + 1), key=key))
