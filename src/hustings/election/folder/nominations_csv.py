"""nominations.csv: which branch nominated whom, and when.

Rows are read as they stand: a nomination that comes too late, twice or for nobody known is a fact, which the tally
reports; only a row that says nothing clear (no branch, no day) is a fault of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from hustings.election.folder.csv_rows import read_rows
from hustings.election.folder.names import Register, folded
from hustings.election.moments import Moment, NoSuchTime, moment
from hustings.election.nouns import Branch, Candidate, Election, Nomination
from hustings.election.problems import Problem, shown

COLUMNS = ("date", "branch", "candidate", "contest")
A_DAY = "a day or a time, as in 2027-06-28 or 2027-06-28 12:00"


def read_nominations(
    path: Path, election: Election, branches: Sequence[Branch], problems: list[Problem]
) -> tuple[Nomination, ...]:
    """Read nominations.csv, and add to `problems` what is wrong with it. Raises BadInput if it cannot be read."""
    table = read_rows(path, COLUMNS[:3], COLUMNS[3:], problems)
    known = Register("branch", "branches.csv", [(b.code, b) for b in branches] + [(b.name, b) for b in branches])
    people = _people(election)
    several = _in_several_contests(election.candidates)
    only = election.contests[0].id if len(election.contests) == 1 else ""
    spelt: dict[str, str] = {}
    nominations = []
    for row in table.rows:
        at = _moment(row["date"], election.timetable.time_zone)
        if isinstance(at, str):
            problems.append(Problem(table.file, at, row.line))
        for column in ("branch", "candidate"):
            if not row[column]:
                problems.append(Problem(table.file, f"the {column} is missing", row.line))
        if folded(row["candidate"]) in several and not row["contest"]:
            said = f"{row['candidate']} stands in several contests; a column contest should say which one is meant"
            problems.append(Problem(table.file, said, row.line))
        if isinstance(at, str) or not row["branch"]:
            continue
        branch = known.find(row["branch"])
        person = people[row["contest"]].find(row["candidate"]) if row["contest"] in people else None
        nominations.append(
            Nomination(
                at=at,
                branch=branch.code if branch else spelt.setdefault(folded(row["branch"]), row["branch"]),
                candidate=person.name if person else row["candidate"],
                contest=person.contest if person else row["contest"] or only,
                line=row.line,
            )
        )
    return tuple(nominations)


def unknown_names(
    file: str, election: Election, branches: Sequence[Branch], nominations: Sequence[Nomination]
) -> Iterator[Problem]:
    """Nominations by a branch, or for a candidate, that the folder does not know: most often slips of the pen."""
    known = Register("branch", "branches.csv", [(b.code, b) for b in branches] + [(b.name, b) for b in branches])
    people = _people(election)
    for each in nominations:
        if branches and known.find(each.branch) is None:
            yield Problem(file, known.unknown(each.branch), each.line)
        if each.contest not in people:
            contests = Register("contest", "election.toml", {contest.id: contest for contest in election.contests})
            yield Problem(file, contests.unknown(each.contest), each.line)
        elif people[each.contest].find(each.candidate) is None:
            yield Problem(file, people[each.contest].unknown(each.candidate), each.line)


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


def _moment(said: str, zone: str) -> Moment | str:
    """The moment, or what is wrong with it."""
    wrong = f"the date is {shown(said)}; it should be {A_DAY}"
    try:
        return moment(date.fromisoformat(said) if len(said) <= 10 else datetime.fromisoformat(said), zone)
    except NoSuchTime as error:
        return f"the date is {shown(said)}, and {error}"
    except ValueError:
        return wrong
