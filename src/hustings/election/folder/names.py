"""Finding what a person meant by a name: exactly, or but for capitals and spacing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from hustings.election.problems import nearest, shown

T = TypeVar("T")


def folded(name: str) -> str:
    """The name without capitals and with single spaces: two names that fold alike are taken for one."""
    return " ".join(name.casefold().split())


class Register(Generic[T]):
    """Things by their names (or ids, or codes). noun: what a message calls one of them. file: where they are listed."""

    def __init__(self, noun: str, file: str, named: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        self.noun, self.file = noun, file
        pairs = list(named.items() if isinstance(named, Mapping) else named)
        self._exact: dict[str, T] = {}
        self._folded: dict[str, T] = {}
        for name, thing in pairs:
            self._exact.setdefault(name, thing)
            self._folded.setdefault(folded(name), thing)

    def find(self, said: str) -> T | None:
        """The thing meant, or None."""
        exact = self._exact.get(said)
        return exact if exact is not None else self._folded.get(folded(said))

    def unknown(self, said: str) -> str:
        """What is said of a name that is not here."""
        if not self._exact:
            return f"there is no {self.noun} {shown(said)}, for {self.file} names none"
        return f"there is no {self.noun} {shown(said)} in {self.file}{nearest(said, self._exact)}"
