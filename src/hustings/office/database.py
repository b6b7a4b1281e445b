"""Where the office's rows are: in a file of its folder (SQLite), or in a database of PostgreSQL."""

from __future__ import annotations

from typing import Any

from hustings.election.extras import MissingExtra
from hustings.election.problems import BadInput, Problem
from hustings.office.home import Home

SQLITE, POSTGRESQL = "sqlite", "postgresql"
NAME = "HUSTINGS_DATABASE_URL"
# Seconds for which an act waits for the one before it.
WAIT = 20


def database(home: Home, url: str) -> dict[str, Any]:
    """Django's settings for it. url: postgresql://USER:PASSWORD@HOST:PORT/NAME; "" for SQLite.

    Raises BadInput, and MissingExtra.
    """
    return _postgresql(url) if url else _sqlite(home)


def _sqlite(home: Home) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home.database,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": WAIT,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise MissingExtra("psycopg") from None
    # What the URL holds may be a password: no message repeats it.
    said = "it should be like postgresql://user:password@localhost:5432/hustings"
    if not url.startswith(("postgresql://", "postgres://")):
        raise BadInput(Problem(NAME, said))
    try:
        given = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except ProgrammingError:
        raise BadInput(Problem(NAME, said)) from None
    name = given.pop("dbname", "")
    if not name:
        raise BadInput(Problem(NAME, f"it names no database; {said}"))
    own = {keyword.upper(): given.pop(keyword, "") for keyword in ("user", "password", "host", "port")}
    sure = f"-c lock_timeout={WAIT}s -c synchronous_commit=on {given.pop('options', '')}".strip()
    return {
        "ENGINE": "hustings.office.postgres",
        "NAME": name,
        **own,
        "OPTIONS": {"connect_timeout": "10", "application_name": "hustings office", **given, "options": sure},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
