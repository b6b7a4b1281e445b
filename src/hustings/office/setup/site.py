"""site.toml by form: who publishes the pages, and where they will be."""

from __future__ import annotations

from collections.abc import Mapping

import tomlkit

from hustings.office.setup import toml

NAME, FIELDS = "site.toml", ("imprint", "base_address")


def filled(files: Mapping[str, bytes]) -> dict[str, str]:
    """The fields of the form as site.toml fills them."""
    document = toml.read(files.get(NAME, b"").decode("utf-8", "replace"), NAME)
    return {name: str(document.get(name, "")) for name in FIELDS}


def changed(files: Mapping[str, bytes], given: Mapping[str, str]) -> bytes:
    """site.toml with what was filled in."""
    document = toml.read(files.get(NAME, b"").decode("utf-8", "replace"), NAME)
    for name in FIELDS:
        toml.put_first(document, name, given[name])
    return tomlkit.dumps(document).encode()
