"""What is asked of a contest: which papers may be altered and how, and what would be another result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# How papers are altered: each replaced by another, papers added to the others, papers taken away.
Kind = Literal["change", "add", "remove"]
KINDS: tuple[Kind, ...] = ("change", "add", "remove")


@dataclass(frozen=True)
class Aim:
    """Whose election is asked about, and how papers are altered (docs/margins.md, «What is asked»).

    winners: who was declared, candidate numbers. candidate: another result is one that elects this candidate, who was
    not, or does not elect this one, who was; None for any other set of elected.
    """

    winners: frozenset[int]
    kind: Kind = "change"
    candidate: int | None = None

    def reached(self, elected: frozenset[int]) -> bool:
        """Whether these would be another result."""
        if self.candidate is None:
            return elected != self.winners
        return (self.candidate in elected) != (self.candidate in self.winners)
