"""hustings forecast fit: a campaign's beliefs about behaviour, from real ballots."""

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
