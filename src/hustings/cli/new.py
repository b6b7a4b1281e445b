"""hustings new: a commented template of an election folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that is new or empty.")],
    json: options.Json = None,
) -> None:
    """Write a commented template of an election folder, ready to be edited."""
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.template_folder import write_template

    outputs = Outputs([], json=json)
    names = write_template(folder)
    outputs.write(json=lambda: as_json.template(folder, names))
    if outputs.printed:
        return
    typer.echo(f"{folder} has {', '.join(names)}.")
    typer.echo(f"Edit them, then run: hustings check {folder}")
