"""The rule books side by side: whom each elects from the same papers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

import hustings
from hustings.election.examples import example
from hustings.office.setup.contests import Book, books

SAMPLE = "ers97-model-election.blt"
# With seven places the rule books differ on it: whether a surplus goes to those elected already decides the last place.
USUAL_SEATS = 7


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule book, and what it makes of the sample. why_not: why there is no count, "" where there is one."""

    book: Book
    elected: tuple[str, ...] = ()
    quota: str = ""
    stages: int = 0
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample's papers, places and title; the rule books on it; who is elected by every one. most: places."""

    title: str
    papers: int
    seats: int
    most: int
    counted: tuple[Counted, ...]
    everywhere: frozenset[str]


def sample(seats: int) -> Sample:
    """Every rule book on the example of the Electoral Reform Society's rules of 1997; each number of places once.

    Raises BadInput where the examples are not installed. Ties fall to a lot with a fixed seed.
    """
    most = len(hustings.read_ballots(example(SAMPLE)).names) - 1
    return _counted(min(seats, most) or USUAL_SEATS, most)


@cache
def _counted(seats: int, most: int) -> Sample:
    ballots = hustings.read_ballots(example(SAMPLE))
    known = {book.name: book for book in books()}
    found = hustings.compare(ballots, known, seats, lot_seed=SAMPLE)
    counted = [
        Counted(known[name], count.elected, _quota(count), len(count.stages)) for name, count in found.counts.items()
    ]
    counted += [Counted(known[name], why_not=why) for name, why in found.refused.items()]
    counted.sort(key=lambda each: list(known).index(each.book.name))
    elected = [set(each.elected) for each in counted if each.elected]
    everywhere = frozenset(set.intersection(*elected)) if elected else frozenset()
    return Sample(ballots.title, int(ballots.total), seats, most, tuple(counted), everywhere)


def _quota(count: hustings.Count) -> str:
    """The quota at the end, to two places at most."""
    if count.quota is None:
        return ""
    exact = Fraction(count.quota)
    return f"{Decimal(exact.numerator) / exact.denominator:.2f}".rstrip("0").rstrip(".")
