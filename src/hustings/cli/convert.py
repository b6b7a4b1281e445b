"""hustings convert: a ballots file in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A ballots file.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: .blt .csv .soc .soi .toc .toi")],
) -> None:
    """Write a ballots file in another format, and say what that cannot hold."""
    from hustings.ballots.reading import read_ballots
    from hustings.ballots.writing import write_ballots
    from hustings.cli.outputs import Outputs

    Outputs([source], out=target)
    for lost in write_ballots(read_ballots(source), target):
        typer.echo(f"Lost: {lost}.", err=True)
