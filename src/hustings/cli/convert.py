"""hustings convert: a ballots file in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options
from hustings.cli.reading_options import ReadingAsked, with_reading


@with_reading
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A ballots file.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: .blt .csv .soc .soi .toc .toi")],
    json: options.Json = None,
    *,
    asked: ReadingAsked,
) -> None:
    """Write a ballots file in another format, and say what that cannot hold."""
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.front.reading import read_with_account

    Outputs([source], out=target, json=json, reading=asked.path)
    outputs = Outputs([source], json=json, reading=asked.path)
    read = read_with_account(source, asked.options, asked.format)
    asked.show(read.account())
    lost = read.write(target)
    for each in lost:
        typer.echo(f"Lost: {each}.", err=True)
    outputs.write(json=lambda: as_json.conversion(read.reading, target, lost), reading=read.account_json)
