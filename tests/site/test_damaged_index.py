"""The finder when its index is whole, lost or damaged: it answers, or says what happened and leads to the list."""

from __future__ import annotations

from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from directories import HACKNEY, Row, written
from journeys.program import ROOT, hustings
from journeys.sites import asset

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tests need no log."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional slate's site with an index of one live postcode and one that ended."""
    folder = tmp_path_factory.mktemp("indexed")
    rows = [Row("E8 1AA", HACKNEY, 534000, 184000), Row("E8 1AB", HACKNEY, 534010, 184000, ended="199606")]
    directory = written(folder / "ONSPD_NOV_2025.csv", rows)
    built = hustings("postcodes", "build", directory, "-o", folder / "postcodes.bin", "--month", "2025-11")
    assert built.returncode == 0, built.stderr
    league, moment = ROOT / "examples/hedgerow-league", "2027-07-20T12:00:00+01:00"
    more = ("--slate", "green-lanes", "--index", folder / "postcodes.bin", "--as-of", moment)
    done = hustings("publish", league, "--out", folder / "site", *more)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def flipped(data: bytes) -> bytes:
    return data[:-5] + bytes([data[-5] ^ 1]) + data[-4:]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize(
    ("typed", "damage", "said", "noted", "leads_to_list"),
    [
        ("E8 1AA", None, "E8 1AA is in London.", "", False),
        ("E8 1AB", None, "Postcodes in E8 are in London.", "E8 1AB is no longer in use.", False),
        ("E8 1ZZ", None, "Postcodes in E8 are in London.", "E8 1ZZ is not in our list of November 2025.", True),
        ("E8 1AA", flipped, "Postcodes in E8 are in London.", "arrived damaged", True),
        ("E8 1AA", lambda data: data[:-9], "Postcodes in E8 are in London.", "arrived damaged", True),
        ("E8 1AA", lambda data: data[:0], "Postcodes in E8 are in London.", "arrived damaged", True),
        ("CH1 4AA", "missing", "Which is yours?", "could not be loaded", True),
    ],
)
def test_an_index_is_used_only_when_it_is_whole(
    browser: Browser,
    site: Path,
    width: int,
    typed: str,
    damage: Callable[[bytes], bytes] | str | None,
    said: str,
    noted: str,
    leads_to_list: bool,
) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Quiet(*args, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport={"width": width, "height": 700})
    try:
        page = context.new_page()
        uncaught: list[str] = []
        page.on("pageerror", lambda error: uncaught.append(str(error)))
        if damage == "missing":
            page.route("**/postcodes.*.bin", lambda route: route.fulfill(status=404))
        elif callable(damage):
            changed = damage(asset(site, "postcodes.bin").read_bytes())
            page.route("**/postcodes.*.bin", lambda route: route.fulfill(body=changed))
        page.goto(f"http://localhost:{server.server_address[1]}/finder.html")
        page.get_by_label("Your postcode").press_sequentially(typed)
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=said).wait_for()
        if noted:
            page.locator("#answer .added").filter(has_text=noted).wait_for()
        assert (page.locator("#answer a[href='#list']").count() > 0) == leads_to_list
        assert uncaught == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        context.close()
        server.shutdown()
        server.server_close()
