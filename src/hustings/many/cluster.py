"""Tasks on a Dask cluster.

Dask's own client hands them out: it takes a fifth of the processor time of joblib's Dask backend a task, and says what
was lost. The scheduler gives the tasks of a lost worker to another. Several items go together as one task, so that
handing out costs little beside the work.
"""

from __future__ import annotations

import logging
import pickle
import sys
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from typing import Any

from hustings import __version__
from hustings.election.extras import extras
from hustings.election.problems import BadInput, Problem, shown
from hustings.many.outcome import Item, Outcome, Result, attempt, lost, not_sent

NOISY = ("distributed", "tornado", "asyncio")
# Seconds that a scheduler has to answer, that a first worker has to come, and between looks at whether all is well.
ANSWER, FIRST_WORKER, LOOK = 10, 15, 5
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
    with extras(), _quiet(), _connected(address) as client:
        size = max(1, len(items) // (TASKS_A_WORKER * len(_checked_workers(client, address))))
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
    """The future's result; None where its workers were lost again and again.

    Every few seconds there is a look whether the cluster is still there. Raises BadInput where it is not.
    """
    from asyncio import CancelledError as Cancelled
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    looks = 0
    while True:
        try:
            return future.result(timeout=LOOK)
        except KilledWorker:
            return None
        except TimeoutError:
            looks = 0 if _workers_now(client, so_far) else looks + 1
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


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of the scheduler at this address. Raises BadInput where none answers."""
    distributed: Any = import_module("distributed")
    made: list[Any] = []

    def connect() -> None:
        try:
            made.append(distributed.Client(address, timeout=ANSWER, set_as_default=False))
        except Exception as error:
            # What answers there may be another program, or a Dask whose messages this one cannot read.
            made.append(error)

    # In a thread, since a client waits for ever where a program takes the connection and says nothing.
    thread = Thread(target=connect, daemon=True)
    thread.start()
    thread.join(2 * ANSWER)
    client = made[0] if made else TimeoutError("it takes the connection and does not answer")
    if isinstance(client, Exception):
        said = f"no Dask cluster answers at {_shown(address)} ({shown(client, 100)}); `dask scheduler` starts one"
        raise BadInput(Problem("--workers", said))
    try:
        yield client
    finally:
        client.close(timeout=2)


def _shown(address: str) -> str:
    """The address as the user gives it."""
    return address.replace("tcp://", "dask://")


def _checked_workers(client: Any, address: str) -> Sequence[str]:
    """The addresses of the workers. Raises BadInput where there are none, or one of them has another version."""
    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER)
        there: dict[str, Any] = client.run(versions, on_error="return")
    except (OSError, TimeoutError):
        said = f"the Dask cluster at {_shown(address)} has no workers; `dask worker {address}` starts some"
        raise BadInput(Problem("--workers", said)) from None
    places = [("its scheduler", _scheduler_has(client)), *((f"its worker {at}", there[at]) for at in sorted(there))]
    if wrong := [f"{place} {differing}" for place, found in places if (differing := _differing(found))]:
        more = f" (and {len(wrong) - 1} more like it)" if len(wrong) > 1 else ""
        said = f"the Dask cluster at {_shown(address)} cannot be used: {wrong[0]}{more}"
        raise BadInput(Problem("--workers", f"{said}; install the same versions everywhere"))
    return tuple(there)


def _scheduler_has(client: Any) -> Any:
    """The versions on the scheduler, or what was raised instead."""
    try:
        return client.run_on_scheduler(versions)
    except Exception as error:
        return error


def _differing(found: Any) -> str:
    """What is not the same there as here, in words, given what `versions` answered there; "" where all is."""
    if isinstance(found, ModuleNotFoundError):
        return f"has no package {found.name}"
    if not isinstance(found, dict):
        return f"does not answer ({shown(found, 80)})"
    for name, own in versions().items():
        if found.get(name) != own:
            return f"has {name} {found.get(name)}, and here it is {own}"
    return ""


def versions() -> dict[str, str]:
    """What has to be the same here and where tasks run."""
    distributed: Any = import_module("distributed")
    python = ".".join(map(str, sys.version_info[:2]))
    return {"Hustings": __version__, "Python": python, "Dask": str(distributed.__version__)}


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask's own log lines and warnings say in many lines what here is said in one."""
    import distributed  # whose loggers are made when it is loaded

    names = [distributed.__name__, *(name for name in logging.root.manager.loggerDict if name.startswith(NOISY))]
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in names}
    for logger in levels:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in levels.items():
            logger.setLevel(level)
