"""A copy of an office's tables in PostgreSQL, and tables from a copy: the work of pg_dump and pg_restore."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from hustings.election.problems import BadInput, Problem
from hustings.office.database import NAME

# What no program is told by its words, since everybody on the computer sees them.
SECRET = ("sslpassword",)


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
    with tempfile.TemporaryDirectory() as aside:
        if given["PASSWORD"]:
            told = make_conninfo(told, passfile=_passfile(Path(aside), given["PASSWORD"]))
        command = [program, f"--dbname={told}", *words]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise BadInput(Problem(program, lines[0][:300] if lines else "it failed"))


def _passfile(aside: Path, password: str) -> str:
    """A file that holds the password, as PostgreSQL's programs read it, for nobody but them."""
    path = aside / "passfile"
    escaped = password.replace("\\", "\\\\").replace(":", "\\:")
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(f"*:*:*:*:{escaped}\n")
    return str(path)
