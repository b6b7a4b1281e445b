"""The options of the commands that read ballots: what a file does not say, and where its reading is shown."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from hustings.front.reading import Options

Shown = Annotated[Path | None, typer.Option("--reading", metavar="PATH|-", help="Write what the file was taken for.")]
OPTIONS: dict[str, Any] = {
    "candidates": Annotated[
        Path | None,
        typer.Option("--candidates", metavar="FILE", help="The contest's candidates: CSV, or a name a line."),
    ],
    "ignore": Annotated[
        list[str] | None, typer.Option("--ignore", metavar="COLUMN", help="A column that is no part of the vote.")
    ],
    "word": Annotated[
        list[str] | None,
        typer.Option(
            "--word", metavar="TEXT=MEANING", help="A word for no candidate: blank, overvoted, withdrawn or write-in."
        ),
    ],
    "same": Annotated[
        list[str] | None,
        typer.Option("--same", metavar="NAME=CANDIDATE", help="A name on the ballots, and whose it is."),
    ],
    "cells": Annotated[
        str | None, typer.Option("--cells", metavar="ranks|scores", help="What numbers under candidates are.")
    ],
    "asked_for": Annotated[
        str | None, typer.Option("--question", metavar="TEXT", help="Which question of an export with several.")
    ],
    "as_format": Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="The file's format, where its content leaves doubt.")
    ],
}


@dataclass(frozen=True, slots=True)
class ReadingAsked:
    """What the user says of the ballots file. path: where its reading is to be written."""

    options: Options
    format: str | None
    path: Path | None

    def show(self, account: Iterable[str]) -> None:
        """The account of a reading, on standard error."""
        for line in account:
            typer.echo(line, err=True)


def with_reading(command: Callable[..., None], without: Collection[str] = ()) -> Callable[..., None]:
    """The command with the options of reading; its parameter `asked` is what they say.

    without: names of options that have no meaning for this command.
    """
    own = {name: option for name, option in {**OPTIONS, "reading": Shown}.items() if name not in without}

    @functools.wraps(command)
    def run(**values: Any) -> None:
        said = {name: values.pop(name, None) for name in (*OPTIONS, "reading")}
        shown = said.pop("reading")
        command(**values, asked=_asked(said, shown))

    signature = inspect.signature(command, eval_str=True)
    more = [inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=a) for n, a in own.items()]
    kept = [each for name, each in signature.parameters.items() if name != "asked"]
    run.__signature__ = signature.replace(parameters=[*kept, *more])  # type: ignore[attr-defined]
    run.__annotations__ = {name: each.annotation for name, each in run.__signature__.parameters.items()}  # type: ignore[attr-defined]
    return run


def _asked(said: dict[str, Any], shown: Path | None) -> ReadingAsked:
    from hustings.front.reading import options_of

    options = options_of(
        said["candidates"],
        said["ignore"] or (),
        said["word"] or (),
        said["same"] or (),
        said["cells"],
        said["asked_for"],
    )
    return ReadingAsked(options, said["as_format"], shown)
