"""Previews of a site in any phase: at an address that nobody can guess, for some hours, on another host.

The address is shown once and kept nowhere; the database has its digest. What is served is never stored by browsers or
proxies, and no search engine lists it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from hustings.election.problems import BadInput, Problem
from hustings.office import acts, audit, publishing, runs
from hustings.office.acting import who
from hustings.office.clock import now
from hustings.office.models import Election, Preview, Run

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
KIND, PATH = "preview", acts.PREVIEWS
HOURS = (1, 24, 168)
HEADERS = [("Cache-Control", "no-store"), ("X-Robots-Tag", "noindex, nofollow")]


def origin() -> str:
    """The address that previews are below; "" where the office has no host for them."""
    return str(getattr(settings, "HUSTINGS_PREVIEWS_ORIGIN", ""))


def begin(campaign: Election, as_of: str) -> Run:
    """Begin to make the pages as they are at a moment, in the election's time zone; "" for now. Raises BadInput."""
    return runs.begin(campaign, KIND, [*publishing.words(campaign), *(["--as-of", as_of] if as_of else [])])


def offer(run: Run, hours: int, seen: str) -> str:
    """An address for the pages that a run has made, in place of an earlier one. seen: until when that was good, as the
    page showed it; "" where there was none. Raises BadInput, and Moved."""
    if not origin():
        said = "this office has no address for previews; whoever runs it can give it one (HUSTINGS_SITES_ORIGIN)"
        raise BadInput(Problem("preview", said))
    if run.kind != KIND or run.status != 0 or not publishing.pages(run):
        raise BadInput(Problem("preview", "this run has made no pages, or they were removed; make them again"))
    if hours not in HOURS:
        raise BadInput(Problem("hours", "choose how long the address is good"))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        acts.expect(seen, until(run) or "")
        given = {"token": _digest(token), "until": now() + timedelta(hours=hours)}
        Preview.objects.update_or_create(run=run, defaults=given)
        audit.record(who(), "made an address for a preview", run.election.key, run=run.pk, hours=hours)
    return f"{origin()}/{PATH}/{token}/"


def end(run: Run, seen: str) -> None:
    """Make the address of a preview good for nothing. seen: until when it was good, as the page showed it. Raises
    Moved."""
    with transaction.atomic():
        acts.expect(seen, until(run) or "")
        if Preview.objects.filter(run=run).delete()[0]:
            audit.record(who(), "ended a preview", run.election.key, run=run.pk)


def until(run: Run) -> Any:
    """Until when a run's pages can be seen; None where they cannot."""
    row = Preview.objects.filter(run=run, until__gt=now()).first()
    return row.until if row else None


def serve(
    environ: dict[str, Any], start_response: Callable[..., Any], site: Callable[[Path], Application]
) -> Iterable[bytes] | None:
    """The answer to a request below /preview/; None where nothing is there. site: serves the files of one folder."""
    token, slash, rest = environ.get("PATH_INFO", "").lstrip("/").removeprefix(f"{PATH}/").partition("/")
    try:
        row = Preview.objects.filter(token=_digest(token), until__gt=now()).select_related("run").first()
        folder = runs.place(row.run) / publishing.SITE if row and slash else None
    finally:
        connection.close()
    if folder is None or not folder.is_dir():
        return None

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        kept = [(name, value) for name, value in headers if name.casefold() not in ("cache-control", "x-robots-tag")]
        return start_response(status, kept + HEADERS, *more)

    environ = {name: value for name, value in environ.items() if name != "HTTP_COOKIE"}
    environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"/{PATH}/{token}", f"/{rest}"
    return site(folder)(environ, start)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
