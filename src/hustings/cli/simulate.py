"""hustings simulate: elections drawn from a forecast, as ballots files that any counter can read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def simulate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    contest: Annotated[str | None, typer.Option(metavar="ID", help="Which contest.")] = None,
    plan: Annotated[Path | None, typer.Option(metavar="FILE", help="A plan; without one nobody is advised.")] = None,
    draws: Annotated[int, typer.Option(min=1, max=100_000, help="How many elections.")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same elections.")] = 1,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")] = Path("simulated"),
) -> None:
    """Draw elections from a folder's forecast and write the ballots of each as a BLT file."""
    from hustings.ballots.blt import blt_text
    from hustings.election.files import write_atomically
    from hustings.election.reading import read_election, read_plan
    from hustings.forecast.ballots import simulated_ballots
    from hustings.forecast.plans import orders_of
    from hustings.forecast.reading import read_forecast

    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    forecast = read_forecast(election, contest)
    post = election.contest(forecast.contest)
    orders = orders_of(forecast, read_plan(election, plan)) if plan else {}
    out.mkdir(parents=True, exist_ok=True)
    with options.progress() as progress:
        for number in range(1, draws + 1):
            title = f"{post.title}: simulated from assumptions, draw {number} of seed {seed}"
            cast = simulated_ballots(forecast, orders, post.seats, seed=seed, number=number, title=title)
            write_atomically(out / f"{post.id}-{number:0{len(str(draws))}d}.blt", blt_text(cast)[0])
            progress(number / draws, f"draw {number}")
    typer.echo(f"{draws} simulated election{'s' if draws > 1 else ''} of {forecast.voters:,} papers in {out}")
