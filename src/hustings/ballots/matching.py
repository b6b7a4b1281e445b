"""Names as a file writes them, and the candidates of a given list: who is meant, and who may be.

A name is the candidate's where only capitals, spaces, and kinds of dash, apostrophe or accent differ in how they are
typed, or where the file adds a party in brackets. Anything further off is proposed, and a person confirms it (`same`).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

from hustings.ballots.names import name_and_party
from hustings.ballots.source import Options
from hustings.election.names import folded
from hustings.election.problems import shown, to_type

TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "cllr", "councillor", "sir", "dame",
     "lord", "lady", "baroness", "br", "sr", "fr"]
)  # fmt: skip
NEAR = 82


class Listed:
    """The candidates of a contest's list, and the names that a person has said to be theirs."""

    def __init__(self, options: Options) -> None:
        self.withdrawn = options.withdrawn
        self.names, self.file = options.candidates, options.listed_in or "the list of candidates"
        self._number = {folded(name): number for number, name in reversed([*enumerate(self.names, 1)])}
        self._same = {folded(written): folded(name) for written, name in options.same.items()}

    def __bool__(self) -> bool:
        return bool(self.names)

    def number(self, written: str) -> int | None:
        """The number, in the list, of the candidate that a name means; None where it means none for certain."""
        key = folded(written)
        found = self._number.get(self._same.get(key, key))
        return found if found is not None else self._number.get(folded(name_and_party(written)[0]))

    def standing(self) -> list[int]:
        """The numbers of those who have not withdrawn."""
        withdrawn = set(map(folded, self.withdrawn))
        return [number for number, name in enumerate(self.names, 1) if folded(name) not in withdrawn]

    def unknown(self, written: str) -> str:
        """What is said of a name that is not on the list, with the candidate who may be meant."""
        said = f"{shown(written)} is not a candidate in {self.file}"
        meant = nearest_name(written, self.names)
        return f'{said}; if it is {shown(meant)}, say --same "{to_type(written)}={to_type(meant)}"' if meant else said


def loose(name: str) -> str:
    """A name without accents, capitals, titles, punctuation and party, given names first.

    >>> loose("ASH, Dr. Siân"), loose("Sian Ash (Green)")
    ('sian ash', 'sian ash')
    """
    bare = name_and_party(name)[0]
    last, comma, first = bare.partition(",")
    plain = unicodedata.normalize("NFKD", f"{first} {last}" if comma and first.strip() else bare).casefold()
    words = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)).replace("'", ""))
    return " ".join(word for word in words if word not in TITLES) or " ".join(words)


def nearest_name(written: str, names: Sequence[str]) -> str:
    """The one of these names that may be meant by a name as people write it; "" where none is near."""
    keys = [loose(name) for name in names]
    wanted = loose(written)
    try:
        from rapidfuzz import fuzz, process
    except ImportError:  # It comes with the extra «import»; without it fewer near misses are known.
        near = difflib.get_close_matches(wanted, keys, n=1, cutoff=0.8)
        return names[keys.index(near[0])] if near else ""
    found = process.extract(wanted, keys, scorer=fuzz.WRatio if len(wanted) > 3 else fuzz.ratio, limit=1)
    return names[found[0][2]] if found and found[0][1] >= NEAR else ""
