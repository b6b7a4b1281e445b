"""A copy of an office's tables in PostgreSQL, and tables from a copy: the work of pg_dump and pg_restore."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from hustings.election.problems import BadInput, Problem
from hustings.office.database import NAME

# What is told to a program by its environment, since everybody on the computer sees its words.
SECRET = ("PASSWORD", "sslpassword")


def dump(to: Path) -> None:
    """Write the tables as they are to a file. Raises BadInput."""
    _run("pg_dump", f"--file={to}", "--format=custom", "--no-owner", "--no-privileges")


def load(file: Path) -> None:
    """Put the tables of a copy into a database that has none: all or nothing. Raises BadInput."""
    if connection.introspection.table_names():
        raise BadInput(Problem(NAME, "there is something in this database already; name one that is empty"))
    _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(file))


def _run(program: str, *words: str) -> None:
    if shutil.which(program) is None:
        said = f"there is no {program} on this computer (Debian, Ubuntu: sudo apt-get install postgresql-client)"
        raise BadInput(Problem(program, said))
    given = connection.settings_dict
    named = {name.lower(): given[name] for name in ("HOST", "PORT", "USER") if given[name]} | given["OPTIONS"]
    told = make_conninfo(dbname=given["NAME"], **{name: value for name, value in named.items() if name not in SECRET})
    secret = {"PGPASSWORD": given["PASSWORD"]} if given["PASSWORD"] else {}
    command = [program, f"--dbname={told}", *words]
    done = subprocess.run(
        command, env=os.environ | secret, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise BadInput(Problem(program, lines[0][:300] if lines else "it failed"))
