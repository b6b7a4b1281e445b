"""hustings postcodes build, hustings postcodes find: the index of postcodes, and what one postcode is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.front.postcodes import Built


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
    from hustings import build_postcodes
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.front.postcodes import terminated_index

    terminated = terminated_index(index)
    Outputs([onspd], out=index, terminated=terminated)
    outputs = Outputs([onspd, index, terminated], json=json)
    with options.progress() as progress:
        summary = build_postcodes(onspd, index, month, progress)
    outputs.write(json=lambda: as_json.index(index, terminated, summary))
    if not outputs.printed:
        _print_summary(index, terminated, summary)
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
    from hustings import postcode_finder
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.narrative.postcodes import answer_in_words, area_in_words

    outputs = Outputs([folder, index], json=json)
    finder = postcode_finder(index, folder)
    answer = finder.find(postcode)
    routing = finder.route(answer)
    outputs.write(json=lambda: as_json.postcode(answer, routing))
    if not outputs.printed:
        typer.echo(answer_in_words(answer, finder.month))
        if routing:
            typer.echo(area_in_words(routing, finder.areas))
