"""Signatures of records: making a key, signing, and checking who signed."""

from __future__ import annotations

from pathlib import Path


def sign_record(text: str, name: str, key: Path, passphrase: str | None = None) -> str:
    """The signature of a record's text by a private key (Ed25519, PEM or OpenSSH). name: of the record's file.

    Raises BadInput.
    """
    from hustings.record.signature import sign

    return sign(text, name, key, passphrase)


def make_key() -> tuple[str, str]:
    """A new private key and its public key, as the texts of their files."""
    from hustings.record.signature import new_key

    return new_key()


def signature_fault(text: str, name: str, signature: Path, key: str) -> str | None:
    """Why the signature in a file is not this key's for a record's text; None where it is. name: of the record's file.

    key: a public key's file, or the key in base64. Raises BadInput.
    """
    from hustings.record.signature import check_signature

    return check_signature(text, name, signature, key)
