"""The look-up runs in a real browser, under a policy that admits only the site's own files."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hustings.places
from directories import HACKNEY, ISLINGTON, Row, written
from hustings.places.build import build
from hustings.places.index import companion

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROWS = [Row("N1 1AA", ISLINGTON, 530000, 184000), Row("E8 1AA", HACKNEY, 534000, 184000, ended="201503")]
PAGE = '<!doctype html><title>Look-up</title><script type="module" src="page.js"></script><output></output>'
SCRIPT = """
import { find } from "./lookup.js";
import { open } from "./opening.js";
const bytes = async (name) => (await fetch(name)).arrayBuffer();
const live = await open(await bytes("postcodes.idx"));
const terminated = await open(await bytes("postcodes-terminated.idx"), live);
const cut = (await bytes("postcodes.idx")).slice(0, -1);
const fault = await open(cut).catch((error) => error.fault);
const states = ["n1 iaa", "E8 1AA", "N1 1AB"].map((typed) => find(typed, { live, terminated }));
const told = [fault, ...states.map(({ state, postcode, constituency }) => `${state}|${postcode}|${constituency}`)];
document.querySelector("output").textContent = told.join(" ; ");
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    build(written(tmp_path / "directory.csv", ROWS), tmp_path / "postcodes.idx")
    assert companion(tmp_path / "postcodes.idx").exists()
    for name in ("lookup.js", "opening.js"):
        (tmp_path / name).write_bytes((Path(hustings.places.__file__).parent / name).read_bytes())
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "page.js").write_text(SCRIPT)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_a_browser_finds_postcodes_and_breaks_no_policy(browser: Browser, address: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.wait_for_selector("output:not(:empty)")
    assert page.inner_text("output").split(" ; ") == [
        "cut short",
        f"found|N1 1AA|{ISLINGTON}",
        f"terminated|E8 1AA|{HACKNEY}",
        "not in list|N1 1AB|",
    ]
    assert [text for text in said if "favicon" not in text and "404" not in text] == []
    page.close()
