"""hustings new: a commented template of an election folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that is new or empty.")],
    wizard: Annotated[
        bool, typer.Option("--wizard", help="Answer questions instead; the folder can be planned at once.")
    ] = False,
    json: options.Json = None,
) -> None:
    """Write a commented template of an election folder, ready to be edited, or a folder from your answers."""
    from hustings import new_election
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.template_folder import check_empty

    outputs = Outputs([], json=json)
    answers = None
    if wizard:
        from hustings.cli.wizard import asked

        check_empty(folder)
        answers = asked()
    names = new_election(folder, answers)
    outputs.write(json=lambda: as_json.template(folder, names))
    if outputs.printed:
        return
    typer.echo(f"{folder} has {', '.join(names)}.")
    if wizard:
        typer.echo(f"Now run: hustings plan {folder} --out plan.csv --html plan.html")
        typer.echo(f"What the answers mean for the plan: hustings forecast show {folder}")
    else:
        typer.echo(f"Edit them, then run: hustings check {folder}")
