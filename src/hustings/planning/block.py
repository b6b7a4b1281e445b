"""Papers that many scenarios share, and how they are counted in all of these at once."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.ballots.views import Arrays, ballots_from
from hustings.election.problems import BadInput, Problem
from hustings.forecast.papers import Sample
from hustings.rules.question import Question

if TYPE_CHECKING:
    from hustings.kernel.batch import Batch


class Block:
    """Papers, and scenarios as weights on them: as many rows as scenarios."""

    def __init__(self, drawn: Sample, weights: NDArray[np.int64]) -> None:
        self.sample, self.weights = drawn, _narrow(weights)
        there = drawn.rankings != 0
        lengths = there.sum(axis=1)
        self.starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        self.tokens = drawn.rankings[there]
        self.slots = np.flatnonzero(self.tokens < 0)
        self.slot = -self.tokens[self.slots] - 1
        self.slot_area = drawn.area.repeat(lengths)[self.slots]
        self.papers = np.ones(len(lengths), np.int64)

    def rows(self, rows: slice) -> Block:
        """The same papers in some of the scenarios."""
        return self.weighed(self.weights[rows])

    def weighed(self, weights: NDArray[Any]) -> Block:
        """The same papers in other scenarios."""
        other = copy(self)
        other.weights = _narrow(weights)
        return other

    def ballots(self, names: tuple[str, ...], table: NDArray[np.int16]) -> Ballots:
        """The papers when each area has its order (a row of the table), one ranking a row, in step with the weights."""
        tokens = self.tokens.copy()
        tokens[self.slots] = table[self.slot_area, self.slot]
        return ballots_from(names, Arrays(tokens, self.starts, self.papers))


def _narrow(weights: NDArray[Any]) -> NDArray[Any]:
    """In 32 bits, where they fit."""
    return np.ascontiguousarray(weights, np.int32 if weights.max(initial=0) < 2**31 else np.int64)


def counted(
    asked: Sequence[tuple[Ballots, NDArray[Any]]], question: Question, contest: str, *, decimals: int,
    threads: int | None,
) -> list[Batch]:  # fmt: skip
    """Ballots counted once for each row of their weights; whatever there is is shared out among threads. Raises
    BadInput where a scenario has no result, or the compiled counter does not know the rule book."""
    from hustings.kernel.batch import DECIDED, count_batch, count_rows, plant
    from hustings.kernel.exactness import Refused

    options: dict[str, Any] = {"decimals": decimals, "threads": threads}
    try:
        if len(asked) == 1:
            ((ballots, weights),) = asked
            batches = [count_batch(plant(ballots, question), weights, question, **options)]
        else:
            batches = count_rows(asked, question, **options) if asked else []
    except Refused as error:
        raise BadInput(Problem(contest, f"it cannot be planned: {error}")) from None
    if any((batch.status != DECIDED).any() for batch in batches):
        said = "a scenario of its forecast has no result: its constraints cannot be met, or a tie needs a lot"
        raise BadInput(Problem(contest, said))
    return batches
