"""How the index is made small: which postcodes exist, as planes that deflate codes near their entropy; recency.

A sector is a district with its digit; a row is a sector with the first letter of the unit, and has 20 bits, one for
each second letter. Most rows of a sector that exists are there, and nearly full. So only the rows that are there are
stored, in three planes of a byte a row: letters 0 to 5, 6 to 12, 13 to 19. The second and third plane are sorted by how
many letters of the row the planes before have, which the reader knows by then: like rows stand together.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.bool_]
Numbers = NDArray[np.int64]

LETTERS = 20
SECTORS = 10
# The first letter of each plane, and its number of letters.
PLANES = ((0, 6), (6, 7), (13, 7))
_ONES = np.array([value.bit_count() for value in range(256)], np.int64)


def pack_existence(existence: Bits) -> list[bytes]:
    """The parts that say which of the units exist; existence: a bit for every unit of every district, in order."""
    rows = existence.reshape(-1, LETTERS, LETTERS)
    sectors = rows.any((1, 2))
    there = np.asarray(rows[sectors].any(2))
    return [np.packbits(sectors, bitorder="little").tobytes(), *_planes(there), *_planes(rows[sectors][there])]


def unpack_existence(data: bytes, districts: int) -> tuple[Bits, int]:
    """The bits that `pack_existence` has packed, and how many bytes of `data` they took. Raises ValueError."""
    end = -(-districts * SECTORS // 8)
    flags = np.unpackbits(np.frombuffer(data, np.uint8, end), bitorder="little")
    sectors = np.flatnonzero(flags[: districts * SECTORS])
    there, end = _from_planes(data, end, len(sectors))
    lines, end = _from_planes(data, end, int(there.sum()))
    rows = np.zeros((districts * SECTORS * LETTERS, LETTERS), np.bool_)
    sector, letter = np.nonzero(there)
    rows[sectors[sector] * LETTERS + letter] = lines
    return rows.ravel(), end


def _planes(rows: Bits) -> list[bytes]:
    """Rows of 20 bits as three planes."""
    known, planes = np.zeros(len(rows), np.int64), []
    for first, width in PLANES:
        part = rows[:, first : first + width] @ (1 << np.arange(width))
        planes.append(part[np.argsort(known, kind="stable")].astype(np.uint8).tobytes())
        known += _ONES[part]
    return planes


def _from_planes(data: bytes, at: int, count: int) -> tuple[Bits, int]:
    """So many rows from their planes, which begin at a place in `data`, and the place where they end."""
    known, rows = np.zeros(count, np.int64), np.zeros((count, LETTERS), np.bool_)
    for first, width in PLANES:
        part = np.empty(count, np.uint8)
        part[np.argsort(known, kind="stable")] = np.frombuffer(data, np.uint8, count, at)
        if (part >> width).any():
            raise ValueError("a row of its postcodes has more letters than there are")
        rows[:, first : first + width] = part[:, None] >> np.arange(width) & 1
        known += _ONES[part]
        at += count
    return rows, at


def recency(values: Iterable[int], size: int) -> Numbers:
    """For each value below `size`, how many others have been used more recently; at first they stand in their order."""
    order, ranks = list(range(size)), []
    for value in values:
        ranks.append(rank := order.index(value))
        order.insert(0, order.pop(rank))
    return np.array(ranks, np.int64)


def from_recency(ranks: Iterable[int], size: int) -> list[int]:
    """The values whose `recency` these are. Raises IndexError for a rank that is too large."""
    order, values = list(range(size)), []
    for rank in ranks:
        value = order.pop(rank)
        order.insert(0, value)
        values.append(value)
    return values


def deflated(parts: Iterable[bytes]) -> bytes:
    """One zlib stream of all parts, each packed in the way that makes it smallest and by itself.

    A part is ended by an empty stored block, as zlib's own flush does, so that any reader inflates the whole.
    """
    parts = list(parts)
    packed = b"".join(_smallest(part) for part in parts)
    check = zlib.adler32(b"".join(parts))
    return b"\x78\xda" + packed + b"\x03\x00" + check.to_bytes(4, "big")


def _smallest(part: bytes) -> bytes:
    """A part as blocks of deflate that need nothing before them.

    Codes alone, in blocks of several lengths; and, where it is short enough to be quick, with references back.
    """
    ways = [(zlib.Z_HUFFMAN_ONLY, memory) for memory in (9, 8, 7)]
    ways += [(zlib.Z_DEFAULT_STRATEGY, 8)] if len(part) < 100_000 else []
    tried = []
    for strategy, memory in ways:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, memory, strategy)
        tried.append(packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH))
    return min(tried, key=len)
