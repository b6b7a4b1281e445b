"""hustings forecast: a campaign's beliefs, from real ballots and from a canvass."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.election.nouns import Election
    from hustings.forecast.pooling import Pooled

# What the forecast.toml of `hustings new` says of itself.
TEMPLATE_NOTE = "Assumptions of a template: replace them."


def fit(
    ballots: Annotated[
        list[Path],
        typer.Argument(
            metavar="BALLOTS...", help="A ballots file of an election like this one; after it, others to learn from."
        ),
    ],
    slates: Annotated[Path, typer.Option(metavar="FILE", help="CSV: candidate, slate. Others are independents.")],
    contest: Annotated[str, typer.Option(metavar="ID", help="The contest that the forecast is for.")] = "contest",
    slate: Annotated[str | None, typer.Option(metavar="ID", help="The slate that plans, if not the largest.")] = None,
    output: options.Output = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Give the slates of this folder's forecast.toml the same habits instead."),
    ] = None,
    json: options.Json = None,
) -> None:
    """Count how voters behave in real ballots, and write it as a forecast.toml to be edited."""
    from hustings.ballots.reading import read_ballots
    from hustings.cli import forecast_json
    from hustings.cli.outputs import Outputs
    from hustings.forecast.fitting import fit as fitted
    from hustings.forecast.fitting import planning_slate, read_slates, toml_text
    from hustings.forecast.pooling import leaning, pooled

    output = _or_printed(output, json)
    outputs = Outputs([*ballots, slates], output=output, json=json)
    contests = [read_ballots(file) for file in ballots]
    names = list(dict.fromkeys(name for cast in contests for name in cast.names))
    slate_by_name = {names[number - 1]: each for number, each in read_slates(slates, names).items()}
    slates_of = [
        {n: slate_by_name[name] for n, name in enumerate(cast.names, 1) if name in slate_by_name} for cast in contests
    ]
    planning = planning_slate(slates_of[0], slate)
    fits = [fitted(cast, mine, str(file)) for cast, mine, file in zip(contests, slates_of, ballots, strict=True)]
    if into is not None:
        habits = pooled(fits)
        outputs.write(
            output=lambda: _behaving_like(into, habits, contest),
            json=lambda: forecast_json.fitted(fits[0], ballots, contest, planning, habits),
        )
        return
    common = pooled(fits) if len(fits) > 1 else None
    found = leaning(fits[0], common) if common else fits[0]
    source = contests[0].title or ballots[0].name
    if common:
        source += f", leaning on {common.slates} slates in {len(fits)} contests"
    spreads = (common.stay.spread, common.stop.spread) if common else (0.0, 0.0)
    outputs.write(
        output=lambda: toml_text(found, contest, planning, source, spreads),
        json=lambda: forecast_json.fitted(found, ballots, contest, planning, common),
    )


def _or_printed(output: Path | None, json: Path | None) -> Path | None:
    """Where a forecast goes: to standard output where nothing was said and no JSON goes there."""
    return Path("-") if output is None and str(json) != "-" else output


def _may_begin(election: Election, output: Path | None) -> None:
    """Raise BadInput where a forecast.toml that somebody has written would be lost; the template's may go."""
    from hustings.election.problems import BadInput, Problem

    if output is None or output.resolve() != (election.folder / "forecast.toml").resolve() or not output.exists():
        return
    if TEMPLATE_NOTE not in output.read_text("utf-8", errors="replace"):
        said = f"{output} is there already, and what is believed in it would be lost"
        raise BadInput(Problem("--output", f"{said}; write to another file, and use hustings forecast combine"))


def _behaving_like(folder: Path, common: Pooled, contest: str) -> str:
    """The folder's forecast.toml with habits counted elsewhere."""
    from dataclasses import replace

    from hustings.election.reading import read_election
    from hustings.forecast.believed import sources_written
    from hustings.forecast.pooling import behaving
    from hustings.forecast.reading import read_forecast
    from hustings.forecast.writing import forecast_toml

    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    before = read_forecast(election, None if contest == "contest" else contest)
    source = f"counted of {common.slates} slates elsewhere"
    noted = replace(behaving(before, common), note=f"{before.note} How voters go on is {source}.")
    sources = {**sources_written(election, before), "onward": source}
    return forecast_toml(noted, election, sources, f"How voters go on is {source}.")


