"""Reading a ballots file as a person says it is to be read, with an account of what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hustings.ballots.account import Reading, account_json
from hustings.ballots.account import account_lines as account_lines
from hustings.ballots.ballots import Ballots
from hustings.ballots.options import cells_of, read_candidates, same_of, words_of
from hustings.ballots.reading import read_asked
from hustings.ballots.source import Options as Options
from hustings.ballots.writing import write_ballots


@dataclass(frozen=True)
class BallotsRead:
    """The ballots of a file, and what it was taken for."""

    reading: Reading

    @property
    def ballots(self) -> Ballots:
        """The ballots alone."""
        return self.reading.ballots

    def account(self) -> Iterable[str]:
        """What the file was taken for, in sentences."""
        return account_lines(self.reading)

    def account_json(self) -> str:
        """The same as JSON text."""
        return account_json(self.reading)

    def write(self, target: Path) -> list[str]:
        """Write the ballots in the format of the file's name; what it cannot hold, in words. Raises BadInput."""
        return list(write_ballots(self.ballots, target))


def options_of(
    candidates: Path | None = None,
    ignore: Sequence[str] = (),
    words: Sequence[str] = (),
    same: Sequence[str] = (),
    cells: str | None = None,
    question: str | None = None,
) -> Options:
    """What a person says of a ballots file. candidates: a file with the contest's list. words: as "TEXT=MEANING".

    same: as "NAME=CANDIDATE". cells: "ranks" or "scores". question: which of an export's. Raises BadInput.
    """
    return Options(
        candidates=read_candidates(candidates) if candidates else (),
        listed_in=str(candidates or ""),
        ignore=tuple(ignore),
        words=words_of(words),
        same=same_of(same),
        cells=cells_of(cells),
        question=question,
    )


def read_with_account(path: Path, options: Options, format: str | None = None) -> BallotsRead:
    """The ballots in a file. format: the name of one; else its content decides. Raises BadInput."""
    return BallotsRead(read_asked(path, options, format))
