"""The postcode index: one file that a web page can carry and that Python and JavaScript read alike.

A file is a line of text and a zlib stream:

    hustings-postcodes/2 KIND LENGTH CRC\\n      KIND live or terminated; LENGTH of the stream in bytes, decimal;
                                                CRC-32 of the stream, eight hexadecimal digits
    zlib stream (RFC 1950), inflating to
        one line of JSON, ended by \\n           see `Head`
        existence                               4,000 bits for each district of the head, packed as `packing.py` says:
                                                bit 400·d + 20·a + b says whether unit «d a b» exists, d a digit and
                                                a, b places in ABDEFGHJLNPQRSTUWXYZ
        runs of places, then runs of neighbours  each: the lengths of all runs in postcodes that exist, counted in
                                                the order of the bits, as LEB128; then the recency of their values as
                                                LEB128: how many others have been used since

A run's value is a number into the head's `places` (0: no place known) or `neighbours`. What may be changed
without a new version: nothing. docs/postcode-index.md says the same for authors of other readers.
"""

from __future__ import annotations

import itertools
import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, Problem, shown
from hustings.places.packing import deflated, from_recency, pack_existence, recency, unpack_existence
from hustings.places.postcode import UNITS, UNITS_PER_DISTRICT

Kind = Literal["live", "terminated"]
VERSION = 2
FIRST_LINE = re.compile(rb"hustings-postcodes/([0-9]{1,9}) (live|terminated) ([0-9]{1,15}) ([0-9a-f]{8})\n")
MONTH = re.compile(r"(20[0-9]{2}-(0[1-9]|1[0-2]))?")
MOST_UNPACKED = 12 << 20
AREA = re.compile(r"[A-Z]+")


class Place(NamedTuple):
    """Where a postcode is, by official code: a constituency, and its region of England or its nation."""

    constituency: str
    region: str


NOWHERE = Place("", "")


@dataclass(frozen=True, slots=True)
class Head:
    """What an index says of itself.

    month: of the directory's edition, "2025-11", or "" where it is not known. postcodes: how many there are.
    terminated: how many the companion file holds. companion: CRC of the live file's stream (terminated only).
    districts: in the order of the bits, separated by spaces. places: the first is nowhere.
    neighbours: sets of numbers into places; the first is empty. runs: of places and of neighbours.
    """

    month: str
    postcodes: int
    terminated: int
    companion: str
    districts: str
    places: list[Place]
    neighbours: list[list[int]]
    runs: tuple[int, int]


class Entry(NamedTuple):
    """What the index knows of a postcode. near: the other constituencies within 100 m."""

    place: Place
    near: tuple[Place, ...] = ()


class Runs(NamedTuple):
    """The run that each postcode is in, and the value of each run: a number into the head's places or neighbours."""

    of: NDArray[np.int64]
    values: NDArray[np.int64]


