"""Tasks on a Dask cluster.

Dask's own client hands them out: it takes a fifth of the processor time of joblib's Dask backend a task, and says what
was lost. The scheduler gives the tasks of a lost worker to another. Several items go together as one task, so that
handing out costs little beside the work.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Sequence
from typing import Any

from hustings.election.extras import extras
from hustings.election.problems import BadInput, Problem
from hustings.many.connecting import checked_workers, connected, quiet
from hustings.many.outcome import Item, Outcome, Result, attempt, lost, not_sent

# Seconds between looks at whether all is well.
LOOK = 5
# Seconds between questions whether to give up.
OVER = 0.5
# So many looks in a row may find no worker; a worker that was killed is back after a second or two.
LOOKS_WITHOUT_WORKERS = 6
# So many workers may be lost at a task before it is to blame; Dask's own figure, unless a cluster is set otherwise.
MOST_LOSSES = 4
# So many tasks a worker are handed out, unless there are fewer items: what is lost with one is small.
TASKS_A_WORKER = 32


def outcomes_on_cluster(
    task: Callable[[Item], Result], items: Sequence[Item], address: str
) -> Generator[Outcome[Item, Result]]:
    """The outcomes, in the order of the items. Raises BadInput for no cluster there, another version, a lost one."""
    with extras(), quiet(), connected(address) as client:
        size = max(1, len(items) // (TASKS_A_WORKER * len(checked_workers(client, address))))
        groups = [items[start : start + size] for start in range(0, len(items), size)]
        futures = _handed_out(client, task, groups)
        done = 0
        for number, group in enumerate(groups):
            so_far = f"{done} of {len(items)} tasks were done"
            outcomes = _result(client, futures[number], so_far)
            if outcomes is None:
                # Whichever task a lost worker had besides is suspected, too: so this one is done when all others are.
                for other in futures[number + 1 :]:
                    _result(client, other, so_far)
                outcomes = [_alone(client, task, item, so_far) for item in group]
            for outcome in outcomes:
                done += 1
                yield outcome
            futures[number].release()


def _alone(client: Any, task: Callable[[Item], Result], item: Item, so_far: str) -> Outcome[Item, Result]:
    """The outcome of a task beside which the cluster has nothing of ours to do."""
    (future,) = _handed_out(client, task, [[item]])
    outcomes: list[Outcome[Item, Result]] | None = _result(client, future, so_far)
    return lost(item, MOST_LOSSES) if outcomes is None else outcomes[0]


def _handed_out(client: Any, task: Callable[[Item], Result], groups: Sequence[Sequence[Item]]) -> list[Any]:
    """A future for each group. Bytes are sent, which only a worker opens: the scheduler need not know the task."""
    from cloudpickle import dumps

    try:
        sent = [dumps((task, group)) for group in groups]
    except Exception as error:
        raise not_sent(error) from None
    futures: list[Any] = client.map(_attempt_all, sent, pure=False)
    return futures


def _attempt_all(sent: bytes) -> list[Outcome[Any, Any]]:
    try:
        task, items = pickle.loads(sent)
    except Exception as error:
        raise not_sent(error) from None
    return [attempt(task, item) for item in items]


def _result(client: Any, future: Any, so_far: str) -> Any:
    """The future's result; None where its workers were lost again and again. Raises BadInput for a lost cluster."""
    from distributed import KilledWorker

    try:
        return result_of(client, future, so_far)
    except KilledWorker:
        return None


def result_of(client: Any, future: Any, so_far: str, over: Callable[[], bool] | None = None) -> Any:
    """The future's result.

    Every few seconds there is a look whether the cluster is still there. Raises BadInput where it is not, and what
    Dask raises where worker after worker was lost. over: asked twice a second, whether to give up: TimeoutError.
    """
    from asyncio import CancelledError as Cancelled
    from concurrent.futures import CancelledError

    looks, waits = 0, 0
    while True:
        try:
            return future.result(timeout=OVER if over else LOOK)
        except TimeoutError:
            if over and over():
                raise
            waits += 1
            if over and waits * OVER < LOOK:
                continue
            waits, looks = 0, 0 if _workers_now(client, so_far) else looks + 1
            if looks >= LOOKS_WITHOUT_WORKERS:
                raise _gone("no worker is left", so_far) from None
        except (Cancelled, CancelledError, OSError):
            raise _gone("its scheduler does not answer any more", so_far) from None


def _workers_now(client: Any, so_far: str) -> dict[str, int]:
    try:
        threads: dict[str, int] = client.nthreads()
    except Exception:
        raise _gone("its scheduler does not answer any more", so_far) from None
    return threads


def _gone(why: str, so_far: str) -> BadInput:
    return BadInput(Problem("--workers", f"the Dask cluster was lost: {why}; {so_far}"))
