"""All rows of an office as lines of JSON, out of one database and into another, of whichever kind.

Sessions and wrong passwords are left out: whoever uses the office made of them signs in anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models, transaction

from hustings.election.problems import BadInput, Problem

FILE = "office.jsonl"
# Django writes the first two itself.
LEFT_OUT = ("contenttypes", "auth", "sessions", "axes")


def write(to: Path, using: str = DEFAULT_DB_ALIAS) -> None:
    """Write all rows as they are at one moment; the office may be at work."""
    with _moment(using), to.open("w", encoding="utf-8") as file:
        serializers.serialize("jsonl", _rows(using), stream=file)


def read(file: Path) -> None:
    """Put all rows into a database that has none: all or nothing. Raises BadInput."""
    call_command("migrate", verbosity=0, interactive=False)
    for model in _models():
        if model._default_manager.exists():
            said = "there is an office in this database already; name one that is empty"
            raise BadInput(Problem("HUSTINGS_DATABASE_URL", said))
    try:
        with transaction.atomic(), file.open(encoding="utf-8") as lines:
            for each in serializers.deserialize("jsonl", lines):
                each.save(force_insert=True)
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                    cursor.execute(statement)
    except (DeserializationError, DatabaseError, UnicodeDecodeError) as error:
        said = f"its rows cannot be read: {str(error).splitlines()[0][:200]}"
        raise BadInput(Problem(FILE, said)) from None


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT]


def _rows(using: str) -> Iterator[models.Model]:
    for model in _models():
        yield from model._default_manager.using(using).order_by("pk").iterator()


@contextmanager
def _moment(using: str) -> Iterator[None]:
    """Everything inside reads the rows of one moment, and holds nobody up. SQLite's are those of a copy anyhow."""
    if connections[using].vendor != "postgresql":
        yield
        return
    with connections[using].cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
