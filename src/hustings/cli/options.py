"""The options that several commands share, and what they are turned into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from hustings.counting.state import Progress

RulesName = Annotated[
    str | None, typer.Option("--rules", metavar="NAME", help="The rule book; `hustings rules` lists them.")
]
Seats = Annotated[
    int | None,
    typer.Option(metavar="N", help="Places to be filled, where the ballots do not say or are to be corrected."),
]
AtLeast = Annotated[list[str] | None, typer.Option(metavar="N:GROUP", help="At least N of the elected are of GROUP.")]
AtMost = Annotated[list[str] | None, typer.Option(metavar="N:GROUP", help="At most N of the elected are of GROUP.")]
GroupsFile = Annotated[Path | None, typer.Option("--groups", metavar="FILE", help="CSV: candidate, group.")]
Withdraw = Annotated[list[str] | None, typer.Option(metavar="CANDIDATE", help="A candidate who has withdrawn.")]
LotSeed = Annotated[str | None, typer.Option(metavar="TEXT", help="The published seed that lots are drawn with.")]
DecisionsFile = Annotated[
    Path | None, typer.Option("--decisions", metavar="FILE", help="CSV: stage, for, chosen: how ties were decided.")
]
LotBy = Annotated[
    Literal["seed", "file"],
    typer.Option("--lot", help="How a lot is drawn: by --lot-seed, or by the ballots file's order ([tie …])."),
]
OneWitness = Annotated[bool, typer.Option("--one-witness", help="Count once only; the record says so.")]
Contest = Annotated[str | None, typer.Option(metavar="ID", help="Which contest.")]
ForecastOf = Annotated[
    str | None, typer.Option("--slate", metavar="ID", help="Whose forecast, where several slates have one.")
]

Json = Annotated[
    Path | None, typer.Option("--json", metavar="PATH|-", help="Write the same as JSON (docs/schemas describes it).")
]


def cache() -> Path:
    """Where compiled code is kept between runs: a directory of the user's."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("hustings", appauthor=False))


def load_kernel(progress: Progress) -> None:
    """The compiled counter, from the cache. Raises BadInput, with what to install, where there is no numba."""
    from hustings.election.problems import BadInput, Problem

    try:
        from hustings.kernel import compiled
    except ImportError:
        said = "planning counts thousands of scenarios and needs numba, which is not installed here (pip install numba)"
        raise BadInput(Problem("hustings", said)) from None
    compiled.prepare(cache(), progress)


class Ending:
    """Whether it is time to end. asked: whether the user has pressed Ctrl-C."""

    def __init__(self, seconds: float | None) -> None:
        self.asked, self._until = False, None if seconds is None else monotonic() + seconds

    def __call__(self) -> bool:
        return self.asked or (self._until is not None and monotonic() > self._until)


@contextmanager
def interruptible(seconds: float | None) -> Iterator[Ending]:
    """Whether it is time to end: after so many seconds, or once the user has pressed Ctrl-C. The second time Ctrl-C
    interrupts at once."""
    import signal

    ending = Ending(seconds)

    def ask(_signal: int, _frame: object) -> None:
        ending.asked = True
        signal.signal(signal.SIGINT, before)
        said = "Ending after this round; then the figures are worked out. Ctrl-C again ends at once, without a plan."
        typer.echo(said, err=True)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield ending
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error, shown once work has lasted a second.

    Where that is not a terminal only the one-time compilation is announced, in one line.
    """
    import time

    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    bar = Bar(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, transient=True)
    task = bar.add_task("", total=1.0)
    started, shown, announced = time.monotonic(), False, False

    def report(done: float, words: str) -> None:
        nonlocal shown, announced
        if not console.is_terminal and words.startswith("compiling") and not announced:
            typer.echo(f"{words[0].upper()}{words[1:]}; about half a minute.", err=True)
            announced = True
        if not shown and time.monotonic() - started > 1 and console.is_terminal:
            bar.start()
            shown = True
        bar.update(task, completed=done, description=words)

    try:
        yield report
    finally:
        if shown:
            bar.stop()
