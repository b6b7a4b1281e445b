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

SQLITE_FILE, ROWS = "office.sqlite3", "office.jsonl"
# A copy of tables in PostgreSQL: its name, and how what pg_dump writes begins.
POSTGRESQL_COPY, PG_DUMP = "office.postgresql.before-", b"PGDMP"
# What is made anew at each start, and ways in that are good for minutes.
LEFT_OUT = ("lock", "lock-worker", "running.json", "open.html", "tokens")
# How Django knows the file of a backup, as it is read into PostgreSQL.
OLD = "old"
Progress = Callable[[float, str], None]


def write(home: Home, to: Path, url: str = "", progress: Progress = lambda _part, _words: None) -> int:
    """Write everything of an office to a file that its owner alone can read. How many files. The office may be at work.

    The database comes first: all that it points at is there then. url: of a database of PostgreSQL. Raises BadInput
    where the file cannot be written.
    """
    new = to.with_name(f"{to.name}.new")
    try:
        with tempfile.TemporaryDirectory(dir=home.root) as aside:
            database = _database(home, url, Path(aside))
            names = sorted(path for path in home.root.rglob("*") if _kept(path, home.root, aside))
            with os.fdopen(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
                with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as packed:
                    packed.add(database, database.name)
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


def _database(home: Home, url: str, aside: Path) -> Path:
    """The rows of the office in a file: a copy of SQLite's, or lines of JSON."""
    if url:
        from hustings.office import rows
        from hustings.office.settings import migrate

        _set_up(home, url)
        migrate()
        rows.write(aside / ROWS)
        return aside / ROWS
    copied = aside / home.database.name
    with closing(sqlite3.connect(home.database)) as old, closing(sqlite3.connect(copied)) as copy:
        old.backup(copy)
    return copied


def restore(file: Path, root: Path, url: str = "") -> Home:
    """An office in a new folder, from a backup. url: of a new database of PostgreSQL, from a backup of either kind.
    From a copy of the tables in PostgreSQL as they were before an upgrade: the office in its folder, with those.

    Raises BadInput where something is there, or the file is no backup.
    """
    if _is_copy(file):
        return _with_tables(file, root, url)
    if root.exists() and any(root.iterdir()):
        raise BadInput(Problem(str(root), "there is something in this folder; name one that is empty or not there"))
    try:
        with tarfile.open(file, mode="r:gz") as packed:
            names = packed.getnames()
            if SQLITE_FILE not in names and ROWS not in names:
                raise BadInput(Problem(str(file), f"this is no backup of an office: there is no {SQLITE_FILE} in it"))
            home = Home.at(root)
            packed.extractall(root, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        said = getattr(error, "strerror", None) or "it is damaged, or no backup of an office"
        raise BadInput(Problem(str(file), f"it cannot be restored: {said}")) from None
    if url or ROWS in names:
        _fill(home, url)
    return home


def _is_copy(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as begun:
        return begun.read(len(PG_DUMP)) == PG_DUMP


def _with_tables(file: Path, root: Path, url: str) -> Home:
    """The office in this folder with the tables of a copy, in an empty database. Raises BadInput."""
    from hustings.office import belonging
    from hustings.office.database import NAME, POSTGRESQL

    home = Home(root)
    if not url:
        said = f"this is a copy of an office's tables in PostgreSQL; name an empty database there with {NAME}"
        raise BadInput(Problem(str(file), said))
    if not home.mark.is_file():
        said = "there is no office in this folder; a copy of its tables is restored beside its folder (--folder)"
        raise BadInput(Problem(str(root), said))
    belonging.check_kind(home, POSTGRESQL)
    _set_up(home, url)
    from hustings.office.postgres.copies import load

    load(file)
    return home


def _fill(home: Home, url: str) -> None:
    """Put the rows of a backup into a database of the other kind, or of PostgreSQL."""
    _set_up(home, url)
    from django.core.management import call_command
    from django.db import connection, connections

    from hustings.office import belonging, rows

    lines = home.root / ROWS
    if not lines.is_file():
        call_command("migrate", database=OLD, verbosity=0, interactive=False)
        rows.write(lines, OLD)
        connections[OLD].close()
    rows.read(lines)
    lines.unlink()
    if url:
        for path in home.root.glob(f"{SQLITE_FILE}*"):
            path.unlink()
    belonging.move(home, connection.vendor)


def _set_up(home: Home, url: str) -> None:
    """Django for the office in this folder: its rows where they are to be, and where they were in its file."""
    import django
    from django.conf import settings

    from hustings.office.accounts.settings import Served, settings_for
    from hustings.office.database import database

    if settings.configured:
        return
    given = settings_for(Served(home, "http://localhost", database=url))
    if home.database.is_file():
        given["DATABASES"][OLD] = database(home, "")
    settings.configure(**given)
    django.setup()


def _kept(path: Path, root: Path, aside: str) -> bool:
    first = path.relative_to(root).parts[0]
    if first in LEFT_OUT or first == Path(aside).name or not (path.is_file() or path.is_dir() or path.is_symlink()):
        return False
    return not path.name.startswith((SQLITE_FILE, POSTGRESQL_COPY)) and path.suffix != ".new"


def _add(packed: tarfile.TarFile, path: Path, name: str) -> None:
    """A file, folder or link as it is; one that an act has removed since it was listed is not missed."""
    try:
        packed.add(path, name, recursive=False)
    except FileNotFoundError:
        return
