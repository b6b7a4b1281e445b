"""Reading a ballots file, whatever its format."""

from __future__ import annotations

from pathlib import Path

from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots
from hustings.ballots.registry import format_called, format_of
from hustings.ballots.soundness import sound
from hustings.ballots.source import Options, Source
from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, Problem


def read(path: str | Path, options: Options | None = None, format: str | None = None) -> Reading:
    """The ballots in this file, with an account of what everything in it was taken for.

    format: the name of one; else the file's content decides. Raises BadInput with all that is wrong in it.
    """
    named = format_called(format) if format is not None else None
    source = Source(str(path), read_bytes(path), options or Options())
    return read_source(source, named.name if named else None)


def read_source(source: Source, format: str | None = None) -> Reading:
    """As `read`, of bytes that are there already."""
    if not source.data.strip():
        raise BadInput(Problem(source.name, "the file is empty; it should hold ballots"))
    chosen = format_called(format) if format is not None else format_of(source.data, source.name)
    try:
        return sound(chosen.read(source))
    except OverflowError:
        said = "there are more papers than can be counted: the numbers of papers add up to more than 2 to the power 63"
        raise BadInput(Problem(source.name, said)) from None


def read_ballots(path: str | Path, format: str | None = None) -> Ballots:
    """The ballots in this file alone; see `read`."""
    return read(path, format=format).ballots
