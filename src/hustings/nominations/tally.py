"""The tally of nominations in one contest: which count, which do not and why, and where each candidate stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Literal

from hustings.election.moments import Moment, Timetable
from hustings.election.nouns import Branch, Candidate, Contest, Election, Nomination

Why = Literal[
    "contest unknown", "candidate unknown", "withdrawn", "branch unknown", "no part", "too early", "too late",
    "second", "too many", "challenged", "challenge upheld",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A nomination that does not count, and why.

    name: of the candidate, branch or contest that the reason names, or why it was challenged. number: the line of the
    branch's first nomination of the candidate, or how many a branch may make. limit: when nominations opened or closed.
    """

    nomination: Nomination
    why: Why
    name: str = ""
    number: int = 0
    limit: Moment | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands.

    nominations: how many count. rank: 1 for most; equal numbers share a rank, and the next is left out (1, 2, 2, 4).
    share: of all nominations that count. of_branches: the part of all branches (see Tally) that nominated this
    candidate. short: how many more the ballot needs, 0 if the threshold is reached or there is none.
    slates: ids of the slates the candidate is on.
    """

    candidate: Candidate
    nominations: int
    rank: int
    share: Fraction
    of_branches: Fraction
    short: int
    slates: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.candidate.name

    @property
    def majority(self) -> bool:
        """Whether more than half of all branches nominated this candidate."""
        return 2 * self.of_branches > 1


@dataclass(frozen=True)
class Tally:
    """The nominations of one contest.

    standings: the candidates who have not withdrawn, most nominations first, equal ones in the order of the file.
    counted: in the order in which they were made (see `in_order`). not_counted: in the order of the file.
    branches: those that may nominate, from branches.csv and, where there is none, those that did.
    branches_known: whether they are from branches.csv.
    """

    election: Election
    contest: Contest
    standings: tuple[Standing, ...]
    counted: tuple[Nomination, ...]
    not_counted: tuple[NotCounted, ...]
    branches: tuple[Branch, ...]
    branches_known: bool

    @cached_property
    def by_branch(self) -> dict[str, frozenset[str]]:
        """The candidates that each branch nominated, by its code; branches that nominated nobody are not here."""
        found: dict[str, set[str]] = {}
        for each in self.counted:
            found.setdefault(each.branch, set()).add(each.candidate)
        return {branch: frozenset(names) for branch, names in found.items()}

    @property
    def nominating(self) -> int:
        """How many branches nominated anybody."""
        return len(self.by_branch)

    @property
    def needed(self) -> int | None:
        """Nominations that put a candidate on the ballot; None where there is no threshold."""
        return self.contest.nominations.needed

    @property
    def reached(self) -> int | None:
        """How many candidates have reached the threshold; None where there is none."""
        return None if self.needed is None else sum(standing.short == 0 for standing in self.standings)


def tallies(
    election: Election, branches: Sequence[Branch], rows: Sequence[Nomination], contest: str | None = None
) -> tuple[Tally, ...]:
    """The tally of this contest, or of every contest with nominations (of the first, if there are none).

    Rows for nobody known, of no contest, are reported under the first. Raises BadInput for a contest there is not.
    """
    if contest is not None:
        chosen = [election.contest(contest)]
    else:
        named = {row.contest for row in rows}
        chosen = [each for each in election.contests if each.id in named] or [election.contests[0]]
    ids = {each.id for each in election.contests}
    # The contest under which a row is told.
    under = [row.contest if row.contest in ids else chosen[0].id for row in rows]
    return tuple(
        tally(election, each, branches, [row for row, told in zip(rows, under, strict=True) if told == each.id])
        for each in chosen
    )


def tally(election: Election, contest: Contest, branches: Sequence[Branch], rows: Iterable[Nomination]) -> Tally:
    """Count the nominations of a contest.

    A nomination counts if its candidate stands and has not withdrawn, its branch is known and in the contest's areas,
    no challenge to it is upheld or open, it came while nominations were open, and it is not a second one by the branch
    for the candidate nor more than the branch may make. Of too many, the earliest count (see `in_order`).
    rows: those of this contest, and any whose candidate or contest is not known.
    """
    mine = list(rows)
    judge = _Judge(election, contest, branches)
    refused: dict[int, NotCounted] = {}
    counted = []
    for row in in_order(mine):
        why = judge.why_not(row)
        if why:
            refused[row.line] = why
        else:
            counted.append(row)
    there = tuple(branches) or tuple(Branch(code, code) for code in dict.fromkeys(row.branch for row in counted))
    return Tally(
        election=election,
        contest=contest,
        standings=_standings(election, contest, counted, len(there)),
        counted=tuple(counted),
        not_counted=tuple(refused[row.line] for row in mine if row.line in refused),
        branches=there,
        branches_known=bool(branches),
    )


def in_order(rows: Iterable[Nomination]) -> list[Nomination]:
    """The nominations in the order in which they were made.

    Days come first. A branch's nominations of one day are in the order of their times if all of them have one, and
    otherwise in the order of the file. What is equal is in the order of the file.
    """
    rows = list(rows)
    untimed = {(row.branch, row.at.day) for row in rows if row.at.whole_day}

    def made(row: Nomination) -> tuple[date, datetime, int]:
        at = datetime.min.replace(tzinfo=UTC) if (row.branch, row.at.day) in untimed else row.at.at
        return row.at.day, at, row.line

    return sorted(rows, key=made)


class _Judge:
    """Decides row by row, in the order in which they were made, what counts."""

    def __init__(self, election: Election, contest: Contest, branches: Sequence[Branch]) -> None:
        self.election, self.contest = election, contest
        self.branches = {branch.code: branch for branch in branches}
        self.people = {each.name: each for each in election.candidates if each.contest == contest.id}
        self.seen: dict[tuple[str, str], Nomination] = {}
        self.made: Counter[str] = Counter()

    def why_not(self, row: Nomination) -> NotCounted | None:
        """Why this nomination does not count; None if it does, and then it is remembered."""
        if row.contest not in ("", self.contest.id):
            return NotCounted(row, "contest unknown", row.contest)
        person = self.people.get(row.candidate)
        if person is None:
            return NotCounted(row, "candidate unknown", row.candidate)
        if person.withdrawn:
            return NotCounted(row, "withdrawn", person.name)
        if self.branches and row.branch not in self.branches:
            return NotCounted(row, "branch unknown", row.branch)
        if not self._in_the_electorate(row.branch):
            return NotCounted(row, "no part", self.branches[row.branch].name)
        if row.challenged and row.decision != "dismissed":
            return NotCounted(row, "challenge upheld" if row.decision else "challenged", row.challenged)
        if late := out_of_time(row, self.election.timetable):
            return late
        if before := self.seen.get((row.branch, row.candidate)):
            return NotCounted(row, "second", number=before.line)
        allowance = self.contest.nominations.allowance
        if allowance is not None and self.made[row.branch] >= allowance:
            return NotCounted(row, "too many", number=allowance)
        self.seen[row.branch, row.candidate] = row
        self.made[row.branch] += 1
        return None

    def _in_the_electorate(self, branch: str) -> bool:
        wanted, known = self.contest.electorate.areas, self.branches.get(branch)
        return not wanted or not known or not known.area or bool({*wanted} & {*self.election.lineage(known.area)})


def out_of_time(row: Nomination, timetable: Timetable) -> NotCounted | None:
    """That a nomination was made before nominations opened or after they closed; None where it came in time.

    Where either is told as a day alone, days are compared: on the day of the closing, a nomination without a time
    counts. With a time it counts up to the very moment of closing.
    """
    at, opens, closes = row.at, timetable.nominations_open, timetable.nominations_close
    if opens and (at.day < opens.day if at.whole_day or opens.whole_day else at.at < opens.at):
        return NotCounted(row, "too early", limit=opens)
    if closes and (at.day > closes.day if at.whole_day or closes.whole_day else at.at > closes.at):
        return NotCounted(row, "too late", limit=closes)
    return None


def _standings(
    election: Election, contest: Contest, counted: Sequence[Nomination], branches: int
) -> tuple[Standing, ...]:
    held = Counter(row.candidate for row in counted)
    needed = contest.nominations.needed or 0
    there = sorted(election.standing(contest.id), key=lambda each: -held[each.name])
    return tuple(
        Standing(
            candidate=each,
            nominations=held[each.name],
            rank=1 + sum(held[other.name] > held[each.name] for other in there),
            share=Fraction(held[each.name], max(1, len(counted))),
            of_branches=Fraction(held[each.name], max(1, branches)),
            short=max(0, needed - held[each.name]),
            slates=tuple(s.id for s in election.slates if each.name in s.candidates.get(contest.id, ())),
        )
        for each in there
    )
