"""Reading the ONS Postcode Directory as published: a csv file, gzipped or not, or the zip that it comes in."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from hustings.election.problems import BadInput, Problem, shown
from hustings.places.index import NOWHERE, Place
from hustings.places.postcode import DISTRICT, UNITS, UNITS_PER_DISTRICT

Progress = Callable[[float, str], None]

# What is read, and the stems that its column has had since 2018; «pcon» is also «pcon25cd» and «PCON24CD».
COLUMNS = {
    "the postcode": ("pcds",),
    "the date of termination": ("doterm",),
    "the date of introduction": ("dointr",),
    "the easting": ("oseast1m", "east1m"),
    "the northing": ("osnrth1m", "north1m"),
    "the country": ("ctry",),
    "the region": ("rgn",),
    "the parliamentary constituency": ("pcon",),
}
CODE = re.compile(r"[ENSW](?!9{8})[0-9]{8}")
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
EDITION = re.compile(r"ONSPD_(" + "|".join(MONTHS) + r")[A-Z]*_(20[0-9]{2})", re.IGNORECASE)
ROWS_BETWEEN_REPORTS = 20_000
MOST_PROBLEMS = 20
# One row in so many may have a postcode that cannot be read; more, and the file is something else.
ROWS_PER_ODD_ROW = 1000
# A whole directory has 2.7 million rows, 3,000 districts, 650 constituencies and positions of seven digits at most.
# With these bounds the largest file takes less than a gigabyte of memory.
MOST_ROWS = 4_000_000
MOST_DISTRICTS = 20_000
MOST_PLACES = 5_000
MOST_METRES = 9_999_999
LONGEST_LINE = 1 << 16


@dataclass(frozen=True)
class Postcodes:
    """Postcodes in order. bits: 4,000 × the district's number + the unit's. place: numbers into places.

    east, north: metres on the national grid, -1 where there is no location.
    """

    bits: NDArray[np.int64]
    place: NDArray[np.int64]
    east: NDArray[np.int64]
    north: NDArray[np.int64]


@dataclass(frozen=True)
class Directory:
    """One edition. month: "2025-11", or "" where neither the file's name nor its contents tell.

    districts: sorted. places: sorted, the first is nowhere. odd: rows left out because theirs is no postcode.
    """

    month: str
    districts: tuple[str, ...]
    places: tuple[Place, ...]
    live: Postcodes
    terminated: Postcodes
    odd: int


def read(path: str | Path, progress: Progress | None = None) -> Directory:
    """The directory in a .csv, a .csv.gz or the published zip (Data/ONSPD_*.csv within), of any edition since 2018.

    Columns are matched by stem, since names carry the edition's year; others are ignored. Raises BadInput for a
    file that cannot be read, a missing column, a postcode that is live in two constituencies.
    """
    path = Path(path)

    def report(done: float) -> None:
        if progress:
            progress(done, "reading the directory")

    try:
        with _opened(path) as (lines, name, done):
            return _read(lines, str(path), f"{path.name}/{name}", lambda: report(done()))
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, RuntimeError) as error:
        raise BadInput(Problem(str(path), f"the file is cut short or damaged ({error})")) from None
    except OSError as error:
        raise BadInput(Problem(str(path), f"it cannot be read: {error.strerror}")) from None


def columns(header: Sequence[str], path: str) -> list[int]:
    """Where in a row the values of COLUMNS are, of several years the latest. Raises BadInput naming all that miss."""
    names = [name.strip().lower() for name in header]
    stems = [re.sub(r"[0-9]{2}cd$", "", name) for name in names]
    found: list[int] = []
    problems = []
    for meaning, wanted in COLUMNS.items():
        places = [place for place, stem in enumerate(stems) if stem in wanted]
        if places:
            found.append(max(places, key=names.__getitem__))
        else:
            said = " or ".join(f"“{stem}”" for stem in wanted)
            problems.append(Problem(path, f"among its {len(header)} columns there is no {said} ({meaning})", 1))
    if problems:
        raise BadInput(problems)
    return found


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[str], str, Callable[[], float]]]:
    """The csv as text, its own name, and a function that tells how much of the file has been read."""
    with path.open("rb") as raw:
        size = max(path.stat().st_size, 1)
        magic = raw.read(4)
        raw.seek(0)
        csv_file: IO[bytes] = raw
        name, start = "", 0
        if magic.startswith(b"\x1f\x8b"):
            csv_file = io.BufferedReader(gzip.GzipFile(fileobj=raw))
        elif magic.startswith(b"PK"):
            archive = zipfile.ZipFile(raw)
            member = _member(archive, path)
            csv_file, name = archive.open(member), member.filename
            start, size = member.header_offset, max(member.compress_size, 1)
        with io.TextIOWrapper(csv_file, "utf-8-sig", "replace", newline="") as lines:
            yield lines, name, lambda: min(1.0, max(0.0, (raw.tell() - start) / size))


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    tables = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
    whole = [info for info in tables if re.search(r"(^|/)Data/ONSPD_[^/]*$", info.filename, re.IGNORECASE)]
    for choice in (whole, tables):
        if len(choice) == 1:
            return choice[0]
    raise BadInput(
        Problem(str(path), "in this zip there is no one file “Data/ONSPD_….csv”; unpack it and name the file")
    )


def _read(lines: IO[str], path: str, name: str, report: Callable[[], None]) -> Directory:
    rows = csv.reader(_bounded(lines, path))
    districts: dict[str, int] = {}
    places: dict[tuple[str, ...], int] = {}
    # Bits, places, eastings, northings and lines of the live postcodes and of the terminated ones.
    live, terminated = ([array("q") for _ in range(5)] for _ in range(2))
    odd: list[Problem] = []
    odd_rows = 0
    newest = ""
    try:
        picked = itemgetter(*columns(next(rows, []), path))
        for row in rows:
            line = rows.line_num
            if line % ROWS_BETWEEN_REPORTS == 0:
                report()
                _refuse_excess(line, districts, places, path)
            try:
                postcode, ended, begun, east, north, *codes = picked(row)
                number, unit = _district(postcode[:-3], districts), UNITS[postcode[-3:]]
                metres = _metres(east), _metres(north)
            except (LookupError, ValueError):
                if row:
                    odd_rows += 1
                if row and odd_rows <= MOST_PROBLEMS:
                    odd.append(Problem(path, f"this row cannot be read: {shown(','.join(row[:4]))}", line))
                continue
            kept = terminated if ended else live
            kept[0].append(number * UNITS_PER_DISTRICT + unit)
            kept[1].append(places.setdefault(tuple(codes), len(places)))
            kept[2].append(metres[0])
            kept[3].append(metres[1])
            kept[4].append(line)
            newest = max(newest, begun)
    except csv.Error as error:
        raise BadInput(Problem(path, f"this is not a csv file ({error})", rows.line_num)) from None
    if not live[0] or odd_rows * ROWS_PER_ODD_ROW > len(live[0]) + len(terminated[0]):
        raise BadInput(odd or Problem(path, "there are no postcodes in use in this file"))

    report()
    _refuse_excess(rows.line_num, districts, places, path)
    names = sorted(text.strip() for text in districts)
    known = sorted({NOWHERE, *(place_of(*codes) for codes in places)})
    numbers = {name: number for number, name in enumerate(names)}
    at_district = np.array([numbers[text.strip()] for text in districts])
    of_place = {place: number for number, place in enumerate(known)}
    at_place = np.array([of_place[place_of(*codes)] for codes in places])
    ordered = [_in_order(kept, at_district, at_place) for kept in (live, terminated)]
    _refuse_contradictions(ordered[0], names, path)
    once = [Postcodes(*rows[:4, np.diff(rows[0], prepend=-1) > 0]) for rows in ordered]
    return Directory(month_of(name, newest), tuple(names), tuple(known), once[0], once[1], odd_rows)


def _bounded(lines: IO[str], path: str) -> Iterator[str]:
    """The lines of the file, none of them longer than a row can be: else one line could fill the memory."""
    for number, line in enumerate(iter(lambda: lines.readline(LONGEST_LINE), ""), 1):
        if len(line) == LONGEST_LINE:
            raise BadInput(Problem(path, f"this line has more than {LONGEST_LINE:,} characters; no row has", number))
        yield line


def _refuse_excess(rows: int, districts: dict[str, int], places: dict[tuple[str, ...], int], path: str) -> None:
    """Raise BadInput for what is far larger than any edition of the directory."""
    sizes = ((rows, MOST_ROWS, "rows"), (len(districts), MOST_DISTRICTS, "postcode districts"))
    for size, most, what in (*sizes, (len(places), MOST_PLACES, "constituencies and regions")):
        if size > most:
            raise BadInput(Problem(path, f"there are more than {most:,} {what}; the whole country has far fewer", rows))


def _metres(text: str) -> int:
    """An easting or a northing; -1 where there is none. Raises ValueError for what is no place on the grid."""
    metres = int(text or -1)
    if not -1 <= metres <= MOST_METRES:
        raise ValueError(text)
    return metres


def _district(text: str, known: dict[str, int]) -> int:
    """The number of the district in «SW1A », a new one if it is the first time. Raises ValueError if it is none."""
    number = known.get(text)
    if number is None:
        if not re.fullmatch(f"(?:{DISTRICT}) ", text):
            raise ValueError(text)
        number = known[text] = len(known)
    return number


def place_of(country: str, region: str, constituency: str) -> Place:
    """The place that the directory's codes say; pseudo codes («E99999999», «L99999999») say nothing."""
    if not CODE.fullmatch(constituency):
        return NOWHERE
    return Place(constituency, region if CODE.fullmatch(region) else country)


