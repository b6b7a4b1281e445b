"""How many to stand: the same forecast, were the slate to have fewer names, or more.

Fewer: the first names of its order stand. More: names not yet found join, in no group that a constraint speaks of, and
as little known as the least known of the slate. What voters begin with the slate stays as it is: that is an assumption
which the figures say nothing about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hustings.election.problems import BadInput, Problem, shown
from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast, unsure_of
from hustings.rules.question import Question

# What the names end in of those who are yet to be found.
NOT_FOUND = ", not yet found"


@dataclass(frozen=True, slots=True)
class Sized:
    """The forecast, the question and the settled orders of a slate of another size."""

    forecast: Forecast
    question: Question
    fixed: Mapping[str, Order]


def sized(forecast: Forecast, question: Question, fixed: Mapping[str, Order], size: int) -> Sized:
    """The slate with so many names, from 1."""
    mine = forecast.followings[forecast.planning]
    standing, leaving = mine.names[:size], mine.names[size:]
    new = range(len(mine.names) + 1, size + 1)
    numbers = tuple(len(forecast.names) + i for i in range(1, len(new) + 1))
    following = replace(
        mine,
        names=standing + numbers,
        recognition=mine.recognition[:size] + (min(mine.recognition),) * len(new),
        unsure=unsure_of(mine.said[:size] + (False,) * len(new), forecast.ballot_order) if mine.unsure else (),
    )
    followings = tuple(following if each is mine else each for each in forecast.followings)
    names = forecast.names + tuple(f"name {number} of {forecast.slate}{NOT_FOUND}" for number in new)
    return Sized(
        replace(forecast, names=names, followings=followings),
        replace(question, withdrawn=question.withdrawn | frozenset(leaving)),
        {area: tuple(n for n in order if n in standing) + numbers for area, order in fixed.items()},
    )


def sizes_of(said: str | Iterable[int], seats: int) -> tuple[int, ...]:
    """From “4,5,6”, or from numbers: sizes from 1 to the seats, each once, from the smallest. Raises BadInput."""
    parts = said.split(",") if isinstance(said, str) else [*map(str, said)]
    try:
        sizes = {int(part) for part in parts}
    except ValueError:
        sizes = {0}
    if not all(1 <= size <= seats for size in sizes):
        right = f"should be whole numbers from 1 to {seats}, as in 4,5,6"
        raise BadInput(Problem("--sizes", f"{shown(','.join(parts))} {right}"))
    return tuple(sorted(sizes))
