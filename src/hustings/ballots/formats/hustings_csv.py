"""The CSV that Hustings writes: a header declares what every column and line is, so nothing has to be recognised.

    hustings-ballots/1,candidate,candidate,candidate
    name,Ash,Birch,Cedar
    party,Green,,
    title,A small contest
    seats,2
    papers
    5,1,,2                 five papers: Ash first, Cedar second

A cell is the candidate's place on the paper; equal places are equal preferences, a missing one was skipped; «1 3» is a
candidate named at two places. A last column «overvoted», where needed, has the places that were overvoted by unknown
candidates; one called «places» how many preferences a paper has, where it ends in skipped ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from hustings.ballots.account import Reading
from hustings.ballots.ballots import MOST_PREFERENCES, OVERVOTE, Ballots, Ranking
from hustings.ballots.faults import FileFaults
from hustings.ballots.registry import Format, Match
from hustings.ballots.source import Source
from hustings.election.files import csv_text, plain_cell
from hustings.election.problems import BadInput, Problem, nearest, shown

DECLARED = "hustings-ballots/1"
KINDS = ("candidate", "overvoted", "places")
LONGEST_CELL = 1 << 20


def recognise(data: bytes) -> Match:
    return Match.SURE if data.removeprefix(b"\xef\xbb\xbf").lstrip(b'"').startswith(DECLARED.encode()) else Match.NO


def write(ballots: Ballots, _ending: str, _name: str) -> tuple[str, list[str]]:
    """The ballots as CSV, and what it cannot hold, in words: only what the file they came from had lost already."""
    numbers = range(1, len(ballots.names) + 1)
    overvoted = OVERVOTE in ballots.tokens
    open_ended = any(ranking and not ranking[-1] for ranking, _ in ballots)
    more = [*(["overvoted"] if overvoted else []), *(["places"] if open_ended else [])]
    rows: list[list[object]] = [["name", *ballots.names]]
    rows += [["party", *ballots.parties]] if any(ballots.parties) else []
    rows += [["nickname", *ballots.nicknames]] if ballots.nicknames else []
    for key, some in (("withdrawn", ballots.withdrawn), ("undeclared", ballots.undeclared)):
        rows += [[key, *("yes" if number in some else "" for number in numbers)]] if some else []
    if ballots.tie_order:
        at = {number: place for place, number in enumerate(ballots.tie_order, 1)}
        rows.append(["tie order", *(at.get(number, "") for number in numbers)])
    facts = [("title", ballots.title), ("seats", ballots.seats), ("issued", ballots.issued)]
    facts += [("returned", ballots.returned), ("spoilt", ballots.spoilt or None)]
    rows += [[key, value] for key, value in facts if value not in (None, "")]
    rows.append(["papers"])
    rows += [[f"{Decimal(n).scaleb(-ballots.decimals):f}", *_cells(ranking, numbers, more)] for ranking, n in ballots]
    return csv_text([DECLARED, *("candidate" for _ in numbers), *more], rows), [*ballots.lost]


def _cells(ranking: Ranking, numbers: range, more: list[str]) -> list[str]:
    """Where each candidate stands on a paper, then where it is overvoted, and how many places it has."""
    places: dict[int, list[str]] = {}
    place = 0
    for token in ranking:
        place += token >= 0
        places.setdefault(abs(token), []).append(str(place))
    cells = [" ".join(places.get(number, ())) for number in numbers]
    cells += [" ".join(places.get(OVERVOTE, ()))] if "overvoted" in more else []
    return cells + ([str(place)] if "places" in more else [])


def read(source: Source) -> Reading:
    rows = list(_rows(source))
    faults = FileFaults(source.name)
    return Reading(source.name, "Hustings' CSV", _Reader(rows, faults).ballots(), "its declared header")


def _rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows with the lines they begin on. Raises BadInput for what is no CSV."""
    line, limit = 1, csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    try:
        for row in reader:
            yield line, [plain_cell(cell) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(Problem(source.name, f"this is not CSV: {error}", line)) from None
    finally:
        csv.field_size_limit(limit)


@dataclass
class _Reader:
    """One file under way."""

    rows: list[tuple[int, list[str]]]
    faults: FileFaults
    about: dict[str, object] = field(default_factory=dict)

    def ballots(self) -> Ballots:
        kinds = self._kinds()
        candidates = kinds.count("candidate")
        end = next((i for i, (_, row) in enumerate(self.rows) if row[:1] == ["papers"]), len(self.rows))
        if end == len(self.rows):
            self.faults.add(self.rows[-1][0], "the file ends before its papers; a line «papers» stands before them")
        for line, row in self.rows[1:end]:
            self._fact(line, row, candidates)
        names = self.about.pop("names", None)
        if names is None:
            self.faults.add(1, "no line «name» says who the candidates are")
        self.faults.stop_if_any()
        read = [paper for line, row in self.rows[end + 1 :] if row and (paper := self._paper(line, row, kinds))]
        self.faults.stop_if_any()
        decimals = max([0, *(-int(number.normalize().as_tuple().exponent) for _, number in read)])
        whole = ((ranking, int(number.scaleb(decimals))) for ranking, number in read)
        return Ballots.of(names, whole, decimals=decimals, **self.about)  # type: ignore[arg-type]

    def _kinds(self) -> list[str]:
        line, (_, *kinds) = self.rows[0]
        for kind in kinds:
            if kind not in KINDS:
                known = f"{nearest(kind, KINDS)}; there are {', '.join(KINDS)}"
                self.faults.add(line, f"{shown(kind)} is not a kind of column{known}")
        if kinds[: kinds.count("candidate")] != ["candidate"] * kinds.count("candidate") or "candidate" not in kinds:
            self.faults.add(line, "the columns of candidates should come first, and there should be at least one")
        self.faults.stop_if_any()
        return kinds

    def _fact(self, line: int, row: list[str], candidates: int) -> None:
        """A line before the papers."""
        key, cells = row[0] if row else "", row[1 : candidates + 1] + [""] * (candidates + 1 - len(row))
        read = FACTS.get(key)
        if read is None:
            known = f"{nearest(key, FACTS)}; there are {', '.join(FACTS)}, and papers"
            self.faults.add(line, f"{shown(key)} is not a line of this file{known}")
            return
        if any(row[candidates + 1 :]):
            self.faults.add(line, f"there are {len(row) - 1} values for {candidates} candidates")
            return
        try:
            name, value = read(cells)
        except ValueError as error:
            self.faults.add(line, f"{key}: {error}")
            return
        self.about[name] = value

    def _paper(self, line: int, row: list[str], kinds: list[str]) -> tuple[Ranking, Decimal] | None:
        if len(row) != len(kinds) + 1:
            self.faults.add(line, f"there are {len(row)} cells; there should be {len(kinds) + 1}")
            return None
        if not re.fullmatch(r"[0-9]{1,13}(\.[0-9]{1,6})?", row[0]) or not Decimal(row[0]):
            right = "it should be above 0, to six decimal places at most"
            self.faults.add(line, f"the number of papers is {shown(row[0])}; {right}")
            return None
        at: dict[int, list[int]] = {}
        last = 0
        for number, (kind, cell) in enumerate(zip(kinds, row[1:], strict=True), 1):
            if not re.fullmatch(r"([1-9][0-9]{0,4}( [1-9][0-9]{0,4})*)?", cell):
                self.faults.add(line, f"{shown(cell)} is not a place on a paper; it should be a number from 1")
                return None
            if kind == "places":
                last = int(cell or 0)
                continue
            for place in map(int, cell.split()):
                at.setdefault(place, []).append(OVERVOTE if kind == "overvoted" else number)
        tokens: list[int] = []
        if (longest := max([last, *at])) > MOST_PREFERENCES:
            self.faults.add(line, f"the paper has {longest:,} preferences; {MOST_PREFERENCES:,} are possible")
            return None
        for place in range(1, longest + 1):
            first, *others = at.get(place, [0])
            if others and OVERVOTE in (first, *others):
                self.faults.add(line, f"place {place} is overvoted by unknown candidates, and by some that are named")
                return None
            tokens += [first, *(-number for number in others)]
        return tuple(tokens), Decimal(row[0])


Fact = Callable[[list[str]], tuple[str, object]]


def _each(name: str) -> Fact:
    return lambda cells: (name, tuple(cells))


def _some(name: str) -> Fact:
    def read(cells: list[str]) -> tuple[str, object]:
        if odd := [cell for cell in cells if cell not in ("", "yes")]:
            raise ValueError(f"{shown(odd[0])} should be yes, or empty")
        return name, tuple(number for number, cell in enumerate(cells, 1) if cell)

    return read


def _number(name: str) -> Fact:
    def read(cells: list[str]) -> tuple[str, object]:
        if not re.fullmatch(r"[0-9]{1,12}", cells[0]):
            raise ValueError(f"{shown(cells[0])} should be a whole number")
        return name, int(cells[0])

    return read


def _tie_order(cells: list[str]) -> tuple[str, object]:
    places = {int(cell): number for number, cell in enumerate(cells, 1) if re.fullmatch(r"[0-9]{1,6}", cell)}
    if sorted(places) != list(range(1, len([*filter(None, cells)]) + 1)):
        raise ValueError("the places should be 1, 2, 3…, each once")
    return "tie_order", tuple(places[place] for place in sorted(places))


FACTS: dict[str, Fact] = {
    "name": _each("names"),
    "party": _each("parties"),
    "nickname": _each("nicknames"),
    "withdrawn": _some("withdrawn"),
    "undeclared": _some("undeclared"),
    "tie order": _tie_order,
    "title": lambda cells: ("title", cells[0]),
    "seats": _number("seats"),
    "issued": _number("issued"),
    "returned": _number("returned"),
    "spoilt": _number("spoilt"),
}
FORMAT = Format("hustings_csv", "Hustings' CSV", ("csv",), recognise, read, write, ("csv",))
