"""Signatures of count records and vacancy records: Ed25519, in a file of its own beside the record (docs/record.md).

What is signed is the text «hustings-signature/1 DIGEST», DIGEST being the record's: it covers every key of the record,
however the file is laid out.
"""

from __future__ import annotations

import base64
import binascii
import json
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, Problem
from hustings.record.body_json import read_body
from hustings.record.json_writer import data_digest

FORMAT = "hustings-signature/1"


def new_key() -> tuple[str, str]:
    """A new private key, as PEM text (PKCS 8, without a passphrase), and its public key (PEM)."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), _pem(key.public_key())


def sign(text: str, name: str, key: Path, passphrase: str | None = None) -> str:
    """The signature of a record, as the text of its file. text: of the record. name: of its file.

    key: a file with an Ed25519 private key, PEM or OpenSSH. Raises BadInput for what is no record, or contradicts
    itself, and for what is no such key.
    """
    private = _private_key(key, passphrase)
    signature = private.sign(_message(text, name))
    return (
        json.dumps(
            {
                "format": FORMAT,
                "record": data_digest(json.loads(text)),
                "public_key": _base64(_raw(private.public_key())),
                "signature": _base64(signature),
            },
            indent=1,
        )
        + "\n"
    )


def check_signature(text: str, name: str, signature: Path, key: str) -> str | None:
    """Why the signature is not that of the key for this record, as a sentence; None if it is.

    key: a file with a public key (PEM or OpenSSH), or the key itself in base64. Raises BadInput for what is none.
    """
    public = public_key(key)
    data = _signature(signature)
    try:
        signed = base64.b64decode(data["signature"], validate=True)
        public.verify(signed, _message(text, name))
    except (InvalidSignature, binascii.Error):
        whose = "" if data["public_key"] == _base64(_raw(public)) else " It names another key."
        of = "" if data["record"] == data_digest(json.loads(text)) else " It is of another record."
        return f"{signature} is not the signature of this record by this key.{whose}{of}"
    return None


def public_key(key: str) -> Ed25519PublicKey:
    """The public key in a file, or in base64 as signatures have it. Raises BadInput for anything else."""
    if not Path(key).is_file():
        try:
            return Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        except (ValueError, binascii.Error):
            said = "there is no such file, and it is not a public key in base64 either"
            raise BadInput(Problem(key, said)) from None
    data = read_bytes(key)
    for load in (serialization.load_pem_public_key, serialization.load_ssh_public_key):
        try:
            found = load(data)
        except (ValueError, UnsupportedAlgorithm):
            continue
        if isinstance(found, Ed25519PublicKey):
            return found
    raise BadInput(Problem(key, "this is not an Ed25519 public key; `hustings new-key FILE` writes one to FILE.pub"))


def _private_key(path: Path, passphrase: str | None) -> Ed25519PrivateKey:
    data, secret = read_bytes(path), passphrase.encode() if passphrase else None
    for load in (serialization.load_pem_private_key, serialization.load_ssh_private_key):
        try:
            found = load(data, secret)
        except TypeError:
            said = "this key has a passphrase, which was not given" if secret is None else "this key has no passphrase"
            raise BadInput(Problem(str(path), said)) from None
        except (ValueError, UnsupportedAlgorithm):
            continue
        if isinstance(found, Ed25519PrivateKey):
            return found
    said = "this is not an Ed25519 private key, or its passphrase is another; `hustings new-key FILE` makes one"
    raise BadInput(Problem(str(path), said))


def _signature(path: Path) -> dict[str, str]:
    try:
        data = json.loads(read_bytes(path))
    except (ValueError, RecursionError):
        data = None
    wanted = ("record", "public_key", "signature")
    if (
        not isinstance(data, dict)
        or data.get("format") != FORMAT
        or not all(isinstance(data.get(key), str) for key in wanted)
    ):
        raise BadInput(Problem(str(path), f"this is not a signature of a record; “{FORMAT}” is wanted"))
    return data


def _message(text: str, name: str) -> bytes:
    """What is signed. Raises BadInput for what is no record, or contradicts itself."""
    read_body(text, name)
    return f"{FORMAT} {data_digest(json.loads(text))}".encode()


def _pem(key: Ed25519PublicKey) -> str:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
