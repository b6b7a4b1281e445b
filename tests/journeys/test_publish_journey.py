"""Publishing a site: the whole of it or nothing, the same bytes twice, and a finder that keeps what is typed to
itself."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from journeys.program import ROOT, hustings
from journeys.sites import LEAGUE, NAMES, VOTING
from whole_site import INLINE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NEC = ROOT / "examples/labour-nec-2022"
PLAN = "contest,slate,area,list,1,2,3,4,5,6\n"


def files_of(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional slate's site, with an order for London and one for Wales."""
    folder = tmp_path_factory.mktemp("site")
    rows = [("london", "A", NAMES), ("wales", "B", [*NAMES[1:], NAMES[0]])]
    plan = folder / "plan.csv"
    plan.write_text(PLAN + "".join(f"council,green-lanes,{area},{name},{','.join(o)}\n" for area, name, o in rows))
    done = hustings(
        "publish", LEAGUE, "--slate", "green-lanes", "--plan", plan, "--out", folder / "a", "--as-of", VOTING
    )
    assert done.returncode == 0, done.stderr
    again = hustings(
        "publish", LEAGUE, "--slate", "green-lanes", "--plan", plan, "--out", folder / "b", "--as-of", VOTING
    )
    assert again.returncode == 0, again.stderr
    return folder


def test_two_runs_give_the_same_bytes(site: Path) -> None:
    assert files_of(site / "a") == files_of(site / "b")
    assert len(files_of(site / "a")) > 30


def test_every_page_says_what_it_must_and_runs_nothing_inline(site: Path) -> None:
    pages = list((site / "a").rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text()
        assert "Fictional example: nobody in it is real" in text, page
        assert "Imprint" in text, page
        assert 'content="noindex' in text, page
        assert "default-src &#39;self&#39;" in text or "default-src 'self'" in text, page
        assert not re.search(rf"{INLINE_SCRIPT}|<style|\sstyle=|\son\w+=|javascript:", text), page
        assert not re.search(r'(?:src|href)="(?:https?:)?//[^"]*\.(?:js|css|woff2?|png|svg)"', text), page


def test_the_neutral_site_recommends_nobody(tmp_path: Path) -> None:
    done = hustings("publish", NEC, "--out", tmp_path / "site", "--as-of", "2022-08-01T12:00:00+01:00")
    assert done.returncode == 0, done.stderr
    text = "".join(path.read_text() for path in (tmp_path / "site").rglob("*.html"))
    text = re.sub(r"<template.*?</template>", "", text, flags=re.S)
    assert "It recommends nobody" in text
    assert "Put these numbers" not in text
    assert "Historical example, not advice" in text


def test_the_slates_site_of_2022_has_the_order_of_labour_international_as_published(tmp_path: Path) -> None:
    out = tmp_path / "site"
    done = hustings("publish", NEC, "--slate", "grassroots-5", "--out", out, "--as-of", "2022-08-01T12:00:00+01:00")
    assert done.returncode == 0, done.stderr
    page = next(path.read_text() for path in (out / "areas").iterdir() if "international" in path.name)
    names = re.findall(r'<bdi class="name">(.*?)</bdi>', page)[:5]
    assert names == ["Yasmine Dar", "Naomi Wimborne-Idrissi", "Mish Rahman", "Jess Barnard", "Gemma Bolton"]
    assert "the one that was published then" in page


def test_a_broken_folder_publishes_nothing_and_says_everything_that_is_wrong(tmp_path: Path) -> None:
    folder, out = tmp_path / "league", tmp_path / "site"
    shutil.copytree(LEAGUE, folder)
    assert hustings("publish", folder, "--out", out, "--as-of", VOTING).returncode == 0
    before = files_of(out)
    (folder / "site.toml").write_text('[colours]\naccent = "#ffee00"\n')
    done = hustings("publish", folder, "--out", out, "--as-of", VOTING)
    assert (done.returncode, "imprint" in done.stderr) == (2, True), done.stderr
    assert files_of(out) == before
    assert hustings("publish", LEAGUE, "--out", tmp_path / "x", "--as-of", "yesterday").returncode == 2


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """The address of the site, served by `hustings serve`."""
    program = [
        sys.executable,
        "-c",
        "from hustings.cli.main import main; main()",
        "serve",
        str(site / "a"),
        "--port",
        "0",
    ]
    running = subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env={"PYTHONUNBUFFERED": "1"})
    assert running.stdout is not None
    yield running.stdout.readline().split("/index.html")[0]
    running.terminate()
    running.wait()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """The finder on a small phone; it fails on any console error or request that leaves this computer."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: faults.append(request.url) if not request.url.startswith(served) else None)
    opened.goto(f"{served}/finder.html")
    yield opened
    context.close()
    assert faults == []


def ask(page: Page, postcode: str) -> str:
    """Type a postcode and press Enter, by keyboard alone; what is then said."""
    page.get_by_label("Your postcode").fill("")
    page.get_by_label("Your postcode").press_sequentially(postcode)
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer h2, #postcode-error:not([hidden])")
    return page.locator("#answer").inner_text() + page.locator("#postcode-error").inner_text()


@pytest.mark.browser
def test_a_postcode_is_answered_in_place_with_the_order_for_its_area(page: Page) -> None:
    said = ask(page, "e1 6an")
    assert "London" in said
    assert page.locator("#answer .ballot .name").all_inner_texts() == NAMES
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type your postcode"),
        ("SW1A", "Postcodes in SW1A are in London"),
        ("hello world", "We cannot find"),
        ("BT1 1AA", "is in Northern Ireland"),
        ("BF1 2AB", "forces address"),
        ("CH1 4AA", "Which is yours?"),
        ("AB1O 1AA", "The order for Scotland is not published yet"),
    ],
)
def test_every_kind_of_postcode_has_its_own_words(page: Page, typed: str, said: str) -> None:
    assert said in ask(page, typed)


@pytest.mark.browser
def test_nothing_typed_leaves_the_page(page: Page) -> None:
    asked: list[str] = []
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "E1 6AN")
    assert asked == []
    assert "E1" not in page.url.upper().replace("HTTP://", "")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


@pytest.mark.browser
def test_overseas_members_have_a_button_of_their_own(page: Page) -> None:
    page.get_by_role("button", name="I vote from overseas").press("Enter")
    page.wait_for_selector("#answer h2")
    assert "You vote from overseas" in page.locator("#answer").inner_text()


@pytest.mark.browser
def test_without_javascript_the_page_is_the_list_of_areas(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/finder.html")
    assert page.locator("#postcode").count() == 0
    assert "London" in page.locator("#list").inner_text()
    assert "Bryony Hawthorn" in page.locator("#list").inner_text()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["index", "finder", "how-to-vote", "areas/london", "candidates", "nominations"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_against_the_pages(browser: Browser, served: str, path: str, dark: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": 320, "height": 640}, color_scheme="dark" if dark else "light", bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{served}/{path}.html")
    page.wait_for_load_state("networkidle")
    found = Axe().run(page)
    assert [violation["id"] for violation in found.response["violations"]] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
