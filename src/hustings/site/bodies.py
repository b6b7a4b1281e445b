"""The bodies and people of a campaign besides its candidates. Part of `Site` (site/content.py)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that may have a leaflet of its own. area: the code of its area. event: what it invites to, in words."""

    name: str
    slug: str
    area: str
    event: str = ""


@dataclass(frozen=True, slots=True)
class Supporter:
    """A body or person behind the slate. supports: in words, "" for all of it. since: as said, with its source."""

    name: str
    body: bool = True
    supports: str = ""
    since: str = ""
    source: str = ""

    @property
    def told(self) -> bool:
        """Whether there is a date or a source to show."""
        return bool(self.since or self.source)
