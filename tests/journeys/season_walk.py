"""What every page of a season is examined for, in each phase, at each width: light, dark, printed, text twice as large.

One tab walks all pages of a phase at one width; each page is loaded once and then looked at in every way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from seasons import DISPUTED, MOMENTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHASES = {**MOMENTS, **DISPUTED}
WIDTHS = (360, 1280)
LOOKS = ("light", "dark", "print")
# What a sheet of A4 has between margins of a centimetre, in CSS pixels: paper is no narrower on a phone.
PAPER = 718
# One publication serves the phases after it, as on a device with an old page; so all are walked with four sites.
SITE_OF = dict.fromkeys(("before", "nominations", "between"), "between")
SITE_OF |= dict.fromkeys(("orders", "voting", "last_reissue", "last_days", "counting"), "voting")
SITE_OF["result"] = "result"
SITE_OF |= dict.fromkeys(DISPUTED, "provisional")
Sites = dict[str, tuple[str, Path]]

EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Dark mode is the same page in other colours, so there only what axe examines of colours can differ.
COLOURS = ["color-contrast", "link-in-text-block"]


def opened(browser: Browser, address: str, phase: str, width: int, look: str, faults: list[str]) -> Page:
    """A tab in a phase; whatever its console says, and whatever it asks of another host, becomes a fault."""
    page = browser.new_page(
        viewport={"width": width, "height": 740}, color_scheme="dark" if look == "dark" else "light", bypass_csp=True
    )
    page.clock.set_fixed_time(datetime.fromisoformat(PHASES[phase]))
    page.emulate_media(media="print" if look == "print" else "screen")
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else faults.append(request.url))
    return page


def violations(page: Page, wanted: list[str], kind: str) -> Iterator[str]:
    """What axe finds by rules or by tags, a line each with the element."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = json.dumps({"runOnly": {"type": kind, "values": wanted}, "resultTypes": ["violations"]})
    for rule in page.evaluate(f"axe.run({options}).then((found) => found.violations)"):
        yield from (f"{rule['id']}: {node['html'][:200]}" for node in rule["nodes"])


def too_wide(page: Page, width: int) -> Iterator[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        yield f"is {wide} pixels wide, of {width}"


def in_one_look(page: Page, width: int, look: str) -> Iterator[str]:
    """The faults of a page that is open, in one look. The dark one examines colours only if the light one was seen."""
    page.emulate_media(
        media="print" if look == "print" else "screen", color_scheme="dark" if look == "dark" else "light"
    )
    if look == "print":
        yield from too_wide(page, max(width, PAPER))
        if page.locator("nav:visible, button:visible, #finder:visible").count():
            yield "prints what can only be pressed"
        return
    seen = page.evaluate("document.documentElement.examined")
    yield from violations(page, COLOURS, "rule") if seen else violations(page, EVERYTHING, "tag")
    page.evaluate("document.documentElement.examined = true")
    yield from too_wide(page, width)
    if width == 360 and not seen:
        # Text twice as large: what is sized in rem grows with the root.
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        yield from (f"text at 200 %: {fault}" for fault in too_wide(page, width))
        page.evaluate("document.documentElement.style.fontSize = ''")


def walk(
    browser: Browser, sites: Sites, phase: str, paths: Iterable[str], width: int, looks: Iterable[str] = LOOKS
) -> tuple[list[str], int]:
    """The faults of pages in a phase at a width, each with its page and look; and how many pages there were."""
    looks = tuple(looks)
    address, site = sites[SITE_OF[phase]]
    faults: list[str] = []
    heard: list[str] = []
    page = opened(browser, address, phase, width, looks[0], heard)
    there = [path for path in paths if (site / f"{path}.html").exists()]
    for path in there:
        page.emulate_media(media="screen")
        page.goto(f"{address}/{path}.html")
        page.wait_for_load_state("networkidle")
        shown = page.evaluate("document.documentElement.dataset.phase")
        found = [] if shown == phase else [f"shows the phase {shown}"]
        for look in looks:
            found += [f"{look}: {fault}" for fault in in_one_look(page, width, look)]
        faults += [f"{phase} {path} {width} {fault}" for fault in (*found, *heard)]
        heard.clear()
    page.close()
    return faults, len(there)
