"""hustings plan: which order a slate should recommend in which area."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def plan(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    contest: Annotated[str | None, typer.Option(metavar="ID", help="Which contest.")] = None,
    slate: Annotated[str | None, typer.Option(metavar="ID", help="Which slate, if not the forecast's own.")] = None,
    lists: Annotated[int | None, typer.Option(min=1, metavar="K", help="At most K distinct lists.")] = None,
    same_list: Annotated[bool, typer.Option("--same-list", help="Areas under one parent share a list.")] = False,
    objective: Annotated[str, typer.Option(help="seats, at-least:N or worst-decile.")] = "seats",
    draws: Annotated[int, typer.Option(min=1, max=100_000, help="Scenarios in each of three streams.")] = 400,
    seed: Annotated[int, typer.Option(min=0, help="The same seed finds the same plan.")] = 1,
    rounds: Annotated[int, typer.Option(min=1, max=1000, metavar="R", help="Rounds of search.")] = 8,
    time: Annotated[float | None, typer.Option(metavar="SECONDS", help="No round begins after these.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="PATH", help="Write the plan (CSV).")] = None,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write all figures.")] = None,
) -> None:
    """Find the order to recommend in each area, and say what that is worth."""
    import time as clock

    from hustings.cli.plan_tables import print_recommendation
    from hustings.election.files import write_atomically
    from hustings.election.problems import BadInput, Problem
    from hustings.election.reading import read_election
    from hustings.forecast.reading import read_forecast
    from hustings.planning.asking import task_of
    from hustings.planning.objective import objective as parsed
    from hustings.planning.recommend import Settings, recommend
    from hustings.planning.telling import as_json, plan_csv

    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    forecast = read_forecast(election, contest)
    if slate is not None and slate != forecast.slate:
        said = f"the forecast of {forecast.contest} is the one of {forecast.slate}; a slate plans with its own forecast"
        raise BadInput(Problem("--slate", said))
    task = task_of(election, forecast)
    parents = {area.code: area.parent for area in election.areas if area.parent} if same_list else {}
    settings = Settings(
        objective=parsed(objective, task.question.seats),
        lists=lists,
        scenarios=draws,
        seed=seed,
        rounds=rounds,
        seconds=time,
    )
    with options.progress() as progress:
        options.load_kernel(progress)
        found = recommend(
            forecast,
            task.question,
            settings,
            fixed=task.fixed,
            groups=parents,
            progress=progress,
            clock=clock.monotonic,
        )
    if out is not None:
        write_atomically(out, plan_csv(found.rows()))
    if json is not None and str(json) != "-":
        write_atomically(json, as_json(found))
    if str(json) == "-":
        typer.echo(as_json(found))
    else:
        print_recommendation(found, election)
