"""What a reader reads: the bytes of a file, its name, and what the user has settled about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from hustings.election.files import decoded
from hustings.election.limits import one_of

# What numbers under candidates are.
Cells = Literal["ranks", "scores"]
# What a word in place of a candidate's name can mean.
Meaning = Literal["blank", "overvoted", "withdrawn", "write-in"]
MEANINGS: tuple[Meaning, ...] = ("blank", "overvoted", "withdrawn", "write-in")


@dataclass(frozen=True, slots=True)
class Options:
    """What the user has settled, where a file does not say.

    candidates: the contest's list, with the parties in brackets where they are known; () where there is none.
    listed_in: where that list comes from, for messages. withdrawn: those of the list who have withdrawn; who is not on
    the ballots either is left out. ignore: headers of columns that are no part of the vote.
    words: words in place of a candidate's name, and their meaning. same: names as the file writes them, and the listed
    candidates that they are. cells: what numbers under candidates are. question: which of several questions.
    """

    candidates: tuple[str, ...] = ()
    listed_in: str = ""
    withdrawn: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    words: Mapping[str, Meaning] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    cells: Cells | None = None
    question: str | None = None

    def __post_init__(self) -> None:
        """Raises BadInput for cells or words that mean what no reader knows."""
        if self.cells is not None:
            one_of("--cells", self.cells, Cells)
        for meaning in self.words.values():
            one_of("--words", meaning, Meaning)


def lines_of(text: str) -> list[str]:
    """The lines, whatever ends them; unlike str.splitlines, nothing but a line's end parts two."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@dataclass(frozen=True)
class Source:
    """One file. name: as messages give it."""

    name: str
    data: bytes
    options: Options = field(default_factory=Options)

    @cached_property
    def text(self) -> str:
        """The file as text, whatever its encoding. Raises BadInput for binary data."""
        return decoded(self.data, self.name)
