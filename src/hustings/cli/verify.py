"""hustings verify: is this record what these ballots give?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options


def verify(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="A count record or a vacancy record (JSON).")],
    ballots: Annotated[Path, typer.Argument(metavar="BALLOTS", help="The ballots it was made from.")],
    one_witness: options.OneWitness = False,
    signed_by: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Also check RECORD.sig: a public key's file, or the key in base64."),
    ] = None,
    language: options.Language = None,
    json: options.Json = None,
) -> None:
    """Count a record's ballots again and compare every figure, or name what differs (exit status 1).

    Of a vacancy record the election is counted and its vacancies are filled again.
    """
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.cli.sign import signature_of
    from hustings.election.files import read_text
    from hustings.front.signing import signature_fault
    from hustings.front.verifying import confirmed, verified
    from hustings.narrative.catalogue import words
    from hustings.narrative.languages import language_of

    outputs, spoken = Outputs([record, ballots], json=json), language_of(language)
    text = read_text(record)
    unsigned = None
    if signed_by is not None:
        unsigned = signature_fault(text, str(record), signature_of(record), signed_by)
    with options.progress() as progress:
        found = verified(text, str(record), ballots, one_witness=one_witness, progress=progress)
    names, said = confirmed(found, spoken)
    outputs.write(json=lambda: as_json.verification(record, ballots, names, found, unsigned, signed_by))
    for line in (*([unsigned] if unsigned else []), *found.differences, *found.notes):
        typer.echo(line, err=True)
    if unsigned or found.differences or not found.witnesses:
        raise typer.Exit(1)
    if outputs.printed:
        return
    say = words(spoken, file="count")
    typer.echo(said)
    if signed_by is not None:
        typer.echo(say("verified.signed", by=signed_by))
    if found.unknown:
        what = "; ".join(f"{meant} ({key})" for key, meant in found.unknown.items())
        typer.echo(say("verified.unknown", what=what))
