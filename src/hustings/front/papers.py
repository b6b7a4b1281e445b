"""Ballots from files and from Python values: rankings of names, and data frames."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hustings.ballots.ballots import Ballots, Ranking
from hustings.ballots.formats.workbook import cells_of
from hustings.ballots.reading import read_asked, read_source
from hustings.ballots.source import Cells, Options, Source
from hustings.ballots.writing import ballots_text as ballots_text
from hustings.ballots.writing import write_ballots as written
from hustings.election.extras import extras
from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.front.asking import Where

Preference = str | Sequence[str] | None


def read_ballots(
    path: Where,
    *,
    format: str | None = None,
    candidates: Sequence[str] = (),
    ignore: Sequence[str] = (),
    cells: Cells | None = None,
) -> Ballots:
    """The ballots in a file: BLT, CSV, XLSX, ABIF, PrefLib and others (docs/formats.md).

    format: the name of a format; without it the file's content decides. candidates: the contest's list, to which
    names in the file are matched. ignore: headers of columns that are no part of the vote. cells: what numbers
    under candidates are, where the file leaves doubt. Raises BadInput with everything that is wrong, by file and line;
    nothing is guessed or dropped.

    >>> ballots = hustings.read_ballots("examples/ers97-model-election.blt")
    >>> len(ballots.names), ballots.total, ballots.seats
    (11, Decimal('753'), 6)
    """
    listed = "candidates" if candidates else ""
    options = Options(candidates=tuple(candidates), listed_in=listed, ignore=tuple(ignore), cells=cells)
    return read_asked(str(path), options, format).ballots


def write_ballots(ballots: Ballots, path: Where) -> list[str]:
    """Write ballots in the format of the path's ending (docs/formats.md): .blt, .csv and others.

    What that format cannot hold, in words. Raises BadInput for an ending that names no format.

    >>> from tempfile import mkdtemp
    >>> hustings.write_ballots(hustings.from_rankings([("Ann", "Bob"), ("Bob",)]), f"{mkdtemp()}/two.blt")
    ['that the number of places is not known: BLT must name one, and 1 is written']
    """
    return written(ballots, str(path))


def read_table(file: Where, data: bytes | None = None) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file or a spreadsheet (XLSX, ODS), each with its line, counted from 1.

    data: what the file holds, where that is known already. Raises BadInput.

    >>> hustings.read_table("areas.csv", b"code;name\\nlon;London\\n")
    [(1, ['code', 'name']), (2, ['lon', 'London'])]
    """
    with extras():
        return cells_of(Path(file).name, read_bytes(Path(file)) if data is None else data)


def from_rankings(
    rankings: Mapping[tuple[Preference, ...], int] | Iterable[Sequence[Preference]],
    *,
    candidates: Sequence[str] | None = None,
    seats: int | None = None,
    title: str = "",
) -> Ballots:
    """Ballots from papers in Python: each a sequence of names in order of preference, or such tuples with how many.

    Several names at one preference are a tuple of names; a preference that was left out is None. candidates: all of
    them, in the order of the ballot paper; without it those named, in order of appearance. Raises BadInput for a name
    that is not on the list.

    >>> hustings.from_rankings([("Ann", "Bob"), ("Bob", None, "Cyd"), (("Ann", "Cyd"), "Bob")]).names
    ('Ann', 'Bob', 'Cyd')
    """
    pairs = list(rankings.items()) if isinstance(rankings, Mapping) else [(paper, 1) for paper in rankings]
    if isinstance(rankings, Mapping) and (wrong := [number for _, number in pairs if number < 1]):
        raise BadInput(Problem("rankings", f"a ranking stands for {wrong[0]} papers; it should be 1 or more"))
    papers = [([_names(preference) for preference in paper], number) for paper, number in pairs]
    named = dict.fromkeys(name for paper, _ in papers for names in paper for name in names)
    names = tuple(named if candidates is None else candidates)
    numbers = {name: number for number, name in enumerate(names, 1)}
    if unknown := [name for name in named if name not in numbers]:
        raise BadInput(
            Problem("candidates", f"{shown(name)} is not a candidate{nearest(name, names)}") for name in unknown
        )
    if len(numbers) < len(names) or not all(name.strip() for name in names):
        raise BadInput(Problem("candidates", "every candidate needs a name of their own"))
    return Ballots.of(names, ((_ranking(paper, numbers), number) for paper, number in papers), seats=seats, title=title)


def from_dataframe(
    frame: Any, *, candidates: Sequence[str] = (), ignore: Sequence[str] = (), seats: int | None = None, title: str = ""
) -> Ballots:
    """Ballots from a pandas or Polars frame, one paper a row: a column a candidate with the preference numbers, or a
    column a preference with names; a column `papers` says how many papers a row stands for.

    It is read as a CSV file of that content would be. candidates, ignore: as for `read_ballots`.

    >>> from polars import DataFrame
    >>> frame = DataFrame({"Preference 1": ["Ann", "Bob"], "Preference 2": ["Bob", None], "papers": [3, 2]})
    >>> hustings.from_dataframe(frame, seats=1).total
    Decimal('5')
    """
    if hasattr(frame, "write_csv"):
        text = frame.write_csv()
    elif hasattr(frame, "to_csv"):
        text = frame.to_csv(index=False)
    else:
        raise BadInput(Problem("frame", f"{shown(type(frame).__name__)} is not a pandas or Polars data frame"))
    options = Options(candidates=tuple(candidates), listed_in="candidates" if candidates else "", ignore=tuple(ignore))
    ballots = read_source(Source("the data frame", text.encode(), options), "csv").ballots
    return dataclasses.replace(ballots, seats=seats, title=title)


def _names(preference: Preference) -> tuple[str, ...]:
    if preference is None:
        return ()
    return (preference,) if isinstance(preference, str) else tuple(preference)


def _ranking(paper: Iterable[tuple[str, ...]], numbers: Mapping[str, int]) -> Ranking:
    tokens: list[int] = []
    for names in paper:
        tokens += [numbers[name] * (-1 if i else 1) for i, name in enumerate(dict.fromkeys(names))] or [0]
    return tuple(tokens)
