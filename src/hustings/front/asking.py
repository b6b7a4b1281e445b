"""From what a program says to counts: the work behind `count`, `compare`, `count_many`, `verify` and `fill_vacancy`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.election.problems import BadInput, HustingsError, Problem, shown
from hustings.front.count import Count
from hustings.record.record import CountRecord
from hustings.rules.book import PURPOSES, Rules
from hustings.rules.library import rule_book
from hustings.rules.question import Decision
from hustings.witness.asking import ask, numbers_of
from hustings.witness.comparing import compare as compared
from hustings.witness.contest import contest_of, no_rules
from hustings.witness.declaring import declare

Progress = Callable[[float, str], None]
Where = str | os.PathLike[str]


@dataclass(frozen=True)
class Asked:
    """What a program asks of a count besides ballots, rules and seats; see `hustings.count`."""

    at_least: Mapping[str, int] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Iterable[str]] = field(default_factory=dict)
    withdraw: Iterable[str] = ()
    lot_seed: str | None = None
    decisions: Iterable[tuple[int, str, str]] = ()

    def options(self, names: Sequence[str]) -> dict[str, Any]:
        """The same as `witness.asking.ask` takes it, for candidates of these names."""
        return {
            "at_least": [f"{number}:{group}" for group, number in self.at_least.items()],
            "at_most": [f"{number}:{group}" for group, number in self.at_most.items()],
            "groups": {group: numbers_of(members, names, "--groups") for group, members in self.groups.items()},
            "withdraw": tuple(self.withdraw),
            "lot_seed": self.lot_seed,
            "decisions": tuple(decision(*each, names) for each in self.decisions),
        }


def count(
    ballots: Ballots | Where,
    rules: str | Rules | None,
    seats: int | None,
    asked: Asked,
    *,
    contest: str | None = None,
    one_witness: bool = False,
    progress: Progress | None = None,
) -> Count:
    """See `hustings.count`."""
    file = ""
    if not isinstance(ballots, Ballots):
        path = Path(ballots)
        if path.is_dir():
            return _of_folder(path, contest, rules, seats, asked, one_witness, progress)
        ballots, file = read_ballots(path), str(path)
    if rules is None:
        raise BadInput(no_rules())
    question = ask(ballots, book(rules), seats, **asked.options(ballots.names))
    witnessed = declare(ballots, question, one_witness=one_witness, file=file, progress=progress)
    return Count(witnessed.record, witnessed.by_one)


def _of_folder(
    folder: Path,
    contest: str | None,
    rules: str | Rules | None,
    seats: int | None,
    asked: Asked,
    one_witness: bool,
    progress: Progress | None,
) -> Count:
    if isinstance(rules, Rules) or asked.groups or asked.decisions:
        said = "a folder's contest has its own groups and its rule book's name; read the ballots for others"
        raise BadInput(Problem(str(folder), said))
    options = asked.options(())
    found = contest_of(
        folder,
        contest,
        rules,
        seats,
        at_least=options["at_least"],
        at_most=options["at_most"],
        withdraw=options["withdraw"],
        lot_seed=asked.lot_seed,
    )
    witnessed = declare(found.ballots, found.question, one_witness=one_witness, file=found.file, progress=progress)
    return Count(witnessed.record, witnessed.by_one)


def book(rules: str | Rules) -> Rules:
    """The rule book, by name or as it is."""
    return rules if isinstance(rules, Rules) else rule_book(rules)


def decision(stage: int, purpose: str, chosen: str, names: Sequence[str]) -> Decision:
    """A decision as a program says it. Raises BadInput for an unknown purpose or candidate."""
    (number,) = numbers_of([chosen], names, "--decisions")
    for known in PURPOSES:
        if known == purpose:
            return Decision(stage, known, number)
    raise BadInput(Problem("--decisions", f"a decision is for {', '.join(PURPOSES)}, and this is for {shown(purpose)}"))


@dataclass(frozen=True)
class Comparison:
    """The same ballots under several rule books. counts, and why there is none (refused): by the rule book's name."""

    counts: Mapping[str, Count]
    refused: Mapping[str, str]

    @property
    def elected(self) -> dict[str, tuple[str, ...]]:
        """Who is elected, by rule book."""
        return {name: count.elected for name, count in self.counts.items()}

    def _repr_html_(self) -> str:
        from markupsafe import Markup

        rows = [(name, ", ".join(count.elected)) for name, count in self.counts.items()]
        rows += [(name, f"no count: {why}") for name, why in self.refused.items()]
        body = Markup("").join(Markup("<tr><th>{}</th><td>{}</td></tr>").format(*row) for row in rows)
        return Markup("<table><tr><th>rules</th><th>elected</th></tr>{}</table>").format(body)