def combine(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    other: Annotated[Path, typer.Argument(metavar="OTHER.toml", help="A second forecast of it, from another source.")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    output: options.Output = None,
    json: options.Json = None,
) -> None:
    """Make one forecast of two that rest on different sources; the surer one counts for more."""
    from hustings.cli import forecast_json
    from hustings.cli.outputs import Outputs
    from hustings.election.reading import read_election
    from hustings.forecast.believed import believed
    from hustings.forecast.combining import combined
    from hustings.forecast.reading import check_alone, read_forecast
    from hustings.forecast.writing import forecast_toml

    output = _or_printed(output, json)
    outputs = Outputs([folder, other], writes=["forecast.toml"], output=output, json=json)
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    if output is not None:
        check_alone(election, output)
    first = read_forecast(election, contest, slate)
    found = combined(first, read_forecast(election, first.contest, first.slate, path=other), other.name)
    heading = f"forecast.toml and {other.name} together, each counting by how sure it is."
    keys = ("shares", "shares_in", "recognition", "adherence", "onward", "national_shock", "area_shock")
    sources = dict.fromkeys((*keys, "recognition_shock"), "both sources")
    outputs.write(
        output=lambda: forecast_toml(found, election, sources, heading),
        json=lambda: forecast_json.believed(believed(found, sources), found, folder),
    )


def from_nominations(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a nominations.csv.")],
    contest: options.Contest = None,
    slate: Annotated[str | None, typer.Option(metavar="ID", help="The slate that plans.")] = None,
    output: options.Output = None,
    json: options.Json = None,
) -> None:
    """Begin a forecast.toml with what nominations say, and wide spreads, since they predict votes poorly."""
    from hustings.cli import forecast_json
    from hustings.cli.outputs import Outputs
    from hustings.election.problems import BadInput, Problem
    from hustings.election.reading import read_branches, read_election, read_nominations
    from hustings.forecast.nominated import nominated_toml, planning_slate
    from hustings.nominations.tally import tallies

    output = _or_printed(output, json)
    outputs = Outputs([folder], writes=["forecast.toml"], output=output, json=json)
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    _may_begin(election, output)
    branches = read_branches(election)
    found = tallies(election, branches, read_nominations(election, branches), contest)
    if len(found) > 1:
        ids = ", ".join(each.contest.id for each in found)
        raise BadInput(Problem("--contest", f"there are nominations in several contests; say one of {ids}"))
    planning = planning_slate(election, found[0].contest, slate)
    begun = nominated_toml(found[0], planning)
    outputs.write(output=lambda: begun, json=lambda: forecast_json.begun(begun, found[0]))


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
    from hustings.cli import forecast_json
    from hustings.cli.outputs import Outputs
    from hustings.election.reading import read_election
    from hustings.forecast.nominated import planning_slate
    from hustings.forecast.resulted import resulted_toml
    from hustings.forecast.results import read_result

    output = _or_printed(output, json)
    outputs = Outputs([folder, result], writes=["forecast.toml"], output=output, json=json)
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    _may_begin(election, output)
    voted = election.contest(contest)
    planning = planning_slate(election, voted, slate)
    found = read_result(result, election, voted)
    source = f"{found.votes:,.0f} votes in {result.name}"
    begun = resulted_toml(found, election, voted, planning, source)
    outputs.write(output=lambda: begun.toml, json=lambda: forecast_json.resulted(begun, found, result))
    if not outputs.printed:
        for words in begun.unknown:
            typer.echo(f"Not known: {words}.")


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

    from hustings.cli import forecast_json
    from hustings.cli.forecast_tables import print_updated
    from hustings.cli.outputs import Outputs
    from hustings.election.reading import read_election
    from hustings.forecast.believed import sources_written
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
    sources = sources_written(election, before)
    outputs.write(
        output=lambda: forecast_toml(
            replace(found.forecast, note=note), election, sources_of(found, source, sources), f"Moved by {source}."
        ),
        json=lambda: forecast_json.canvassed(canvass, before, found, groups),
    )
    if not outputs.printed:
        print_updated(before, found, groups, election)
        if output is None:
            typer.echo("Nothing was written; -o forecast.toml writes what is believed now.")
