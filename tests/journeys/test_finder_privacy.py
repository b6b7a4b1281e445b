"""The postcode never leaves the device: a canary is typed, and then looked for wherever it could have gone."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from journeys.program import hustings
from journeys.sites import VOTING, asset, indexed, published, serving
from waiting import LONGEST, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

# Nobody else types this one: it is well-formed, in no list, and leads to the longest way through the finder.
CANARY = "ZE9 7QX"
PAGES = ["index", "finder", "how-to-vote", "areas/london", "candidates", "nominations", "embed/index", "finder"]


def spellings(text: str) -> list[bytes]:
    """A text as it could be stored: with and without its space, in any case, in one byte a letter or two."""
    forms = {form for each in (text, text.replace(" ", ""), text.replace(" ", "%20"), text.replace(" ", "+"))
             for form in (each.upper(), each.lower())}  # fmt: skip
    return [form.encode(coding) for form in sorted(forms) for coding in ("utf-8", "utf-16-le", "utf-16-be")]


def found_in(data: bytes, text: str) -> bool:
    return any(form in data for form in spellings(text))


def files_with(folder: Path, text: str) -> list[str]:
    """The files below a folder that hold a text, compressed ones unpacked."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if data[:2] == b"\x1f\x8b":
                data += gzip.decompress(data)
            if found_in(data, text) or found_in(str(path).encode(), text):
                found.append(str(path.relative_to(folder)))
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("private")
    return published(folder, "site", VOTING, "--index", indexed(folder))


@pytest.fixture
def profile(browser: Browser, chromium: str | None, tmp_path: Path) -> Iterator[tuple[BrowserContext, Path]]:
    """A browser with a profile of its own on disk."""
    folder = tmp_path / "profile"
    context = browser.browser_type.launch_persistent_context(
        str(folder), executable_path=chromium, args=["--no-sandbox"], viewport={"width": 320, "height": 640}
    )
    context.set_default_timeout(LONGEST * 1000)
    yield context, folder
    context.close()


STORES = """async () => {
  const databases = indexedDB.databases ? (await indexedDB.databases()).map((each) => each.name) : [];
  const caches_ = [];
  for (const key of await caches.keys())
    for (const request of await (await caches.open(key)).keys()) caches_.push(request.url);
  return JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}, databases, caches_, location.href,
    history.length, document.referrer, window.name]);
}"""


def walk(context: BrowserContext, address: str, typed: str) -> tuple[list[str], Page]:
    """Type it on every page that has a finder; all requests with their headers and bodies, and the last page."""
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(f"{request.url} {request.headers} {request.post_data}")

    context.on("request", note)
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{address}/{path}.html")
        page.wait_for_load_state("networkidle")
        if page.locator("#postcode").count():
            page.locator("#postcode").press_sequentially(typed)
            page.keyboard.press("Enter")
            page.locator("#answer h2").wait_for()
            assert typed in page.locator("#answer").inner_text()
    return sent, page


@pytest.mark.browser
def test_a_canary_is_found_nowhere_but_on_the_screen(profile: tuple[BrowserContext, Path], site: Path) -> None:
    context, folder = profile
    with serving(site) as (address, asked):
        sent, page = walk(context, address, CANARY)
        stores = page.evaluate(STORES)
        kept = str(context.storage_state())
        context.close()
    assert len(asked) > 10
    for where, text in (("requests", sent), ("server", asked), ("stores", [stores]), ("state", [kept])):
        assert not found_in("\n".join(text).encode(), CANARY), where
    assert files_with(folder, CANARY) == []


@pytest.mark.browser
def test_the_search_would_find_what_a_page_does_keep(profile: tuple[BrowserContext, Path], site: Path) -> None:
    """The check can fail: another canary, put into storage on purpose, is found in the profile on disk."""
    context, folder = profile
    with serving(site) as (address, _):
        page = context.new_page()
        page.goto(f"{address}/index.html")
        page.evaluate("localStorage.setItem('kept', 'ZE9 7QY')")
        context.close()
    until(lambda: files_with(folder, "ZE9 7QY"), "the canary on the disk")


def transferred(site: Path) -> dict[str, int]:
    """What a first visit to the finder transfers before the index and what opens that, each file as a host sends it
    with gzip."""
    page = (site / "finder.html").read_text("utf-8")
    linked = set(re.findall(r'(?:src|href|data-answers)="(assets/[^"]+)"', page))
    scripts = {f"assets/{name}" for file in ("box.js", "finder.js") for name in
               re.findall(r'(?:from |import\()"\./([^"]+)"', asset(site, file).read_text("utf-8"))}  # fmt: skip
    style = asset(site, "site.css").read_text("utf-8") + asset(site, "theme.css").read_text("utf-8")
    fonts = {f"assets/{name}" for name in re.findall(r'url\("?\.?/?([^")]+)"?\)', style)}
    files = {"finder.html"} | linked | {name for name in scripts if "/opening." not in name} | fonts
    plain = {re.sub(r"\.[0-9a-f]{10}\.", ".", name) for name in files}
    assert {"assets/finder.js", "assets/lookup.js", "assets/site.css", "assets/areas.json"} <= plain
    return {name: len(gzip.compress((site / name).read_bytes(), 6)) for name in sorted(files)}


def test_the_finders_page_is_at_most_60_kilobytes_before_the_index(site: Path) -> None:
    assert sum(transferred(site).values()) <= 60_000, transferred(site)


def test_so_it_is_for_an_area_in_every_constituency(tmp_path: Path) -> None:
    """650 areas, six orders: the list of areas is then on its own page."""
    from publishing import write_folder

    folder, site = write_folder(tmp_path / "folder"), tmp_path / "site"
    done = hustings("publish", folder, "--slate", "made-up", "--out", site, "--as-of", "2030-05-15T12:00")
    assert done.returncode == 0, done.stderr
    assert sum(transferred(site).values()) <= 60_000, transferred(site)
    assert 'href="how-to-vote.html"' in (site / "finder.html").read_text("utf-8")
    assert (site / "how-to-vote.html").read_text("utf-8").count('href="areas/') >= 650
