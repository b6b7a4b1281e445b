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
    path = Path(path)
    ending = path.suffix.lower().removeprefix(".")
    text, lost = writer_of(ending, str(path))(ballots, ending, str(path))
    write_atomically(path, text)
    return lost
