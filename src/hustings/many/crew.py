"""A cluster that is asked the same values again and again: each is made by a worker, and stays there.

A plan counts the same scenarios under hundreds of plans. So a worker draws its share of them once, from a seed, and is
then sent plans. Dask knows where each value is, and sends there what is asked of it; what a lost worker had is made
again by another.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from hustings.election.extras import extras
from hustings.election.problems import BadInput, Problem
from hustings.many.cluster import MOST_LOSSES, result_of
from hustings.many.connecting import checked_workers, connected, quiet
from hustings.many.outcome import not_sent
from hustings.many.workers import Workers

Item = TypeVar("Item")
Value = TypeVar("Value")
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
BEGIN_AGAIN = "begin again, on a cluster or without --workers"


@dataclass(frozen=True, slots=True)
class Held(Generic[Value]):
    """A value that a worker makes, and keeps for as long as this is kept."""

    future: Any


@dataclass(frozen=True, slots=True)
class Awaited(Generic[Answer]):
    """An answer under way."""

    future: Any


@dataclass(frozen=True, slots=True)
class _Failed:
    error: Exception


class Crew:
    """The workers of a cluster. number: how many there were when the work began."""

    def __init__(self, client: Any, number: int) -> None:
        self._client, self.number = client, number

    def hold(self, make: Callable[[Item], Value], item: Item) -> Held[Value]:
        """What `make` makes of the item, on a worker. The item is a small value; no large arrays."""
        return Held(self._client.submit(_made, _sent(make, item), pure=False))

    def ask(self, task: Callable[[Value, Asked], Answer], held: Held[Value], asked: Asked) -> Awaited[Answer]:
        """Begin the task on a value, where it is. What is asked is a small value."""
        return Awaited(self._client.submit(_answered, held.future, _sent(task, asked), pure=False))

    def answer(self, awaited: Awaited[Answer], over: Callable[[], bool] | None = None) -> Answer:
        """The answer, once it is there.

        over: asked twice a second, whether to give up: then this raises TimeoutError. Raises what the task has raised,
        and BadInput where the cluster is lost.
        """
        from distributed import KilledWorker

        try:
            found: Answer | _Failed = result_of(self._client, awaited.future, BEGIN_AGAIN, over)
        except KilledWorker:
            said = f"{MOST_LOSSES} workers ended one after another at the same part of the work"
            raise BadInput(Problem("--workers", f"{said}; they may need more memory than there is")) from None
        if isinstance(found, _Failed):
            raise found.error
        return found

    def everywhere(self, task: Callable[[], Answer]) -> dict[str, Answer | Exception]:
        """What every worker answers, or what it raises, by its address."""
        answers: dict[str, Answer | Exception] = self._client.run(task, on_error="return")
        return answers


@contextmanager
def crew_of(workers: Workers) -> Iterator[Crew | None]:
    """The workers of a cluster; None for those of this machine. Raises BadInput where the cluster cannot be used."""
    if workers.kind != "dask":
        yield None
        return
    with extras(), quiet(), connected(workers.address) as client:
        yield Crew(client, len(checked_workers(client, workers.address)))


def _sent(task: Callable[..., Any], value: Any) -> bytes:
    """Bytes that only a worker opens: the scheduler need not know what is in them."""
    from cloudpickle import dumps

    try:
        sent: bytes = dumps((task, value))
    except Exception as error:
        raise not_sent(error) from None
    return sent


def _made(sent: bytes) -> Any:
    return _outcome(sent)


def _answered(held: Any, sent: bytes) -> Any:
    return held if isinstance(held, _Failed) else _outcome(sent, held)


def _outcome(sent: bytes, *given: Any) -> Any:
    """What the task returns, or what it raises."""
    try:
        task, value = pickle.loads(sent)
        return task(*given, value)
    except Exception as error:
        return _Failed(error)
