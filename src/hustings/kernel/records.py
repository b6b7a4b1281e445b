"""Full facts of many elections, which `batch` leaves out: on all cores, and never many at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.ballots.views import with_papers
from hustings.kernel.batch import Planted, cores
from hustings.kernel.counter import count
from hustings.record.facts import Facts
from hustings.rules.question import Question


def facts_of_batch(
    planted: Planted, weights: NDArray[Any], question: Question, *, decimals: int = 0, threads: int | None = None
) -> Iterator[Facts]:
    """The facts of every row of weights, in their order, as `batch.count_batch` counts them."""
    cast = (with_papers(planted.ballots, row, decimals=decimals) for row in weights)
    return facts_of_each(((ballots, question) for ballots in cast), threads=threads)


def facts_of_each(pairs: Iterable[tuple[Ballots, Question]], *, threads: int | None = None) -> Iterator[Facts]:
    """The facts of every pair, in their order; pairs are taken as they are needed. Raises as `counter.count`.

    The compiled counter holds no lock while it counts, so threads are enough; the answer is the same for any number.
    """
    threads = threads or cores()
    waiting: deque[Future[Facts]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for ballots, question in pairs:
            waiting.append(pool.submit(count, ballots, question))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
