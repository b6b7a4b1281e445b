"""The contest a command is about: from a ballots file and options, or from an election folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read, read_asked
from hustings.ballots.source import Options
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.record.record import UNNAMED, Heading
from hustings.rules.library import names, rule_book
from hustings.rules.question import Question
from hustings.witness.asking import ask, candidate_number, read_decisions, read_groups
from hustings.witness.ron import with_further_ron

if TYPE_CHECKING:
    from hustings.election.moments import Timetable
    from hustings.election.nouns import Candidate, Example


@dataclass(frozen=True, slots=True)
class ContestToCount:
    """The ballots and how they were read, what is asked of them, and the name of the file they came from.

    example: what the folder is an example of. heading: of its result. language: the folder's.
    """

    reading: Reading
    question: Question
    file: str
    example: Example | None = None
    heading: Heading = UNNAMED
    language: str = ""

    @property
    def ballots(self) -> Ballots:
        """The ballots that were read."""
        return self.reading.ballots


@dataclass(frozen=True, slots=True)
class _Found:
    """What a folder says of a contest; for a ballots file alone, nothing."""

    reading: Reading
    file: str
    rules: str | None = None
    seats: int | None = None
    at_least: tuple[str, ...] = ()
    at_most: tuple[str, ...] = ()
    groups: dict[str, frozenset[int]] | None = None
    withdrawn: tuple[str, ...] = ()
    example: Example | None = None
    heading: Heading = UNNAMED
    language: str = ""
    undeclared: tuple[str, ...] = ()
    ron: str | None = None
    further_ron: bool = False


@dataclass(frozen=True, slots=True)
class ContestOptions:
    """What a person asks of a contest. For one of a folder, rules, seats and groups are the folder's where nothing is
    said; its constraints and withdrawals hold besides those that are asked for.

    at_least, at_most: as "4:women". groups, decisions: CSV files. withdraw: names or numbers. ron: the candidate who
    stands for re-opening nominations. lot: "seed", or "file" for the ballots file's own order. reading, format: what is
    said of the ballots file.
    """

    rules: str | None = None
    seats: int | None = None
    at_least: Sequence[str] = ()
    at_most: Sequence[str] = ()
    groups: Path | None = None
    withdraw: Sequence[str] = ()
    ron: str | None = None
    further_ron: bool = False
    lot: str = "seed"
    lot_seed: str | None = None
    decisions: Path | None = None
    reading: Options = field(default_factory=Options)
    format: str | None = None


def contest_of(path: Path, contest: str | None, asked: ContestOptions) -> ContestToCount:
    """Read the ballots and put the question. Raises BadInput."""
    of = _of_folder if path.is_dir() else _of_file
    found = of(path, contest, asked.reading, asked.format)
    ballots, name = found.reading.ballots, asked.rules or found.rules
    if name is None:
        raise BadInput(no_rules())
    question = ask(
        ballots,
        rule_book(name),
        found.seats if asked.seats is None else asked.seats,
        at_least=(*found.at_least, *asked.at_least),
        at_most=(*found.at_most, *asked.at_most),
        groups=read_groups(asked.groups, ballots.names) if asked.groups else found.groups,
        withdraw=(*found.withdrawn, *asked.withdraw),
        undeclared=found.undeclared,
        ron=asked.ron or found.ron,
        lot=asked.lot,
        lot_seed=asked.lot_seed,
        decisions=read_decisions(asked.decisions, ballots.names) if asked.decisions else (),
    )
    reading = found.reading
    if asked.further_ron and question.ron is None:
        raise BadInput(Problem("--further-ron", "nobody stands for re-opening nominations; name who does with --ron"))
    if asked.further_ron or found.further_ron:
        ballots, question = with_further_ron(ballots, question)
        reading = replace(reading, ballots=ballots)
    return ContestToCount(reading, question, found.file, found.example, found.heading, found.language)


def contests_with_ballots(folder: Path) -> tuple[str, ...]:
    """The ids of a folder's contests whose ballots are there. Raises BadInput where the folder cannot be read, or no
    contest has any."""
    from hustings.election.reading import ballots_path, read_election

    if not (folder / "election.toml").exists():
        return ()
    election = read_election(folder)
    found = tuple(post.id for post in election.contests if ballots_path(election, post).exists())
    if not found:
        files = ", ".join(str(ballots_path(election, post).relative_to(folder)) for post in election.contests)
        raise BadInput(Problem(str(folder), f"no contest has ballots yet; the files wanted are {files}"))
    return found


def no_rules() -> Problem:
    """What is said to a person who names no rule book."""
    known = ", ".join(names())
    return Problem("--rules", f"a count has no meaning without a rule book; say --rules with one of {known}")


def _of_file(path: Path, contest: str | None, options: Options, format: str | None) -> _Found:
    if contest is not None:
        raise BadInput(
            Problem("--contest", f"{path} is a ballots file of one contest; --contest is for election folders")
        )
    return _Found(read_asked(path, options, format), str(path))


def _of_folder(folder: Path, contest: str | None, options: Options, format: str | None) -> _Found:
    if not (folder / "election.toml").exists():
        said = "this is a directory without an election.toml; a ballots file or an election folder is wanted"
        raise BadInput(Problem(str(folder), said))
    # A count of a ballots file does without all that reads a folder.
    from hustings.election.reading import ballots_file, read_election

    election = read_election(folder)
    post = election.contest(contest)
    file = ballots_file(election, post)
    listed = [each for each in election.candidates if each.contest == post.id]
    if listed and not options.candidates:
        withdrawn = tuple(each.name for each in listed if each.withdrawn)
        source = str(folder / "candidates.csv")
        options = replace(
            options, candidates=tuple(each.name for each in listed), listed_in=source, withdrawn=withdrawn
        )
    reading = read(file, options, format)
    ballots = reading.ballots
    people = [each for each in listed if not each.withdrawn or candidate_number(each.name, ballots.names)]
    numbers = _numbers(people, ballots, file)
    groups: dict[str, set[int]] = {each.group: set() for each in post.constraints}
    for person, number in zip(people, numbers, strict=True):
        for group in person.groups:
            groups.setdefault(group, set()).add(number)
    return _Found(
        reading,
        str(file),
        post.rules,
        post.seats,
        tuple(f"{each.number}:{each.group}" for each in post.constraints if each.sense == "at least"),
        tuple(f"{each.number}:{each.group}" for each in post.constraints if each.sense == "at most"),
        {group: frozenset(members) for group, members in groups.items()},
        tuple(person.name for person in people if person.withdrawn),
        election.example,
        Heading(election.organisation or election.title, post.title, _day_of_vote(election.timetable)),
        election.language,
        tuple(person.name for person in people if person.undeclared),
        next((person.name for person in people if person.ron), None),
        any(person.ron == "further" for person in people),
    )


def _day_of_vote(timetable: Timetable) -> str:
    moment = timetable.voting_closes or timetable.result
    return moment.day.isoformat() if moment else ""


def _numbers(people: list[Candidate], ballots: Ballots, file: Path) -> list[int]:
    """The numbers on the ballots of the folder's candidates. Raises BadInput unless they are the same people."""
    found = {person.name: candidate_number(person.name, ballots.names) for person in people}
    problems = [
        Problem(str(file), f"{shown(name)} of candidates.csv is not on the ballots{nearest(name, ballots.names)}")
        for name, number in found.items()
        if number is None
    ]
    known = set(found.values())
    problems += [
        Problem(str(file), f"{shown(name)} is on the ballots and not in candidates.csv{nearest(name, found)}")
        for number, name in enumerate(ballots.names, 1)
        if people and number not in known and number not in ballots.undeclared
    ]
    if problems:
        raise BadInput(problems)
    return [number for number in found.values() if number is not None]
