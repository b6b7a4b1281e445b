"""The databases that tests of the office use: SQLite, or PostgreSQL where tests/postgres.py has started one."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from postgres import SERVER

_numbers = itertools.count(1)


def url_of(name: str) -> str:
    """The URL of a database of the tests' server."""
    return os.environ[SERVER].replace("@/", f"@/{name}")


def new_database() -> str:
    """The URL of a new, empty database, where the tests are to use PostgreSQL; "" where they are to use SQLite."""
    if not os.environ.get(SERVER):
        return ""
    import psycopg

    name = f"office_{os.getpid()}_{next(_numbers)}"
    with closing(psycopg.connect(url_of("postgres"), autocommit=True)) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return url_of(name)


def environment(url: str) -> dict[str, str]:
    """What a command of an office with this database is told."""
    return os.environ | {"HUSTINGS_DATABASE_URL": url}


@contextmanager
def as_owner() -> Iterator[Any]:
    """What whoever owns the database can do behind the office's back: a cursor, and no guard on the acts."""
    from django.db import connection

    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
            for name, _ in guards:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("ALTER TABLE office_event DISABLE TRIGGER USER")
        yield cursor
        for _, sql in guards if sqlite else [("", "ALTER TABLE office_event ENABLE TRIGGER USER")]:
            cursor.execute(sql)
