"""RESULT.csv: what candidates had in an earlier election, by area and by stage where that is known.

    candidate,slate,area,stage,votes
    Ann Ash,together,,1,312

slate, area and stage may be missing. Without a slate somebody has the one that they stand on today, and is on none
where they do not; a slate's own row has its total. Rows without an area are of the whole contest, rows without a stage
are first preferences; later stages say where votes went. Slates and areas may have their names in place of id and code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

from hustings.election.folder.csv_rows import Row, read_rows
from hustings.election.names import Register, called, folded
from hustings.election.nouns import Contest, Election
from hustings.election.problems import BadInput, Problem, shown
from hustings.forecast.beliefs import INDEPENDENTS

NEEDED, OPTIONAL = ("candidate", "votes"), ("slate", "area", "stage")
MOST_VOTES, MOST_STAGES = 100_000_000, 1000
# A name as close to somebody's who stands today may be theirs.
CLOSE = 0.85


@dataclass(frozen=True, slots=True)
class Tallied:
    """What somebody had. slate: an id of today, or the independents. area: "" for the whole contest. stage: from 1,
    which is first preferences."""

    candidate: str
    slate: str
    area: str
    stage: int
    votes: float


@dataclass(frozen=True, slots=True)
class Went:
    """Where votes of a slate's names went, when one was excluded or had a surplus while another could still gain."""

    stayed: float = 0.0
    left: float = 0.0
    stopped: float = 0.0

    @property
    def total(self) -> float:
        return self.stayed + self.left + self.stopped


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """An earlier election. firsts: area ("" for the whole contest) → candidate → first preferences. slates: candidate →
    slate. went: by slate, from stages of the whole contest."""

    firsts: Mapping[str, Mapping[str, float]]
    slates: Mapping[str, str]
    went: Mapping[str, Went]

    @property
    def votes(self) -> float:
        return sum(self.firsts[""].values())

    def by_slate(self, area: str) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for candidate, votes in self.firsts[area].items():
            found[self.slates[candidate]] += votes
        return dict(found)


def read_result(path: Path, election: Election, contest: Contest) -> EarlierResult:
    """Read the file. Raises BadInput with everything that is wrong."""
    problems: list[Problem] = []
    table = read_rows(path, NEEDED, OPTIONAL, problems)
    reading = _Reading(election, contest, table.file, problems)
    rows = [found for row in table.rows if (found := reading.row(row)) is not None]
    problems.extend(_together(rows, table.file) if not problems else ())
    if problems:
        raise BadInput(problems)
    return _result([each for _, each in rows])


class _Reading:
    """The rows under way."""

    def __init__(self, election: Election, contest: Contest, file: str, problems: list[Problem]) -> None:
        self.file, self.problems = file, problems
        slates = [each for each in election.slates if each.candidates.get(contest.id)]
        self.areas = Register("area", "areas.csv", called([(each.code, each.name) for each in election.leaves()]))
        known = called([(INDEPENDENTS, INDEPENDENTS), *((each.id, each.name) for each in slates)])
        self.slates = Register("slate", "slates.toml", known)
        self.of = {folded(name): each.id for each in slates for name in each.candidates[contest.id]}
        self.standing = [each.name for each in election.standing(contest.id)]
        self.people = Register("candidate", "candidates.csv", [(name, name) for name in self.standing])

    def row(self, row: Row) -> tuple[int, Tallied] | None:
        """What a row says, with its line; None where that is wrong."""
        faults: list[str] = []
        candidate, slate = row["candidate"], row["slate"]
        if not candidate:
            faults.append("the candidate is missing; for a slate of which only the total is known write its id here")
        stands = self.people.find(candidate)
        whole = None if stands else self.slates.find(candidate)
        name = stands or whole or candidate
        if not slate and not stands and not whole and (close := get_close_matches(candidate, self.standing, 1, CLOSE)):
            right = f"write that name, or the slate of somebody else beside theirs, as in {INDEPENDENTS}"
            faults.append(f"{shown(candidate)} does not stand today, and {shown(close[0])} does; {right}")
        found = self.slates.find(slate) if slate else whole or self.of.get(folded(name), INDEPENDENTS)
        if found is None:
            faults.append(f"{self.slates.unknown(slate)}; it should be one that stands today, or {INDEPENDENTS}")
        area = self.areas.find(row["area"]) if row["area"] else ""
        if area is None:
            faults.append(f"{self.areas.unknown(row['area'])}; without an area a row is of the whole contest")
        stage = row["stage"] or "1"
        if not (stage.isascii() and stage.isdigit() and 1 <= int(stage) <= MOST_STAGES):
            faults.append(
                f"the stage is {shown(stage)}; it should be a whole number from 1, which is first preferences"
            )
        votes = _votes(row["votes"])
        if votes is None:
            faults.append(f"votes is {shown(row['votes'])}; it should be a number, as in 312 or 287.40")
        self.problems.extend(Problem(self.file, each, row.line) for each in faults)
        if faults or votes is None or found is None or area is None:
            return None
        return row.line, Tallied(name, found, area, int(stage), votes)


