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


class ProblemsWritten(BadInput):
    """Bad input whose problems are all in `file`."""

    def __init__(self, bad: BadInput, file: Path) -> None:
        self.file = file
        super().__init__(bad.problems)
        self.args = bad.args


def with_problems_file(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the option --problems; where the option is given, it raises ProblemsWritten for BadInput."""

    @functools.wraps(command)
    def run(**options: Any) -> None:
        path: Path | None = options.pop(OPTION)
        if path is not None:
            from hustings.cli.outputs import Outputs

            Outputs([value for value in options.values() if isinstance(value, Path)], problems=path)
        try:
            command(**options)
        except BadInput as bad:
            if path is None:
                raise
            from hustings.election.files import write_atomically

            write_atomically(path, "".join(f"{problem.on_command_line()}\n" for problem in bad.problems))
            raise ProblemsWritten(bad, path) from bad

    signature = inspect.signature(command, eval_str=True)
    own = inspect.Parameter(OPTION, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=ProblemsFile)
    run.__signature__ = signature.replace(parameters=[*signature.parameters.values(), own])  # type: ignore[attr-defined]
    run.__annotations__ = {name: each.annotation for name, each in run.__signature__.parameters.items()}  # type: ignore[attr-defined]
    return run
