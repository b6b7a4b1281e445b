"""The election's pages on the web: from a host of their own, beside the office's, and from nowhere without one.

A page with somebody's words in it, on the office's own host, could act in the office for whoever opens it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from hustings.election.problems import BadInput, Problem
from hustings.office import audit, previews, publishing, runs
from hustings.office.acting import who
from hustings.office.clock import now
from hustings.office.home import Home
from hustings.office.models import Election, Event, Run
from hustings.office.settings import office_home

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# What these acts are called.
PUT_UP, TAKEN_OFF = "put the pages on the web", "took the pages off the web"
# Seconds for which the copy of pages stays that others have replaced: whoever is being answered gets the rest of them.
GRACE = 600
NOT_HERE = b"There is nothing here.\n"


def origin() -> str:
    """The address of published pages; "" where the office shows none."""
    return str(getattr(settings, "HUSTINGS_SITES_ORIGIN", ""))


def address(election: Election) -> str:
    """Where an election's pages are, or would be."""
    return f"{origin()}/{election.key}/"


def on_the_web(election: Election) -> int:
    """The number of the run whose pages are on the web; 0 where none are."""
    link = office_home().sites / election.key
    number = os.readlink(link).rpartition(".")[2] if link.is_symlink() else ""
    return int(number) if number.isdecimal() else 0


def put_up(run: Run) -> None:
    """Put the pages that a run has made on the web, in place of those that are there. Raises BadInput."""
    if not origin():
        said = "this office has no address for published pages; whoever runs it can give it one, or take the ZIP file"
        raise BadInput(Problem("web", said))
    election = run.election
    made = (runs.place(run) / publishing.SITE).resolve()
    if run.kind != publishing.SITE or run.status != 0 or not made.is_dir():
        raise BadInput(Problem("web", "this run has made no pages, or they were removed; make them again"))
    new = office_home().sites / f"{election.key}.{run.pk}"
    unfinished = new.with_name(f"{new.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(made, unfinished)
    with transaction.atomic():
        audit.record(who(), PUT_UP, election.key, run=run.pk)
        if on_the_web(election) != run.pk:
            shutil.rmtree(new, ignore_errors=True)
            os.replace(unfinished, new)
            _point(election.key, new.name)
    shutil.rmtree(unfinished, ignore_errors=True)


def take_down(election: Election) -> None:
    """Take an election's pages off the web."""
    with transaction.atomic():
        audit.record(who(), TAKEN_OFF, election.key)
        (office_home().sites / election.key).unlink(missing_ok=True)
    forget_replaced(election.key)


def left_the_web(election: Election) -> dict[int, datetime]:
    """When the pages of each run were last taken off the web, or replaced there, by the run's number."""
    found, up = dict[int, datetime](), 0
    for event in Event.objects.filter(election=election.key, act__in=(PUT_UP, TAKEN_OFF)).order_by("number"):
        number = json.loads(event.detail).get("run", 0)
        if up != number:
            found[up] = datetime.fromisoformat(event.at)
        up = number
    return found


def _point(key: str, name: str) -> None:
    link = office_home().sites / key
    new = link.with_name(f"{key}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(name)
    os.replace(new, link)


def forget_replaced(key: str = "") -> None:
    """Remove copies of pages that are not shown any more: of one election's at once, of all after some minutes."""

    def gone() -> list[Path]:
        return [
            path for path in sorted(office_home().sites.glob(f"{key or '*'}.*")) if _is_gone(path, at_once=bool(key))
        ]

    if gone():
        with transaction.atomic():  # so that nobody puts one of them up meanwhile
            for path in gone():
                shutil.rmtree(path, ignore_errors=True)


def _is_gone(path: Path, *, at_once: bool) -> bool:
    name, _, number = path.name.partition(".")
    link = path.with_name(name)
    if not number.isdecimal():  # it is being copied, or a link
        return False
    if not link.is_symlink():
        return True
    return os.readlink(link) != path.name and (at_once or now().timestamp() - link.lstat().st_mtime > GRACE)


def by_host(office: Application, site: Callable[[Path], Application], home: Home, sites: str) -> Application:
    """The office on its own host, and published pages and previews on theirs, which knows no cookie and no session.

    site: serves the files of one folder.
    """
    host = urlsplit(sites).netloc

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not host or environ.get("HTTP_HOST", "") != host:
            return office(environ, start_response)
        key, slash, rest = environ.get("PATH_INFO", "").lstrip("/").partition("/")
        if key == previews.PATH and (answer := previews.serve(environ, start_response, site)) is not None:
            return answer
        link = home.sites / key
        if not key or "." in key or not link.is_symlink():
            start_response("404 Not Found", _plain(NOT_HERE))
            return [NOT_HERE]
        if not slash:
            start_response("301 Moved Permanently", [("Location", f"{sites}/{key}/"), *_plain(b"")])
            return [b""]
        environ = {name: value for name, value in environ.items() if name != "HTTP_COOKIE"}
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"/{key}", f"/{rest}"
        return site(link)(environ, start_response)

    return serve


def _plain(body: bytes) -> list[tuple[str, str]]:
    return [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]
