"""`make looks`: every page in every phase, on a phone and a desktop, light, dark and in print, as pictures to look at.

Writes build/looks/PHASE/PAGE-WIDTH-SCHEME.png and one contact sheet a phase, build/looks/PHASE.png.
With words, only the phases and pages that are named: python tests/looks.py voting index.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from journeys.sites import indexed, serving
from seasons import DISPUTED, MOMENTS, season

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
OUT = ROOT / "build" / "looks"
PAGES = (
    "index", "finder", "how-to-vote", "areas/london", "candidates", "candidates/alder-fieldfare", "nominations",
    "evidence", "result", "ballot-pack", "stv", "privacy", "accessibility", "events", "help", "news",
    "news/guild", "press", "print-and-share", "404",
)  # fmt: skip
PHASES = {**MOMENTS, **DISPUTED}
SIZES = (("phone", 360, "light"), ("phone", 360, "dark"), ("desktop", 1280, "light"), ("paper", 658, "print"))


def shots(browser: Browser, site: Path, phase: str, pages: tuple[str, ...]) -> Iterator[Path]:
    """The pictures of the site's pages in one phase."""
    with serving(site) as (address, _):
        for name, width, scheme in SIZES:
            tab = browser.new_page(
                viewport={"width": width, "height": 740}, color_scheme="dark" if scheme == "dark" else "light"
            )
            tab.clock.set_fixed_time(datetime.fromisoformat(PHASES[phase]))
            tab.emulate_media(media="print" if scheme == "print" else "screen")
            for page in pages:
                if not (site / f"{page}.html").exists():
                    continue
                tab.goto(f"{address}/{page}.html")
                tab.wait_for_load_state("networkidle")
                path = OUT / phase / f"{page.replace('/', '_')}-{name}-{scheme}.png"
                tab.screenshot(path=path, full_page=True)
                yield path
            tab.close()


def sheet(browser: Browser, pictures: list[Path], out: Path) -> None:
    """All pictures of a phase on one, each with its name, cut below two screens."""
    cells = "".join(
        f"<figure><img src='data:image/png;base64,{base64.b64encode(each.read_bytes()).decode()}'>"
        f"<figcaption>{each.stem}</figcaption></figure>"
        for each in pictures
    )
    style = (
        "body{margin:8px;background:#888;font:11px sans-serif;display:flex;flex-wrap:wrap;gap:8px}figure{margin:0}"
        "img{width:210px;max-height:520px;object-fit:cover;object-position:top;display:block}"
    )
    tab = browser.new_page(viewport={"width": 1760, "height": 1000})
    tab.set_content(f"<style>{style}</style>{cells}")
    tab.screenshot(path=out, full_page=True)
    tab.close()


def main(named: list[str]) -> None:
    """Make the pictures of the phases and pages that are named, or of all."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("HUSTINGS_BROWSER") or shutil.which("chromium")
    # «nominations» and «result» are phases and pages: they name the phase.
    pages = tuple(page for page in PAGES if page in named and page not in PHASES) or PAGES
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        sites = OUT / "sites"
        sites.mkdir(parents=True, exist_ok=True)
        index = indexed(sites)
        for phase in [phase for phase in PHASES if phase in named] or list(PHASES):
            pictures = list(shots(browser, season(sites, phase, index), phase, pages))
            sheet(browser, pictures, OUT / f"{phase}.png")
            print(f"{len(pictures)} pictures in {OUT / phase}, all on {OUT / phase}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
