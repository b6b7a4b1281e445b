"""Who acts: the account whose request is being answered; in a solo office, its one user.

It is set for the length of a request, and everything that is written down of an act takes it from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """account: its number; 0 where nobody has an account. role: in the election that the request is about."""

    name: str
    account: int = 0
    role: str = ""

    def __str__(self) -> str:
        """As the acts name them: two people of one name are two accounts."""
        return f"{self.name} (account {self.account})" if self.account else self.name


SOLO = Actor("the officer")
_acting: ContextVar[Actor] = ContextVar("acting", default=SOLO)


def actor() -> Actor:
    """Who acts now."""
    return _acting.get()


def who() -> str:
    """Who acts now, as the acts name them."""
    return str(actor())


@contextmanager
def acting(by: Actor) -> Iterator[None]:
    """Everything inside is done by this actor."""
    before = _acting.set(by)
    try:
        yield
    finally:
        _acting.reset(before)
