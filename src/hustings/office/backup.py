"""A whole office as one file, and an office made from it."""

from __future__ import annotations

import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from hustings.election.problems import BadInput, Problem
from hustings.office.home import Home

# What is made anew at each start, and ways in that are good for minutes.
LEFT_OUT = ("lock", "running.json", "open.html", "tokens")
Progress = Callable[[float, str], None]


def write(home: Home, to: Path, progress: Progress = lambda _part, _words: None) -> int:
    """Write everything of an office to a file that its owner alone can read. How many files. The office may be at work.

    The database comes first: all that it points at was there before. Raises BadInput where it cannot be written.
    """
    names = sorted(path for path in home.root.rglob("*") if _kept(path.relative_to(home.root)))
    new = to.with_name(f"{to.name}.new")
    try:
        with tempfile.TemporaryDirectory(dir=home.root) as aside:
            database = Path(aside) / home.database.name
            with closing(sqlite3.connect(home.database)) as old, closing(sqlite3.connect(database)) as copy:
                old.backup(copy)
            with os.fdopen(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
                with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as packed:
                    packed.add(database, home.database.name)
                    for number, path in enumerate(names):
                        progress(number / len(names), "packing")
                        _add(packed, path, path.relative_to(home.root).as_posix())
                file.flush()
                os.fsync(file.fileno())
        os.replace(new, to)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise BadInput(Problem(str(to), f"the backup cannot be written: {error.strerror}")) from None
    return 1 + sum(path.is_file() for path in names)


def restore(file: Path, root: Path) -> Home:
    """An office in a new folder, from a backup. Raises BadInput where something is there, or the file is no backup."""
    if root.exists() and any(root.iterdir()):
        raise BadInput(Problem(str(root), "there is something in this folder; name one that is empty or not there"))
    try:
        with tarfile.open(file, mode="r:gz") as packed:
            names = packed.getnames()
            if "office.sqlite3" not in names:
                raise BadInput(Problem(str(file), "this is no backup of an office: there is no office.sqlite3 in it"))
            home = Home.at(root)
            packed.extractall(root, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        said = getattr(error, "strerror", None) or "it is damaged, or no backup of an office"
        raise BadInput(Problem(str(file), f"it cannot be restored: {said}")) from None
    return home


def _kept(path: Path) -> bool:
    return path.parts[0] not in LEFT_OUT and not path.name.startswith("office.sqlite3") and path.suffix != ".new"


def _add(packed: tarfile.TarFile, path: Path, name: str) -> None:
    """A file, folder or link as it is; one that an act has removed since it was listed is not missed."""
    try:
        packed.add(path, name, recursive=False)
    except FileNotFoundError:
        return
