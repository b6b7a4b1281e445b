"""Writing a ballots file, and saying what its format cannot hold."""

from __future__ import annotations

from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.ballots.registry import writer_of
from hustings.election.files import write_atomically


def write_ballots(ballots: Ballots, path: str | Path) -> list[str]:
    """Write the ballots in the format of the path's ending; what it could not hold, in words.

    Raises BadInput for an ending that names no format that is written, and for ballots that the format cannot hold.
    """
    text, lost = ballots_text(ballots, Path(path))
    write_atomically(path, text)
    return lost


def ballots_text(ballots: Ballots, path: Path) -> tuple[str, list[str]]:
    """What `write_ballots` would write to this path, and what its format cannot hold."""
    ending = path.suffix.lower().removeprefix(".")
    return writer_of(ending, str(path))(ballots, ending, str(path))
