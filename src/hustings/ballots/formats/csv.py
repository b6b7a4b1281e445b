"""Papers in a CSV file, one a row.

    Ash,Birch,Cedar,papers       a column a candidate, holding the preference number, or
    1,,2,5                       «Ash first, Cedar second», on five papers
    preference 1,preference 2    a column a preference, holding the candidate's name
    Ash,Cedar

The column of papers (or weight, or count) is optional. Two equal numbers are equal preferences, a missing number a
skipped one. Commas, semicolons or tabs separate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots, Ranking
from hustings.ballots.faults import Faults
from hustings.ballots.names import full_names, names_and_parties
from hustings.ballots.registry import Fit, Format
from hustings.ballots.source import Source
from hustings.election.csv_cells import read_cells
from hustings.election.files import csv_text, decoded
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, shown

WEIGHTS = ("papers", "weight", "count", "number of papers", "votes")
PREFERENCE = re.compile(
    r"(?:(?:preference|pref|choice|rank|ranking)[ _.-]*)?([0-9]{1,4})(?:st|nd|rd|th)?(?: (?:preference|choice))?"
)


def parse_csv(data: bytes, name: str) -> Ballots:
    """The ballots in a CSV file. name: of the file, for messages. Raises BadInput with all that is wrong, by line."""
    rows = read_cells(decoded(data, name), name)
    if not rows:
        raise BadInput(Problem(name, "the file is empty; a line with the columns and then papers are wanted"))
    faults = Faults(name)
    header, papers = rows[0][1], rows[1:]
    weight = next((i for i, column in enumerate(header) if column.casefold() in WEIGHTS), None)
    columns = [i for i, column in enumerate(header) if i != weight and column]
    if not columns:
        raise BadInput(Problem(name, "the first line names no candidates and no preferences", rows[0][0]))
    others = [header[i] for i in columns if not PREFERENCE.fullmatch(header[i].casefold())]
    by_preference = not others
    if others and len(columns) - len(others) > 1:
        said = f"{', '.join(map(shown, others))} and preferences stand together; leave only preferences and papers"
        raise BadInput(Problem(name, said, rows[0][0]))
    reading = _ByPreference(header, columns, faults) if by_preference else _ByCandidate(header, columns, faults)
    cast: list[tuple[Ranking, Decimal]] = []
    for line, row in papers:
        if len(row) > len(header):
            faults.add(line, f"there are {len(row)} cells under {len(header)} columns")
            continue
        row = row + [""] * (len(header) - len(row))
        number = _weight(row[weight], line, faults) if weight is not None else Decimal(1)
        ranking = reading.ranking(row, line)
        if number is not None and ranking is not None:
            cast.append((ranking, number))
    faults.stop_if_any()
    decimals = max([0, *(-int(number.normalize().as_tuple().exponent) for _, number in cast)])
    names, parties = names_and_parties(reading.names)
    whole = ((ranking, int(number.scaleb(decimals))) for ranking, number in cast)
    return Ballots.of(names, whole, decimals=decimals, parties=parties)


def ballots_csv(ballots: Ballots) -> tuple[str, list[str]]:
    """The ballots as CSV, a column a candidate and a row a ranking, and what it cannot hold, in words."""
    lost = [*ballots.lost]
    lost += ["the title"] if ballots.title else []
    for there, words in ((ballots.seats, "the number of places"), (ballots.withdrawn, "who has withdrawn")):
        lost += [words] if there else []
    lost += ["the tie order and nicknames"] if ballots.tie_order or ballots.nicknames else []
    if any(ranking and ranking[-1] == 0 for ranking, _ in ballots):
        lost.append("skipped preferences after a paper's last candidate")
    rows = []
    for ranking, papers in ballots:
        numbers: list[object] = [""] * len(ballots.names)
        place = 0
        for token in ranking:
            place += token >= 0
            if token:
                numbers[abs(token) - 1] = place
        rows.append([*numbers, f"{Decimal(papers).scaleb(-ballots.decimals):f}"])
    return csv_text([*full_names(ballots), "papers"], rows), lost


class _ByCandidate:
    """A column a candidate, holding the preference number."""

    def __init__(self, header: Sequence[str], columns: Sequence[int], faults: Faults) -> None:
        self.names = [header[i] for i in columns]
        self.columns, self.faults = columns, faults
        alike = Counter(folded(name) for name in self.names)
        for name in dict.fromkeys(name for name in self.names if alike[folded(name)] > 1):
            faults.add(1, f"two columns are called {shown(name)}")

    def ranking(self, row: Sequence[str], line: int) -> Ranking | None:
        places: dict[int, list[int]] = {}
        for candidate, column in enumerate(self.columns, 1):
            cell = row[column]
            if not cell:
                continue
            if not re.fullmatch(r"[1-9][0-9]{0,3}", cell):
                self.faults.add(line, f"{self.names[candidate - 1]} has {shown(cell)}; a preference is a number from 1")
                return None
            places.setdefault(int(cell), []).append(candidate)
        tokens: list[int] = []
        for place in range(1, max(places, default=0) + 1):
            equals = places.get(place, [0])
            tokens += [equals[0], *(-candidate for candidate in equals[1:])]
        return tuple(tokens)


class _ByPreference:
    """A column a preference, holding the candidate's name; candidates are numbered as they first appear, and named as
    there: a name with other capitals, spaces or dashes is the same one."""

    def __init__(self, header: Sequence[str], columns: Sequence[int], faults: Faults) -> None:
        self.names: list[str] = []
        self.numbers: dict[str, int] = {}
        self.faults = faults
        numbered = {int(match[1]): i for i in columns if (match := PREFERENCE.fullmatch(header[i].casefold()))}
        if sorted(numbered) != list(range(1, len(columns) + 1)):
            faults.add(1, f"the columns should be the preferences from 1 to {len(columns)}, each once")
        self.columns = [numbered[place] for place in sorted(numbered)]

    def ranking(self, row: Sequence[str], line: int) -> Ranking | None:
        tokens = []
        for column in self.columns:
            name = row[column]
            if name and folded(name) not in self.numbers:
                self.names.append(name)
                self.numbers[folded(name)] = len(self.names)
            tokens.append(self.numbers[folded(name)] if name else 0)
        while tokens and not tokens[-1]:
            tokens.pop()
        return tuple(tokens) if self.faults.check_ranking(tokens, len(self.names), line) else None


def _weight(cell: str, line: int, faults: Faults) -> Decimal | None:
    try:
        number = Decimal(cell or "1")
    except InvalidOperation:
        number = Decimal(0)
    if not number.is_finite() or not 0 < number <= 10**12 or int(number.as_tuple().exponent) < -6:
        faults.add(line, f"the number of papers is {shown(cell)}; it should be above 0, to six decimal places at most")
        return None
    return number


def recognise_csv(data: bytes) -> Fit:
    """A first line of several cells, or of one where nothing else is known of the content."""
    first = next((line for line in data[:65536].removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()), b"")
    return Fit.POSSIBLE if re.search(rb"[,;\t]", first) else Fit.NO


def _read(source: Source) -> Reading:
    return Reading(source.name, "CSV", parse_csv(source.data, source.name), "its first line")


def _write(ballots: Ballots, _ending: str, _name: str) -> tuple[str, list[str]]:
    return ballots_csv(ballots)


FORMAT = Format("csv", "CSV", ("csv", "tsv"), recognise_csv, _read, _write, ("csv",))
