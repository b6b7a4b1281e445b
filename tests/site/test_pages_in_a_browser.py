"""The pages with pictures and tables in a browser: axe finds nothing, nothing scrolls sideways, no policy is hurt."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from hustings.site.headers import headers_for
from whole_site import whole_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("evidence.html", "how-to-vote.html", "nominations.html", "result.html", "results/council.html", "index.html")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with all of it, served with the headers that it asks for."""
    site = whole_site(tmp_path_factory.mktemp("site"))
    rules = (site / "_headers").read_text("utf-8")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers_for(self.path, rules).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is logged."""

    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_and_no_policy_is_hurt(browser: Browser, address: str, page: str, dark: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    tab = browser.new_page(color_scheme="dark" if dark else "light", bypass_csp=False)
    tab.on("console", lambda message: said.append(message.text))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.on("request", lambda request: said.append(request.url) if not request.url.startswith(address) else None)
    tab.goto(f"{address}/{page}")
    assert said == []
    tab.close()
    tab = browser.new_page(color_scheme="dark" if dark else "light", bypass_csp=True)
    tab.goto(f"{address}/{page}")
    wanted = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(tab, options={"runOnly": wanted})
    assert found.violations_count == 0, found.generate_report()
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_a_telephone_shows_it_without_scrolling_the_page_sideways(browser: Browser, address: str, page: str) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 700})
    tab.goto(f"{address}/{page}")
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    tab.close()


@pytest.mark.browser
def test_in_print_the_chart_of_the_result_is_whole(browser: Browser, address: str) -> None:
    """A4 less the margins of 18 mm: 174 mm, 658 CSS pixels."""
    tab = browser.new_page(viewport={"width": 658, "height": 1000})
    tab.emulate_media(media="print")
    tab.goto(f"{address}/result.html")
    assert tab.evaluate("document.querySelector('svg.chart').getBoundingClientRect().right") <= 658
    tab.close()
