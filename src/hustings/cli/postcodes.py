"""hustings postcodes build, hustings postcodes find: the index of postcodes, and what one postcode is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.places.areas import Routing
    from hustings.places.build import Built
    from hustings.places.finder import Answer


def build(
    onspd: Annotated[
        Path, typer.Argument(metavar="ONSPD", help="The ONS Postcode Directory: .csv, .csv.gz or the published .zip.")
    ],
    index: Annotated[Path, typer.Option("-o", "--out", metavar="INDEX", help="The index to write.")],
    month: Annotated[
        str, typer.Option(metavar="YYYY-MM", help="The edition's month, where the file's name does not tell it.")
    ] = "",
    json: options.Json = None,
) -> None:
    """Build the postcode index that Python and web pages read, and beside it the terminated postcodes."""
    import re

    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.problems import BadInput, Problem, shown
    from hustings.places.build import build as built
    from hustings.places.index import companion

    if month and not re.fullmatch("20[0-9]{2}-(0[1-9]|1[0-2])", month):
        raise BadInput(Problem("--month", f"it is {shown(month)}; it should be a year and a month, as 2025-11"))
    Outputs([onspd], out=index, terminated=companion(index))
    outputs = Outputs([onspd, index, companion(index)], json=json)
    with options.progress() as progress:
        summary = built(onspd, index, month, progress)
    outputs.write(json=lambda: as_json.index(index, companion(index), summary))
    if not outputs.printed:
        _print_summary(index, companion(index), summary)
    if summary.odd:
        typer.echo(f"{summary.odd:,} rows could not be read as postcodes and were left out", err=True)
    if not summary.month:
        typer.echo("The edition's month is not known; say it with --month 2025-11 and finders can tell it", err=True)


def _print_summary(index: Path, terminated: Path, built: Built) -> None:
    typer.echo(f"{index}: {built.live:,} postcodes, {built.constituencies} constituencies, {built.size:,} bytes")
    typer.echo(f"{terminated}: {built.terminated:,} terminated, {built.size_terminated:,} bytes")
    typer.echo(f"{built.on_boundary:,} within 100 m of another constituency; {built.unlocated:,} of unknown place")


def find(
    postcode: Annotated[str, typer.Argument(metavar="POSTCODE", help="In any case and spacing.")],
    index: Annotated[Path | None, typer.Option(metavar="INDEX", help="As `postcodes build` makes it.")] = None,
    folder: Annotated[Path | None, typer.Option(metavar="FOLDER", help="An election folder, for its areas.")] = None,
    json: options.Json = None,
) -> None:
    """Say what a postcode is: where, or why that cannot be told."""
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.reading import read_election
    from hustings.places.areas import areas_from, route
    from hustings.places.districts import bundled
    from hustings.places.finder import Finder

    outputs = Outputs([folder, index], json=json)
    finder = Finder.load(index) if index else Finder(districts=bundled())
    answer = finder.find(postcode)
    routing, names = None, {}
    if folder:
        election = read_election(folder, needs=["areas.csv"])
        areas = election.areas
        names = {area.code: area.name for area in areas}
        covers = [(area.code, area.covers) for area in areas]
        routing = route(answer, areas_from(covers, str(folder / "areas.csv"), nobody=election.nobody))
    outputs.write(json=lambda: as_json.postcode(answer, routing))
    if not outputs.printed:
        month = finder.live.head.month if finder.live else ""
        typer.echo(_sentence(answer, month))
        if routing:
            typer.echo(_leads_to(routing, names))


def _sentence(answer: Answer, month: str) -> str:
    from hustings.narrative.catalogue import words
    from hustings.places.regions import name_of
    from hustings.places.states import STATES

    def named(code: str) -> str:
        return f"{name_of(code)} ({code})" if name_of(code) else code or "no known constituency"

    state = next(state for state in STATES if state.name == answer.state)
    said = words("en")(
        f"postcode.{state.key}",
        postcode=answer.postcode,
        constituency=named(answer.constituency),
        region=named(answer.region),
        candidates=" or ".join(answer.candidates),
        regions=" and ".join(named(region) for region, _ in answer.regions),
        list=f"postcode directory of {month}" if month else "postcode directory",
    )
    near = " and ".join(named(place.constituency) for place in answer.near)
    return said + (f" Within 100 m of it: {near}." if near else "")


def _leads_to(routing: Routing, names: dict[str, str]) -> str:
    choices = " or ".join(names[code] for code in routing.choices)
    if routing.area and len(routing.choices) == 1:
        return f"Area: {choices}."
    if routing.outcome == "nobody":
        return "The organisation has no members there."
    return f"Area: {choices}? The person has to say." if choices else "No area follows from this: show the list."
