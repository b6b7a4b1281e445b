"""The papers of a plain BLT file, all at once: nothing but whole numbers, and nothing wrong with any of them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate, repeat
from typing import TypeAlias

from hustings.ballots.ballots import MOST_PAPERS, MOST_PREFERENCES

# A digit is the candidate; so is, 128 above it, a number of two digits.
BYTES = bytes(byte - 48 if 48 <= byte < 58 else byte - 128 if byte > 137 else 0 for byte in range(256))

Buffers: TypeAlias = "tuple[array[int], array[int], array[int]]"


def plain_papers(lines: Sequence[str], candidates: int) -> Buffers | None:
    """tokens, starts and papers of lines like «5 1 2 0», equal rankings put together; None unless every line is like
    that.

    Then, and for whatever is wrong with a line, `blt` reads line by line: both find the same in a file that is right.
    """
    if not _plain("\n" + "\n".join(lines) + "\n", len(lines)):
        return None
    merged: dict[str, int] = {}
    try:
        for line in lines:
            papers, ranking = line[:-1].split(" ", 1)
            merged[ranking] = merged.get(ranking, 0) + int(papers)
    except ValueError:  # thousands of digits
        return None
    tokens = _tokens("".join(merged), candidates)
    lengths = [*map(str.count, merged, repeat(" "))]
    starts = array("q", accumulate(lengths, initial=0))
    most = max(lengths), max(merged.values())
    if tokens is None or len(tokens) != starts[-1] or most[0] > MOST_PREFERENCES or most[1] > MOST_PAPERS:
        return None
    return tokens, starts, array("q", merged.values())


def _tokens(text: str, candidates: int) -> array[int] | None:
    """The candidates of «1 12 3 », where each has a space after it; None where one of them is not a candidate.

    Up to 99 candidates each number is made one byte first, which is several times faster than looking words up.
    """
    if candidates > 99:
        number = {str(number): number for number in range(1, candidates + 1)}
        known = [number.get(word, 0) for word in text.split()]
        return array("h", known) if all(known) else None
    for two in range(candidates, 9, -1):
        text = text.replace(f"{two} ", chr(128 + two))
    in_bytes = text.replace(" ", "").encode("latin-1").translate(BYTES)
    none_else = not in_bytes.translate(None, bytes(range(1, candidates + 1)))
    return array("h", list(in_bytes)) if none_else else None


def _plain(text: str, lines: int) -> bool:
    """Whether every line has numbers with one space between, the first above 0 and the last 0."""
    ended = text.count(" 0\n") == lines > 0
    return (
        ended
        and "  " not in text
        and "\n0" not in text
        and "\n " not in text
        and not text.encode().translate(None, b"0123456789 \n")
    )
