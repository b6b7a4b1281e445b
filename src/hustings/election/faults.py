"""Reading several things and saying all that is wrong with any of them at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hustings.election.folder.missing import MissingFile
from hustings.election.problems import BadInput, Problem

T = TypeVar("T")


class Faults:
    """What has been found wrong so far. problems: readers that take a list of problems can add to it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.missing: MissingFile | None = None

    def of(self, read: Callable[[], T]) -> T | None:
        """What is read, or None and its problems here."""
        try:
            return read()
        except MissingFile as error:
            self.missing = error
            self.problems.extend(error.problems)
        except BadInput as error:
            self.problems.extend(error.problems)
        return None

    def stop(self) -> None:
        """Raise BadInput with everything, each once; files that are not there alone are shown with a minimal one."""
        if self.missing and len(self.problems) == len(self.missing.problems):
            raise self.missing
        if self.problems:
            raise BadInput(dict.fromkeys(self.problems))
