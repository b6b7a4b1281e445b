"""hustings convert: a ballots file in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli.reading_options import Asked, with_reading


@with_reading
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A ballots file.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: .blt .csv .soc .soi .toc .toi")],
    *,
    asked: Asked,
) -> None:
    """Write a ballots file in another format, and say what that cannot hold."""
    from hustings.ballots.account import account_json
    from hustings.ballots.reading import read
    from hustings.ballots.writing import write_ballots
    from hustings.cli.outputs import Outputs

    Outputs([source], out=target)
    outputs = Outputs([source], reading=asked.path)
    reading = read(source, asked.options, asked.format)
    asked.show(reading)
    for lost in write_ballots(reading.ballots, target):
        typer.echo(f"Lost: {lost}.", err=True)
    outputs.write(reading=lambda: account_json(reading))
