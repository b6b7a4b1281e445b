"""--problems FILE, of the commands that read ballots: everything that is wrong, however much it is."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from hustings.election.problems import BadInput

OPTION = "problems_file"
ProblemsFile = Annotated[
    Path | None,
    typer.Option("--problems", metavar="FILE", help="Where the input is bad: write all problems here, one a line."),
]


class ProblemsOffered(BadInput):
    """Bad input to a command with --problems. written: the file that has all problems, None where none was named."""

    def __init__(self, bad: BadInput, written: Path | None) -> None:
        self.written = written
        super().__init__(bad.problems)
        self.args = bad.args


def with_problems_file(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the option --problems. It raises ProblemsOffered for BadInput."""

    @functools.wraps(command)
    def run(**options: Any) -> None:
        path: Path | None = options.pop(OPTION)
        if path is not None:
            from hustings.cli.outputs import Outputs

            named = [each for each in options.values() if isinstance(each, Path)]
            Outputs([each for each in named if str(each) != "-"], problems=path)
        try:
            command(**options)
        except BadInput as bad:
            if path is not None:
                _write(path, "".join(f"{problem.on_command_line()}\n" for problem in bad.problems))
            raise ProblemsOffered(bad, path) from bad

    signature = inspect.signature(command, eval_str=True)
    own = inspect.Parameter(OPTION, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=ProblemsFile)
    run.__signature__ = signature.replace(parameters=[*signature.parameters.values(), own])  # type: ignore[attr-defined]
    run.__annotations__ = {name: each.annotation for name, each in run.__signature__.parameters.items()}  # type: ignore[attr-defined]
    return run


def _write(path: Path, text: str) -> None:
    from hustings.election.files import write_atomically

    if str(path) == "-":
        typer.echo(text, nl=False)
    else:
        write_atomically(path, text)
