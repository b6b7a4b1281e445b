"""The finder on a slow telephone: what it transfers before the index, how soon it answers, how long a look-up takes."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from contests import DATA, ROOT
from measuring import table

LEAGUE = ROOT / "examples" / "hedgerow-league"
DIRECTORY = DATA / "postcodes" / "onspd_shaped_gb.csv.gz"
POSTCODES = ("E1 6AN", "LS1 4AP", "EH1 1YZ", "CF10 3AT", "M1 1AE", "BS1 4DJ")
# A telephone on slow 4G as Lighthouse throttles it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms, a processor 4 times slower.
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4


class Packed(SimpleHTTPRequestHandler):
    """Sends text as common hosts do: with gzip."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return super().do_GET()
        data = path.read_bytes()
        packed = path.suffix in (".html", ".css", ".js", ".json", ".txt", ".svg")
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if packed:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None

    def log_message(self, *_: Any) -> None:
        """No log."""


def report() -> str:
    """The section of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hustings("postcodes", "build", DIRECTORY, "-o", folder / "postcodes.bin", "--month", "2025-11")
        more = ("--slate", "green-lanes", "--index", folder / "postcodes.bin", "--as-of", "2027-07-20T12:00")
        hustings("publish", LEAGUE, "--out", folder / "site", *more)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=str(folder / "site")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        figures = measured(f"http://localhost:{server.server_address[1]}")
        server.shutdown()
    rows = [[words, f"{value:,.1f}"] for words, value in figures.items()]
    return (
        "## The finder on a slow telephone\n\nThe fictional slate's site with the index of "
        "all of Great Britain, in Chromium with 1.6 Mbit/s, 150 ms and a processor four times slower; text sent with "
        "gzip.\n\n" + table(["", ""], rows)
    )


def measured(address: str) -> dict[str, float]:
    """What is transferred in kB, and milliseconds until each thing has happened."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("HUSTINGS_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 320, "height": 640})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(f"{address}/finder.html")
        page.locator("#postcode").wait_for()
        shown = page.evaluate("performance.now()")
        page.wait_for_load_state("networkidle")
        sizes = dict(
            page.evaluate(
                "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
                ".map((each) => [each.name.split('/').at(-1), each.transferSize])"
            )
        )
        answers = []
        for postcode in POSTCODES:
            page.locator("#postcode").fill(postcode)
            answers.append(page.evaluate(ANSWERED))
        browser.close()
    index = sum(size for name, size in sizes.items() if name.endswith(".bin"))
    return {
        "transferred before the index, kB": (sum(sizes.values()) - index) / 1000,
        "the index, kB": index / 1000,
        "until the question can be answered, ms": shown,
        "from Enter to the first answer, index loaded, ms": answers[0],
        "later answers, the slowest, ms": max(answers[1:]),
    }


ANSWERED = """() => new Promise((done) => {
  const begun = performance.now(), answer = document.getElementById("answer");
  const told = () => { seen.disconnect(); done(performance.now() - begun); };
  const seen = new MutationObserver(() => requestAnimationFrame(told));
  seen.observe(answer, { childList: true });
  document.getElementById("postcode").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
})"""


def hustings(*words: object) -> None:
    program = [sys.executable, "-c", "from hustings.cli.main import main; main()", *map(str, words)]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    print(report())
