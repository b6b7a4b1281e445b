"""hustings forecast: a campaign's beliefs, from real ballots and from a canvass."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options
from hustings.election.limits import CALLS, HALF_LIFE


def fit(
    ballots: Annotated[
        list[Path],
        typer.Argument(
            metavar="BALLOTS...", help="A ballots file of an election like this one; after it, others to learn from."
        ),
    ],
    slates: Annotated[Path, typer.Option(metavar="FILE", help="CSV: candidate, slate. Others are independents.")],
    contest: Annotated[
        str | None, typer.Option(metavar="ID", help="The contest that the forecast is for. [contest]")
    ] = None,
    slate: Annotated[str | None, typer.Option(metavar="ID", help="The slate that plans, if not the largest.")] = None,
    output: options.Output = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Give the slates of this folder's forecast.toml the same habits instead."),
    ] = None,
    json: options.Json = None,
) -> None:
    """Count how voters behave in real ballots, and write it as a forecast.toml to be edited."""
    from hustings import fit_forecast
    from hustings.cli import forecast_json
    from hustings.cli.outputs import Outputs

    outputs = Outputs([*ballots, slates], output=_or_printed(output, json), json=json)
    found = fit_forecast(ballots, slates, contest=contest, slate=slate, into=into)
    outputs.write(output=found.to_toml, json=lambda: forecast_json.fitted(found, ballots))


def _or_printed(output: Path | None, json: Path | None) -> Path | None:
    """Where a forecast goes: to standard output where nothing was said and no JSON goes there."""
    return Path("-") if output is None and str(json) != "-" else output


def combine(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    other: Annotated[Path, typer.Argument(metavar="OTHER.toml", help="A second forecast of it, from another source.")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    output: options.Output = None,
    json: options.Json = None,
) -> None:
    """Make one forecast of two that rest on different sources; the surer one counts for more."""
    from hustings import combine_forecasts
    from hustings.cli import forecast_json
    from hustings.cli.outputs import Outputs

    output = _or_printed(output, json)
    outputs = Outputs([folder, other], writes=["forecast.toml"], output=output, json=json)
    found = combine_forecasts(folder, other, contest, slate)
    if output is not None:
        found.check_output(output)
    outputs.write(output=found.to_toml, json=lambda: forecast_json.believed(found))


def from_nominations(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a nominations.csv.")],
    contest: options.Contest = None,
    slate: Annotated[str | None, typer.Option(metavar="ID", help="The slate that plans.")] = None,
    output: options.Output = None,
    json: options.Json = None,
) -> None:
    """Begin a forecast.toml with what nominations say, and wide spreads, since they predict votes poorly."""
    from hustings import forecast_from_nominations
    from hustings.cli import forecast_json
    from hustings.cli.outputs import Outputs

    output = _or_printed(output, json)
    outputs = Outputs([folder], writes=["forecast.toml"], output=output, json=json)
    begun = forecast_from_nominations(folder, contest, slate)
    if output is not None:
        begun.check_output(output)
    outputs.write(output=begun.to_toml, json=lambda: forecast_json.begun(begun))


def from_result(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder.")],
    result: Annotated[
        Path, typer.Argument(metavar="RESULT.csv", help="CSV: candidate, votes; and slate, area, stage if known.")
    ],
    contest: options.Contest = None,
    slate: Annotated[str | None, typer.Option(metavar="ID", help="The slate that plans.")] = None,
    output: options.Output = None,
    json: options.Json = None,
) -> None:
    """Begin a forecast.toml with an earlier result, and say what it does not tell."""
    from hustings import forecast_from_result
    from hustings.cli import forecast_json
    from hustings.cli.outputs import Outputs

    output = _or_printed(output, json)
    outputs = Outputs([folder, result], writes=["forecast.toml"], output=output, json=json)
    begun = forecast_from_result(folder, result, contest, slate)
    if output is not None:
        begun.check_output(output)
    outputs.write(output=begun.to_toml, json=lambda: forecast_json.resulted(begun, result))
    if not outputs.printed:
        from hustings.narrative.catalogue import words

        say = words(begun.language, file="forecast")
        for sentence in begun.unknown:
            typer.echo(say("unknown.not_known", what=sentence))


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
        int,
        typer.Option(
            metavar="DAYS",
            min=HALF_LIFE.least,
            max=HALF_LIFE.most,
            help="After so many days an answer counts for half.",
        ),
    ] = 90,
    json: options.Json = None,
) -> None:
    """Move what is believed by what people answered, and show what moved."""
    from hustings import update_forecast
    from hustings.cli import forecast_json
    from hustings.cli.forecast_tables import print_updated, words_of
    from hustings.cli.outputs import Outputs

    outputs = Outputs([folder, canvass], writes=["forecast.toml"], output=output, json=json)
    found = update_forecast(folder, canvass, contest, slate, half_life=half_life)
    if output is not None:
        found.check_output(output)
    outputs.write(output=found.to_toml, json=lambda: forecast_json.canvassed(found, canvass))
    if not outputs.printed:
        print_updated(found)
        if output is None:
            typer.echo(words_of(found)("canvassed.nothing_written"))


def turnout(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    file: Annotated[Path, typer.Argument(metavar="TURNOUT.csv", help="CSV: area, date, voted (the sum so far).")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="PATH|-", help="Write the new forecast.toml.")
    ] = None,
    json: options.Json = None,
) -> None:
    """Move how many are believed to vote in each area by how many have voted so far."""
    from hustings import update_turnout
    from hustings.cli import forecast_json
    from hustings.cli.forecast_tables import print_turnout, words_of
    from hustings.cli.outputs import Outputs

    outputs = Outputs([folder, file], writes=["forecast.toml"], output=output, json=json)
    found = update_turnout(folder, file, contest, slate)
    if output is not None:
        found.check_output(output)
    outputs.write(output=found.to_toml, json=lambda: forecast_json.turnout(found, file))
    if not outputs.printed:
        print_turnout(found)
        if output is None:
            typer.echo(words_of(found)("canvassed.nothing_written"))


def show(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    calls: Annotated[
        int | None,
        typer.Option(
            min=CALLS.least, max=CALLS.most, metavar="N", help="What N more answers would be worth, in places."
        ),
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write a page with pictures.")] = None,
    json: options.Json = None,
) -> None:
    """Show what the forecast believes, how surely, where each number comes from, and what is not known."""
    from hustings import read_forecast
    from hustings.cli import forecast_json
    from hustings.cli.forecast_tables import print_beliefs, print_calls
    from hustings.cli.outputs import Outputs

    outputs = Outputs([folder], html=html, json=json)
    found = read_forecast(folder, contest, slate)
    worth = None
    if calls is not None:
        with options.progress() as progress:
            worth = found.worth_of_calls(calls, progress=progress)
    outputs.write(html=lambda: found.to_html(worth), json=lambda: forecast_json.believed(found, worth))
    if not outputs.printed:
        print_beliefs(found)
        if worth is not None:
            print_calls(worth, found)
