"""Journey (e): on a laptop, from `hustings office` to a declared result, in a real browser, from the screens alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.solo]
MOST_ACTS = 25
# What nobody may have to do: scroll sideways. Widths are those of a small phone and of a laptop.
WIDTHS = (320, 1200)
# Ann has 3 first preferences, Bob and Cyd 2 each: a lot decides which of the two is excluded.
ROWS = ["Ann,,", "Ann,,", "Ann,,", "Bob,Cyd,", "Bob,Cyd,", "Cyd,Bob,", "Cyd,Bob,"]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address that `hustings office` prints."""
    words = [sys.executable, "-m", "hustings", "office", "--folder", str(tmp_path / "office"), "--no-browser"]
    office = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert office.stdout is not None
    yield office.stdout.readline().strip()
    office.terminate()
    office.wait()


def made_shots(request: pytest.FixtureRequest, name: str) -> Path | None:
    """A folder of pytest's cache for pictures of pages; None where there is no cache."""
    cache = getattr(request.config, "cache", None)
    return cache.mkdir(name) if cache else None


class User:
    """Somebody who has never seen the office: finds what there is by its words. Every act is counted."""

    def __init__(self, page: Page, shots: Path | None) -> None:
        self.page, self.acts, self.shots, self.seen = page, 0, shots, dict[str, list[str]]()

    def click(self, words: str, kind: str = "button") -> None:
        self.look()
        self.page.get_by_role(kind, name=words, exact=True).first.click()  # type: ignore[arg-type]
        # A page that has begun to come is whole before anything is asked of it.
        self.page.wait_for_load_state()
        self.acts += 1

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.acts += 1

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.acts += 1

    def mark(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()
        self.acts += 1

    def upload(self, label: str, file: Path) -> None:
        self.page.get_by_label(label, exact=True).set_input_files(file)
        self.acts += 1

    def look(self) -> None:
        """Each page once: nothing to scroll sideways at any width, nothing that axe finds."""
        self.page.wait_for_selector("#progress", state="detached")
        heading = self.page.locator("main").inner_text()[:60]
        if heading in self.seen:
            return
        wide = []
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            wide.append(self.page.evaluate("document.documentElement.scrollWidth") <= width)
            if self.shots:
                self.page.screenshot(path=self.shots / f"{len(self.seen)}-{width}.png", full_page=True)
        found = Axe().run(self.page).response["violations"]
        self.seen[heading] = [str(each["id"]) for each in found] + ([] if all(wide) else ["sideways"])


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_an_empty_office_to_a_declared_result(
    script: bool, address: str, browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shots = made_shots(request, "office-shots") if script else None
    ballots = tmp_path / "votes.csv"
    ballots.write_text(
        "Timestamp,First preference,Second preference,Third preference\n" + "".join(f"1,{r}\n" for r in ROWS)
    )
    page = browser.new_context(java_script_enabled=script).new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Security Policy" in said.text else None)
    page.goto(address)
    page.wait_for_url("**/")
    user = User(page, shots) if script else Plain(page, None)
    user.click("Set up an election", "link")
    user.write("Name of the election", "Chair 2027")
    user.write("Name of the post", "Chair")
    user.write("How many places", "1")
    user.choose("Rule book", "Scottish local government elections")
    user.click("Go on")
    user.write("Add candidates", "Ann\nBob\nCyd")
    user.click("Save")
    user.click("Go on to the ballots", "link")
    user.upload("File of ballots", ballots)
    user.click("Read it")
    user.click("Confirm and count")
    user.mark("Bob")
    user.click("Write it down and count on")
    user.click("Take as the provisional result")
    user.write("Your name", "Olive Officer")
    user.click("Declare the result")
    assert "declared by one person" in page.locator(".phase").inner_text()
    assert page.locator("ol.ballot .name").all_inner_texts() == ["Cyd"]
    user.look()
    assert user.acts <= MOST_ACTS
    user.click("Somebody leaves: fill the vacancy", "link")
    user.mark("Cyd")
    page.get_by_label("By countback.").check()
    user.click("See who fills the place")
    # The two papers that put Cyd first put Bob second: he has 4 of 7.
    page.get_by_role("heading", name="Bob fills the place", level=1).wait_for()
    user.look()
    page.get_by_role("link", name="Back to the vacancies of Chair").click()
    page.get_by_role("link", name="Back to the result").click()
    assert [(heading, found) for heading, found in user.seen.items() if found] == []
    assert refused == []
    page.get_by_role("link", name="Count sheet").click()
    assert "Cyd" in page.locator("h1").inner_text()


class Plain(User):
    """The same without script: nothing to look at a second time."""

    def look(self) -> None:
        return


PAGES = (
    *("", "set-up", "set-up/about", "set-up/contest/council", "set-up/slate/green-lanes", "set-up/candidates/young"),
    *("set-up/text?name=slates.toml", "count/council", "versions", "acts", "nothing"),
)


@pytest.mark.long
def test_every_page_fits_a_small_phone_and_axe_finds_nothing(address: str, browser: Browser) -> None:
    page = browser.new_context(color_scheme="dark").new_page()
    page.goto(address)
    page.wait_for_url("**/")
    page.get_by_role("button", name="Try with a fictional election").click()
    root, user = page.url, User(page, None)
    for path in PAGES:
        page.goto(root + path)
        user.look()
    page.goto(f"{root}set-up/contest/treasurer")
    page.get_by_label("How many places").fill("3")
    page.get_by_role("button", name="Save", exact=True).click()
    user.look()
    page.get_by_label("How many places").fill("2")
    page.get_by_label("Rule book").select_option(label="Scottish local government elections")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"{root}versions/compare?a=1&b=2")
    user.look()
    assert [(heading, found) for heading, found in user.seen.items() if found] == []
    assert len(user.seen) == len(PAGES) + 2
