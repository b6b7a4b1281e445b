"""hustings nominations: who has been nominated by how many branches, and what that says of the slates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def nominations(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a nominations.csv.")],
    contest: Annotated[
        str | None, typer.Option(metavar="ID", help="One contest; otherwise all with nominations.")
    ] = None,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write everything as JSON.")] = None,
    language: options.Language = None,
    charts: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the charts as SVG into this folder.")
    ] = None,
) -> None:
    """Tally the nominations: thresholds, ranks, slates, areas, dates, and what does not count and why."""
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
