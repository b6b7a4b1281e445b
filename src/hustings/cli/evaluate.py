"""hustings evaluate: what a plan is worth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options
from hustings.election.limits import DRAWS, SEED


def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    plan: Annotated[Path, typer.Option(metavar="FILE", help="A plan (CSV).")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    draws: Annotated[int, typer.Option(min=DRAWS.least, max=DRAWS.most, help="Scenarios.")] = 1000,
    seed: Annotated[int, typer.Option(min=SEED.least, help="The same seed draws the same scenarios.")] = 1,
    language: options.Language = None,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write all figures.")] = None,
) -> None:
    """Compare a plan with giving no advice, on scenarios drawn from the folder's forecast."""
    from hustings import evaluate as evaluated
    from hustings.cli.outputs import Outputs
    from hustings.cli.plan_tables import print_figures

    outputs = Outputs([folder, plan], json=json)
    with options.progress() as progress:
        found = evaluated(
            folder, plan, slate, contest=contest, draws=draws, seed=seed, language=language, progress=progress
        )
    if found.silent:
        typer.echo(found.silent, err=True)
    outputs.write(json=found.to_json)
    if not outputs.printed:
        made = {"scenarios": found.scenarios, "seed": seed, "note": found.forecast.note}
        print_figures("the plan", found.figures, found.names, made, found.language)
