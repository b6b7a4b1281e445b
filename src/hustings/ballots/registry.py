"""The formats of ballots files: which there are, and which one a file's content is.

Each is one file in `formats/` with a FORMAT, found by being there. A file's content decides which format it is; its
ending only where the content could be several.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from hustings.ballots import formats
from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots
from hustings.ballots.source import Source
from hustings.election.problems import BadInput, Problem, nearest, shown

Writer = Callable[[Ballots, str, str], tuple[str, list[str]]]


class Match(IntEnum):
    """How well content fits a format. SURE: no other format begins like that, so no other is asked."""

    NO = 0
    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    name: as `--format` and a reading say it; of the file in `formats/` too. title: in words, for people. endings: of
    files' names, without the dot. recognise: how well this content fits. read: raises BadInput with all that is wrong.
    write: the text and what it cannot hold, in words, given ballots, the ending and the file's name; raises BadInput
    for ballots that the format cannot hold at all. writes: the endings it writes. takes: options of tables that mean
    something here too, such as "--question". table: whether it is a table, of
    which a user may say what its columns, words and numbers are.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    recognise: Callable[[bytes], Match]
    read: Callable[[Source], Reading]
    write: Writer | None = None
    writes: tuple[str, ...] = ()
    table: bool = False
    takes: tuple[str, ...] = ()


@cache
def names() -> tuple[str, ...]:
    """The names of all formats."""
    return tuple(module.name for module in iter_modules(formats.__path__))


@cache
def format_called(name: str) -> Format:
    """The format of this name. Raises BadInput where there is none."""
    if name not in names():
        said = f"there is no format {shown(name)}{nearest(name, names())}; there are {', '.join(names())}"
        raise BadInput(Problem("--format", said))
    found: Format = import_module(f"{formats.__name__}.{name}").FORMAT
    return found


def every_format() -> list[Format]:
    """All formats, in the order of their names."""
    return [format_called(name) for name in names()]


def format_of(data: bytes, name: str) -> Format:
    """The format that the content fits best; the file's ending decides between equals.

    name: of the file. Where the content fits none, the ending's format is left to say what is wrong with it.
    Raises BadInput where there is no such format.
    """
    ending = name.rpartition(".")[2].lower()
    if ending in names() and (own := format_called(ending)).recognise(data) is Match.SURE:
        return own
    fits = [(each.recognise(data), ending in each.endings, each) for each in every_format()]
    fit, by_ending, best = max(fits, key=lambda found: found[:2])
    if fit is Match.NO and not by_ending:
        known = ", ".join(f"{each.title} ({each.name})" for each in every_format())
        said = f"its content is like none of the formats that can be read: {known}; name one with --format"
        raise BadInput(Problem(name, said))
    return best


def writer_of(ending: str, name: str) -> Writer:
    """The writer of files with this ending. name: of the file. Raises BadInput where there is none."""
    for each in every_format():
        if each.write and ending in each.writes:
            return each.write
    endings = [f".{ending}" for each in every_format() for ending in each.writes]
    said = f"{shown('.' + ending)} is not a format that can be written{nearest('.' + ending, endings)}"
    raise BadInput(Problem(name, f"{said}; {', '.join(endings)} are"))
