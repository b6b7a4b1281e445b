"""The server of a solo office: waitress on this computer's own address, one process, until Ctrl-C."""

from __future__ import annotations

import json
import logging
import os
import socket
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from hustings.election.problems import BadInput, Problem
from hustings.office import versions
from hustings.office.door import Door, forget_tokens, new_prefix, new_token
from hustings.office.home import Home

HOST = "127.0.0.1"
RUNNING = "running.json"
Environ = dict[str, Any]
Start = Callable[..., Any]


@dataclass(slots=True)
class Solo:
    """An open office. address: of its door, with a token that is good once."""

    home: Home
    door: Door
    server: Any
    lock: FileLock

    def address(self) -> str:
        return f"{self.door.origin}{self.door.prefix}open/{new_token(self.home)}"

    def bring(self, folder: Path, why: str) -> None:
        """Put an election folder into the office, unless one like it is there."""
        from hustings.office import acts
        from hustings.office.models import Election

        files = acts.files_of(folder)
        if all(acts.current_files(election) != files for election in Election.objects.all()):
            acts.create(folder.name, files, why)

    def run(self) -> None:
        """Serve until Ctrl-C."""
        with suppress(KeyboardInterrupt):
            self.server.run()
        self.close()

    def close(self) -> None:
        self.server.close()
        (self.home.root / RUNNING).unlink(missing_ok=True)
        self.lock.release()


def address_of_running(home: Home) -> str:
    """The address of the office that is open for this folder, with a new token; "" where none is."""
    lock = FileLock(home.root / "lock")
    try:
        with lock.acquire(timeout=0):
            return ""
    except Timeout:
        pass
    try:
        told = json.loads((home.root / RUNNING).read_text("utf-8"))
        return f"http://{told['host']}{told['prefix']}open/{new_token(home)}"
    except (OSError, ValueError, KeyError):
        raise BadInput(Problem(str(home.root), "an office is being opened for this folder; try again")) from None


def has_accounts(home: Home) -> bool:
    """Whether an office of several people is in this folder, which nobody opens without an account."""
    if not home.database.is_file():
        return False
    with closing(sqlite3.connect(f"file:{home.database}?mode=ro", uri=True)) as database:
        table = "select 1 from sqlite_master where name = 'people_person'"
        return database.execute(table).fetchone() is not None and (
            database.execute("select 1 from people_person").fetchone() is not None
        )


def open_office(home: Home, port: int = 0, site: Callable[[Path], Any] | None = None) -> Solo:
    """Open the office of this folder on this computer. port: 0 takes any free one. site: serves a folder of pages, for
    previews. Raises BadInput."""
    lock = FileLock(home.root / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BadInput(Problem(str(home.root), "an office is open for this folder already")) from None
    sock = _socket(port)
    door = Door(home, f"{HOST}:{sock.getsockname()[1]}", new_prefix())
    server = _server(door, sock, site)
    forget_tokens(home)
    running = json.dumps({"host": door.host, "prefix": door.prefix, "process": os.getpid()})
    path = home.root / RUNNING
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(running)
    return Solo(home, door, server, lock)


def _server(door: Door, sock: socket.socket, site: Callable[[Path], Any] | None) -> Any:
    from waitress import create_server

    from hustings.office.settings import configure, migrate

    configure(door)
    migrate()
    tidy(door.home)
    from django.core.wsgi import get_wsgi_application

    from hustings.office import previews
    from hustings.office.hosting import by_host

    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    office = below(door.prefix, get_wsgi_application())
    return create_server(
        by_host(office, site, door.home, previews.origin()) if site else office,
        sockets=[sock],
        threads=4,
        ident=None,
        # A header that a proxy adds is not passed over but refused.
        clear_untrusted_proxy_headers=False,
        max_request_header_size=32_768,
        max_request_body_size=64 << 20,
        channel_timeout=60,
    )


def below(prefix: str, application: Any) -> Any:
    """The application under a path; nothing is anywhere else."""

    def serve(environ: Environ, start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(prefix):
            body = b"There is nothing here. Open the office by the address that it printed.\n"
            start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
            return [body]
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = prefix.rstrip("/"), path[len(prefix) - 1 :]
        return application(environ, start_response)  # type: ignore[no-any-return]

    return serve


def tidy(home: Home) -> None:
    """After an office that was killed or closed: runs that nobody waits for, versions that nobody points at, previews
    that are over."""
    from hustings.office import expiring, retention, runs
    from hustings.office.models import Destroyed, Election, Run, Version

    runs.find_lost(all_of_them=True)
    begun = {str(number) for number in Run.objects.values_list("pk", flat=True)}
    for path in home.runs.iterdir():  # of a run that is younger than the backup that the rows are from
        if path.name not in begun:
            runs.forget_folder(path)
    for path in home.uploads.iterdir():  # half an upload; a whole one is called by its digest
        if len(path.name) != 64:
            path.unlink(missing_ok=True)
    known = set(Version.objects.values_list("name", flat=True))
    for key in {path.name for path in home.elections.iterdir()} | set(Election.objects.values_list("key", flat=True)):
        versions.remove_unfinished(home.versions(key), known)
    for row in Destroyed.objects.select_related("election"):
        retention.carry_out(row)
    expiring.remove()


def _socket(port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.bind((HOST, port))
    except OSError as error:
        sock.close()
        said = f"{port} cannot be used ({error.strerror}); name another port, or 0 for any that is free"
        raise BadInput(Problem("--port", said)) from None
    return sock


def opener(home: Home, address: str) -> Path:
    """A page that goes to the address and that nobody else can read: what a command is told, everybody can."""
    path = home.root / "open.html"
    path.unlink(missing_ok=True)
    text = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Hustings office</title>'
        f'<meta http-equiv="refresh" content="0; url={address}"><p><a href="{address}">Open the office</a></p></html>'
    )
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
    return path
