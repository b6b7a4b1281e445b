"""Tables of an earlier version of Hustings brought to what this one knows, and a copy of them as they were."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hustings.election.problems import BadInput, Problem
from hustings.office.clock import now
from hustings.office.database import SQLITE
from hustings.office.home import Home

# How the copy is called, after the database, and how long it is there: what is destroyed in the office is still in it.
BEFORE, KEPT = ".before-", timedelta(days=30)
# Which tables are this program's own, as Django calls them.
OURS = ("office", "people")
OR_ELSE = (
    "Put that right; or make a backup with the earlier version of Hustings, then run “hustings office check "
    "--without-copy” once"
)


def upgrade(home: Home, *, copy: bool = True) -> None:
    """Bring the tables up to date, once they are copied. Raises BadInput where a later version of Hustings has made
    them, or they cannot be copied. copy: False where whoever runs the office has a backup, and says so."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    applied = {each for each in loader.applied_migrations if each[0] in OURS}
    known = loader.migrated_apps
    if later := sorted(name for app, name in applied - set(loader.disk_migrations) if app in known):
        said = f"a later version of Hustings has been at work in this office ({later[-1]}); open it with that one"
        raise BadInput(Problem(str(home.root), said))
    if not executor.migration_plan(loader.graph.leaf_nodes()):
        return
    if applied and copy:
        _copy(home, max(name for app, name in applied if app == OURS[0]))
    call_command("migrate", verbosity=0, interactive=False)


def _copy(home: Home, last: str) -> None:
    """Put the tables as they are into a file of the office's folder. last: the last change that they have seen. Raises
    BadInput."""
    write = _of_sqlite if connection.vendor == SQLITE else _of_postgresql
    copy = home.root / f"office.{'sqlite3' if connection.vendor == SQLITE else connection.vendor}{BEFORE}{last}"
    new = copy.with_suffix(".new")
    try:
        new.unlink(missing_ok=True)
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        write(home, new)
        os.replace(new, copy)
    except (OSError, sqlite3.Error, BadInput) as error:
        new.unlink(missing_ok=True)
        said = f"it is of an earlier version, and cannot be copied before it is changed: {_in_words(error)}. {OR_ELSE}"
        raise BadInput(Problem(str(home.root), said)) from None


def _of_sqlite(home: Home, new: Path) -> None:
    with closing(sqlite3.connect(home.database)) as old, closing(sqlite3.connect(new)) as file:
        old.backup(file)


def _of_postgresql(_home: Home, new: Path) -> None:
    from hustings.office.postgres.copies import dump

    dump(new)


def _in_words(error: Exception) -> str:
    return error.problems[0].said if isinstance(error, BadInput) else str(error)


def forget_copies(home: Home) -> None:
    """Remove copies that have been there for long enough."""
    for copy in home.root.glob(f"office.*{BEFORE}*"):
        if copy.stat().st_mtime < (now() - KEPT).timestamp():
            copy.unlink(missing_ok=True)
