"""Putting equal rankings together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Arrays = tuple[NDArray[np.int16], NDArray[np.int64], NDArray[np.int64]]


def merged(tokens: NDArray[np.int16], starts: NDArray[np.int64], papers: NDArray[np.int64]) -> Arrays:
    """The same rankings, each once, with the papers of equal ones added up, in order of first appearance."""
    data, at = tokens.tobytes(), (starts * tokens.itemsize).tolist()
    first: dict[bytes, int] = {}
    row = [first.setdefault(data[at[i] : at[i + 1]], i) for i in range(len(papers))]
    if len(first) == len(papers):
        return tokens, starts, papers
    total = np.zeros(len(papers), np.int64)
    np.add.at(total, row, papers)
    kept = np.fromiter(first.values(), np.int64, len(first))
    lengths = np.diff(starts)
    keep = np.zeros(len(papers), bool)
    keep[kept] = True
    return (
        tokens[np.repeat(keep, lengths)],
        np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths[kept])]),
        total[kept],
    )
