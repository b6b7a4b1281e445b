"""The papers of a plain BLT file, all at once: nothing but numbers, and nothing wrong with any of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.merging import Arrays, merged

LONGEST_NUMBER = 12


def plain_papers(lines: Sequence[str], candidates: int) -> Arrays | None:
    """tokens, starts and papers of lines like «5 1 2 0», equal rankings put together; None unless every line is like
    that.

    Then, and for whatever is wrong with a line, `blt` reads line by line: both find the same in a file that is right.
    """
    if not lines or not all(line.endswith(" 0") for line in lines):
        return None
    body = "\n".join(lines).encode("utf-8")
    if body.translate(None, b"0123456789 \n") or len(max(body.split(), key=len)) > LONGEST_NUMBER:
        return None
    numbers = np.fromstring(body, np.int64, sep=" ")
    ends = np.flatnonzero(numbers == 0)
    if len(ends) != len(lines):
        return None
    begins = np.concatenate([[0], ends[:-1] + 1])
    papers, lengths = numbers[begins], ends - begins - 1
    inside = np.ones(len(numbers), bool)
    inside[begins] = inside[ends] = False
    tokens = numbers[inside]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    if (lengths < 0).any() or (tokens > candidates).any() or not _each_once(tokens, starts, candidates):
        return None
    return merged(tokens.astype(np.int16), starts, papers)


def _each_once(tokens: NDArray[np.int64], starts: NDArray[np.int64], candidates: int) -> bool:
    """Whether no paper ranks a candidate twice."""
    lengths = np.diff(starts)
    if candidates > 62:
        pairs = np.repeat(np.arange(len(lengths)), lengths) * (candidates + 1) + tokens
        return len(np.unique(pairs)) == len(pairs)
    some = lengths > 0
    if not some.any():
        return True
    seen = np.bitwise_or.reduceat(np.int64(1) << tokens, starts[:-1][some])
    return bool((np.bitwise_count(seen) == lengths[some]).all())
