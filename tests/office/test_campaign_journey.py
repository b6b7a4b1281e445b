"""Journey (b): an organiser, from an empty office to a plan and a site, in a real browser, from the screens alone
and by keys alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from office.using import Keys, address, made_shots

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.solo]
__all__ = ["address"]
AREAS = "Code\tArea name\tVoters\nN\tNorth\t400\nS\tSouth\t300\n"
BRANCHES = "Code\tBranch\tArea\nB1\tWeir\tN\nB2\tMill\tS\nB3\tFord\tS\n"
# Of our slate Ann has three branches and Bob one; Cyd, who is on no slate, two.
NOMINATIONS = (
    "date,branch,candidate\n2027-01-04,Weir,Ann\n2027-01-05,Mill,Ann\n2027-01-05,Ford,Ann\n2027-01-06,Weir,Bob\n"
    "2027-01-06,Mill,Cyd\n2027-01-06,Ford,Cyd\n"
)


def test_an_organiser_goes_from_an_empty_office_to_a_plan_and_a_site(
    address: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    shots = made_shots(request, "campaign-shots")
    page = browser.new_context(accept_downloads=True).new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Security Policy" in said.text else None)
    page.goto(address)
    page.wait_for_url("**/")
    user = Keys(page, shots)
    user.click("Set up an election", "link")
    user.write("Name of the election", "Committee 2027")
    user.write("Name of the post", "Committee")
    user.write("How many places", "2")
    user.choose("Rule book", "Scottish local government elections")
    user.click("Go on")
    user.write("Add candidates", "Ann\nBob\nCyd\nDee")
    user.click("Save")
    for name, rows in (("Areas", AREAS), ("Branches", BRANCHES)):
        user.click("Set up", "link")
        user.click(name, "link")
        user.write("Rows copied from a spreadsheet", rows)
        user.click("Add them")
    user.click("Campaigns", "link")
    user.click("Begin a campaign", "link")
    user.write("Name of the campaign", "Open Gate")
    user.click("Begin")
    user.click("Next: add your slate", "link")
    user.write("Name", "Open Gate")
    user.write("Committee", "Ann\nBob")
    user.click("Save")
    user.click("Committee", "link")
    user.write("Rows from a spreadsheet, or a line for each", NOMINATIONS)
    user.click("Read them")
    user.click("Add them")
    user.click("Beliefs", "link")
    user.click("Begin with nominations")
    user.open("Type answers")
    user.choose("Area", "North")
    user.write("our slate", "60")
    user.write("Bob", "35")
    user.write("independents", "30")
    user.click("Add these answers")
    page.get_by_text("3 rows of answers are here").wait_for()
    user.look()
    user.click("See all of it with pictures", "link")
    assert "Ann" in page.locator("body").inner_text()
    page.go_back()
    user.click("Where it stands", "link")
    user.click("Next: make a plan", "link")
    user.open("What it is asked for")
    user.write("Scenarios", "50000")
    user.click("Make a plan")
    ended_with_the_best_so_far(user)
    user.look()
    user.click("See the report", "link")
    assert "Ann" in page.locator("body").inner_text()
    page.go_back()
    user.click("Take this plan")
    user.click("Go on to the site", "link")
    user.write("Imprint", "Olive Organiser, 1 High Street, Town")
    user.click("Save")
    user.click("Make the pages")
    page.get_by_role("heading", name="The pages are made").wait_for()
    user.look()
    with page.expect_download() as download:
        user.to(page.get_by_role("link", name="Download them as a ZIP file"))
        page.keyboard.press("Enter")
    packed = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert "Open Gate" in packed.read("index.html").decode()
    user.click("Back", "link")
    user.click("A candidate drops out, or orders change", "link")
    user.look()
    page.go_back()
    user.click("Make a preview")
    page.get_by_role("heading", name="A preview is made").wait_for()
    user.click("Make an address")
    user.look()
    with page.context.expect_page() as opened:
        user.to(page.locator(".lead a"))
        page.keyboard.press("Enter")
    site = opened.value
    site.get_by_text("Open Gate").first.wait_for()
    # Another host than the office's: neither its cookie nor its pages are there.
    assert site.evaluate("location.host") != page.evaluate("location.host")
    assert site.evaluate("document.cookie") == ""
    site.goto(f"{site.url}areas/north.html")
    assert "Ann" in site.locator("body").inner_text()
    assert user.wrong() == []
    assert [said for said in refused if "localhost" not in said] == []


def ended_with_the_best_so_far(user: Keys) -> None:
    """What moves every second leaves the focus where it is; what a run has found has the focus when it comes."""
    page = user.page
    assert page.title() == "Planning – Open Gate"
    user.to(page.get_by_role("button", name="Stop", exact=True))
    for _ in range(2):
        with page.expect_response(lambda said: "/progress?" in said.url):
            pass
        assert user.focused() == "Stop"
    # An office that answers no more is told of in words, and asked again; when it answers, so is that.
    unanswered = page.get_by_role("alert").filter(has_text="The office does not answer.")
    page.route("**/progress?*", lambda route: route.abort())
    unanswered.wait_for()
    page.unroute("**/progress?*")
    unanswered.wait_for(state="hidden")
    page.route("**/progress?*", lambda route: route.fulfill(status=502))
    unanswered.wait_for()
    page.unroute("**/progress?*")
    unanswered.wait_for(state="hidden")
    assert user.focused() == "Stop"
    user.to(page.get_by_role("button", name="End with the best so far"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="A plan for Committee").wait_for()
    assert (user.focused(), page.title()) == ("A plan for Committee", "A plan for Committee – Open Gate")
    assert "It was ended early" in page.locator("main").inner_text()
    # The next thing that Tab comes to is on the page, below its heading.
    page.keyboard.press("Tab")
    assert user.focused() == "See the report"
