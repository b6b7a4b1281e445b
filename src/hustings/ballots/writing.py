"""Writing a ballots file, and saying what its format cannot hold."""

from __future__ import annotations

from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.ballots.blt import blt_text
from hustings.ballots.csv_papers import ballots_csv
from hustings.ballots.preflib import KINDS, preflib_text
from hustings.election.files import write_atomically
from hustings.election.problems import BadInput, Problem, nearest, shown

FORMATS = ("blt", "csv", *KINDS)


def write_ballots(ballots: Ballots, path: str | Path) -> list[str]:
    """Write the ballots in the format of the path's extension; what it could not hold, in words.

    Raises BadInput for an extension that names no format we write, and for ballots that the format cannot hold at all.
    """
    path = Path(path)
    kind = path.suffix.lower().removeprefix(".")
    if kind == "blt":
        text, lost = blt_text(ballots)
    elif kind == "csv":
        text, lost = ballots_csv(ballots)
    elif kind in KINDS:
        text, lost = preflib_text(ballots, kind, str(path))
    else:
        known = ", ".join(f".{each}" for each in FORMATS)
        raise BadInput(
            Problem(str(path), f"{shown(path.suffix)} is no format we write{nearest(kind, FORMATS)}; {known} are")
        )
    write_atomically(path, text)
    return lost
