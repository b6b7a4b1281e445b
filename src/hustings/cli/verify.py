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
    json: options.Json = None,
) -> None:
    """Count a record's ballots again and compare every figure, or name what differs (exit status 1).

    Of a vacancy record the election is counted and its vacancies are filled again.
    """
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.cli.sign import signature_of
    from hustings.election.files import read_text
    from hustings.election.wording import listed
    from hustings.front.verifying import verified
    from hustings.narrative.vacancy import body_said
    from hustings.witness.replaying import VerifiedBody

    outputs = Outputs([record, ballots], json=json)
    text = read_text(record)
    unsigned = None
    if signed_by is not None:
        from hustings.record.signature import check_signature

        unsigned = check_signature(text, str(record), signature_of(record), signed_by)
    with options.progress() as progress:
        found = verified(text, str(record), ballots, one_witness=one_witness, progress=progress)
    if isinstance(found, VerifiedBody):
        confirmed, people = "the election, and how every vacancy since was filled", found.claimed.sitting
        who = body_said(found.claimed)
    else:
        confirmed, people = "every figure of the record, and those elected", found.claimed.facts.elected
        who = f"{listed([found.claimed.names[number - 1] for number in people]) or 'nobody'}."
    names = [found.claimed.names[number - 1] for number in people]
    outputs.write(json=lambda: as_json.verification(record, ballots, names, found, unsigned, signed_by))
    for line in (*([unsigned] if unsigned else []), *found.differences, *found.notes):
        typer.echo(line, err=True)
    if unsigned or found.differences or not found.witnesses:
        raise typer.Exit(1)
    if outputs.printed:
        return
    typer.echo(f"Confirmed by the {' and the '.join(found.witnesses)}: {confirmed}: {who}")
    if signed_by is not None:
        typer.echo(f"Signed by {signed_by}.")
    if found.unknown:
        said = "; ".join(f"{what} ({key})" for key, what in found.unknown.items())
        typer.echo(f"Not checked, since ballots cannot tell it: {said}.")
