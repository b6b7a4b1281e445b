"""What is wrong with an input, said so that a person can mend it: file, line, value, what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input.

    file: the file as the user named it, or the option ("--seats") the value came from.
    line: counted from 1; None where the problem is of the whole file.
    said: what is there, and what would be right, as one sentence without a full stop.
    """

    file: str
    said: str
    line: int | None = None

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        text = " ".join(f"{where}: {self.said}".split())
        return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


class Stop(Exception):
    """What ends a command with a message instead of a result; `status` is the program's exit status."""

    status = 1


class BadInput(Stop):
    """The input cannot be used; `problems` says all that is wrong with it."""

    status = 2

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shown(value: object, most: int = 60) -> str:
    """The value in quotation marks, shortened, with nothing unprintable: fit for a message."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value)[: most + 1])
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"


def nearest(value: str, known: Iterable[str]) -> str:
    """« (did you mean “scottish”?)» for a near miss of a known word, else nothing."""
    match = difflib.get_close_matches(value, list(known), n=1)
    return f" (did you mean “{match[0]}”?)" if match else ""
