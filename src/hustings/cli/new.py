"""hustings new: a commented template of an election folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that is new or empty.")]) -> None:
    """Write a commented template of an election folder, ready to be edited."""
    from hustings.election.template_folder import write_template

    names = write_template(folder)
    typer.echo(f"{folder} has {', '.join(names)}.")
    typer.echo(f"Edit them, then run: hustings check {folder}")
