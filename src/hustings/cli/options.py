"""The options that several commands share, and what they are turned into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from hustings.front.asking import Progress

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
    str,
    typer.Option(
        "--lot",
        metavar="seed|file",
        help="How a lot is drawn: by --lot-seed, or by the ballots file's order ([tie …]).",
    ),
]
Workers = Annotated[
    str | None,
    typer.Option(
        metavar="N|dask://HOST:PORT", help="So many processes (threads:N for threads), or a Dask cluster. [all cores]"
    ),
]
OneWitness = Annotated[bool, typer.Option("--one-witness", help="Count once only; the record says so.")]
Contest = Annotated[str | None, typer.Option(metavar="ID", help="Which contest.")]
ForecastOf = Annotated[
    str | None, typer.Option("--slate", metavar="ID", help="Whose forecast, where several slates have one.")
]

Ron = Annotated[str | None, typer.Option("--ron", metavar="CANDIDATE", help="Who stands for re-opening nominations.")]
FurtherRon = Annotated[
    bool, typer.Option("--further-ron", help="A further RON takes the surplus of one that is elected (NUS).")
]
TieFile = Annotated[
    Path | None, typer.Option("--tie", metavar="PATH", help="Where a tie stops the count: who is tied, as JSON.")
]
Ask = Annotated[bool, typer.Option("--ask", help="Ask how a tie was decided, and add it to --decisions.")]
Organisation = Annotated[
    str | None, typer.Option("--organisation", metavar="TEXT", help="Whose election: on sheet and record.")
]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The contest's name, on sheet and record.")]
Date = Annotated[str | None, typer.Option("--date", metavar="DAY", help="The day of the vote, as 2022-08-01.")]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="The language of what is shown. [the folder's, else en]"),
]
Brief = Annotated[bool, typer.Option("--brief", help="Show who is elected, without the stages.")]

Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="PATH|-", help="Where to write; else it is printed.")
]
Json = Annotated[
    Path | None, typer.Option("--json", metavar="PATH|-", help="Write the same as JSON (docs/schemas describes it).")
]


class Ending:
    """How much of the time is spent, called: 0 at the beginning, 1 at the end, infinity once the user has pressed
    Ctrl-C. asked: whether the user has."""

    def __init__(self, seconds: float | None) -> None:
        self.asked, self._begun, self._seconds = False, monotonic(), seconds

    def __call__(self) -> float:
        if self.asked:
            return float("inf")
        return 0.0 if self._seconds is None else (monotonic() - self._begun) / max(self._seconds, 1e-9)


@contextmanager
def interruptible(seconds: float | None) -> Iterator[Ending]:
    """How much is spent of so many seconds; all, once the user has pressed Ctrl-C. The second time Ctrl-C interrupts at
    once."""
    import signal

    ending = Ending(seconds)

    def ask(_signal: int, _frame: object) -> None:
        ending.asked = True
        signal.signal(signal.SIGINT, before)
        said = "Ending in a few seconds, with the plan found so far. Ctrl-C again ends at once, without a plan."
        typer.echo(said, err=True)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield ending
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error, where that is a terminal and work has lasted half a second.

    Where HUSTINGS_PROGRESS names a file, its one line says how much is done, and of what: the office reads it.
    """
    import os
    import sys

    bar, told = None, os.environ.get("HUSTINGS_PROGRESS")
    started, terminal = monotonic(), sys.stderr.isatty()

    def report(done: float, words: str) -> None:
        nonlocal bar
        if told:
            Path(told).write_text(f"{done:.3f} {words}\n", "utf-8")
        if bar is None and terminal and monotonic() - started > 0.5:
            from hustings.cli.bar import Bar

            bar = Bar()
        if bar is not None:
            bar.show(done, words)

    try:
        yield report
    finally:
        if bar is not None:
            bar.close()
