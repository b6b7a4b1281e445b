"""Words that sentences are made of: lists, numbers with their nouns, text from outside."""

from __future__ import annotations

import math
import shlex
import unicodedata
from collections.abc import Sequence

# While a sentence is made, text from outside (names, groups, the seed) stands between these two.
OPEN, CLOSE = "\u2068", "\u2069"
JOINERS = "\u200c\u200d"


def printable(text: str) -> str:
    """Text from a file without what could move the cursor or turn the line around."""
    kinds = ((character, unicodedata.category(character)) for character in text)
    return "".join(
        " " if kind in ("Cc", "Zl", "Zp") else "" if kind in ("Cf", "Cs") and character not in JOINERS else character
        for character, kind in kinds
    )


def marked(text: str) -> str:
    """Text from outside, marked as such."""
    return OPEN + text.replace(OPEN, "").replace(CLOSE, "") + CLOSE


def listed(words: Sequence[str]) -> str:
    """«A», «A and B», «A, B and C».

    >>> listed(["Ash", "Birch", "Cedar"])
    'Ash, Birch and Cedar'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def sentence(*parts: str) -> str:
    """The parts that are not empty, one space between, a capital first and a full stop last.

    >>> sentence("", "no surplus is left", "to move")
    'No surplus is left to move.'
    """
    text = " ".join(part for part in parts if part)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: «one place», «3 places», «no places».

    >>> counted(1, "place", "places"), counted(0, "place", "places"), counted(1200, "paper", "papers")
    ('one place', 'no places', '1,200 papers')
    """
    return f"one {one}" if number == 1 else f"no {many}" if number == 0 else f"{number:,} {many}"


def verb(number: int, one: str, many: str) -> str:
    """The form of a word that goes with so many."""
    return one if number == 1 else many


def percent(chance: float) -> str:
    """Whole per cent; what is neither impossible nor certain is never said to be.

    >>> percent(0.5), percent(0.001), percent(0.999), percent(1.0)
    ('50 %', '< 1 %', '> 99 %', '100 %')
    """
    if 0 < chance < 0.01:
        return "< 1 %"
    if 0.99 < chance < 1:
        return "> 99 %"
    return f"{round(100 * chance)} %"


def about(votes: float) -> str:
    """Votes to two figures, since they rest on samples of papers: «about 4,700».

    >>> about(4708.2), about(15.3), about(0)
    ('about 4,700', 'about 15', 'hardly any')
    """
    if votes < 1:
        return "hardly any"
    return f"about {round(votes, 1 - math.floor(math.log10(votes))):,.0f}"


def in_shell(text: str) -> str:
    """The text as one word of a shell's command line; what cannot be seen is written as bash's $'…' writes it."""
    if text.isprintable():
        return shlex.quote(text)
    safe = (c if c.isprintable() and c not in "\\'" else f"\\U{ord(c):08x}" for c in text)
    return f"$'{''.join(safe)}'"
