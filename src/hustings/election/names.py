"""Finding what a person meant by a name: exactly, or but for capitals, spacing and kinds of dash and apostrophe."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from hustings.election.problems import nearest, shown

T = TypeVar("T")


# Word processors turn ' and - into these; people type them as those.
TYPED = {ord(c): plain for plain, some in (("'", "‘’ʼʻ`´′＇"), ("-", "‐‑‒–—―−－"), ('"', "“”„″＂")) for c in some}


# What leaves no mark on paper (Unicode's default ignorable code points, and the empty Braille cell).
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
LONGEST_NAME = 300


def folded(name: str) -> str:
    """The name as it would be typed without capitals: single spaces, straight apostrophes and quotation marks, one kind
    of dash, nothing invisible, one Unicode form (NFKC). Two names that fold alike are taken for one.

    >>> folded("Siân  O’Hara–Lee") == folded("SIÂN O'Hara-Lee")
    True
    """
    if name.isascii():
        return " ".join(name.casefold().split())
    seen = INVISIBLE.sub("", name.translate(TYPED))
    form = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return " ".join(INVISIBLE.sub("", form.translate(TYPED)).split())


def unfit_name(name: str) -> str:
    """Why this can be nobody's name, as a sentence; "" where it can.

    >>> unfit_name("Ann"), unfit_name(" \N{ZERO WIDTH SPACE}"), unfit_name("Ann\N{ESCAPE}[31m")
    ('', 'a candidate has no name', 'the name “Ann�[31m” has a character that cannot be printed (U+001B)')
    """
    if not folded(name):
        return "a candidate has no name"
    if len(name) > LONGEST_NAME:
        return f"the name {shown(name)} has {len(name):,} characters; {LONGEST_NAME} are possible"
    if name.isprintable():
        return ""
    odd = next((c for c in name if unicodedata.category(c) in ("Cc", "Cs") and not c.isspace()), "")
    return f"the name {shown(name)} has a character that cannot be printed (U+{ord(odd):04X})" if odd else ""


def unfit_names(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The names among candidates' that cannot stand, each by its place (from 0) and with a sentence: those that are
    nobody's, and those that cannot be told from one before. A lot, a decision or an order goes by name."""
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        if said := unfit_name(name):
            yield place, said
            continue
        before = names[first.setdefault(folded(name), place)]
        if first[folded(name)] == place:
            continue
        if before == name:
            yield place, f"two candidates are called {shown(name)}; add something that tells them apart"
        else:
            same = f"{shown(before)} and {shown(name)} differ only in capitals, spaces or characters that look alike"
            yield place, f"{same}; add something that tells these candidates apart"


def called(things: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What each thing may be called, and which it is: its id or code, and its name where no other has it.

    >>> called([("n", "North"), ("s", "South"), ("t", "South")])
    [('n', 'n'), ('s', 's'), ('t', 't'), ('North', 'n')]
    """
    often = Counter(folded(name) for _, name in things)
    return [(key, key) for key, _ in things] + [(name, key) for key, name in things if often[folded(name)] == 1]


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
