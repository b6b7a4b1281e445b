"""Somebody who has never seen the office, in a real browser: by mouse, or by keys alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# What nobody may have to do: scroll sideways. Widths are those of a small phone and of a laptop.
WIDTHS = (320, 1200)
MOST_TABS = 200
# Whether what is wanted has the focus, or another radio button of its group, from which arrows lead to it.
WHERE = """wanted => {
  const at = document.activeElement, radio = each => each.type === 'radio' && each.name
  return at === wanted ? 'here' : radio(at) && radio(at) === radio(wanted) && at.form === wanted.form ? 'group' : ''
}"""


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
    """Finds what there is by its words, and uses a mouse. Every act is counted."""

    def __init__(self, page: Page, shots: Path | None = None) -> None:
        self.page, self.acts, self.shots, self.seen = page, 0, shots, dict[str, list[str]]()

    def click(self, words: str, kind: str = "button") -> None:
        """What leads to another page."""
        self.look()
        self._press(self.page.get_by_role(kind, name=words, exact=True).first)  # type: ignore[arg-type]
        # A page that has begun to come is whole before anything is asked of it.
        self.page.wait_for_load_state()
        self.acts += 1

    def open(self, words: str) -> None:
        """What is folded."""
        self._unfold(self.page.locator("summary").filter(has_text=words).first)
        self.acts += 1

    def write(self, label: str, text: str) -> None:
        self._fill(self.page.get_by_label(label, exact=True), text)
        self.acts += 1

    def choose(self, label: str, option: str) -> None:
        self._select(self.page.get_by_label(label, exact=True), option)
        self.acts += 1

    def mark(self, label: str) -> None:
        """A box or a button of a group; where several have the label, that of the first."""
        self._check(self.page.get_by_label(label).first)
        self.acts += 1

    def upload(self, label: str, file: Path) -> None:
        self._choose_file(self.page.get_by_label(label, exact=True), file)
        self.acts += 1

    def wrong(self) -> list[tuple[str, list[str]]]:
        """What was wrong with the pages that were looked at."""
        return [(heading, found) for heading, found in self.seen.items() if found]

    def focused(self) -> str:
        """The words of what has the focus, at its beginning."""
        return str(self.page.evaluate("document.activeElement.innerText")).strip()

    def look(self) -> None:
        """Each page once: nothing to scroll sideways at any width, nothing that axe finds."""
        from axe_playwright_python.sync_playwright import Axe

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

    def _press(self, what: Locator) -> None:
        what.click()

    def _unfold(self, what: Locator) -> None:
        what.click()

    def _fill(self, what: Locator, text: str) -> None:
        what.fill(text)

    def _select(self, what: Locator, option: str) -> None:
        what.select_option(label=option)

    def _check(self, what: Locator) -> None:
        what.check()

    def _choose_file(self, what: Locator, file: Path) -> None:
        what.set_input_files(file)


class Keys(User):
    """Has no mouse: goes by Tab and arrows to what is wanted, and presses Enter or Space there."""

    def type(self, label: str, text: str) -> None:
        """Key by key, where a line ends with Enter."""
        self.to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def to(self, wanted: Locator) -> None:
        """Give it the focus, from where the focus is. Raises AssertionError where Tab does not come to it."""
        wanted.wait_for()
        there = wanted.element_handle()
        for _ in range(MOST_TABS):
            where = there.evaluate(WHERE)
            if where == "here":
                return
            self.page.keyboard.press("ArrowDown" if where else "Tab")
        raise AssertionError(f"Tab does not come to {wanted}")

    def _press(self, what: Locator) -> None:
        self.to(what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _unfold(self, what: Locator) -> None:
        self.to(what)
        self.page.keyboard.press("Enter")

    def _fill(self, what: Locator, text: str) -> None:
        self.to(what)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def _select(self, what: Locator, option: str) -> None:
        self.to(what)
        self.page.keyboard.press("Home")
        for _ in range(what.locator("option").count()):
            if what.evaluate("each => each.selectedOptions[0].label") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"arrows do not come to {option}")

    def _check(self, what: Locator) -> None:
        self.to(what)
        if not what.is_checked():
            self.page.keyboard.press("Space")
        assert what.is_checked()

    def _choose_file(self, what: Locator, file: Path) -> None:
        # The browser's own window for a file is not of the page; the field that opens it is reached.
        self.to(what)
        what.set_input_files(file)
