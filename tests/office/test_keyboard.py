"""By keyboard alone: every page of an election by Tab, and a whole way to a declaration without a mouse."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from office.test_journey import ROWS, address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
__all__ = ["address"]

# What has the focus: where it is in the document's order of what can be reached, what it says, whether it is seen.
FOCUSED = """() => {
  const what = document.activeElement
  if (!what || what === document.body) return null
  const style = getComputedStyle(what), box = what.getBoundingClientRect()
  const all = [...document.querySelectorAll('*')]
  return {
    at: all.indexOf(what),
    words: (what.getAttribute('aria-label') || what.innerText || what.name || what.tagName).trim(),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.left >= 0 && box.right <= innerWidth + 1,
  }
}"""
# What a person could press or fill in, and whether Tab has to reach it: of radio buttons of a name, one.
REACHABLE = """() => {
  const all = [...document.querySelectorAll('*')], names = new Set()
  const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary'
  return [...document.querySelectorAll(kinds)].filter(each => {
    if (each.disabled || each.closest('fieldset[disabled]') || !each.checkVisibility()) return false
    if (each.type !== 'radio') return true
    if (names.has(each.name)) return false
    names.add(each.name)
    return true
  }).map(each => each.type === 'radio' ? 'radio ' + each.name : all.indexOf(each))
}"""
PLACE = "() => { const what = document.activeElement; return what.type === 'radio' ? 'radio ' + what.name : null }"


def tabbed(page: Page) -> list[dict[str, Any]]:
    """Everything that Tab comes to from the top of the page, in order, until it leaves the page."""
    page.evaluate("() => { document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0) }")
    found: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        what = page.evaluate(FOCUSED)
        if what is None or (found and what["at"] == found[0]["at"]):
            return found
        what["radio"] = page.evaluate(PLACE)
        found.append(what)
    raise AssertionError("the focus goes round and round")


PAGES = (
    *("", "set-up", "set-up/about", "set-up/contest/council", "set-up/candidates/council", "set-up/slate/green-lanes"),
    *("set-up/places/areas", "set-up/text?name=slates.toml", "nominations/council", "count/council", "papers/council"),
    *("publish", "campaigns", "retention", "versions", "acts"),
)


def test_tab_reaches_everything_on_each_page_in_its_order_with_a_focus_that_is_seen(
    address: str, browser: Browser
) -> None:
    page = browser.new_context(viewport={"width": 1000, "height": 700}).new_page()
    page.goto(address)
    page.wait_for_url("**/")
    page.get_by_role("button", name="Try with a fictional election").click()
    root, wrong = page.url, []
    for path in PAGES:
        page.goto(root + path)
        found = tabbed(page)
        # The first stop leads past the menu.
        assert found[0]["words"] == "Skip to the page’s content", path
        order = [each["at"] for each in found]
        reached = {each["radio"] or each["at"] for each in found}
        wrong += [
            (path, "order", each["words"]) for each, after in zip(found, order[1:], strict=False) if each["at"] > after
        ]
        wrong += [(path, "no ring", each["words"]) for each in found if not each["ring"]]
        wrong += [(path, "not seen", each["words"]) for each in found if not each["seen"]]
        wrong += [(path, "not reached", str(each)) for each in page.evaluate(REACHABLE) if each not in reached]
    assert wrong == []
    page.goto(f"{root}set-up/about")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "f-title"


class Keys:
    """Somebody who has no mouse: goes by Tab to what is wanted, and presses Enter or Space there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, words: str, kind: str) -> None:
        """Tab until something of this kind with these words has the focus."""
        wanted = self.page.get_by_role(kind, name=words, exact=True).first  # type: ignore[arg-type]
        wanted.wait_for()
        for _ in range(150):
            if wanted.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not come to {words}")

    def press(self, words: str, kind: str = "button") -> None:
        self.to(words, kind)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        self.to(label, "textbox")
        self.page.keyboard.insert_text(text)

    def choose(self, label: str, option: str) -> None:
        self.to(label, "combobox")
        self.page.keyboard.type(option)


def test_from_an_empty_office_to_a_declaration_without_a_mouse(address: str, browser: Browser, tmp_path: Path) -> None:
    ballots = tmp_path / "votes.csv"
    ballots.write_text("1st preference,2nd preference,3rd preference\n" + "".join(f"{row}\n" for row in ROWS))
    page = browser.new_context().new_page()
    page.goto(address)
    page.wait_for_url("**/")
    keys = Keys(page)
    keys.press("Set up an election", "link")
    keys.press("Go on")
    # What is wrong has the focus, and its first link leads to the first field.
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.id") == "problems"
    assert page.title().startswith("Error: ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f-title"
    described = page.locator("#f-title").get_attribute("aria-describedby") or ""
    assert "Write the name of the election." in [page.locator(f"#{each}").inner_text() for each in described.split()]
    page.keyboard.insert_text("Chair 2027")
    keys.write("Name of the post", "Chair")
    keys.write("How many places", "1")
    keys.choose("Rule book", "Scottish")
    keys.press("Go on")
    keys.write("Add candidates", "Ann\nBob\nCyd")
    keys.press("Save")
    keys.press("Go on to the ballots", "link")
    # The browser's own window for a file is not of the page; the field that opens it is reached.
    page.get_by_label("File of ballots").wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "f-file":
            break
    assert page.evaluate("document.activeElement.id") == "f-file"
    page.set_input_files("#f-file", ballots)
    keys.press("Read it")
    page.wait_for_selector("#progress", state="detached")
    keys.press("Confirm and count")
    page.wait_for_selector("#progress", state="detached")
    page.get_by_role("heading", name="A tie that a lot must decide").wait_for()
    # Nothing is chosen: the same page says so, beside the names, and what was written stays.
    keys.write("How it was drawn", "from a hat")
    keys.press("Write it down and count on")
    assert page.evaluate("document.activeElement.id") == "problems"
    assert page.get_by_label("How it was drawn").input_value() == "from a hat"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "chosen":
            break
    page.keyboard.press("Space")
    keys.press("Write it down and count on")
    page.wait_for_selector("#progress", state="detached")
    keys.press("Take as the provisional result")
    keys.press("Declare the result")
    assert "Write the name of the person who declares it." in page.locator("#e-name").inner_text()
    keys.write("Your name", "Olive Officer")
    keys.press("Declare the result")
    assert re.search("Declared on .* by Olive Officer", page.locator(".phase").inner_text())
