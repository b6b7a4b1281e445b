"""By keyboard alone, every page of an election: what Tab comes to, in which order, and that it is seen. Whole journeys
without a mouse are those of `office.using.Keys`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from office.using import address

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
