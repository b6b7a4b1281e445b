"""One function for work that falls into tasks which need nothing of one another."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing

from hustings.many.here import outcomes_here
from hustings.many.outcome import Item, Outcome, Result
from hustings.many.workers import Workers, workers_of

Progress = Callable[[float, str], None]


def each(
    task: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int | str | None = None,
    progress: Progress | None = None,
    of: str = "tasks",
) -> Generator[Outcome[Item, Result]]:
    """Do a task on every item, on as many workers as there are; outcomes come one by one, in the order of the items.

    task: a function of one item, which can be called elsewhere. items: small values from which the task rebuilds what
    it needs, such as files' names, seeds and options; no large arrays. A task should take a tenth of a second or more.
    workers: 4 or "processes:4"; "threads:4", for tasks that spend their time in compiled code; "dask://HOST:PORT", a
    cluster; None for a process for every core. progress: told what part is done. of: what the items are, in its words.

    A task that fails has an outcome with its `error`, and the others go on. What a lost worker was doing is done again.
    The outcomes are the same for any workers. Raises BadInput where there are no such workers, or the cluster is lost.

    >>> from hustings import each
    >>> [outcome.result for outcome in each(len, ["Ann", "Bo"], workers=1)]
    [3, 2]
    >>> [outcome.error for outcome in each(int, ["1", "one"], workers=1)][1][:10]
    'ValueError'
    """
    who, given = workers_of(workers), list(items)
    return outcomes(task, given, who, progress, of)


def outcomes(
    task: Callable[[Item], Result], items: Sequence[Item], workers: Workers, progress: Progress | None, of: str
) -> Generator[Outcome[Item, Result]]:
    """As `each`, for workers that are known to be some."""
    with closing(_made(task, items, workers)) as made:
        for number, outcome in enumerate(made, 1):
            if progress is not None:
                progress(number / len(items), f"{number} of {len(items)} {of} done")
            yield outcome


def _made(task: Callable[[Item], Result], items: Sequence[Item], workers: Workers) -> Generator[Outcome[Item, Result]]:
    if workers.kind != "dask":
        yield from outcomes_here(task, items, workers)
        return
    from hustings.many.cluster import outcomes_on_cluster

    yield from outcomes_on_cluster(task, items, workers.address)
