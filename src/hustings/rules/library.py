"""The library of rule books: every file in `books/` is one; a new rule book is a new file and nothing else."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.rules import books
from hustings.rules.book import Rules


@functools.cache
def names() -> tuple[str, ...]:
    """The names of all rule books, alphabetically, without loading them."""
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(books.__path__)))


@functools.cache
def rule_book(name: str, said_by: str = "--rules") -> Rules:
    """The rule book of this name. Raises BadInput, with the nearest name, for one there is not.

    said_by: where the name came from, for the message.
    """
    if name not in names():
        raise BadInput(Problem(said_by, no_rule_book(name)))
    module = importlib.import_module(f"{books.__name__}.{name.replace('-', '_')}")
    rules: Rules = module.RULES
    return rules


def no_rule_book(name: str) -> str:
    """What is said of a name that is no rule book's."""
    return f"there is no rule book {shown(name)}{nearest(name, names())}; there are {', '.join(names())}"
