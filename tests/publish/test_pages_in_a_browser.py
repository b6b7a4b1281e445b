"""The pages with pictures and tables in a browser: axe finds nothing, nothing scrolls sideways, no policy is hurt."""

from __future__ import annotations

import dataclasses
import functools
import http.server
import json
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from elections import election, question
from hustings.counting.count import count
from hustings.publish.headers import headers_for
from hustings.rules.record import record_of
from hustings.rules.record_json import to_json
from journeys.program import ROOT, hustings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LEAGUE = ROOT / "examples/hedgerow-league"
SIX = ("Bryony Hawthorn", "Alder Fieldfare", "Marigold Sedge", "Rowan Quickset", "Tansy Bullfinch", "Juniper Goldcrest")
PAGES = ("evidence.html", "how-to-vote.html", "nominations.html", "result.html", "results/council.html", "index.html")


def evidence() -> dict[str, object]:
    """A made-up plan's JSON, with a note that tries to be more than a note."""
    about = {"error": 0.05, "more_error": 0.05, "distribution": [0, 0, 0, 0.25, 0.75, 0, 0]}
    plain = {"seats": 3.75, "more": 0.0, "chances": dict.fromkeys(SIX, 0.5), **about}
    found = {"seats": 4.5, "more": 0.75, "chances": dict.fromkeys(SIX, 0.75), **about}
    variant = {"belief": "support", "factor": 0.8, "best": "rotation", "behind": 0.25}
    return {
        "format": "hustings-plan/1",
        "contest": "council",
        "slate": "green-lanes",
        "note": "<script>alert(1)</script><style>*{display:none}</style>",
        "scenarios": 80,
        "seed": 7,
        "recommended": "found by search",
        "bound": 6.0,
        "plans": {"no advice": plain, "found by search": found, "<b>luck</b>": {**found, "seats": 4.0}},
        "sensitivity": [{**variant, "seats": {"no advice": 3.0, "found by search": 3.5, "rotation": 3.75}}],
        "votes_to_move": {"seats": 4, "lose": {"votes": 2051, "following": "open-gate"}, "gain": None},
    }


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with all of it, served with the headers that it asks for."""
    folder = tmp_path_factory.mktemp("site")
    names = (*SIX, "<img src=x onerror=alert(1)>", "مرحبا بالعالم")
    papers = {"ABC": 60, "BC": 40, "CD": 35, "DE": 30, "EF": 25, "FA": 20, "GH": 15, "HB": 12}
    cast = dataclasses.replace(election(papers), names=names, title="Council")
    ask = question("scottish", 3)
    made = record_of(cast, ask, count(cast, ask), ["statute counter", "compiled counter"], file="made-up.blt")
    (folder / "council.json").write_text(to_json(made), "utf-8")
    (folder / "plan.json").write_text(json.dumps(evidence()), "utf-8")
    rows = [("london", "A", SIX), ("wales", "B", (*SIX[1:], SIX[0])), ("scotland", "C", (*SIX[2:], *SIX[:2]))]
    lines = [f"council,green-lanes,{area},{name},{','.join(order)}\n" for area, name, order in rows]
    (folder / "plan.csv").write_text("contest,slate,area,list,1,2,3,4,5,6\n" + "".join(lines), "utf-8")
    given = ("--plan", folder / "plan.csv", "--evidence", folder / "plan.json", "--record", folder / "council.json")
    moment = ("--as-of", "2027-08-20T12:00")
    done = hustings("publish", LEAGUE, "--slate", "green-lanes", "--out", folder / "site", *given, *moment)
    assert done.returncode == 0, done.stderr
    rules = (folder / "site/_headers").read_text("utf-8")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers_for(self.path, rules).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is logged."""

    handler = functools.partial(Handler, directory=str(folder / "site"))
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
