"""What is wrong with an input, said so that a person can mend it: file, line, value, what would be right.

A message names a parameter as the command line does, as in "--lot-seed TEXT". `str` of a problem or an error gives it
as a Python program calls it (`lot_seed=TEXT`); `on_command_line` leaves it as it is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

FLAG = re.compile(r"(?<![\w-])--([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?: (?=[A-Z]+\b))?")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input.

    source: the file as the user named it, or the parameter ("--seats") the value came from.
    line: counted from 1; None where the problem is of the whole file.
    said: what is there, and what would be right, as one sentence without a full stop.
    """

    source: str
    said: str
    line: int | None = None

    @property
    def file(self) -> str:
        """The file as the user named it; "" where the problem is of a parameter."""
        return "" if self.field else self.source

    @property
    def field(self) -> str:
        """The parameter the value came from, as "lot_seed"; "" where the problem is of a file."""
        match = FLAG.fullmatch(self.source)
        return match[1].replace("-", "_") if match else ""

    @property
    def value(self) -> str:
        """The invalid value as the message quotes it; "" where it quotes none."""
        match = re.search("“(.*?)”", self.said)
        return match[1] if match else ""

    @property
    def message(self) -> str:
        """What is there, and what would be right, for a program's user."""
        return without_flags(_printable(self.said))

    def on_command_line(self) -> str:
        """The problem as one line, with its place and the command line's options."""
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return _printable(f"{where}: {self.said}")

    def __str__(self) -> str:
        return without_flags(self.on_command_line())


class HustingsError(Exception):
    """What ends a task with a message instead of a result.

    status: the exit status of a command that ends with it. problems: everything that is wrong, one by one.
    """

    status = 1
    problems: tuple[Problem, ...] = ()

    def on_command_line(self) -> str:
        """The message, with the command line's options."""
        return super().__str__()

    def __str__(self) -> str:
        return without_flags(self.on_command_line())

    def __reduce__(self) -> tuple[Any, ...]:
        # So that it can come from another process, whatever its kind is made from.
        return _made_again, (type(self), self.args, self.__dict__)


class BadInput(HustingsError):
    """The input cannot be used; `problems` says all that is wrong with it."""

    status = 2

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(problem.on_command_line() for problem in self.problems))


def _made_again(kind: type[HustingsError], args: tuple[Any, ...], state: dict[str, Any]) -> HustingsError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


def without_flags(text: str) -> str:
    """The text with parameters as a Python program calls them.

    >>> without_flags("the ballots do not say how many places there are; say --seats N")
    'the ballots do not say how many places there are; say seats=N'
    >>> without_flags("--lot-seed: a character that cannot be printed")
    'lot_seed: a character that cannot be printed'
    """

    def called(match: re.Match[str]) -> str:
        return match[1].replace("-", "_") + ("=" if match[0].endswith(" ") else "")

    return FLAG.sub(called, text)


def _printable(text: str) -> str:
    """The text in one line, with nothing unprintable in it."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.split()))


def shown(value: object, most: int = 60) -> str:
    """The value in quotation marks, shortened, with nothing unprintable: fit for a message."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value)[: most + 1])
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"


def to_type(text: str, most: int = 120) -> str:
    """The text as part of an option that a message suggests; shortened where nobody would type it."""
    return f"{text[:most]}…" if len(text) > most else text


def nearest(value: str, known: Iterable[str]) -> str:
    """« (did you mean “scottish”?)» for a near miss of a known word, else nothing."""
    match = difflib.get_close_matches(value, list(known), n=1)
    return f" (did you mean “{match[0]}”?)" if match else ""
