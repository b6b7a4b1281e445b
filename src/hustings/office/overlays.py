"""A campaign's folder: the public files of a version of its election, and the campaign's own beside them.

What is the election's stands in the manifest of each of the campaign's versions, with its digests: no change, upload or
restored version can alter it. One key of election.toml is the campaign's: the moment from which it shows its orders.
Two files are exceptions: a campaign begins with the election's, and makes them its own.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from hustings.election.folder.toml_depth import too_deep
from hustings.election.problems import BadInput, Problem
from hustings.office import versions
from hustings.office.setup import embargo

# What a manifest says of an overlay: the election's version, and the digests of the files that are its.
VERSION, FILES = "election_version", "election_files"
# What a campaign begins with and may change.
OWN = ("slates.toml", "nominations.csv")


def told(version: str, public: Mapping[str, bytes]) -> dict[str, object]:
    """What a manifest says of an overlay of these public files."""
    return {VERSION: version, FILES: {path: digest(path, public[path]) for path in sorted(public)}}


def of_version(store: Path, name: str) -> dict[str, object]:
    """What the manifest of a version says of its overlay; {} of an election's."""
    said = versions.note(store, name).told
    return {key: said[key] for key in (VERSION, FILES) if key in said}


def pinned(told: Mapping[str, object]) -> str:
    """The election's version that an overlay is of; "" of an election."""
    return str(told.get(VERSION, ""))


def the_elections(told: Mapping[str, object]) -> dict[str, str]:
    """The files of an overlay that are the election's and stay so, with their digests."""
    files = told.get(FILES)
    return {path: sha for path, sha in files.items() if path not in OWN} if isinstance(files, dict) else {}


def declared(store: Path, name: str) -> list[Path]:
    """The records in a campaign's version that are its election's, and so of declared results; no others that a
    campaign has put there."""
    paths = sorted(the_elections(of_version(store, name)))
    return [versions.folder(store, name) / path for path in paths if path.startswith("records/")]


def checked(
    store: Path, base: str, files: Mapping[str, bytes], said: Mapping[str, object] | None
) -> Mapping[str, object]:
    """What the manifest of a version made of these files says: of a campaign, always its overlay. Raises BadInput where
    a file is not as the election has it."""
    said = dict(said or {})
    known = versions.note(store, base).told if (store / base).is_dir() else {}
    if VERSION not in said and VERSION in known:
        said |= {VERSION: known[VERSION], FILES: known[FILES]}
    problems = [
        Problem(path, f"{path} is the election’s, and a campaign cannot change it; the returning officer can")
        for path, sha in the_elections(said).items()
        if path not in files or digest(path, files[path]) != sha
    ]
    if problems:
        raise BadInput(problems)
    return said


def digest(path: str, content: bytes) -> str:
    """The digest of a file; of election.toml, of all that it says but for the campaign's own key."""
    if path == embargo.FILE:
        try:
            text = content.decode()
            said = {} if too_deep(text) else tomllib.loads(text)
        except (ValueError, RecursionError):
            said = {}
        if not said:
            return hashlib.sha256(content).hexdigest()
        said.get(embargo.TABLE, {}).pop(embargo.KEY, None)
        if set(said.get(embargo.TABLE, {"": ""})) <= {embargo.ZONE}:
            del said[embargo.TABLE]
        content = json.dumps(said, sort_keys=True, default=str).encode()
    return hashlib.sha256(content).hexdigest()
