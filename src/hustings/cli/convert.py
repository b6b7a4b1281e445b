"""hustings convert: a ballots file in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options
from hustings.cli.reading_options import Asked, with_reading


@with_reading
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A ballots file.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: .blt .csv .soc .soi .toc .toi")],
    json: options.Json = None,
    *,
    asked: Asked,
) -> None:
    """Write a ballots file in another format, and say what that cannot hold."""
    from hustings.ballots.account import account_json
    from hustings.ballots.reading import read_asked
    from hustings.ballots.writing import write_ballots
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs

    Outputs([source], out=target, json=json, reading=asked.path)
    outputs = Outputs([source], json=json, reading=asked.path)
    reading = read_asked(source, asked.options, asked.format)
    asked.show(reading)
    lost = write_ballots(reading.ballots, target)
    for each in lost:
        typer.echo(f"Lost: {each}.", err=True)
    outputs.write(json=lambda: as_json.conversion(reading, target, lost), reading=lambda: account_json(reading))
