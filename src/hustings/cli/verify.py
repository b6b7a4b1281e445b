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
    signed_by: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Also check RECORD.sig: a public key's file, or the key in base64."),
    ] = None,
    json: options.Json = None,
) -> None:
    """Count a record's ballots again and compare every figure, or name what differs (exit status 1).

    Of a vacancy record the election is counted and its vacancies are filled again.
    """
    from hustings.ballots.reading import read_for
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.cli.sign import signature_of
    from hustings.election.files import read_text
    from hustings.election.wording import listed
    from hustings.narrative.record_files import to_json
    from hustings.record.body_json import is_vacancy_record
    from hustings.record.json_reader import from_json
    from hustings.witness.verifying import verify as verified

    outputs = Outputs([record, ballots], json=json)
    text = read_text(record)
    if is_vacancy_record(text):
        _refuse({"--signed-by": signed_by, "--json": json})
        _verify_vacancies(text, str(record), ballots, one_witness)
        return
    claimed = from_json(text, str(record))
    unsigned = None
    if signed_by is not None:
        from hustings.record.signature import check_signature

        unsigned = check_signature(text, str(record), signature_of(record), signed_by)
    cast = read_for(ballots, claimed.cast_names, claimed.question.undeclared)
    with options.progress() as progress:
        found = verified(text, str(record), cast, to_json, one_witness=one_witness, progress=progress)
    outputs.write(json=lambda: as_json.verification(record, ballots, found, unsigned, signed_by))
    for line in (*([unsigned] if unsigned else []), *found.differences, *found.notes):
        typer.echo(line, err=True)
    if unsigned or found.differences or found.again is None:
        raise typer.Exit(1)
    if outputs.printed:
        return
    names = listed([found.claimed.names[number - 1] for number in found.claimed.facts.elected]) or "nobody"
    witnesses = " and the ".join(found.again.witnesses)
    typer.echo(f"Confirmed by the {witnesses}: every figure of the record, and those elected: {names}.")
    if signed_by is not None:
        typer.echo(f"Signed by {signed_by}.")
    if found.unknown:
        said = "; ".join(f"{what} ({key})" for key, what in found.unknown.items())
        typer.echo(f"Not checked, since ballots cannot tell it: {said}.")


def _refuse(given: dict[str, object]) -> None:
    """Raises BadInput for options that are for count records only."""
    from hustings.election.problems import BadInput, Problem

    if wrong := [Problem(option, "this option is for count records") for option, value in given.items() if value]:
        raise BadInput(wrong)


def _verify_vacancies(text: str, name: str, ballots: Path, one_witness: bool) -> None:
    """Count the election again and fill its vacancies again. Raises Exit where the record says otherwise."""
    from hustings.ballots.reading import read_for
    from hustings.narrative.vacancy import body_said
    from hustings.record.body_json import read_body
    from hustings.witness.ron import as_counted
    from hustings.witness.vacancies import Counting, recount_differences

    body = read_body(text, name)
    question = body.election.question
    cast = as_counted(read_for(ballots, body.election.cast_names, question.undeclared), question)
    with options.progress() as progress:
        differences = recount_differences(body, cast, Counting(one_witness, progress))
    for difference in differences:
        typer.echo(difference, err=True)
    if differences:
        raise typer.Exit(1)
    typer.echo(f"Confirmed: the election, and how every vacancy since was filled. {body_said(body)}")
