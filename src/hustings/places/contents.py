"""What an index holds, postcode by postcode, and its file; an index narrowed to what an organisation's areas need."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hustings.places.areas import Areas
from hustings.places.index import FIRST_LINE, Head, Index, Kind, Place, encode
from hustings.places.postcode import UNITS_PER_DISTRICT

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Contents:
    """Postcodes in order. bits: 4,000 × the district's number + the unit's.

    place, near: of each, a number into `places`, whose first is nowhere, and into `sets`, whose first is empty.
    """

    month: str
    districts: Sequence[str]
    bits: Numbers
    place: Numbers
    places: Sequence[Place]
    near: Numbers
    sets: Sequence[tuple[int, ...]]


def file_of(kind: Kind, contents: Contents, terminated: int, companion: str = "") -> bytes:
    """The index file. terminated: how many postcodes the companion holds. companion: the CRC of the live file."""
    used, district = np.unique(contents.bits // UNITS_PER_DISTRICT, return_inverse=True)
    places = _by_appearance(contents.place, len(contents.places))
    sets = _by_appearance(contents.near, len(contents.sets))
    runs = _runs(places.number[contents.place]), _runs(sets.number[contents.near])
    head = Head(
        month=contents.month,
        postcodes=len(contents.bits),
        terminated=terminated,
        companion=companion,
        districts=" ".join(contents.districts[number] for number in used),
        places=[contents.places[place] for place in places.order],
        neighbours=[[int(places.number[place]) for place in contents.sets[number]] for number in sets.order],
        runs=(len(runs[0][0]), len(runs[1][0])),
    )
    return encode(kind, head, district * UNITS_PER_DISTRICT + contents.bits % UNITS_PER_DISTRICT, runs)


def crc_of(file: bytes) -> str:
    """The checksum in a file's first line, which names it to its companion."""
    return FIRST_LINE.match(file)[4].decode()  # type: ignore[index]


def narrowed(live: Index, terminated: Index | None, areas: Areas) -> tuple[bytes, bytes]:
    """The files of an index and of its companion, with what these areas need and no more.

    Places that lead to the same areas are one, under the code of the first of them; and a neighbour that leads to a
    postcode's own areas is none. So `areas.route` gives the same outcome for every text. b"" for no companion.
    """
    own = _narrowed(live, areas)
    file = file_of("live", own, live.head.terminated)
    gone = (
        file_of("terminated", _narrowed(terminated, areas), live.head.terminated, crc_of(file)) if terminated else b""
    )
    return file, gone


def _narrowed(index: Index, areas: Areas) -> Contents:
    kinds: dict[Hashable, int] = {}
    places: list[Place] = []

    def kind(place: Place) -> int:
        known = place.constituency in areas.routes or place.region in areas.routes
        key = (bool(place.constituency), known, areas.at(*place))
        if key not in kinds:
            places.append(place)
        return kinds.setdefault(key, len(kinds))

    kind(index.head.places[0])
    bits, place_runs, near_runs = index.runs()
    place = np.array([kind(index.head.places[number]) for number in place_runs.values], np.int64)[place_runs.of]
    near = near_runs.values[near_runs.of]
    size = len(index.head.neighbours)
    pairs, of = np.unique(place * size + near, return_inverse=True)
    sets: dict[tuple[int, ...], int] = {(): 0}
    numbers = []
    for own, number in (divmod(pair, size) for pair in pairs.tolist()):
        others = (kind(index.head.places[each]) for each in index.head.neighbours[number])
        kept = tuple(dict.fromkeys(each for each in others if each != own and areas.at(*places[each])))
        numbers.append(sets.setdefault(kept, len(sets)))
    return Contents(
        month=index.head.month,
        districts=index.head.districts.split(),
        bits=bits,
        place=place,
        places=places,
        near=np.array(numbers, np.int64)[of],
        sets=list(sets),
    )


class _Appearance(NamedTuple):
    """Things in the order of their first use, the first of all at the head. number: the new number of each."""

    order: list[int]
    number: Numbers


def _by_appearance(values: Numbers, size: int) -> _Appearance:
    used, first = np.unique(values, return_index=True)
    order = list(dict.fromkeys([0, *used[np.argsort(first)].tolist(), *range(size)]))
    number = np.empty(size, np.int64)
    number[order] = np.arange(size)
    return _Appearance(order, number)


def _runs(values: Numbers) -> tuple[Numbers, Numbers]:
    """Lengths and values of the runs of equal values."""
    starts = np.flatnonzero(np.diff(values, prepend=-1))
    return np.diff(starts, append=len(values)), values[starts]
