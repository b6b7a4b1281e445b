"""Whether a folder and a database are of one office: each has the same mark.

At its start an office removes what no row of its database names. With the database of another office, or a new one, in
place of its own, that would be everything.
"""

from __future__ import annotations

import json
import os
import secrets

from django.db import transaction

from hustings.election.outputs import flush_folder
from hustings.election.problems import BadInput, Problem
from hustings.office.database import NAME, POSTGRESQL, SQLITE
from hustings.office.home import Home

PLACES = {SQLITE: "the file office.sqlite3", POSTGRESQL: f"the PostgreSQL database that {NAME} names"}


def check_kind(home: Home, kind: str) -> None:
    """Raises BadInput where the folder says that its rows are in a database of the other kind."""
    _, before = _in_folder(home)
    if before and before != kind:
        said = f"this office keeps its rows in {PLACES[before]}, not in {PLACES[kind]}"
        raise BadInput(Problem(str(home.root), said))


def check(home: Home) -> None:
    """Mark a new office; raises BadInput where folder and database are of two."""
    from django.db import connection

    from hustings.office.models import Office

    with transaction.atomic():
        row, (mark, _) = Office.objects.first(), _in_folder(home)
        if row is not None and row.mark == mark:
            return
        if (row is not None and mark) or not _fit(home):
            said = f"{PLACES[connection.vendor]} is not that of the office in this folder; nothing was changed"
            raise BadInput(Problem(str(home.root), said))
        row = row or Office.objects.create(mark=mark or secrets.token_hex(16))
        _put_mark(home, row.mark, connection.vendor)


def _fit(home: Home) -> bool:
    """Whether, without a mark on both, folder and database are of one office: both are new, or every current version
    of the database is in the folder."""
    from hustings.office.models import Election

    current = Election.objects.values_list("key", "current")
    new = next(home.elections.iterdir(), None) is None
    return new if not current else all((home.versions(key) / name).is_dir() for key, name in current)


def move(home: Home, kind: str) -> None:
    """Write down that the rows of the office in this folder are in a database of this kind now."""
    mark, _ = _in_folder(home)
    if mark:
        _put_mark(home, mark, kind)
    check(home)


def _put_mark(home: Home, mark: str, kind: str) -> None:
    """Write down in the folder which office it is, and where its rows are."""
    new = home.mark.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump({"mark": mark, "database": kind}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, home.mark)
    flush_folder(home.root)


def _in_folder(home: Home) -> tuple[str, str]:
    """The mark of the folder, and where its rows are; ("", "") where it has none."""
    try:
        told = json.loads(home.mark.read_text("utf-8"))
        return str(told["mark"]), str(told["database"])
    except FileNotFoundError:
        return "", ""
    except (OSError, ValueError, KeyError, TypeError) as error:
        said = f"it cannot be read ({type(error).__name__}); take it from a backup"
        raise BadInput(Problem(str(home.mark), said)) from None
