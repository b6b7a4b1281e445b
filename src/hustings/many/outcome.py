"""What became of one task: its result, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from hustings.election.problems import BadInput, HustingsError, Problem, shown

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """What became of the task on one item.

    item: what the task was given. result: what it returned, None where it failed. error: why it failed, in a sentence;
    "" where it did not. status: what a command that ends with this error exits with; 0 where the task did not fail.
    """

    item: Item
    result: Result | None
    error: str = ""
    status: int = 0


def attempt(task: Callable[[Item], Result], item: Item) -> Outcome[Item, Result]:
    """Do the task on the item; what it raises becomes the outcome's error."""
    try:
        return Outcome(item, task(item))
    except HustingsError as stop:
        return Outcome(item, None, str(stop), stop.status)
    except Exception as error:
        # A task of somebody's own may raise anything, and the other tasks go on.
        return Outcome(item, None, f"{type(error).__name__}: {error} (the task on {shown(item)})", 2)


def lost(item: Item, times: int) -> Outcome[Item, Result]:
    """The outcome of a task whose worker ended each time that it was tried."""
    said = f"the worker ended {times} times while it did this task; it may need more memory than there is"
    return Outcome(item, None, f"{said} (the task on {shown(item)})", 2)


def not_sent(error: BaseException) -> BadInput:
    """What is wrong where a task, or an item, cannot be taken to a worker."""
    lines = [line for line in str(error).splitlines() if line.strip(" \"'")]
    said = f"it cannot be sent to a worker ({shown(lines[-1] if lines else type(error).__name__, 100)})"
    how = "define it in a module that workers can import, and give it plain values"
    return BadInput(Problem("the task", f"{said}; {how}"))
