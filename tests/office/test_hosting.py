"""Published pages come from a host of their own, and from nowhere without one; a whole office as one file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from hustings.election.problems import BadInput
from hustings.office.home import Home
from office.accounts import SERVED, Visitor, named

SITES = "https://sites.example.net"


def made(title: str, files: dict[str, bytes]) -> tuple[Any, Any]:
    """An election, and a run that has made pages of it."""
    from hustings.office import acts, runs
    from hustings.office.clock import now
    from hustings.office.models import Run

    election = acts.create(title, files | {"site.toml": b'imprint = "A, B"\n'}, "made")
    given: dict[str, Any] = {"version": election.current, "asked_at": now(), "ended_at": now()}
    run = Run.objects.create(election=election, kind="site", words="[]", state="done", status=0, **given)
    pages = runs.place(run) / "site"
    pages.mkdir(parents=True)
    (pages / "index.html").write_text("<script>alert(1)</script>Our election")
    (pages / "_headers").write_text("/*\n  X-Content-Type-Options: nosniff\n")
    return election, run


def asked(application: Any, host: str, path: str, cookie: str = "") -> tuple[int, dict[str, str], bytes]:
    """The answer of a WSGI application."""
    told: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        told[:] = [int(status[:3]), dict(headers)]

    environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": host, "PATH_INFO": path, "HTTP_COOKIE": cookie}
    body = b"".join(application(environ, start))
    return told[0], told[1], body


def the_office(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Set-Cookie", "session"), ("X-Cookie", environ.get("HTTP_COOKIE", ""))])
    return [b"the office"]


def test_pages_are_on_their_own_host_alone_and_it_knows_no_cookie(served: Home, committee: dict[str, bytes]) -> None:
    from django.test import override_settings

    from hustings.cli.site_server import SiteFiles
    from hustings.office.hosting import by_host

    election, run = made("On the web", committee)
    officer = Visitor(named(election, "officer"))
    path = f"/e/{election.key}/run/{run.pk}/web"
    application = by_host(the_office, SiteFiles, served, SITES)
    host = "sites.example.net"
    # Without an address of their own there is no way to put them up.
    assert officer.post(path, {"seen": "0"}, form="/out").status_code == 422
    assert asked(application, host, f"/{election.key}/")[0] == 404
    with override_settings(HUSTINGS_SITES_ORIGIN=SITES):
        assert officer.post(path, {"seen": "0"}, form="/out").status_code == 302
        assert f"{SITES}/{election.key}/" in officer.page(f"/e/{election.key}/publish")
        status, headers, body = asked(application, host, f"/{election.key}/", "__Host-hustings=stolen")
        assert (status, b"Our election" in body, headers.get("Set-Cookie")) == (200, True, None)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert asked(application, host, f"/{election.key}")[1]["Location"] == f"{SITES}/{election.key}/"
        # Neither host shows what is the other's, and no path leads out of the pages.
        assert asked(application, SERVED, f"/{election.key}/")[2] == b"the office"
        assert officer.get(f"/{election.key}/").status_code == 404
        for other in ("/in", "/accounts", "/", f"/{election.key}/../../office.sqlite3", f"/{election.key}.{run.pk}/"):
            assert asked(application, host, other)[0] == 404, other
        assert officer.post(f"/e/{election.key}/publish/take-down", {"seen": run.pk}, form="/out").status_code == 302
        assert asked(application, host, f"/{election.key}/")[0] == 404


def test_pages_on_the_offices_own_host_are_refused(home: Home) -> None:
    from hustings.office.accounts.settings import Served

    for sites in (f"https://{SERVED}", f"https://{SERVED}:8443", "http://sites.example.net", "https://a.org/path"):
        with pytest.raises(BadInput):
            Served(home, f"https://{SERVED}", sites)
