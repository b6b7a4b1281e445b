"""Postcodes as people type them: what is there, what shape it has, and what it may have been meant to be.

Nothing here knows which postcodes exist: a well-formed postcode has the shape of one, and no more. `lookup.js`
does the same in the browser, character for character; tests/places compares the two.
"""

from __future__ import annotations

import itertools
import re
import string
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

Shape = Literal["empty", "partial", "malformed", "well-formed", "bfpo number"]

# The last three characters of a postcode: a digit and two letters, never C, I, K, M, O or V (BS 7666; in the
# directory without exception). 10 × 20 × 20 of them, in this order, make the 4,000 units of a district.
DIGITS, LETTERS = string.digits, string.ascii_uppercase
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
UNITS = {
    f"{digit}{first}{second}": unit
    for unit, (digit, first, second) in enumerate(itertools.product(DIGITS, UNIT_LETTERS, UNIT_LETTERS))
}
UNITS_PER_DISTRICT = len(UNITS)

LONGEST = 64
DISTRICT = "[A-Z]{1,2}[0-9][A-Z0-9]?|GIR|NPT"
WELL_FORMED = re.compile(f"({DISTRICT})([0-9][A-Z]{{2}})")
PARTIAL = re.compile(f"[A-Z]{{1,2}}|(?:{DISTRICT})(?:[0-9][A-Z]?)?")
BFPO = re.compile(r"BFPO[0-9]{0,4}")
LOOK_ALIKE = {"O": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6"}
LOOK_ALIKE |= {"0": "O", "1": "IL", "5": "S", "8": "B", "2": "Z", "6": "G"}


class Typed(NamedTuple):
    """What was typed. compact: without spaces and punctuation. district, unit: "SW1A", "1AA"; "" unless well-formed."""

    shape: Shape
    compact: str
    district: str = ""
    unit: str = ""


class Meant(NamedTuple):
    """What a text may have been meant to be. changes: how many characters were read as their look-alikes."""

    changes: int
    district: str
    unit: str


def parse(text: str) -> Typed:
    """The postcode in `text`, in any case, spacing and punctuation, full-width letters included.

    Letters of other alphabets are kept, and so make it malformed: dropping them could turn one postcode into
    another. Two well-formed readings of one text cannot be: a unit always has three characters.
    """
    compact = compacted(text)
    if not compact:
        return Typed("empty", "")
    if match := WELL_FORMED.fullmatch(compact):
        return Typed("well-formed", compact, match[1], match[2])
    if BFPO.fullmatch(compact):
        return Typed("bfpo number", compact)
    return Typed("partial" if PARTIAL.fullmatch(compact) else "malformed", compact)


def compacted(text: str) -> str:
    """Upper-case letters and digits alone; compatibility forms (full-width, circled) made plain."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).upper()
    return re.sub(r"[\W_]+", "", plain)


def readings(compact: str) -> Iterator[Meant]:
    """All well-formed postcodes that differ from `compact` only by look-alikes (O and 0, I and 1, …).

    Only those that can be real: with the letters that units have.
    """
    if not 5 <= len(compact) <= 7:
        return
    anywhere = [DIGITS + LETTERS] * (len(compact) - 4)
    allowed = [LETTERS, *anywhere, DIGITS, UNIT_LETTERS, UNIT_LETTERS]
    choices = (
        [read for read in typed + LOOK_ALIKE.get(typed, "") if read in here]
        for typed, here in zip(compact, allowed, strict=True)
    )
    for characters in itertools.product(*choices):
        candidate = "".join(characters)
        if candidate != compact and (match := WELL_FORMED.fullmatch(candidate)):
            changes = sum(a != b for a, b in zip(candidate, compact, strict=True))
            yield Meant(changes, match[1], match[2])
