"""Reading a ballots file, whatever its format."""

from __future__ import annotations

from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.ballots.blt import parse_blt
from hustings.election.files import read_bytes

PARSERS = {".blt": parse_blt}


def read_ballots(path: str | Path) -> Ballots:
    """The ballots in this file, by its extension, BLT where that says nothing. Raises BadInput with all that is
    wrong."""
    path = Path(path)
    return PARSERS.get(path.suffix.lower(), parse_blt)(read_bytes(path), str(path))
