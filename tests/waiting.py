"""Waiting for an event for as long as it may take on a busy machine: only what never comes is a failure."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
# Seconds. Nothing that comes is waited for so long.
LONGEST = 300


def until(look: Callable[[], Found], what: str = "what was waited for") -> Found:
    """What look() returns, once that is something. Raises AssertionError where it does not come."""
    ends = time.monotonic() + LONGEST
    while not (found := look()):
        assert time.monotonic() < ends, f"{what} did not come in {LONGEST} seconds"
        time.sleep(0.02)
    return found
