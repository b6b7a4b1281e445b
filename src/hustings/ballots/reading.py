"""Reading a ballots file, whatever its format."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots
from hustings.ballots.names import full_names
from hustings.ballots.registry import format_called, format_of
from hustings.ballots.source import Options, Source
from hustings.election.files import read_bytes
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, shown


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
        reading = chosen.read(source)
        _check_names(reading)
        return _with_warnings(reading)
    except OverflowError:
        said = "there are more papers than can be counted: the numbers of papers add up to more than 2 to the power 63"
        raise BadInput(Problem(source.name, said)) from None


def _check_names(reading: Reading) -> None:
    """Raises BadInput for candidates without a name, and for two whom nothing but capitals, spaces or signs that
    cannot be seen tells apart: a lot or a decision goes by the name."""
    problems, seen = [], dict[str, str]()
    for number, name in enumerate(full_names(reading.ballots), 1):
        key = folded(name)
        if not key:
            problems.append(Problem(reading.file, f"candidate {number} has no name"))
        elif key in seen:
            said = f"{shown(seen[key])} and {shown(name)} are the same name but for capitals, spaces and the like"
            problems.append(Problem(reading.file, f"{said}; tell the two candidates apart"))
        seen.setdefault(key, name)
    if problems:
        raise BadInput(problems)


def _with_warnings(reading: Reading) -> Reading:
    """The reading with what a person should look at, whatever the format."""
    if not reading.ballots.decimals:
        return reading
    said = (
        f"papers have weights with decimals and add up to {reading.ballots.total.normalize():f}; where a quota is a "
        "whole number of papers, who is elected can depend on the scale of the weights"
    )
    return replace(reading, warnings=(*reading.warnings, said))


def read_ballots(path: str | Path, options: Options | None = None) -> Ballots:
    """The ballots in this file alone; see `read`."""
    return read(path, options).ballots


def read_for(path: str | Path, names: tuple[str, ...], undeclared: Collection[int] = ()) -> Ballots:
    """The ballots that a record with these candidates was made from: read with its list where they name fewer.

    undeclared: numbers in that list of write-ins, who are on no list of candidates.
    """
    listed = tuple(name for number, name in enumerate(names, 1) if number not in undeclared)
    try:
        cast = read_ballots(path)
        if cast.names == names:
            return cast
    except BadInput:
        return read_ballots(path, Options(listed, "the record"))
    strangers = {folded(name) for name in cast.names} - {folded(name) for name in names}
    return cast if strangers else read_ballots(path, Options(listed, "the record"))
