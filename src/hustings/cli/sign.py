"""hustings sign, hustings new-key: who declared a result, so that anybody can check it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SIGNATURE = ".sig"


def signature_of(record: Path) -> Path:
    """Where the signature of a record is: beside it, with .sig after its name."""
    return record.with_name(record.name + SIGNATURE)


def sign(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="A count record or a vacancy record (JSON).")],
    key: Annotated[Path, typer.Option(metavar="FILE", help="Your private key: Ed25519, PEM or OpenSSH.")],
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Ask for the passphrase of the key.")] = False,
) -> None:
    """Sign a count record or a vacancy record: write its signature to RECORD.sig. `verify --signed-by` checks it."""
    from getpass import getpass

    from hustings.cli.outputs import Outputs
    from hustings.election.files import read_text
    from hustings.front.signing import sign_record

    outputs = Outputs([record, key], signature=signature_of(record))
    text = read_text(record)
    secret = getpass("Passphrase of the key: ") if passphrase else None
    signature = sign_record(text, str(record), key, secret)
    outputs.write(signature=lambda: signature)
    typer.echo(
        f"{signature_of(record)} written. Publish it beside the record, and your public key where people trust it."
    )


def new_key(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that does not exist yet.")],
) -> None:
    """Make a key to sign records with: the private key in FILE, the public key in FILE.pub."""
    from hustings.election.files import write_secret
    from hustings.election.problems import BadInput, Problem
    from hustings.front.signing import make_key

    public = file.with_name(file.name + ".pub")
    if there := [path for path in (file, public) if path.exists() or path.is_symlink()]:
        raise BadInput(Problem(str(path), "this is there already; name a new file") for path in there)
    private_text, public_text = make_key()
    write_secret(file, private_text)
    write_secret(public, public_text, readable=True)
    typer.echo(f"{file}: the private key. Keep it to yourself, with a copy in a safe place.")
    typer.echo(f"{public}: the public key. Publish it where your members trust it.")
