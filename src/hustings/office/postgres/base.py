"""Django's backend for PostgreSQL, with one writer at a time, as SQLite has with IMMEDIATE.

An act reads what is there, decides, and writes; two of them at once could both decide on what neither has written yet.
An office is small in traffic: so each transaction waits for the one before it, and sees all that it has done. A lock
that PostgreSQL lets go with the transaction does it, also where the office is killed.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

# Any number will do that is the same in every process of the office: "hustings" in ASCII.
LOCK = int.from_bytes(b"hustings", "big")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait for each other."""

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        """A transaction begins where autocommit ends: there it takes its turn."""
        super().set_autocommit(autocommit, *args, **kwargs)
        if autocommit:
            return
        try:
            with self.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        except BaseException:
            self.close()
            raise
