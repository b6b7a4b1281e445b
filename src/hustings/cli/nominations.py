"""hustings nominations: who has been nominated by how many branches, and what that says of the slates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hustings.cli import options
from hustings.election.problems import shown, to_type

if TYPE_CHECKING:
    from hustings.front.nominations import Dates, Unknown


def nominations(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a nominations.csv.")],
    contest: Annotated[
        str | None, typer.Option(metavar="ID", help="One contest; otherwise all with nominations.")
    ] = None,
    add: Annotated[
        Path | None, typer.Option(metavar="FILE", help="First add the nominations of this file (CSV, XLSX, ODS).")
    ] = None,
    same: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=NAME", help="With --add: a name in the file, and who is meant (nobody: “NAME=”)."),
    ] = None,
    dates: Annotated[
        Literal["day-first", "month-first"] | None, typer.Option(help="With --add: how 03/11/2027 is written.")
    ] = None,
    day: Annotated[str | None, typer.Option(metavar="DATE", help="With --add: the day of rows without a date.")] = None,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write everything as JSON.")] = None,
    language: options.Language = None,
    charts: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the charts as SVG into this folder.")
    ] = None,
) -> None:
    """Tally the nominations: thresholds, ranks, slates, areas, dates, and what does not count and why."""
    if add is not None:
        _add(folder, add, contest, same or [], dates, day)
    from hustings import tally_nominations
    from hustings.cli.nomination_tables import print_tally
    from hustings.cli.outputs import Outputs

    outputs = Outputs([folder], json=json)
    found = tally_nominations(folder, contest, language)
    if charts is not None:
        from hustings.election.files import make_folder
        from hustings.election.outputs import write_together

        make_folder(charts)
        pictures = {charts / name: svg for name, svg in found.charts().items()}
        write_together(dict(pictures))
        for path in pictures:
            typer.echo(f"{path} written", err=True)
    outputs.write(json=found.to_json)
    if not outputs.printed:
        print_tally(found.tallies, language=found.language)


def _add(folder: Path, file: Path, contest: str | None, same: list[str], dates: str | None, day: str | None) -> None:
    """Add a file's nominations to nominations.csv, all or none. Raises BadInput for names that nobody has."""
    from hustings import read_nominations
    from hustings.election.files import write_atomically
    from hustings.election.problems import BadInput, Problem

    if wrong := [each for each in same if "=" not in each]:
        raise BadInput(Problem("--same", f"{shown(each)} should be a name, =, and who is meant") for each in wrong)
    settled = {said.strip(): meant.strip() for said, _, meant in (each.partition("=") for each in same)}
    order: Dates | None = None if dates is None else "day first" if dates == "day-first" else "month first"
    found = read_nominations(file, folder, contest=contest or "", same=settled, dates=order, day=day or "")
    if found.unknown:
        raise BadInput(Problem(str(file), _unknown(each), each.line) for each in found.unknown)
    write_atomically(folder / "nominations.csv", found.to_csv())
    passed = [column for column, kind in found.columns if column and not kind]
    noun = "nomination" if len(found.rows) == 1 else "nominations"
    said = f"{len(found.rows):,} {noun} added, {found.there:,} there already"
    said += f", {found.left_out:,} left out" if found.left_out else ""
    typer.echo(said + (f"; passed over: {', '.join(passed)}" if passed else ""), err=True)


def _unknown(unknown: Unknown) -> str:
    """What is said of a name that nobody of the folder has, and how to settle it."""
    near = unknown.proposals[0] if unknown.proposals else "NAME"
    said = f"there is no {unknown.kind} {shown(unknown.said)}"
    text = to_type(unknown.said)
    return f'{said}; say --same "{text}={near}", or --same "{text}=" to leave it out'
