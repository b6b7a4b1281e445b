"""hustings forecast show: what is believed, from what, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from rich.console import Console

    from hustings.election.nouns import Election
    from hustings.forecast.beliefs import Forecast
    from hustings.forecast.believed import Believed, Interval


def show(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    html: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write a page with pictures.")] = None,
    json: options.Json = None,
) -> None:
    """Show what the forecast believes, how surely, where each number comes from, and what is not known."""
    from hustings.cli import forecast_json
    from hustings.cli.outputs import Outputs
    from hustings.cli.tables import new_console
    from hustings.election.reading import read_election
    from hustings.forecast.believed import believed, sources_written
    from hustings.forecast.reading import read_forecast
    from hustings.reports.belief_sheet import belief_sheet

    outputs = Outputs([folder], html=html, json=json)
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    forecast = read_forecast(election, contest, slate)
    found = believed(forecast, sources_written(election, forecast))
    outputs.write(
        html=lambda: belief_sheet(found, forecast, election),
        json=lambda: forecast_json.believed(found, forecast, folder),
    )
    if not outputs.printed:
        _print(new_console(), found, forecast, election)


def _print(out: Console, found: Believed, forecast: Forecast, election: Election) -> None:
    from hustings.cli.tables import say
    from hustings.narrative import beliefs as words

    say(out, words.lead(found, forecast))
    say(out, f"It rests on: {forecast.note}")
    shares = {words.name_of(each, election): value for each, value in found.shares.items()}
    support = {election.area(code).name: value for code, value in found.support.items()}
    _table(out, "First preferences", shares, words.source(found, "shares", "national_shock"))
    _table(out, "Support in each area", support, words.source(found, "shares_in", "shares", "area_shock"))
    _table(out, "Put first, following no order", found.known, words.source(found, "recognition"))
    for sentence in words.not_known(found, forecast):
        say(out, f"Not known: {sentence}")


def _table(out: Console, title: str, values: Mapping[str, Interval], source: str) -> None:
    from hustings.cli.tables import new_table, say

    table = new_table(title, 40)
    for column in ("middle", "80 of 100 cases"):
        table.add_column(column, justify="right")
    for name, value in values.items():
        table.add_row(name, f"{100 * value.middle:.0f} %", f"{100 * value.low:.0f} to {100 * value.high:.0f} %")
    out.print()
    out.print(table)
    if source:
        say(out, source)