def compare(ballots: Ballots | Where, rules: Iterable[str | Rules], seats: int | None, asked: Asked) -> Comparison:
    """See `hustings.compare`."""
    cast = (
        ballots
        if isinstance(ballots, Ballots)
        else read_ballots(ballots if isinstance(ballots, Path) else str(ballots))
    )
    results = compared(cast, map(book, rules), seats, **asked.options(cast.names))
    return Comparison(
        {each.rules.name: Count(each.record) for each in results if each.record is not None},
        {each.rules.name: each.why_none for each in results if each.record is None},
    )


@dataclass(frozen=True)
class Tally:
    """One row of a batch: a file under a rule book. error: why there is no count, "" where there is one."""

    file: str
    rules: str
    seats: int | None = None
    elected: tuple[str, ...] = ()
    stages: int = 0
    quota: str = ""
    valid: str = ""
    invalid: str = ""
    ties: int = 0
    error: str = ""


def count_many(
    files: Iterable[Where],
    rules: Sequence[str],
    seats: int | None,
    lot_seed: str | None,
    workers: int | None,
    progress: Progress | None,
) -> Iterator[Tally]:
    """See `hustings.count_many`."""
    for name in rules:
        book(name)
    tasks = [(str(file), tuple(rules), seats, lot_seed) for file in files]
    workers = min(len(tasks), workers or _cores())
    if workers < 2:
        yield from _told(map(_tallies, tasks), len(tasks), progress)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from _told(pool.map(_tallies, tasks, chunksize=max(1, len(tasks) // (8 * workers))), len(tasks), progress)


def _told(done: Iterable[list[Tally]], number: int, progress: Progress | None) -> Iterator[Tally]:
    for i, tallies in enumerate(done, 1):
        yield from tallies
        if progress is not None:
            progress(i / number, f"{i} of {number} files counted")


def _tallies(task: tuple[str, tuple[str, ...], int | None, str | None]) -> list[Tally]:
    """One file under every rule book; what is wrong stands in the rows."""
    file, rules, seats, lot_seed = task
    try:
        ballots = read_ballots(file)
    except HustingsError as error:
        return [Tally(file, name, error=str(error)) for name in rules]
    return [_tally(ballots, file, name, seats, lot_seed) for name in rules]


def _tally(ballots: Ballots, file: str, name: str, seats: int | None, lot_seed: str | None) -> Tally:
    try:
        made = count(ballots, name, seats, Asked(lot_seed=lot_seed))
    except HustingsError as error:
        return Tally(file, name, seats if seats is not None else ballots.seats, error=str(error))
    quota = "" if made.quota is None else str(made.quota)
    ties = sum(len(stage.ties) for stage in made.record.facts.stages)
    return Tally(
        file, name, made.seats, made.elected, len(made.stages), quota, str(made.valid), str(made.invalid), ties
    )


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def record_text(record: Count | CountRecord | Where) -> tuple[str, str]:
    """The record as JSON text, and the name of its file. Raises BadInput for a file that cannot be read."""
    from hustings.election.files import read_text
    from hustings.narrative.record_files import to_json

    if isinstance(record, Count):
        record = record.record
    if isinstance(record, CountRecord):
        return to_json(record), "the record"
    return read_text(Path(record)), str(record)


def record_of(record: Count | CountRecord | Where) -> CountRecord:
    """The record, from a count, a file, or as it is. Raises BadInput for a file that holds none."""
    if isinstance(record, Count):
        return record.record
    if isinstance(record, CountRecord):
        return record
    from hustings.election.files import read_text
    from hustings.record.contradictions import read_record

    return read_record(read_text(Path(record)), str(record))
