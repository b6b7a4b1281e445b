"""A Dask cluster that can be used: it answers at its address, has workers, and has the same versions everywhere."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from typing import Any

from hustings import __version__
from hustings.election.problems import BadInput, Problem, shown

NOISY = ("distributed", "tornado", "asyncio")
# Seconds that a scheduler has to answer, and that a first worker has to come.
ANSWER, FIRST_WORKER = 10, 15


@contextmanager
def connected(address: str) -> Iterator[Any]:
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


def checked_workers(client: Any, address: str) -> Sequence[str]:
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
def quiet() -> Iterator[None]:
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