def month_of(name: str, newest: str) -> str:
    """The edition's month: from the name (ONSPD_NOV_2025_UK.csv), else the newest introduction, "202510", if recent."""
    if match := EDITION.search(name):
        return f"{match[2]}-{MONTHS.index(match[1].upper()) + 1:02}"
    return f"{newest[:4]}-{newest[4:]}" if re.fullmatch("20(1[89]|[2-9][0-9])(0[1-9]|1[0-2])", newest) else ""


def _in_order(
    kept: Sequence[array[int]], at_district: NDArray[np.int64], at_place: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Rows of bits, places, eastings, northings and lines, with final numbers, sorted by bits."""
    bits, place, *rest = (np.frombuffer(column, np.int64) for column in kept)
    bits = at_district[bits // UNITS_PER_DISTRICT] * UNITS_PER_DISTRICT + bits % UNITS_PER_DISTRICT
    return np.stack([bits, at_place[place], *rest])[:, np.argsort(bits, kind="stable")]


def _refuse_contradictions(rows: NDArray[np.int64], districts: Sequence[str], path: str) -> None:
    bits, place, _, _, lines = rows
    units = list(UNITS)
    problems = [
        Problem(
            path,
            f"{districts[bits[i] // UNITS_PER_DISTRICT]} {units[bits[i] % UNITS_PER_DISTRICT]} is in one constituency"
            f" here and in another at line {lines[i]}",
            int(lines[i + 1]),
        )
        for i in np.flatnonzero((np.diff(bits) == 0) & (np.diff(place) != 0))
    ]
    if problems:
        raise BadInput(problems[:MOST_PROBLEMS])
