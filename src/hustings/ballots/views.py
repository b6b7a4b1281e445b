"""Ballots as numpy arrays: the one place where the two meet, for the rooms that calculate with whole arrays."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots


class Arrays(NamedTuple):
    """Rankings and how many papers carry each, as `Ballots` has them."""

    tokens: NDArray[np.int16]
    starts: NDArray[np.int64]
    papers: NDArray[np.int64]


def views(ballots: Ballots) -> Arrays:
    """The ballots' own memory as arrays; nothing is copied, and nothing should be written into them."""
    return Arrays(
        np.frombuffer(ballots.tokens, np.int16),
        np.frombuffer(ballots.starts, np.int64),
        np.frombuffer(ballots.papers, np.int64),
    )


def ballots_from(names: tuple[str, ...], arrays: Arrays, **about: Any) -> Ballots:
    """Ballots with a copy of these arrays. about: the other fields of Ballots."""
    tokens, starts, papers = arrays
    return Ballots(names, _buffer("h", tokens), _buffer("q", starts), _buffer("q", papers), **about)


def with_papers(ballots: Ballots, papers: NDArray[Any], **about: Any) -> Ballots:
    """The same rankings, each on so many papers. about: the other fields to be changed."""
    return replace(ballots, papers=_buffer("q", papers), **about)


def merged(arrays: Arrays) -> Arrays:
    """The same rankings, each once, with the papers of equal ones added up, in order of first appearance."""
    tokens, starts, papers = arrays
    data, at = tokens.tobytes(), (starts * tokens.itemsize).tolist()
    first: dict[bytes, int] = {}
    row = [first.setdefault(data[at[i] : at[i + 1]], i) for i in range(len(papers))]
    if len(first) == len(papers):
        return arrays
    total = np.zeros(len(papers), np.int64)
    np.add.at(total, row, papers)
    kept = np.fromiter(first.values(), np.int64, len(first))
    lengths = np.diff(starts)
    keep = np.zeros(len(papers), bool)
    keep[kept] = True
    return Arrays(
        tokens[np.repeat(keep, lengths)],
        np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths[kept])]),
        total[kept],
    )


def _buffer(kind: str, values: NDArray[Any]) -> array[int]:
    made: array[int] = array(kind)
    made.frombytes(np.ascontiguousarray(values, np.int16 if kind == "h" else np.int64).view(np.uint8).data)
    return made
