"""A progress bar on the terminal. It is loaded only when there is something to show."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


class Bar:
    """The bar, which is gone from the terminal when it is closed."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("", total=1.0)
        self._progress.start()

    def show(self, done: float, words: str) -> None:
        """So much of the work, of 1, is done; and what is being done now."""
        self._progress.update(self._task, completed=done, description=words)

    def close(self) -> None:
        self._progress.stop()