def _votes(said: str) -> float | None:
    digits = said.replace(",", "")
    if not digits.isascii() or not digits.replace(".", "", 1).isdigit():
        return None
    votes = float(digits)
    return votes if votes <= MOST_VOTES else None


def _together(rows: Sequence[tuple[int, Tallied]], file: str) -> Iterator[Problem]:
    """What is wrong with rows beside each other."""
    above: dict[tuple[str, str, int], int] = {}
    slates: dict[str, tuple[str, int]] = {}
    for line, each in rows:
        key = (each.candidate, each.area, each.stage)
        if key in above:
            yield Problem(file, f"{each.candidate} stands in line {above[key]} already; each has one row", line)
        above.setdefault(key, line)
        slate, first = slates.setdefault(each.candidate, (each.slate, line))
        if slate != each.slate:
            yield Problem(file, f"{each.candidate} is on {shown(slate)} in line {first}; one slate is wanted", line)
    if not any(each.votes for _, each in rows if each.stage == 1):
        yield Problem(file, "nobody has a first preference; a row of stage 1 for every candidate is wanted")
    totals = {each.slate for _, each in rows if each.candidate == each.slate}
    for line, each in rows:
        if each.slate in totals and each.candidate != each.slate:
            said = f"{each.candidate} is on {shown(each.slate)}, whose total has a row, too; give one or the other"
            yield Problem(file, said, line)
    partial = {each.area for _, each in rows if each.area and each.stage > 1}
    if partial:
        yield Problem(file, f"stages are read of the whole contest only; {', '.join(sorted(partial))} has some")


def _result(rows: Sequence[Tallied]) -> EarlierResult:
    firsts: dict[str, dict[str, float]] = defaultdict(dict)
    for each in rows:
        if each.stage == 1:
            firsts[each.area][each.candidate] = each.votes
    if "" not in firsts:
        # Only areas are known: the whole is all of them.
        whole: dict[str, float] = defaultdict(float)
        for area in list(firsts):
            for candidate, votes in firsts[area].items():
                whole[candidate] += votes
        firsts[""] = dict(whole)
    slates = {each.candidate: each.slate for each in rows}
    return EarlierResult(dict(firsts), slates, _went([each for each in rows if not each.area], slates))


def _went(rows: Sequence[Tallied], slates: Mapping[str, str]) -> dict[str, Went]:
    """Where the votes of each slate's names went, from one stage to the next."""
    stages: dict[int, dict[str, float]] = defaultdict(dict)
    for each in rows:
        stages[each.stage][each.candidate] = each.votes
    found: dict[str, Went] = {}
    for number, following in pairwise(sorted(stages)):
        before, after = stages[number], stages[following]
        change = {name: after.get(name, 0.0) - votes for name, votes in before.items()}
        fell = [name for name, more in change.items() if more < 0]
        # Where several fall at once nobody knows whose votes went where.
        if len(fell) != 1 or following != number + 1:
            continue
        own = slates[fell[0]]
        rises = {name: more for name, more in change.items() if more > 0}
        stayed = sum(more for name, more in rises.items() if slates[name] == own)
        gone = -change[fell[0]]
        if not stayed or own == INDEPENDENTS:
            continue
        left = sum(rises.values()) - stayed
        so_far = found.get(own, Went())
        found[own] = Went(so_far.stayed + stayed, so_far.left + left, so_far.stopped + max(0.0, gone - stayed - left))
    return found
