"""hustings verify: is this record what these ballots give?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def verify(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="A count record (JSON).")],
    ballots: Annotated[Path, typer.Argument(metavar="BALLOTS", help="The ballots it was made from.")],
    one_witness: options.OneWitness = False,
) -> None:
    """Count a record's ballots again and confirm it, or name the first difference (exit status 1)."""
    from hustings.ballots.reading import read_for
    from hustings.election.files import read_text
    from hustings.record.json_reader import from_json
    from hustings.record.json_writer import contradiction
    from hustings.witness.verifying import verify as verified

    text = read_text(record)
    claimed = from_json(text, str(record))
    cast = read_for(ballots, claimed.names, claimed.question.undeclared)
    with options.progress() as progress:
        again, differences = verified(claimed, cast, one_witness=one_witness, progress=progress)
    if contradicted := contradiction(text, claimed):
        differences.append(contradicted)
    for difference in differences:
        typer.echo(difference, err=True)
    if differences:
        raise typer.Exit(1)
    names = ", ".join(claimed.names[number - 1] for number in claimed.facts.elected)
    witnesses = " and the ".join(again.record.witnesses)
    typer.echo(f"Confirmed by the {witnesses}: every figure of the record, and those elected: {names}.")
