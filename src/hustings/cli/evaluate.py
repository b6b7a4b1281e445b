"""hustings evaluate: what a plan is worth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    plan: Annotated[Path, typer.Option(metavar="FILE", help="A plan (CSV).")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    draws: Annotated[int, typer.Option(min=10, max=100_000, help="Scenarios.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same scenarios.")] = 1,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write all figures.")] = None,
) -> None:
    """Say what a plan is worth beside no advice, on scenarios drawn from the folder's forecast."""
    import dataclasses
    from json import dumps

    from hustings.cli.outputs import Outputs
    from hustings.cli.plan_tables import print_figures
    from hustings.election.reading import read_election
    from hustings.forecast.plans import read_orders, unadvised
    from hustings.forecast.reading import read_forecast
    from hustings.forecast.scenario import REPORT
    from hustings.planning.asking import task_of
    from hustings.planning.evidence import figures
    from hustings.planning.objective import Objective
    from hustings.planning.plan import NO_ADVICE, Plan
    from hustings.planning.recommendation import Settings
    from hustings.planning.stream import Draws, Stream

    outputs = Outputs([folder, plan], json=json)
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    forecast = read_forecast(election, contest, slate)
    task = task_of(election, forecast)
    seats = Objective("seats")
    orders = Plan(read_orders(forecast, election, plan))
    if silent := unadvised(forecast, orders.orders):
        typer.echo(silent, err=True)
    with options.progress() as progress:
        options.need_kernel()
        drawn = Draws(seed, REPORT, draws, Settings(seats).papers)
        stream = Stream(forecast, task.question, drawn, settled=task.fixed, progress=progress)
    alone = stream.worth(Plan(task.fixed))
    found = {
        NO_ADVICE: figures(alone, alone, seats),
        "the plan": figures(stream.worth(orders), alone, seats),
    }
    names = [forecast.names[n - 1] for n in forecast.followings[forecast.planning].names]
    chances = dict(zip(names, found["the plan"].chances, strict=True))
    said = {
        "format": "hustings-evaluation/1",
        "contest": forecast.contest,
        "slate": forecast.slate,
        "note": forecast.note,
        "seed": seed,
        "scenarios": len(stream),
        "plans": {name: dataclasses.asdict(each) for name, each in found.items()},
        "chances": chances,
    }
    outputs.write(json=lambda: dumps(said, ensure_ascii=False, indent=1) + "\n")
    if not outputs.printed:
        options_said = f"{len(stream)} scenarios, seed {seed}. Assumptions: {forecast.note}"
        print_figures("the plan", found, names, options_said)
