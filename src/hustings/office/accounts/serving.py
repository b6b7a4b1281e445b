"""An office of several people as a server: gunicorn behind a proxy, one process that works and one that watches it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from hustings.election.problems import BadInput, Problem
from hustings.office.accounts.settings import Served, settings_for

# What these say of a request holds addresses and names that people typed; faults alone are logged.
SILENT = {"django.request": logging.ERROR, "django.security": logging.CRITICAL, "axes": logging.CRITICAL}

# Seconds in which a worker ends what it has begun.
GRACE, WORKER = 30, "lock-worker"
# Held until the process ends.
_working: FileLock | None = None


def configure(served: Served) -> None:
    """Set Django up for an office of several people, and bring its database to what this version knows."""
    import django
    from django.conf import settings

    from hustings.office.settings import migrate

    settings.configure(**settings_for(served))
    django.setup()
    for name, level in SILENT.items():
        logging.getLogger(name).setLevel(level)
    migrate()


def locked(served: Served) -> FileLock:
    """The lock of the office's folder, for this process. Raises BadInput where another office has it."""
    lock = FileLock(served.home.root / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        said = "an office is open for this folder already; close it first"
        raise BadInput(Problem(str(served.home.root), said)) from None
    return lock


def serve(served: Served, bind: str, threads: int, site: Callable[[Path], Any]) -> None:
    """Serve until it is told to end. bind: HOST:PORT, or unix:PATH. site: serves a folder of published pages. Raises
    BadInput."""
    try:
        from gunicorn.app.base import BaseApplication
    except ImportError:
        said = "an organisation's office needs gunicorn, which runs on Linux and macOS"
        raise BadInput(Problem("serve", said)) from None
    lock = locked(served)
    _wait_for_worker(served)
    configure(served)
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    from hustings.office.hosting import by_host
    from hustings.office.server import tidy

    tidy(served.home)
    connections.close_all()
    options = {
        "bind": bind,
        "workers": 1,
        "worker_class": "gthread",
        "threads": threads,
        "timeout": 120,
        "graceful_timeout": GRACE,
        # Longer than Caddy keeps a connection that nobody uses: it must not send a form into one that is closed.
        "keepalive": 150,
        "accesslog": None,
        "loglevel": "warning",
        "preload_app": True,
        "umask": 0o077,
        # Where the office is below an address, or who asks, is said by no header; a proxy may pass a stranger's.
        "forwarder_headers": "",
        "post_worker_init": lambda _worker: _begin_work(served),
    }

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return by_host(get_wsgi_application(), site, served.home, served.sites)

    os.umask(0o077)
    try:
        Server().run()
    finally:
        lock.release()


def _worker_lock(served: Served) -> FileLock:
    """The lock of the process that works. It can outlive the one that watches it, which has the office's own lock."""
    return FileLock(served.home.root / WORKER)


def _wait_for_worker(served: Served) -> None:
    """An office that was killed may have left a process that ends an act: nothing is tidied away under its hands.
    Raises BadInput where it does not end."""
    try:
        with _worker_lock(served).acquire(timeout=GRACE + 10):
            return
    except Timeout:
        said = "a process of an earlier office still works in this folder; end it first"
        raise BadInput(Problem(str(served.home.root), said)) from None


def _begin_work(served: Served) -> None:
    """Runs of a worker that has died are called lost by the one that comes after it."""
    global _working
    from hustings.office import expiring, runs, upkeep
    from hustings.office.accounts import expiring as of_people

    _working = _worker_lock(served)
    _working.acquire()
    runs.find_lost(all_of_them=True)
    upkeep.watch(*([upkeep.look] if served.sites else []), expiring.remove, of_people.remove)


def administrator(served: Served, name: str, email: str) -> str:
    """A link that makes an administrator's account, or lets one in again: who can run commands here may do that."""
    from hustings.office.acting import Actor, acting

    configure(served)
    from hustings.office.accounts import inviting
    from hustings.office.accounts.models import Person

    with acting(Actor("a command on the office's computer")):
        known = Person.objects.filter(email__iexact=email).first()
        if known is None:
            return inviting.invite(email, name, administrator=True)
        if not known.administrator:
            raise BadInput(Problem("email", f"{email} is the account of {known.name}, who is no administrator"))
        return inviting.let_in_again(known)
