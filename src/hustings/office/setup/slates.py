"""slates.toml by form: candidates who stand together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import tomlkit

from hustings.office.setup import toml
from hustings.office.setup.contests import free_id

NAME = "slates.toml"


def tables(files: Mapping[str, bytes]) -> list[Any]:
    """The slates of a folder as their file has them."""
    return toml.tables(_document(files), "slate")


def with_slate(
    files: Mapping[str, bytes], slate: str, filled: Mapping[str, str], names: Mapping[str, list[str]]
) -> bytes:
    """slates.toml with a slate changed, or a further one where `slate` is "". names: by contest, in its order."""
    document = _document(files)
    values = {name: filled[name] for name in ("name", "colour", "slogan")}
    listed = {contest: people for contest, people in names.items() if people}
    found = next((table for table in toml.tables(document, "slate") if table.get("id") == slate), None)
    if found is None:
        taken = {str(table.get("id", "")) for table in toml.tables(document, "slate")}
        given = {key: value for key, value in values.items() if value}
        toml.add(document, "slate", {"id": free_id(filled["name"], taken), **given, "candidates": listed})
    else:
        for key, value in values.items():
            toml.put(found, key, value)
        there = found.get("candidates")
        if there is None:
            toml.put(found, "candidates", listed)
        else:
            for contest in names:
                toml.put(there, contest, names[contest])
    return tomlkit.dumps(document).encode()


def with_change(
    files: Mapping[str, bytes], slate: str, day: date, said: str, contest: str, gone: Sequence[str]
) -> bytes:
    """slates.toml with a change of a slate's published orders: what happened and what to do, and whom it no longer
    recommends in a contest."""
    document = _document(files)
    table = next(each for each in toml.tables(document, "slate") if each.get("id") == slate)
    for listed in (table.get(key, {}).get(contest) for key in ("candidates", "nominate", "after")):
        for name in gone if isinstance(listed, list) else ():
            if name in listed:
                listed.remove(name)
    made = tomlkit.table()
    for name, value in (("on", day), ("said", said), ("contest", contest), ("gone", list(gone))):
        toml.put(made, name, value)
    if table.get("change") is None:
        table["change"] = tomlkit.aot()
    table["change"].append(made)
    return tomlkit.dumps(document).encode()


def without_slate(files: Mapping[str, bytes], slate: str) -> bytes:
    """slates.toml without a slate; without its last one it is not there."""
    document = _document(files)
    at = [table.get("id") for table in toml.tables(document, "slate")].index(slate)
    del document["slate"][at]
    if not document["slate"]:
        del document["slate"]
    return tomlkit.dumps(document).encode()


def _document(files: Mapping[str, bytes]) -> tomlkit.TOMLDocument:
    return toml.read(files.get(NAME, b"").decode("utf-8", "replace"), NAME)
