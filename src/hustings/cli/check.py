"""hustings check: everything that is wrong with an election folder, or what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder.")], json: options.Json = None
) -> None:
    """Read every file of an election folder; list everything that is wrong, or say in one line what it holds."""
    from hustings import read_election
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs

    outputs = Outputs([folder], json=json)
    found = read_election(folder)
    outputs.write(json=lambda: as_json.checked(folder, found.holds or None, found.problems))
    if found.error:
        raise found.error
    for notice in found.notices:
        typer.echo(str(notice), err=True)
    if not outputs.printed:
        typer.echo(found.holds)
