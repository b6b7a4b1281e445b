"""Versions of an election folder: each a folder of its own that is never changed, beside the one it was made from.

A version is written under another name, flushed to the disk, and renamed: it is there whole or not at all. Its manifest
holds the SHA-256 of every file, the version it was made from, who made it, when and why; the SHA-256 of the manifest is
the version's name. Which version is the current one is not said here: the database says it, in the act's transaction.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from hustings.election.outputs import flush_folder
from hustings.election.problems import HustingsError

MANIFEST, FOLDER, NEW = "manifest.json", "folder", ".new-"
FORMAT = "hustings-version/1"
# What a version may hold: a file of ballots as large as Hustings reads, and no more files than any election needs.
MOST_FILES, MOST_BYTES = 2_000, 200 << 20


class NotKept(HustingsError):
    """A version that could not be written: nothing was changed."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a manifest says of its version besides its files. at: in ISO's form. parent: a name; "" for the first.

    told: of a declaration, what is declared, by whom, and the head of the chain of acts before it.
    """

    who: str
    at: str
    why: str
    parent: str = ""
    told: Mapping[str, object] = field(default_factory=dict)


def write(store: Path, files: Mapping[str, bytes], note: Note) -> str:
    """Keep these files, by their paths in the folder, as a new version. Its name. Raises NotKept."""
    for path in files:
        if said := unfit(path):
            raise NotKept(said)
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise NotKept(f"a version holds at most {MOST_FILES:,} files and {MOST_BYTES >> 20} MB")
    text = _manifest(files, note)
    name = hashlib.sha256(text).hexdigest()
    new = None
    try:
        store.mkdir(mode=0o700, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=NEW, dir=store))
        _write_file(new / MANIFEST, text)
        (new / FOLDER).mkdir()
        for path, content in files.items():
            _write_file(new / FOLDER / path, content)
        for folder, _, _ in os.walk(new):
            flush_folder(Path(folder))
        os.rename(new, store / name)
        flush_folder(store)
    except OSError as error:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
        raise NotKept(f"the change could not be written to the disk ({error.strerror}); nothing was changed") from None
    return name


def folder(store: Path, name: str) -> Path:
    """The election folder that a version is."""
    return store / name / FOLDER


def note(store: Path, name: str) -> Note:
    """Who made a version, when and why, and from which."""
    told = json.loads((store / name / MANIFEST).read_text("utf-8"))
    return Note(told["who"], told["at"], told["why"], told["parent"], told["told"])


def files(store: Path, name: str) -> dict[str, bytes]:
    """The files of a version by their paths."""
    root = folder(store, name)
    return {path: (root / path).read_bytes() for path in sorted(_paths(root))}


def faults(store: Path, name: str, destroyed: Collection[str] = ()) -> Iterator[str]:
    """Everything in which a version is not as it was written, but for files that were destroyed for good."""
    try:
        text = (store / name / MANIFEST).read_bytes()
        if hashlib.sha256(text).hexdigest() != name:
            yield "its manifest has been altered"
        told: dict[str, dict[str, object]] = json.loads(text)["files"]
        there = set(_paths(folder(store, name)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"it cannot be read ({type(error).__name__})"
        return
    for path in sorted(set(told) | there):
        if path not in there and path in destroyed:
            continue
        if path not in there:
            yield f"{path} is missing"
        elif path not in told:
            yield f"{path} has been added"
        elif hashlib.sha256((folder(store, name) / path).read_bytes()).hexdigest() != told[path].get("sha256"):
            yield f"{path} has been altered"


def remove_unfinished(store: Path, known: set[str]) -> None:
    """Remove what acts have left that never came to their end: no version of the database is among it."""
    if store.is_dir():
        for path in store.iterdir():
            if path.is_dir() and path.name not in known and (path.name.startswith(NEW) or len(path.name) == 64):
                shutil.rmtree(path, ignore_errors=True)


def unfit(path: str) -> str:
    """Why no file of an election folder can have this path; "" where it can."""
    parts = PurePosixPath(path).parts
    plain = path.isprintable() and not set(path) & set('\\:*?"<>|') and len(path) <= 200
    if (
        not parts
        or not plain
        or path != "/".join(parts)
        or any(part[0] == "." or part != part.strip() for part in parts)
    ):
        return f"“{path[:80]}” cannot be the name of a file in an election folder"
    return ""


def _manifest(files: Mapping[str, bytes], note: Note) -> bytes:
    told = {
        "format": FORMAT,
        "parent": note.parent,
        "who": note.who,
        "at": note.at,
        "why": note.why,
        "told": dict(note.told),
        "files": {
            path: {"sha256": hashlib.sha256(files[path]).hexdigest(), "bytes": len(files[path])}
            for path in sorted(files)
        },
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _paths(root: Path) -> Iterator[str]:
    """The paths of the files in a folder. A symbolic link is none of ours: it is named, and its digest will differ."""
    for where, _, names in os.walk(root):
        for each in names:
            yield (Path(where) / each).relative_to(root).as_posix()
