"""Building the postcode index from a directory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hustings.election.outputs import write_together
from hustings.places.boundary import neighbours
from hustings.places.contents import Contents, crc_of, file_of
from hustings.places.directory import Directory, Postcodes, Progress, read
from hustings.places.index import companion
from hustings.places.postcode import UNITS_PER_DISTRICT

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
    return file_of("live", _contents(directory, directory.live, month, near, sets), _ended(directory)), int(
        (near > 0).sum()
    )


def terminated_file(directory: Directory, month: str, live: bytes) -> bytes:
    """The companion: the terminated postcodes, with the places they were in. live: the file it belongs to."""
    nothing = np.zeros(len(directory.terminated.bits), np.int64)
    contents = _contents(directory, directory.terminated, month, nothing, [()])
    return file_of("terminated", contents, _ended(directory), crc_of(live))


def _ended(directory: Directory) -> int:
    return len(directory.terminated.bits)


def _contents(
    directory: Directory, postcodes: Postcodes, month: str, near: NDArray[np.int64], sets: Sequence[tuple[int, ...]]
) -> Contents:
    return Contents(month, directory.districts, postcodes.bits, postcodes.place, directory.places, near, sets)
