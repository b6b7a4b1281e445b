"""Addresses of pages: names as they stand in them, and where the same site is in its languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A site's other language. name: its own, «Cymraeg». tag: as pages name it. prefix: of addresses. url: its own."""

    name: str
    tag: str
    prefix: str
    url: str


def slug(text: str) -> str:
    """A name as it stands in an address: «Yasmine Dar» → «yasmine-dar».

    >>> slug("Ynys Môn & the North"), slug("…")
    ('ynys-mon-the-north', 'x')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "x"


def slugs(names: tuple[str, ...]) -> tuple[str, ...]:
    """Slugs that differ from each other, in the order of the names."""
    taken: dict[str, int] = {}
    found = []
    for name in names:
        short = slug(name)
        taken[short] = taken.get(short, 0) + 1
        found.append(short if taken[short] == 1 else f"{short}-{taken[short]}")
    return tuple(found)
