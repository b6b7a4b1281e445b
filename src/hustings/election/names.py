"""Finding what a person meant by a name: exactly, or but for capitals, spacing and kinds of dash and apostrophe."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from hustings.election.problems import nearest, shown

T = TypeVar("T")


# Word processors turn ' and - into these; people type them as those.
TYPED = {ord(c): plain for plain, some in (("'", "‘’ʼʻ`´′＇"), ("-", "‐‑‒–—―−－"), ('"', "“”„″＂")) for c in some}


def folded(name: str) -> str:
    """The name as it would be typed without capitals: single spaces, straight apostrophes and quotation marks, one kind
    of dash, nothing invisible, an accent as one letter with its own. Two names that fold alike are taken for one.

    >>> folded("Siân  O’Hara–Lee") == folded("SIÂN O'Hara-Lee")
    True
    """
    if name.isascii():
        return " ".join(name.casefold().split())
    seen = "".join(c for c in name.translate(TYPED) if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold()).split())


class Register(Generic[T]):
    """Things by their names (or ids, or codes). noun: what a message calls one of them. file: where they are listed."""

    def __init__(self, noun: str, file: str, named: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        self.noun, self.file = noun, file
        pairs = list(named.items() if isinstance(named, Mapping) else named)
        self._exact: dict[str, T] = {}
        self._folded: dict[str, T] = {}
        for name, thing in pairs:
            self._exact.setdefault(name, thing)
            self._folded.setdefault(folded(name), thing)

    def find(self, said: str) -> T | None:
        """The thing meant, or None."""
        exact = self._exact.get(said)
        return exact if exact is not None else self._folded.get(folded(said))

    def unknown(self, said: str) -> str:
        """What is said of a name that is not here."""
        if not self._exact:
            return f"there is no {self.noun} {shown(said)}, for {self.file} names none"
        padded = next((name for name in self._exact if said.isdecimal() and name.lstrip("0") == said.lstrip("0")), "")
        meant = f" (did you mean {shown(padded)}? A spreadsheet drops the zeros that a number begins with)"
        return f"there is no {self.noun} {shown(said)} in {self.file}{meant if padded else nearest(said, self._exact)}"
