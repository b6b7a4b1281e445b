"""Who is meant by the names in nominations that come in: people of the folder, or whom somebody has settled."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hustings.election.names import folded
from hustings.election.nouns import Branch, Election
from hustings.nominations.incoming import Made

MOST_PROPOSALS = 4


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nobody of the folder has. kind: branch or candidate. times: in how many rows. proposals: the nearest
    names, best first; () where none is near."""

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
    contest: str = "",
    before: Iterable[tuple[str, str, str, str]] = (),
) -> Matched:
    """The rows with their names as the folder has them.

    same: names as they were sent, and who is meant; "" for nobody, whose rows are left out.
    contest: of rows that name none. before: what nominations.csv has: date, branch, candidate and contest of each row.
    """
    standing = [each for each in election.candidates if contest in ("", each.contest)]
    people = _Names((said, each.name) for each in standing for said in (each.name, each.id) if said)
    places = _Names((said, each.code) for each in branches for said in (each.name, each.code))
    settled = {folded(said): meant for said, meant in same.items()}
    unknown: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    found, there, left_out, seen = [], 0, 0, Counter(before)
    for row in rows:
        if any(settled.get(folded(said)) == "" for said in (row.branch, row.candidate)):
            left_out += 1
            continue
        meant: dict[str, str] = {}
        for kind, said, names in (("branch", row.branch, places), ("candidate", row.candidate, people)):
            told = settled.get(folded(said), "")
            name = names.find(said) or names.find(told)
            if not name and not (kind == "branch" and not branches):
                unknown[kind, said] += 1
                first.setdefault((kind, said), row.line)
            meant[kind] = name or said
        new = replace(row, branch=meant["branch"], candidate=meant["candidate"], contest=row.contest or contest)
        cells = (new.date, new.branch, new.candidate, new.contest)
        if seen[cells]:
            seen[cells] -= 1
            there += 1
        elif not any((kind, said) in unknown for kind, said in (("branch", row.branch), ("candidate", row.candidate))):
            found.append(new)
    asked = (
        Unknown(kind, said, first[kind, said], times, (places if kind == "branch" else people).near(said))
        for (kind, said), times in unknown.items()
    )
    return Matched(tuple(found), tuple(asked), there, left_out)


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
        """The nearest names: of like letters, or with the same last word; “Ash, Ann” is near to Ann Ash, and 1 to 001,
        whose zeros a spreadsheet drops."""
        text = folded(said)
        last, _, rest = text.partition(", ")
        ways = [text, f"{rest} {last}"] if rest else [text]
        found = [each for each in self._meant if text.isdecimal() and each.lstrip("0") == text.lstrip("0")]
        found += [each for way in ways for each in difflib.get_close_matches(way, self._meant, MOST_PROPOSALS, 0.7)]
        words = {way.split()[-1] for way in ways if way}
        found += [each for each in self._meant if each.split()[-1] in words]
        return tuple(self._said[each] for each in dict.fromkeys(found))[:MOST_PROPOSALS]
