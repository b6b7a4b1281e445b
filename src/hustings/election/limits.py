"""What a whole number, or a word from a short list, may be: one place for commands and for what a program calls.

Commands load this before they know what they need, so it loads nothing itself.
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

if TYPE_CHECKING:
    from hustings.election.problems import BadInput


class Whole(NamedTuple):
    """A whole number, with its limits. option: where it is said, as "--draws"."""

    option: str
    least: int | None = None
    most: int | None = None

    def of(self, value: Any) -> int:
        """The number as an int, whichever kind of integer it was. Raises BadInput for what is none or out of range."""
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise _refused(self.option, f"“{value}” should be a whole number")
        number = index(value)
        if self.least is not None and number < self.least:
            raise _refused(self.option, f"{number:,} should be at least {self.least:,}")
        if self.most is not None and number > self.most:
            raise _refused(self.option, f"{number:,} should be at most {self.most:,}")
        return number

    def maybe(self, value: Any | None) -> int | None:
        """The same where nothing need be said."""
        return None if value is None else self.of(value)


SEATS = Whole("--seats")
DRAWS = Whole("--draws", 10, 100_000)
ELECTIONS = Whole("--draws", 1, 100_000)
SEED = Whole("--seed", 0)
ROUNDS = Whole("--rounds", 0, 1000)
CHOICES = Whole("--choices", 50, 100_000)
LISTS = Whole("--lists", 1)
NODES = Whole("--nodes", 1)
HALF_LIFE = Whole("--half-life", 1, 3650)
CALLS = Whole("--calls", 10, 10_000)


def one_of(option: str, value: object, answers: Any) -> None:
    """Raises BadInput for a value that this Literal type does not list."""
    known = get_args(answers)
    if value not in known:
        from hustings.election.problems import nearest

        raise _refused(option, f"“{value}” should be {' or '.join(known)}{nearest(str(value), known)}")


def _refused(option: str, said: str) -> BadInput:
    from hustings.election.problems import BadInput, Problem

    return BadInput(Problem(option, said))
