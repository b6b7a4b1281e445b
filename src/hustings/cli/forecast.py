"""hustings forecast: a campaign's beliefs, from real ballots and from a canvass."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def fit(
    ballots: Annotated[Path, typer.Argument(metavar="BALLOTS", help="A ballots file of an election like this one.")],
    slates: Annotated[Path, typer.Option(metavar="FILE", help="CSV: candidate, slate. Others are independents.")],
    contest: Annotated[str, typer.Option(metavar="ID", help="The contest that the forecast is for.")] = "contest",
    slate: Annotated[str | None, typer.Option(metavar="ID", help="The slate that plans, if not the largest.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write; else it is printed.")] = None,
    json: options.Json = None,
) -> None:
    """Count how voters behave in real ballots, and write it as a forecast.toml to be edited."""
    from hustings.ballots.reading import read_ballots
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.forecast.fitting import fit as fitted
    from hustings.forecast.fitting import planning_slate, read_slates, toml_text

    if output is None and str(json) != "-":
        output = Path("-")
    outputs = Outputs([ballots, slates], output=output, json=json)
    cast = read_ballots(ballots)
    slate_of = read_slates(slates, cast.names)
    planning = planning_slate(slate_of, slate)
    found = fitted(cast, slate_of, str(ballots))
    outputs.write(
        output=lambda: toml_text(found, contest, planning, cast.title or ballots.name),
        json=lambda: as_json.fitted(found, ballots, contest, planning),
    )


def from_nominations(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a nominations.csv.")],
    contest: options.Contest = None,
    slate: Annotated[str | None, typer.Option(metavar="ID", help="The slate that plans.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="PATH|-", help="Where to write; else it is printed.")
    ] = None,
    json: options.Json = None,
) -> None:
    """Begin a forecast.toml with what nominations say, and wide spreads, since they predict votes poorly."""
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.problems import BadInput, Problem
    from hustings.election.reading import read_branches, read_election, read_nominations
    from hustings.forecast.nominated import nominated_toml, planning_slate
    from hustings.nominations.tally import tallies

    if output is None and str(json) != "-":
        output = Path("-")
    outputs = Outputs([folder], output=output, json=json)
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    branches = read_branches(election)
    found = tallies(election, branches, read_nominations(election, branches), contest)
    if len(found) > 1:
        ids = ", ".join(each.contest.id for each in found)
        raise BadInput(Problem("--contest", f"there are nominations in several contests; say one of {ids}"))
    planning = planning_slate(election, found[0].contest, slate)
    begun = nominated_toml(found[0], planning)
    outputs.write(output=lambda: begun, json=lambda: as_json.begun(begun, found[0]))


def update(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    canvass: Annotated[
        Path, typer.Option(metavar="RETURNS.csv", help="CSV: area, date, asked, answer, count. Counts only.")
    ],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="PATH|-", help="Write the new forecast.toml.")
    ] = None,
    half_life: Annotated[
        int, typer.Option(metavar="DAYS", min=1, max=3650, help="After so many days an answer counts for half.")
    ] = 90,
    json: options.Json = None,
) -> None:
    """Move what is believed by what people answered, and show what moved."""
    from dataclasses import replace

    from hustings.cli import as_json
    from hustings.cli.forecast_tables import print_updated
    from hustings.cli.outputs import Outputs
    from hustings.election.reading import read_election
    from hustings.forecast.canvass import updated
    from hustings.forecast.reading import check_alone, read_forecast
    from hustings.forecast.returns import aged, grouped, read_returns
    from hustings.forecast.telling import canvassed, check_new, sources_of
    from hustings.forecast.writing import forecast_toml

    outputs = Outputs([folder, canvass], writes=["forecast.toml"], output=output, json=json)
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    before = read_forecast(election, contest, slate)
    if output is not None:
        check_alone(election, output)
    returns = read_returns(canvass, before)
    groups = aged(grouped(returns, election), returns, half_life)
    found = updated(before, groups)
    source = canvassed(returns, canvass.name)
    check_new(before, source)
    note = f"{before.note} Moved by {source}."
    outputs.write(
        output=lambda: forecast_toml(
            replace(found.forecast, note=note), election, sources_of(found, source), f"Moved by {source}."
        ),
        json=lambda: as_json.canvassed(canvass, before, found, groups),
    )
    if not outputs.printed:
        print_updated(before, found, groups, election)
        if output is None:
            typer.echo("Nothing was written; -o forecast.toml writes what is believed now.")
