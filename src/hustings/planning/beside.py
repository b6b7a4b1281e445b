"""Work that goes on beside other work, where there is another core for it. What comes of it is the same."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from types import TracebackType
from typing import TypeVar

Result = TypeVar("Result")


class Beside:
    """One thread more, or none: then the work is done when it is asked for. ended: whether nobody waits for it."""

    def __init__(self, *, another: bool) -> None:
        self._pool = ThreadPoolExecutor(1) if another else None
        self.ended = False

    def begin(self, work: Callable[[], Result]) -> Callable[[], Result]:
        """Begin the work, after what was begun before; returns what gives its result, or raises what it raised."""
        return self._pool.submit(work).result if self._pool else cache(work)

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended = True
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
