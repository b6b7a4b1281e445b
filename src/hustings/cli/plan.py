"""hustings plan: which order a slate should recommend in which area."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def plan(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    lists: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="K",
            help="At most K distinct lists, including fixed ones; at least one other is always allowed.",
        ),
    ] = None,
    same_list: Annotated[bool, typer.Option("--same-list", help="Areas under one parent share a list.")] = False,
    sizes: Annotated[str | None, typer.Option(metavar="4,5,6", help="Compare slates of so many names, too.")] = None,
    objective: Annotated[
        str, typer.Option(help="guarded (or guarded:2%), seats, at-least:N or worst-decile.")
    ] = "guarded",
    draws: Annotated[int, typer.Option(min=10, max=100_000, help="Scenarios in each of three streams.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed finds the same plan.")] = 1,
    rounds: Annotated[int, typer.Option(min=0, max=1000, metavar="R", help="Rounds of search.")] = 4,
    choices: Annotated[
        int | None, typer.Option(min=50, max=100_000, metavar="N", help="Choose on so many scenarios exactly.")
    ] = None,
    time: Annotated[
        float | None, typer.Option(min=0, metavar="SECONDS", help="End with what fits in these; so does Ctrl-C.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the plan (CSV).")] = None,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write all figures.")] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="PATH|-", help="Write the report: one page, for a meeting.")
    ] = None,
) -> None:
    """Find the order to recommend in each area, and say what that is worth."""
    from dataclasses import replace

    from hustings.cli.outputs import Outputs
    from hustings.cli.plan_tables import print_recommendation
    from hustings.election.reading import read_election
    from hustings.election.wording import listed
    from hustings.forecast.reading import read_forecast
    from hustings.planning.asking import check_lists, task_of
    from hustings.planning.objective import objective as parsed
    from hustings.planning.recommend import recommend, recommend_sizes, within
    from hustings.planning.recommendation import Settings, Shaping
    from hustings.planning.sizes import sizes_of
    from hustings.planning.telling import as_json, plan_csv
    from hustings.reports.plan_report import plan_report

    outputs = Outputs([folder], writes=["plan.csv"], out=out, json=json, html=html)
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    forecast = read_forecast(election, contest, slate)
    task = task_of(election, forecast)
    names = len(forecast.followings[forecast.planning].names)
    check_lists(lists, names)
    others = [size for size in sizes_of(sizes, task.question.seats) if size != names] if sizes else []
    parents = {area.code: area.parent for area in election.areas if area.parent} if same_list else {}
    settings = Settings(
        objective=parsed(objective, task.question.seats),
        lists=lists,
        scenarios=draws,
        seed=seed,
        rounds=rounds,
        choices=choices,
    )
    with options.progress() as progress, options.interruptible(time) as ending:
        options.need_kernel()
        shape = Shaping(task.fixed, parents)
        alone = within(ending, 0.0, 1 / (1 + len(others) / 2))
        found = recommend(forecast, task.question, settings, shape, progress=progress, spent=alone)
        # Every size gets as many rounds as the slate's own, so that they compare and one --rounds makes all again.
        settings = found.settings if found.every else replace(found.settings, rounds=found.rounds)
        rest = within(ending, 1 / (1 + len(others) / 2), 1.0)
        compared = recommend_sizes(others, forecast, task.question, settings, shape, progress=progress, spent=rest)
    if left_out := [size for size in others if size not in compared]:
        said = f"Ended before slates of {listed([str(size) for size in left_out])} names could be compared."
        typer.echo(said, err=True)
    outputs.write(
        out=lambda: plan_csv(found.rows()),
        json=lambda: as_json(found, compared),
        html=lambda: plan_report(found, compared, election, folder=str(folder), same_list=same_list),
    )
    if not outputs.printed:
        print_recommendation(found, compared, election)
