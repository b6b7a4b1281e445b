"""Tasks on this machine: one after another, in threads, or in processes (joblib).

A process that is lost (killed, out of memory) takes joblib's pool with it. The tasks whose outcomes have not been given
out are then done again by a new pool. When that happens twice at the same task, a process does this task alone: if that
is lost, too, the task is to blame, its outcome says so, and the others go on.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from hustings.many.outcome import Item, Outcome, Result, attempt, lost, not_sent
from hustings.many.workers import Workers

# So many times may the pool be lost at a task before the task is done alone.
LOSSES = 2
# Seconds after which a worker looks again whether its program is there.
LOOK = 1.0


def outcomes_here(
    task: Callable[[Item], Result], items: Sequence[Item], workers: Workers
) -> Iterator[Outcome[Item, Result]]:
    """The outcomes, in the order of the items."""
    number = min(workers.number, len(items))
    if number < 2:
        yield from (attempt(task, item) for item in items)
    elif workers.kind == "threads":
        yield from _parallel(task, items, number, "threading")
    else:
        yield from _in_processes(task, items, number)


def _in_processes(
    task: Callable[[Item], Result], items: Sequence[Item], number: int
) -> Iterator[Outcome[Item, Result]]:
    from pickle import PicklingError

    from joblib.externals.loky.process_executor import BrokenProcessPool, TerminatedWorkerError

    done, losses = 0, 0
    while done < len(items):
        try:
            for outcome in _parallel(task, items[done:], number, "loky"):
                done, losses = done + 1, 0
                yield outcome
        except TerminatedWorkerError:
            losses += 1
            if losses >= LOSSES:
                yield _alone(task, items[done], losses)
                done, losses = done + 1, 0
        except (BrokenProcessPool, PicklingError) as error:
            raise not_sent(error.__cause__ or error) from None


def _alone(task: Callable[[Item], Result], item: Item, losses: int) -> Outcome[Item, Result]:
    """The outcome of a task that is done by a process of its own."""
    from joblib.externals.loky import ProcessPoolExecutor
    from joblib.externals.loky.process_executor import BrokenProcessPool

    with ProcessPoolExecutor(1, initializer=_begin_worker, initargs=(os.getpid(), tuple(sys.path))) as pool:
        try:
            outcome: Outcome[Item, Result] = pool.submit(attempt, task, item).result()
        except BrokenProcessPool:
            return lost(item, losses + 1)
        return outcome


def _parallel(
    task: Callable[[Item], Result], items: Sequence[Item], number: int, backend: str
) -> Iterator[Outcome[Item, Result]]:
    from joblib import Parallel, delayed

    options = {"initializer": _begin_worker, "initargs": (os.getpid(), tuple(sys.path))} if backend == "loky" else {}
    parallel = Parallel(n_jobs=number, backend=backend, return_as="generator", max_nbytes=None, **options)
    made = parallel(delayed(partial(attempt, task))(item) for item in items)
    try:
        for outcome in made:  # noqa: UP028 (`yield from` would close it before the block below does)
            yield outcome
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # joblib's, that work was done for nothing: the caller knows
            made.close()


def _begin_worker(program: int, path: Sequence[str]) -> None:
    """Make a process a worker of the program with this number, which finds modules on this path.

    Ctrl-C goes to every process of a terminal; here it is left to the program, which ends its workers. A program that
    is killed cannot do that: so a worker ends when the program is there no more.
    """
    sys.path[:] = path
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(program,), daemon=True).start()


def _end_with(program: int) -> None:
    while os.getppid() == program:
        time.sleep(LOOK)
    os._exit(1)
