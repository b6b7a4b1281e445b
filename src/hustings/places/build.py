"""Building the postcode index from a directory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hustings.election.outputs import write_together
from hustings.places.boundary import neighbours
from hustings.places.directory import Directory, Postcodes, Progress, read
from hustings.places.index import FIRST_LINE, Head, Kind, companion, encode
from hustings.places.postcode import UNITS_PER_DISTRICT

Run = tuple[NDArray[np.int64], NDArray[np.int64]]
# Reading the directory is most of the work.
READ = 0.85


@dataclass(frozen=True, slots=True)
class Built:
    """What was built. Sizes in bytes; on_boundary: postcodes within 100 m of another constituency;
    unlocated: live postcodes whose place the directory does not tell; odd: rows that hold no postcode."""

    month: str
    live: int
    terminated: int
    constituencies: int
    on_boundary: int
    unlocated: int
    odd: int
    size: int
    size_terminated: int


def build(source: str | Path, index: str | Path, month: str = "", progress: Progress | None = None) -> Built:
    """Build `index` and, beside it, `companion(index)` from the directory in `source`.

    month: of the edition, "2025-11", where the directory itself does not tell. Both files are complete before
    either is put in place, and carry a mark by which a reader knows that they belong together.
    Raises BadInput as `directory.read` does, and where the index cannot be written.
    """

    def reading(done: float, words: str) -> None:
        if progress:
            progress(READ * done, words)

    directory = read(source, reading)
    if progress:
        progress(READ, "finding the boundaries")
    month = month or directory.month
    live, on_boundary = live_file(directory, month, str(source))
    if progress:
        progress(0.95, "packing the index")
    gone = terminated_file(directory, month, live)
    write_together({companion(index): gone, Path(index): live})
    if progress:
        progress(1.0, "done")
    return Built(
        month=month,
        live=len(directory.live.bits),
        terminated=len(directory.terminated.bits),
        constituencies=len(set(directory.live.place.tolist()) - {0}),
        on_boundary=on_boundary,
        unlocated=int((directory.live.place == 0).sum()),
        odd=directory.odd,
        size=len(live),
        size_terminated=len(gone),
    )


def live_file(directory: Directory, month: str, file: str) -> tuple[bytes, int]:
    """The index file of the live postcodes, and how many of them are on a boundary. file: the directory's."""
    irish = np.array([district.startswith("BT") for district in directory.districts])
    near, sets = neighbours(directory.live, irish[directory.live.bits // UNITS_PER_DISTRICT], file)
    return _file("live", directory, directory.live, near, sets, month, ""), int((near > 0).sum())


def terminated_file(directory: Directory, month: str, live: bytes) -> bytes:
    """The companion: the terminated postcodes, with the places they were in. live: the file it belongs to."""
    crc = FIRST_LINE.match(live)[4].decode()  # type: ignore[index]
    nothing = np.zeros(len(directory.terminated.bits), np.int64)
    return _file("terminated", directory, directory.terminated, nothing, [()], month, crc)


def _file(
    kind: Kind,
    directory: Directory,
    postcodes: Postcodes,
    near: NDArray[np.int64],
    sets: Sequence[tuple[int, ...]],
    month: str,
    belongs_to: str,
) -> bytes:
    used, district = np.unique(postcodes.bits // UNITS_PER_DISTRICT, return_inverse=True)
    runs = _runs(postcodes.place), _runs(near)
    head = Head(
        month=month,
        postcodes=len(postcodes.bits),
        terminated=len(directory.terminated.bits),
        companion=belongs_to,
        districts=" ".join(directory.districts[number] for number in used),
        places=list(directory.places),
        neighbours=[list(places) for places in sets],
        runs=(len(runs[0][0]), len(runs[1][0])),
    )
    return encode(kind, head, district * UNITS_PER_DISTRICT + postcodes.bits % UNITS_PER_DISTRICT, runs)


def _runs(values: NDArray[np.int64]) -> Run:
    """Lengths and values of the runs of equal values."""
    starts = np.flatnonzero(np.diff(values, prepend=-1))
    return np.diff(starts, append=len(values)), values[starts]
