"""Journey (e): on a laptop, from `hustings office` to a declared result, in a real browser, from the screens alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from office.using import Keys, User, address, made_shots

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.solo]
__all__ = ["address"]
MOST_ACTS = 25
# Ann has 3 first preferences, Bob and Cyd 2 each: a lot decides which of the two is excluded.
ROWS = ["Ann,,", "Ann,,", "Ann,,", "Bob,Cyd,", "Bob,Cyd,", "Cyd,Bob,", "Cyd,Bob,"]


class Plain(User):
    """Without script: a mouse, and nothing to look at a second time."""

    def look(self) -> None:
        return


@pytest.mark.parametrize("by", [Keys, Plain], ids=["by keyboard", "by mouse, without script"])
def test_from_an_empty_office_to_a_declared_result(
    by: type[User], address: str, browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shots = made_shots(request, "office-shots") if by is Keys else None
    ballots = tmp_path / "votes.csv"
    ballots.write_text(
        "Timestamp,First preference,Second preference,Third preference\n" + "".join(f"1,{r}\n" for r in ROWS)
    )
    page = browser.new_context(java_script_enabled=by is not Plain).new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Security Policy" in said.text else None)
    page.goto(address)
    page.wait_for_url("**/")
    user = by(page, shots)
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
    user.mark("By countback.")
    user.click("See who fills the place")
    # The two papers that put Cyd first put Bob second: he has 4 of 7.
    page.get_by_role("heading", name="Bob fills the place", level=1).wait_for()
    user.look()
    user.click("Back to the vacancies of Chair", "link")
    user.click("Back to the result", "link")
    assert user.wrong() == []
    assert refused == []
    user.click("Count sheet", "link")
    assert "Cyd" in page.locator("h1").inner_text()


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
    root, user = page.url, User(page)
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
    assert user.wrong() == []
    assert len(user.seen) == len(PAGES) + 2
