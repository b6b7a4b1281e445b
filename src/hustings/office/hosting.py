"""The election's pages on the web: from a host of their own, beside the office's, and from nowhere without one.

A page with somebody's words in it, on the office's own host, could act in the office for whoever opens it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from hustings.election.problems import BadInput, Problem
from hustings.office import audit, previews, publishing, runs
from hustings.office.acting import who
from hustings.office.home import Home
from hustings.office.models import Election, Run
from hustings.office.settings import office_home

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
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
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(made, new)
    with transaction.atomic():
        audit.record(who(), "put the pages on the web", election.key, run=run.pk)
        _point(election.key, new.name)
    _forget(election.key, but=new.name)


def take_down(election: Election) -> None:
    """Take an election's pages off the web."""
    with transaction.atomic():
        audit.record(who(), "took the pages off the web", election.key)
        (office_home().sites / election.key).unlink(missing_ok=True)
    _forget(election.key)


def _point(key: str, name: str) -> None:
    link = office_home().sites / key
    new = link.with_name(f"{key}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(name)
    os.replace(new, link)


def _forget(key: str, but: str = "") -> None:
    """Remove pages that are not shown any more."""
    for path in office_home().sites.glob(f"{key}.*"):
        if path.name != but and path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


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
