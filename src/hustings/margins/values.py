"""The values at which surpluses move, where the last parcel carries them on: docs/margins.md, F2 and B4.

Which value a surplus gives each paper is a part of the sequence, as who is elected and excluded is. So what altered
papers change in it costs papers, and votes after it are exact. Values are whole numbers of the rule book's last place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# Neighbouring values are one way to move a surplus where that is no more than one of these parts of a vote in all.
PARTS = 4


@dataclass(frozen=True, slots=True)
class ValueRange:
    """Papers of one value, which is from `low` to `high`. surpluses: those they came with; 0 stands for none."""

    low: int
    high: int
    surpluses: tuple[int, ...]


Classes = tuple[ValueRange, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """One way for a surplus to move.

    by: "known" if its last parcel carries it; "altered" if papers do that only the alteration brings; "fell" if it is
    no more than a quota fell; "nothing" if there is none. low, high: the value. place: where it is among the classes.
    joins: whether that class has the same value, or is the next lower one.
    """

    by: Literal["known", "altered", "fell", "nothing"] = "known"
    low: int = 0
    high: int = 0
    place: int = 0
    joins: bool = False


def with_value(classes: Classes, carried: Carried, surplus: int) -> Classes:
    """The classes with the papers of a surplus that has moved."""
    before, after = classes[: carried.place], classes[carried.place :]
    if not carried.joins:
        return (*before, ValueRange(carried.low, carried.high, (surplus,)), *after)
    old, *rest = after
    return (*before, ValueRange(carried.low, carried.high, (*old.surpluses, surplus)), *rest)


def class_of(classes: Classes, surplus: int) -> int:
    """The place of the class that the papers of a surplus belong to."""
    return next(i for i, worth in enumerate(classes) if surplus in worth.surpluses)


def lower_values(classes: Classes, above: int, papers: int, one: int, least: int, most: int) -> Iterator[Carried]:
    """Every value from `least` to `most` below that of the class `above`, in parts that do not depend on those two.

    papers: how many papers will have it. one: a value of 1.
    """
    width = 1 + one // (PARTS * max(1, papers))
    for place in range(above + 1, len(classes) + 1):
        upper = classes[place - 1].high - 1
        lower = classes[place].low + 1 if place < len(classes) else 0
        yield from _parts(Carried("known", lower, upper, place), width, least, most)
        if place < len(classes):
            alike = classes[place]
            same = Carried("known", alike.low, min(alike.high, classes[above].high - 1), place, joins=True)
            yield from _parts(same, width, least, most)


def _parts(whole: Carried, width: int, least: int, most: int) -> Iterator[Carried]:
    first = whole.low + max(0, (least - whole.low) // width) * width
    for low in range(first, min(whole.high, most) + 1, width):
        yield Carried(whole.by, low, min(low + width - 1, whole.high), whole.place, whole.joins)
