"""hustings plan: which order a slate should recommend in which area."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options
from hustings.election.limits import CHOICES, DRAWS, LISTS, ROUNDS, SEED

Lists = Annotated[
    int | None,
    typer.Option(
        min=LISTS.least, metavar="K", help="At most K distinct lists, fixed ones included, or one besides these."
    ),
]
Scenarios = Annotated[int, typer.Option(min=DRAWS.least, max=DRAWS.most, help="Scenarios in each of three streams.")]
Choices = Annotated[
    int | None,
    typer.Option(min=CHOICES.least, max=CHOICES.most, metavar="N", help="Choose on so many scenarios exactly."),
]
Cautious = Annotated[
    bool, typer.Option(help="Try plans between bold and safe ones, where a bold one may lose seats too often.")
]
Keep = Annotated[
    Path | None,
    typer.Option(metavar="PLAN.csv", help="A plan that is out; it stays unless another is clearly better."),
]
Printed = Annotated[str | None, typer.Option(metavar="AREAS", help="Areas of it where nothing can change: north,south")]
Workers = Annotated[
    str | None,
    typer.Option(metavar="N|dask://HOST:PORT", help="So many threads, or a Dask cluster. [all cores]"),
]
Time = Annotated[
    float | None, typer.Option(min=0, metavar="SECONDS", help="End with what fits in these; so does Ctrl-C.")
]


def plan(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    lists: Lists = None,
    same_list: Annotated[bool, typer.Option("--same-list", help="Areas under one parent share a list.")] = False,
    sizes: Annotated[str | None, typer.Option(metavar="4,5,6", help="Compare slates of so many names, too.")] = None,
    objective: Annotated[
        str, typer.Option(help="guarded (or guarded:2%), seats, at-least:N or worst-decile.")
    ] = "guarded",
    draws: Scenarios = 1000,
    seed: Annotated[int, typer.Option(min=SEED.least, help="The same seed finds the same plan.")] = 1,
    rounds: Annotated[int, typer.Option(min=ROUNDS.least, max=ROUNDS.most, metavar="R", help="Rounds of search.")] = 4,
    choices: Choices = None,
    cautious: Cautious = True,
    keep: Keep = None,
    printed: Printed = None,
    time: Time = None,
    language: options.Language = None,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the plan (CSV).")] = None,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write all figures.")] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="PATH|-", help="Write the report: one page, for a meeting.")
    ] = None,
) -> None:
    """Find the order to recommend in each area, and say what that is worth."""
    from hustings import plan as planned
    from hustings.cli.outputs import Outputs
    from hustings.cli.plan_tables import print_recommendation, sizes_left

    outputs = Outputs([folder, keep], writes=["plan.csv"], out=out, json=json, html=html)
    with options.progress() as progress, options.interruptible(time) as ending:
        advice = planned(
            folder,
            slate,
            contest=contest,
            lists=lists,
            same_list=same_list,
            sizes=sizes or (),
            objective=objective,
            draws=draws,
            seed=seed,
            rounds=rounds,
            choices=choices,
            cautious=cautious,
            keep=keep,
            printed=printed or (),
            language=language,
            spent=ending,
            workers=workers,
            points=html is not None,
            progress=progress,
        )
    if left := sizes_left(advice.not_compared, advice.language):
        typer.echo(left, err=True)
    outputs.write(out=advice.to_csv, json=advice.to_json, html=lambda: advice.report(same_list=same_list))
    if not outputs.printed:
        print_recommendation(advice.recommendation, advice.sizes, advice.election, language=advice.language)
