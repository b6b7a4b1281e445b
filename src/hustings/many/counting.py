"""The task of a batch of counts: one ballots file under several rule books."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_source
from hustings.ballots.source import Options, Source
from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, HustingsError, Problem
from hustings.many.counted_file import CountedFile, question_digest
from hustings.record.record import CountRecord
from hustings.rules.book import Rules
from hustings.witness.asking import ask
from hustings.witness.declaring import declare


@dataclass(frozen=True, slots=True)
class FileToCount:
    """A ballots file, and what is asked of it.

    file: as the user calls it. place: its whole path. sha256: of its bytes where the batch was begun, "" where it could
    not be read. rules: the rule books. clock: gives seconds, or None.
    """

    file: str
    place: str
    sha256: str
    rules: tuple[Rules, ...]
    seats: int | None = None
    lot_seed: str | None = None
    one_witness: bool = False
    clock: Callable[[], float] | None = None

    def failed(self, error: str, status: int) -> list[CountedFile]:
        """A row for each rule book that says why there is no count."""
        return [CountedFile(self.file, rules.name, error=error, status=status) for rules in self.rules]


def count_file(task: FileToCount) -> list[CountedFile]:
    """The file under each of its rule books. What is wrong stands in the rows, with the command line's options."""
    try:
        data = read_bytes(task.place)
        sha256 = hashlib.sha256(data).hexdigest()
        if task.sha256 and sha256 != task.sha256:
            said = "the file is not the same here as when the work began; every worker must see the same files"
            raise BadInput(Problem(task.file, said))
        ballots = read_source(Source(task.file, data, Options())).ballots
    except HustingsError as error:
        said = "; ".join(error.on_command_line().replace(task.place, task.file).splitlines())
        return task.failed(said, error.status)
    return [
        replace(
            _counted(task, ballots, rules),
            file_sha256=sha256,
            question_sha256=question_digest(rules, task.seats, task.lot_seed, task.one_witness),
        )
        for rules in task.rules
    ]


def _counted(task: FileToCount, ballots: Ballots, rules: Rules) -> CountedFile:
    begun = task.clock() if task.clock else 0.0
    try:
        question = ask(ballots, rules, task.seats, lot_seed=task.lot_seed)
        record = declare(ballots, question, one_witness=task.one_witness, file=task.file).record
    except HustingsError as error:
        seats = ballots.seats if task.seats is None else task.seats
        # A problem of a parameter, such as the number of places, says enough without the parameter's name.
        of_parameters = bool(error.problems) and all(problem.field for problem in error.problems)
        said = "; ".join(map(_alone, error.problems)) if of_parameters else error.on_command_line()
        return CountedFile(task.file, rules.name, seats, error=said, status=error.status)
    counted = counted_file_of(task.file, record)
    return replace(counted, seconds=round(task.clock() - begun, 6)) if task.clock else counted


def _alone(problem: Problem) -> str:
    """What is wrong, without the parameter's name before it."""
    return problem.on_command_line().removeprefix(f"{problem.source}: ")


def counted_file_of(file: str, record: CountRecord) -> CountedFile:
    """The row of a count."""
    facts, figures, about = record.facts, record.figures, record.ballots
    quota = facts.stages[-1].quota
    ties = [tie for stage in facts.stages for tie in stage.ties]
    return CountedFile(
        file=file,
        rules=record.question.rules.name,
        seats=record.question.seats,
        elected=tuple(record.names[number - 1] for number in facts.elected),
        unfilled=facts.unfilled,
        stages=len(facts.stages),
        quota="" if quota is None else figures.votes(quota),
        valid=figures.papers(facts.valid),
        invalid=figures.papers(record.invalid),
        issued=about.issued,
        returned=about.returned,
        turnout=_turnout(record),
        ties=len(ties),
        lots=sum(tie.by == "lot" for tie in ties),
    )


def _turnout(record: CountRecord) -> str:
    """Papers returned of those issued, in per cent with two places, cut; "" where the file does not say how many."""
    about = record.ballots
    if not about.issued:
        return ""
    unit = int(10**about.decimals)
    returned = about.returned * unit if about.returned is not None else record.facts.valid + record.invalid
    hundredths = returned * 10_000 // (about.issued * unit)
    return f"{hundredths // 100}.{hundredths % 100:02}"
