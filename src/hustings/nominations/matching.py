"""Who is meant by the names in nominations that come in: people of the folder, or whom somebody has settled."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hustings.election.names import folded
from hustings.election.nouns import Branch, Candidate, Election
from hustings.election.problems import BadInput, Problem
from hustings.nominations.incoming import Made

MOST_PROPOSALS = 4


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nobody of the folder has. kind: branch, candidate or contest. times: in how many rows. proposals: the
    nearest names, best first; () where none is near."""

    kind: str
    said: str
    line: int
    times: int
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """rows: with names as the folder writes them. unknown: names that nobody has settled; their rows are not in rows.
    there: how many were in nominations.csv already, to the last cell, and left_out: how many are for a name that was
    settled to be nobody's; neither are in rows."""

    rows: tuple[Made, ...]
    unknown: tuple[Unknown, ...]
    there: int
    left_out: int


def matched(
    rows: Sequence[Made],
    election: Election,
    branches: Sequence[Branch],
    same: Mapping[str, str],
    *,
    file: str,
    contest: str = "",
    before: Iterable[tuple[str, str, str, str]] = (),
) -> Matched:
    """The rows with their names as the folder has them, each of a contest.

    same: names as they were sent, and who is meant; "" for nobody, whose rows are left out.
    contest: the id of rows that name none; where it is "", that of the one contest in which the candidate stands.
    before: what nominations.csv has: date, branch, candidate and contest of each row. Raises BadInput for a candidate
    who stands in several contests where none is named.
    """
    settled = {folded(said): meant for said, meant in same.items()}
    known = _Known(election, branches, settled, contest)
    found, there, left_out, seen = [], 0, 0, Counter(before)
    problems = []
    for row in rows:
        if any(settled.get(folded(said)) == "" for said in (row.branch, row.candidate, row.contest)):
            left_out += 1
            continue
        meant = known.meant(row)
        if meant is None:
            continue
        if not meant.contest:
            said = f"{meant.candidate} stands in several contests; a column contest should say which one is meant"
            problems.append(Problem(file, said, row.line))
            continue
        cells = (meant.date, meant.branch, meant.candidate, meant.contest)
        if seen[cells]:
            seen[cells] -= 1
            there += 1
        else:
            found.append(meant)
    if problems:
        raise BadInput(problems)
    return Matched(tuple(found), known.unknown(), there, left_out)


class _Known:
    """Who and what the folder has, and the names in rows that it has not."""

    def __init__(
        self, election: Election, branches: Sequence[Branch], settled: Mapping[str, str], contest: str
    ) -> None:
        self._settled, self._contest, self._anybody = settled, contest, not branches
        self._contests = _Names((said, each.id) for each in election.contests for said in (each.title, each.id))
        self._places = _Names((said, each.code) for each in branches for said in (each.name, each.code))
        people: dict[str, list[Candidate]] = {"": list(election.candidates)}
        for each in election.candidates:
            people.setdefault(each.contest, []).append(each)
        self._people = {
            of: _Names((said, each.name) for each in some for said in (each.name, each.id) if said)
            for of, some in people.items()
        }
        self._stands: dict[str, list[str]] = {}
        for each in election.candidates:
            self._stands.setdefault(each.name, []).append(each.contest)
        self._asked: dict[tuple[str, str], tuple[int, int, _Names]] = {}

    def meant(self, row: Made) -> Made | None:
        """The row with the folder's names; its contest is "" where several could be meant. None for an unknown name."""
        contest = self._find("contest", row.contest, self._contests, row.line) if row.contest else self._contest
        branch = row.branch if self._anybody else self._find("branch", row.branch, self._places, row.line)
        people = self._people.get(contest or "", _Names(()))
        candidate = self._find("candidate", row.candidate, people, row.line)
        if not branch or not candidate or contest is None:
            return None
        stands = self._stands[candidate]
        return replace(
            row, branch=branch, candidate=candidate, contest=contest or (stands[0] if len(stands) == 1 else "")
        )

    def _find(self, kind: str, said: str, names: _Names, line: int) -> str | None:
        found = names.find(said) or names.find(self._settled.get(folded(said), ""))
        if found:
            return found
        first, times, _ = self._asked.get((kind, said), (line, 0, names))
        self._asked[kind, said] = first, times + 1, names
        return None

    def unknown(self) -> tuple[Unknown, ...]:
        """The names that nobody has, in the order in which they came."""
        asked = self._asked.items()
        return tuple(Unknown(kind, said, line, times, names.near(said)) for (kind, said), (line, times, names) in asked)


class _Names:
    """Names that are known, each with what the folder writes for it."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        pairs = list(named)
        self._meant = {folded(said): meant for said, meant in pairs}
        self._said = {folded(said): said for said, _ in reversed(pairs)}

    def find(self, said: str) -> str:
        """What the folder writes for it; "" where nobody has this name."""
        return self._meant.get(folded(said), "")

    def near(self, said: str) -> tuple[str, ...]:
        """The nearest names: of like letters, or with the same last word; “Ash, Ann” and “ASH Ann” are near to Ann
        Ash, and 1 to 001, whose zeros a spreadsheet drops."""
        text = folded(said)
        last, _, rest = text.partition(", ")
        ways = [text, f"{rest} {last}" if rest else " ".join(reversed(text.split()))]
        found = [each for each in self._meant if text.isdecimal() and each.lstrip("0") == text.lstrip("0")]
        found += [each for way in ways for each in difflib.get_close_matches(way, self._meant, MOST_PROPOSALS, 0.7)]
        words = {way.split()[-1] for way in ways if way}
        found += [each for each in self._meant if each.split()[-1] in words]
        return tuple(self._said[each] for each in dict.fromkeys(found))[:MOST_PROPOSALS]
