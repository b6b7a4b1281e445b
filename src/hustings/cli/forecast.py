"""hustings forecast fit: a campaign's beliefs about behaviour, from real ballots."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def fit(
    ballots: Annotated[Path, typer.Argument(metavar="BALLOTS", help="A ballots file of an election like this one.")],
    slates: Annotated[Path, typer.Option(metavar="FILE", help="CSV: candidate, slate. Others are independents.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write; else it is printed.")] = None,
) -> None:
    """Count how voters behave in real ballots, and write it as a forecast.toml to be edited."""
    from hustings.ballots.reading import read_ballots
    from hustings.election.files import write_atomically
    from hustings.election.problems import BadInput, Problem
    from hustings.forecast.fitting import fit as fitted
    from hustings.forecast.fitting import toml_text
    from hustings.witness.asking import read_groups

    cast = read_ballots(ballots)
    groups = read_groups(slates, cast.names, "slate")
    if not any(len(members) > 1 for members in groups.values()):
        raise BadInput(
            Problem(str(slates), "no slate has two candidates; there is no behaviour within a slate to count")
        )
    found = fitted(cast, {number: slate for slate, members in groups.items() for number in members})
    largest = max(groups, key=lambda slate: len(groups[slate]))
    text = toml_text(found, "contest", largest, cast.title or ballots.name)
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_atomically(output, text)
