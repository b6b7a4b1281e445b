"""hustings forecast turnout: the voters of each area, after so many have voted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.election.nouns import Election
    from hustings.forecast.beliefs import Forecast


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
    from dataclasses import replace

    from hustings.cli.as_json import written
    from hustings.cli.outputs import Outputs
    from hustings.election.reading import read_election
    from hustings.forecast.believed import sources_written
    from hustings.forecast.reading import check_alone, read_forecast
    from hustings.forecast.turnout import MARK, check_first, read_turnout, turned_out
    from hustings.forecast.writing import BEFORE, forecast_toml

    outputs = Outputs([folder, file], writes=["forecast.toml"], output=output, json=json)
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    before = read_forecast(election, contest, slate)
    if output is not None:
        check_alone(election, output)
    check_first(before)
    so_far = read_turnout(file, before)
    after = turned_out(before, so_far.voted)
    source = so_far.source(file.name)
    sources = sources_written(election, before)
    moved = {key: f"{sources.get(key, BEFORE)}, moved by {source}" for key in ("voters", "turnout_shock")}
    outputs.write(
        output=lambda: forecast_toml(
            replace(after, note=f"{before.note} {MARK}: {source}."), election, sources | moved, f"{MARK}: {source}."
        ),
        json=lambda: written(
            "turnout",
            turnout=str(file),
            contest=before.contest,
            slate=before.slate,
            areas=[
                {"area": old.code, "voted": so_far.voted.get(old.code, 0), "before": old.voters, "now": new.voters}
                for old, new in zip(before.areas, after.areas, strict=True)
            ],
            turnout_shock={"before": before.turnout_shock, "now": after.turnout_shock},
        ),
    )
    if not outputs.printed:
        _print(before, after, so_far.voted, election)
        if output is None:
            typer.echo("Nothing was written; -o forecast.toml writes what is believed now.")


def _print(before: Forecast, after: Forecast, voted: Mapping[str, int], election: Election) -> None:
    from hustings.cli.tables import new_console, new_table, say
    from hustings.forecast.turnout import EARLY

    out = new_console()
    titles = {area.code: area.name for area in election.areas}
    table = new_table("Voters", 40)
    for column in ("voted so far", "before", "now"):
        table.add_column(column, justify="right")
    for old, new in zip(before.areas, after.areas, strict=True):
        table.add_row(titles[old.code], f"{voted.get(old.code, 0):,}", f"{old.voters:,}", f"{new.voters:,}")
    out.print(table)
    say(out, f"Uncertainty of each area’s voters: {before.turnout_shock:.2f} before, {after.turnout_shock:.2f} now.")
    say(
        out,
        "Assumed: about the same part of those who will vote has voted everywhere; an area may be earlier or later "
        f"than others (a spread of {EARLY} on the log scale, less as voting goes on). How many vote in all stays as "
        "believed, unless more have voted.",
    )
