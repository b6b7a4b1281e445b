"""Runs a command with a PostgreSQL of its own: `python tests/postgres.py COMMAND…`.

The office's tests keep their rows there then (tests/office/databases.py). Without PostgreSQL, one line says that these
tests were skipped, and with HUSTINGS_SERVERS_REQUIRED=1 that is a failure.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER = "HUSTINGS_TEST_POSTGRESQL"
FAST = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB", "max_connections": "200"}


def programs() -> Path | None:
    """Where initdb and postgres are; Debian has them outside of PATH."""
    beside = shutil.which("initdb")
    places = [Path(beside).parent] if beside else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((place for place in reversed(places) if (place / "initdb").is_file()), None)


@contextmanager
def cluster(programs: Path, given: dict[str, str]) -> Iterator[str]:
    """A server with nothing in it, reached by a socket file alone. Its URL without a database."""
    where = Path(tempfile.mkdtemp(prefix="hustings-postgresql-"))
    # It does not run as root.
    user = "postgres" if os.getuid() == 0 else None
    if user:
        os.chown(where, pwd.getpwnam(user).pw_uid, -1)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def run(*words: str) -> None:
        subprocess.run(words, check=True, user=user, cwd=where, env=environment, stdout=subprocess.DEVNULL)

    try:
        run(str(programs / "initdb"), "-D", "data", "-U", "hustings", "-E", "UTF8", "--auth=trust", "--no-sync")
        options = {"listen_addresses": "", "unix_socket_directories": str(where), **given}
        told = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        run(str(programs / "pg_ctl"), "-D", "data", "-l", "log", "-w", "-o", told, "start")
        try:
            yield f"postgresql://hustings@/?host={where}"
        finally:
            run(str(programs / "pg_ctl"), "-D", "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(where, ignore_errors=True)


def main(command: list[str]) -> int:
    found = programs()
    if found is None:
        said = "No PostgreSQL: the office’s tests on it were skipped. Debian, Ubuntu: sudo apt-get install postgresql"
        print(said, file=sys.stderr)
        return 1 if os.environ.get("HUSTINGS_SERVERS_REQUIRED") else 0
    with cluster(found, FAST) as url:
        return subprocess.run(command, env=os.environ | {SERVER: url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
