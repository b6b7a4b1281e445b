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
    from json import dumps

    from hustings.cli.nomination_tables import print_tally
    from hustings.cli.outputs import Outputs
    from hustings.election.reading import read_branches, read_election, read_nominations
    from hustings.narrative.catalogue import language_of
    from hustings.nominations.tally import tallies
    from hustings.reports.nominations_json import report

    outputs = Outputs([folder], json=json)
    election = read_election(folder, needs=("candidates.csv", "nominations.csv"))
    spoken = language_of(language, election.language)
    branches = read_branches(election)
    found = tallies(election, branches, read_nominations(election, branches), contest)
    if charts is not None:
        from hustings.reports.nomination_charts import write_charts

        for path in write_charts(found, charts, spoken):
            typer.echo(f"{path} written", err=True)
    outputs.write(json=lambda: dumps(report(found), ensure_ascii=False, indent=1) + "\n")
    if not outputs.printed:
        print_tally(found, language=spoken)
