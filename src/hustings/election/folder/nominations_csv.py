"""nominations.csv: which branch nominated whom, and when.

Rows are read as they stand: a nomination that comes too late, twice or for nobody known is a fact, which the tally
reports; only a row that says nothing clear (no branch, no day) is a fault of the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hustings.election.folder.csv_rows import Row, read_rows
from hustings.election.moments import Moment, NoSuchTime, moment
from hustings.election.names import Register, folded
from hustings.election.nouns import Branch, Candidate, Election, Nomination
from hustings.election.problems import Problem, shown

COLUMNS = ("date", "branch", "candidate", "contest", "challenged", "decision")
DECISIONS = ("upheld", "dismissed")
A_DAY = "a day or a time, as in 2027-06-28 or 2027-06-28 12:00"
# As spreadsheets show and save dates; which is the day and which the month is not for a program to guess.
A_SPREADSHEETS_DAY = re.compile(
    r"(?P<first>[0-9]{1,2})([/.-])(?P<second>[0-9]{1,2})\2(?P<year>[0-9]{2}(?:[0-9]{2})?)(?:[ T,]+(?P<time>[0-9:]+))?"
)


def read_nominations(
    path: Path, election: Election, branches: Sequence[Branch], problems: list[Problem]
) -> tuple[Nomination, ...]:
    """Read nominations.csv, and add to `problems` what is wrong with it. Raises BadInput if it cannot be read."""
    table = read_rows(path, COLUMNS[:3], COLUMNS[3:], problems)
    known = Register("branch", "branches.csv", [(b.code, b) for b in branches] + [(b.name, b) for b in branches])
    contests = Register("contest", "election.toml", {each.id: each for each in election.contests})
    people = _people(election)
    several = _in_several_contests(election.candidates)
    only = election.contests[0].id if len(election.contests) == 1 else ""
    spelt: dict[str, str] = {}
    spreadsheets: list[Row] = []
    nominations = []
    day_first = _day_first([row["date"] for row in table.rows])
    for row in table.rows:
        said = _turned(row["date"]) if day_first else row["date"]
        at = _moment(said, election.timetable.time_zone)
        if isinstance(at, str) and A_SPREADSHEETS_DAY.fullmatch(row["date"]):
            spreadsheets.append(row)
        elif isinstance(at, str):
            problems.append(Problem(table.file, at, row.line))
        for column in ("branch", "candidate"):
            if not row[column]:
                problems.append(Problem(table.file, f"the {column} is missing", row.line))
        if folded(row["candidate"]) in several and not row["contest"]:
            said = f"{row['candidate']} stands in several contests; a column contest should say which one is meant"
            problems.append(Problem(table.file, said, row.line))
        decision = folded(row["decision"])
        if wrong := _undecidable(row["decision"], row["challenged"]):
            problems.append(Problem(table.file, wrong, row.line))
        if isinstance(at, str) or not row["branch"] or not row["candidate"]:
            continue
        branch = known.find(row["branch"])
        named = contests.find(row["contest"])
        contest = named.id if named else row["contest"]
        person = people[contest].find(row["candidate"]) if contest in people else None
        nominations.append(
            Nomination(
                at=at,
                branch=branch.code if branch else spelt.setdefault(folded(row["branch"]), row["branch"]),
                candidate=person.name if person else row["candidate"],
                contest=person.contest if person else contest or only,
                line=row.line,
                challenged=row["challenged"],
                decision=decision,
            )
        )
    if spreadsheets:
        first, also = spreadsheets[0], _also(len(spreadsheets) - 1)
        right = "2027-06-28, since day and month could be either way round (in a spreadsheet: the format yyyy-mm-dd)"
        problems.append(
            Problem(table.file, f"the date is {shown(first['date'])}{also}; it should be as {right}", first.line)
        )
    return tuple(nominations)


def unknown_names(
    file: str, election: Election, branches: Sequence[Branch], nominations: Sequence[Nomination]
) -> Iterator[Problem]:
    """Branches and candidates that the folder does not know, most often slips of the pen; each name once."""
    branch = Register("branch", "branches.csv", [(b.code, b) for b in branches] + [(b.name, b) for b in branches])
    contest = Register("contest", "election.toml", {each.id: each for each in election.contests})
    people = _people(election)
    unknown: dict[tuple[Register[Any], str], list[int]] = {}
    for each in nominations:
        candidate = people.get(each.contest)
        looked_for: list[tuple[Register[Any], str]] = [(branch, each.branch)] if branches else []
        looked_for += [(candidate, each.candidate) if candidate else (contest, each.contest)]
        for register, name in looked_for:
            if register.find(name) is None:
                unknown.setdefault((register, name), []).append(each.line)
    for (register, name), lines in unknown.items():
        yield Problem(file, register.unknown(name) + _also(len(lines) - 1), lines[0])


def _undecidable(decision: str, challenged: str) -> str:
    """Why this cannot be what was decided on a challenge; "" where it can."""
    if folded(decision) not in ("", *DECISIONS):
        return f"the decision is {shown(decision)}; it should be upheld (it does not count) or dismissed (it counts)"
    if decision and not challenged:
        return f"the decision is {decision} where nothing is challenged; write into challenged why it was"
    return ""


def _also(more: int) -> str:
    return f" (and so in {more:,} more {'line' if more == 1 else 'lines'})" if more else ""


def _people(election: Election) -> dict[str, Register[Candidate]]:
    """Candidates by contest; under "" those of all contests."""
    contests = ["", *(contest.id for contest in election.contests)]
    some = {c: [each for each in election.candidates if c in ("", each.contest)] for c in contests}
    return {
        c: Register("candidate", "candidates.csv", [(e.name, e) for e in each] + [(e.id, e) for e in each])
        for c, each in some.items()
    }


def _in_several_contests(candidates: Sequence[Candidate]) -> set[str]:
    times = Counter(folded(each.name) for each in candidates)
    return {name for name, number in times.items() if number > 1}


def _day_first(dates: Sequence[str]) -> bool:
    """Whether a column proves that its days stand before its months: some first number is no month, every second one
    can be, and every year has four figures."""
    found = [match for each in dates if (match := A_SPREADSHEETS_DAY.fullmatch(each))]
    return (
        any(int(each["first"]) > 12 for each in found)
        and all(1 <= int(each["second"]) <= 12 for each in found)
        and all(len(each["year"]) == 4 for each in found)
    )


def _turned(said: str) -> str:
    """14/1/2027 9:30 as 2027-01-14 09:30; what is no such date as it is."""
    match = A_SPREADSHEETS_DAY.fullmatch(said)
    if match is None:
        return said
    day = f"{match['year']}-{int(match['second']):02}-{int(match['first']):02}"
    return f"{day} {match['time'].zfill(5) if len(match['time']) < 6 else match['time']}" if match["time"] else day


def _moment(said: str, zone: str) -> Moment | str:
    """The moment, or what is wrong with it."""
    wrong = f"the date is {shown(said)}; it should be {A_DAY}"
    try:
        return moment(date.fromisoformat(said) if len(said) <= 10 else datetime.fromisoformat(said), zone)
    except NoSuchTime as error:
        return f"the date is {shown(said)}, and {error}"
    except ValueError:
        return wrong