class Index:
    """An index in memory, ready for look-ups. crc: its checksum, which names it to its companion."""

    def __init__(
        self, kind: Kind, crc: str, head: Head, existence: bytes, runs: Sequence[tuple[Sequence[int], Sequence[int]]]
    ) -> None:
        """runs: of places and of neighbours, each as positions of first postcodes and values."""
        self.kind, self.crc, self.head = kind, crc, head
        self.districts = {name: number for number, name in enumerate(head.districts.split())}
        self._existence = existence
        (self._place_starts, places), (self._near_starts, neighbours) = runs
        self._place_numbers, self._near_numbers = np.asarray(places, np.int64), np.asarray(neighbours, np.int64)
        near = [tuple(head.places[place] for place in places) for places in head.neighbours]
        self._places = [head.places[value] for value in places]
        self._near = [near[value] for value in neighbours]

    def get(self, district: str, unit: str) -> Entry | None:
        """What is known of the postcode, or None if it is not in the index."""
        number = self.districts.get(district)
        offset = UNITS.get(unit)
        if number is None or offset is None:
            return None
        bit = number * UNITS_PER_DISTRICT + offset
        if not self._existence[bit >> 3] >> (bit & 7) & 1:
            return None
        near = self._near[bisect_right(self._near_starts, bit) - 1]
        return Entry(self._places[bisect_right(self._place_starts, bit) - 1], near)

    def by_district(self) -> dict[str, dict[Place, int]]:
        """For every district, how many postcodes each place has in it; 0 for one that is only within 100 m."""
        positions, names = _positions(self._existence), list(self.districts)
        found: dict[str, dict[Place, int]] = {}
        for starts, places in (
            (self._place_starts, [(place,) for place in self._places]),
            (self._near_starts, self._near),
        ):
            run = np.searchsorted(np.asarray(starts, np.int64), positions, "right") - 1
            pairs, counts = np.unique(positions // UNITS_PER_DISTRICT * len(places) + run, return_counts=True)
            for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
                own = found.setdefault(names[pair // len(places)], {})
                for place in places[pair % len(places)]:
                    own[place] = own.get(place, 0) + (count if starts is self._place_starts else 0)
        return found

    def runs(self) -> tuple[NDArray[np.int64], Runs, Runs]:
        """Every postcode in order, as its bit; and the runs of their places and of their neighbours."""
        bits = _positions(self._existence)
        starts = (self._place_starts, self._near_starts)
        of = [np.searchsorted(np.asarray(each, np.int64), bits, "right") - 1 for each in starts]
        return bits, Runs(of[0], self._place_numbers), Runs(of[1], self._near_numbers)

    def all(self) -> list[tuple[str, str]]:
        """Every postcode in the index as (district, unit), in order."""
        units, districts = list(UNITS), list(self.districts)
        return [
            (districts[bit // UNITS_PER_DISTRICT], units[bit % UNITS_PER_DISTRICT])
            for bit in _positions(self._existence).tolist()
        ]


def companion(path: str | Path) -> Path:
    """Where the terminated postcodes of the index at `path` are: «postcodes.idx» → «postcodes-terminated.idx»."""
    path = Path(path)
    return path.with_name(f"{path.stem}-terminated{path.suffix}")


def load(path: str | Path) -> Index:
    """The index in a file. Raises BadInput for what `decode` refuses."""
    return decode(read_bytes(path), str(path))


def encode(
    kind: Kind, head: Head, bits: NDArray[np.int64], runs: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]
) -> bytes:
    """The file. bits: positions of the postcodes, ascending; runs: (lengths, values) of places and of neighbours."""
    existence = np.zeros(len(head.districts.split()) * UNITS_PER_DISTRICT, np.bool_)
    existence[bits] = True
    said = {**asdict(head), "districts": _without_letters(head.districts)}
    line = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    parts = [f"{line}\n".encode(), *pack_existence(existence)]
    for (lengths, values), size in zip(runs, (len(head.places), len(head.neighbours)), strict=True):
        parts += [_leb128(lengths), _leb128(recency(values.tolist(), size))]
    stream = deflated(parts)
    return f"hustings-postcodes/{VERSION} {kind} {len(stream)} {zlib.crc32(stream):08x}\n".encode() + stream


def decode(data: bytes, name: str) -> Index:
    """The index in `data`. Raises BadInput, naming the fault, when it is no index, cut short, altered or newer."""

    def bad(said: str) -> BadInput:
        return BadInput(Problem(name, f"{said}; build it again with “hustings postcodes build”"))

    match = FIRST_LINE.match(data)
    if match is None:
        raise bad("this is not a postcode index")
    if int(match[1]) != VERSION:
        raise bad(f"this postcode index is of version {int(match[1])}, and this program reads version {VERSION}")
    stream, length, crc = data[match.end() :], int(match[3]), match[4].decode()
    if len(stream) < length:
        raise bad(f"this postcode index is cut short: {len(stream)} of {length} bytes are there")
    if len(stream) > length or f"{zlib.crc32(stream):08x}" != crc:
        raise bad("this postcode index has been altered: its checksum is wrong")
    try:
        line, _, rest = _unpacked(stream).partition(b"\n")
        head = _head(line)
        existence, end = unpack_existence(rest, len(head.districts.split()))
        numbers, positions = _from_leb128(rest[end:]), np.flatnonzero(existence)
        if len(positions) != head.postcodes:
            raise ValueError("its postcodes are not as many as its head says")
        runs = []
        for count, size in zip(head.runs, (len(head.places), len(head.neighbours)), strict=True):
            lengths, ranks, numbers = numbers[:count], numbers[count : 2 * count], numbers[2 * count :]
            if lengths.sum() != len(positions) or len(ranks) != count:
                raise ValueError("the runs do not cover the postcodes")
            starts = positions[np.cumsum(lengths) - lengths]
            runs.append((starts.tolist(), from_recency(ranks.tolist(), size)))
        kind: Kind = "live" if match[2] == b"live" else "terminated"
        return Index(kind, crc, head, np.packbits(existence, bitorder="little").tobytes(), runs)
    except (zlib.error, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise bad(f"this postcode index cannot be read ({error})") from None


def _unpacked(stream: bytes) -> bytes:
    """What the stream inflates to. Raises ValueError for more than any index has, zlib.error for what is damaged."""
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(stream, MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise ValueError(f"it unpacks to more than {MOST_UNPACKED >> 20} MB; an index of the whole country has 3")
    if not unpacking.eof:
        raise ValueError("its stream does not end")
    return data


def _head(line: bytes) -> Head:
    """The head in a line of JSON. Raises ValueError, KeyError, TypeError or AttributeError for what is none."""
    said = json.loads(line)
    head = Head(**{**said, "places": [Place(*place) for place in said["places"]], "runs": tuple(said["runs"])})
    if not MONTH.fullmatch(head.month):
        raise ValueError(f"its month is {shown(head.month)}; it should be a year and a month, as 2025-11")
    codes = [code for place in head.places for code in place]
    numbers = [head.postcodes, head.terminated, *head.runs, *(number for near in head.neighbours for number in near)]
    if not all(type(code) is str for code in (head.companion, head.districts, *codes)):
        raise ValueError("a name or a code in its head is not text")
    head = replace(head, districts=_with_letters(head.districts))
    if not all(type(number) is int and number >= 0 for number in numbers):
        raise ValueError("a number in its head is not a whole number from 0")
    return head


def _without_letters(districts: str) -> str:
    """«AB10 AB11 AL1» → «AB10,11 AL1»."""
    grouped = itertools.groupby(districts.split(), key=lambda name: AREA.match(name)[0])  # type: ignore[index]
    return " ".join(area + ",".join(name.removeprefix(area) for name in names) for area, names in grouped)


def _with_letters(districts: str) -> str:
    """«AB10,11 AL1» → «AB10 AB11 AL1»."""
    groups = [(AREA.match(group)[0], group.split(",")) for group in districts.split(" ") if group]  # type: ignore[index]
    return " ".join(name if not n else area + name for area, names in groups for n, name in enumerate(names))


def _positions(existence: bytes) -> NDArray[np.int64]:
    return np.flatnonzero(np.unpackbits(np.frombuffer(existence, np.uint8), bitorder="little"))


def _leb128(numbers: NDArray[np.int64]) -> bytes:
    """Each number in sevens of bits, lowest first, the eighth bit set on all bytes of a number but its last."""
    out = bytearray()
    for number in numbers.tolist():
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return bytes(out)


def _from_leb128(data: bytes) -> NDArray[np.int64]:
    octets = np.frombuffer(data, np.uint8).astype(np.int64)
    last = np.flatnonzero(octets < 128)
    first = np.concatenate([np.zeros(1, np.int64), last[:-1] + 1])[: len(last)]
    place = np.arange(len(octets)) - np.repeat(first, last - first + 1)
    return np.add.reduceat((octets & 127) << 7 * place, first) if len(first) else octets
