"""Reading a ballots file, whatever its format."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots, TooManyCandidates
from hustings.ballots.matching import Listed
from hustings.ballots.names import full_names
from hustings.ballots.registry import Format, format_called, format_of
from hustings.ballots.soundness import sound
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
    if _nothing(source):
        raise BadInput(Problem(source.name, "the file is empty; it should hold ballots"))
    chosen = format_called(format) if format is not None else format_of(source.data, source.name)
    _check_meant(source, chosen)
    try:
        return sound(_as_listed(chosen.read(source), source.options))
    except TooManyCandidates as error:
        raise BadInput(Problem(source.name, str(error))) from None
    except OverflowError:
        said = "there are more papers than can be counted: the numbers of papers add up to more than 2 to the power 63"
        raise BadInput(Problem(source.name, said)) from None


def _nothing(source: Source) -> bool:
    """Whether nothing but blanks and the mark of an encoding is there."""
    if not source.data.strip():
        return True
    try:
        return not source.text or source.text.isspace()
    except BadInput:  # no text: a workbook, or an archive
        return False


def _check_meant(source: Source, chosen: Format) -> None:
    """Raises BadInput for options that have no meaning in this format: nothing that the user says is passed over."""
    asked = source.options
    given = {"--ignore": asked.ignore, "--word": asked.words, "--cells": asked.cells, "--question": asked.question}
    without = [option for option, value in given.items() if value and option not in chosen.takes]
    if not chosen.table and without:
        said = f"{source.name} is {chosen.title}, of which it says nothing; leave it out"
        raise BadInput(Problem(option, said) for option in without)


def _as_listed(reading: Reading, options: Options) -> Reading:
    """The reading with whole names where the list has them so: «RON (Re-open nominations)» is one name in both."""
    ballots = reading.ballots
    listed = set(map(folded, options.candidates))
    whole = [full if folded(full) in listed else "" for full in full_names(ballots)]
    if not any(ballots.parties) or not any(whole):
        return reading
    names = tuple(full or name for full, name in zip(whole, ballots.names, strict=True))
    parties = tuple("" if full else party for full, party in zip(whole, ballots.parties, strict=True))
    return replace(reading, ballots=replace(ballots, names=names, parties=parties if any(parties) else ()))


def read_asked(path: str | Path, options: Options, format: str | None = None) -> Reading:
    """As `read`; the candidates are those of the options' list, where there is one. Raises BadInput for others."""
    reading = read(path, options, format)
    listed, ballots = Listed(options), reading.ballots
    if not listed:
        return reading
    special = {*ballots.withdrawn, *ballots.undeclared}
    numbers = {number: listed.number(name) for number, name in enumerate(ballots.names, 1)}
    problems = [
        Problem(reading.file, listed.unknown(ballots.names[number - 1]))
        for number, found in numbers.items()
        if found is None and number not in special
    ]
    lacking = [listed.names[number - 1] for number in listed.standing() if number not in numbers.values()]
    problems += [Problem(reading.file, f"{shown(name)} of {listed.file} is not on the ballots") for name in lacking]
    if problems:
        raise BadInput(problems)
    return reading


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
    try:
        with_list = read_ballots(path, Options(listed, "the record"))
    except BadInput:
        return cast
    return with_list if with_list.names == names else cast
