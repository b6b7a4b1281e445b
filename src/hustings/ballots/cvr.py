"""What exports of cast vote records have in common: contests to choose from, marks at ranks, JSON from outside."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hustings.ballots.account import Part, Reading
from hustings.ballots.ballots import MOST_CANDIDATES, MOST_PREFERENCES, Ballots, Ranking
from hustings.ballots.source import Source
from hustings.election.names import folded, unfit_names
from hustings.election.problems import BadInput, Problem, nearest, shown

WRITE_IN = "Write-in"
# What is left out of a contest, and told with how often; each stands behind a number.
NOT_THERE = "records without this contest"
INVALID = "papers set aside as invalid for this contest"
T = TypeVar("T")


@dataclass(slots=True)
class CvrContest:
    """One contest of an export. names: of its candidates by the export's own id; None for a write-in nobody declared.

    ranks: how many preferences a paper has room for, where the export says it. parties: by the same ids.
    """

    id: str
    title: str
    names: dict[str, str | None] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    seats: int | None = None
    ranks: int | None = None


@dataclass(slots=True)
class Records:
    """The papers of a contest as they are read. skipped: marks and records that are no votes, by why, with how many."""

    contest: CvrContest
    numbers: dict[str, int]
    cast: Counter[Ranking] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    spoilt: int = 0

    def add(self, marks: Iterable[tuple[int, str]]) -> None:
        """A paper: the candidate's id at each rank marked. Equal ranks are equal preferences."""
        ranks: dict[int, list[int]] = {}
        for rank, candidate in marks:
            number = self.numbers[candidate]
            at = ranks.setdefault(rank, [])
            if number not in at:
                at.append(number)
        tokens: list[int] = []
        for rank in range(1, max(ranks, default=0) + 1):
            first, *others = sorted(ranks.get(rank, [0]))
            tokens += [first, *(-number for number in others)]
        self.cast[tuple(tokens)] += 1


def records_of(contest: CvrContest, name: str) -> Records:
    """Room for the papers of a contest. name: of the file. Raises BadInput for candidates that cannot stand."""
    names = [each for each in contest.names.values() if each is not None]
    problems = [Problem(name, said) for _, said in unfit_names(names)]
    if not names:
        problems.append(Problem(name, f"the contest {shown(contest.title)} has no candidates"))
    if len(names) > MOST_CANDIDATES:
        problems.append(Problem(name, f"there are {len(names):,} candidates; 1 to {MOST_CANDIDATES:,} are possible"))
    if problems:
        raise BadInput(problems)
    standing = [id for id, each in contest.names.items() if each is not None]
    numbers = {id: number for number, id in enumerate(standing, 1)}
    return Records(contest, {id: numbers.get(id, len(names) + 1) for id in contest.names})


def reading_of(records: Records, source: Source, format: str, parts: Iterable[Part] = ()) -> Reading:
    """The reading of a contest's papers. All write-ins together are one candidate who cannot be elected."""
    contest = records.contest
    ids = [id for id, name in contest.names.items() if name is not None]
    names = [contest.names[id] or "" for id in ids]
    undeclared = len(names) < max(records.numbers.values())
    parties = [contest.parties.get(id, "") for id in ids]
    ballots = Ballots.of(
        [*names, *([_write_in(names)] if undeclared else [])],
        records.cast,
        title=contest.title,
        seats=contest.seats,
        parties=(*parties, *([""] if undeclared else [])) if any(parties) else (),
        spoilt=records.spoilt,
        undeclared=(len(names) + 1,) if undeclared else (),
        lost=("which machine, batch and place each paper is from",),
    )
    told = [Part("line", why, "left out", times=times) for why, times in records.skipped.items()]
    if records.spoilt:
        told.append(Part("line", INVALID, "left out", times=records.spoilt))
    warnings = tuple(f"left out ({part.times:,}): {part.text}" for part in told)
    return Reading(source.name, format, ballots, "its list of candidates", (*parts, *told), warnings=warnings)


def _write_in(names: list[str]) -> str:
    """The name of the write-ins together, unlike every candidate's."""
    name, taken = WRITE_IN, {folded(each) for each in names}
    while folded(name) in taken:
        name += " (undeclared)"
    return name


def chosen(contests: list[CvrContest], source: Source) -> CvrContest:
    """The contest that the options name, or the only one. Raises BadInput where that is none, or several."""
    titles = [contest.title for contest in contests]
    there = "; ".join(map(shown, titles[:20])) + ("…" if len(titles) > 20 else "")
    if not contests:
        raise BadInput(Problem(source.name, "there is no contest with ranked preferences in it"))
    if source.options.question is not None:
        wanted = folded(source.options.question)
        found = [each for each in contests if wanted in (folded(each.title), folded(each.id))]
        if len(found) != 1:
            what = "several contests are called" if found else "there is no contest"
            said = (
                f"{what} {shown(source.options.question)}{nearest(source.options.question, titles)}; there are {there}"
            )
            raise BadInput(Problem("--question", said))
        return found[0]
    if len(contests) > 1:
        said = f"there are {len(contests)} contests: {there}; say --question TEXT for one of them"
        raise BadInput(Problem(source.name, said))
    return contests[0]


class Fields:
    """JSON from outside: what is asked for is there and of the right kind, or a problem says where it is not."""

    def __init__(self, value: Any, file: str, where: str = "") -> None:
        self.value, self.file, self.where = value, file, where

    def list(self, key: str) -> Iterator[Fields]:
        """The objects of a list; none where there is no such key."""
        found = self.get(key, list, [])
        for number, each in enumerate(found, 1):
            yield Fields(each, self.file, f"{self.where}{key} {number:,}, ")

    def object(self, key: str) -> Fields | None:
        found = self.get(key, dict, None)
        return None if found is None else Fields(found, self.file, f"{self.where}{key}, ")

    def text(self, key: str, default: str | None = None) -> str:
        """A text, or a number as text. Raises BadInput where it is missing and there is no default."""
        found = self.get(key, (str, int), default)
        if found is None:
            raise self.bad(f"{key} is missing")
        return str(found)

    def rank(self, key: str) -> int | None:
        """A rank, counted from 1; None where it is not there."""
        found = self.get(key, (int, str), None)
        if found is None:
            return None
        text = str(found)
        if not (re.fullmatch("[0-9]{1,8}", text) and 1 <= int(text) <= MOST_PREFERENCES):
            raise self.bad(f"{key} is {shown(found)}; it should be a number from 1 to {MOST_PREFERENCES:,}")
        return int(text)

    def get(self, key: str, kind: type | tuple[type, ...], default: Any) -> Any:
        if not isinstance(self.value, dict):
            raise self.bad(f"{shown(self.value)} stands where an object should")
        found = self.value.get(key)
        if found is None:
            return default
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(found, kinds) or (isinstance(found, bool) and bool not in kinds):
            raise self.bad(f"{key} is {shown(found)}, which is not of the kind it should be")
        return found

    def bad(self, said: str) -> BadInput:
        return BadInput(Problem(self.file, f"{self.where}{said}"))


def json_fields(data: bytes, file: str) -> Fields:
    """JSON as fields. Raises BadInput for what is none."""
    try:
        return Fields(json.loads(data.decode("utf-8-sig")), file)
    except UnicodeDecodeError:
        raise BadInput(Problem(file, "this is not JSON: it is not UTF-8")) from None
    except RecursionError:
        raise BadInput(Problem(file, "this is not JSON that can be read: it is nested too deep")) from None
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise BadInput(
            Problem(file, f"this is not JSON: {getattr(error, 'msg', 'a number is too long')}", line)
        ) from None
