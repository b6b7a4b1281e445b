"""An organisation's office in a real browser, as it is served, without a mouse: accounts, second factors, and journeys
(a) of an officer, (c) of a scrutineer, (d) of two people who type paper ballots.

OFFICE_SHOTS=1 leaves pictures of every page in pytest's cache.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from office.accounts import PASSWORD
from office.colleagues import Colleague, Office, code, office
from office.test_nominations import SENT
from office.test_paper_entry import papers
from office.using import made_shots

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
__all__ = ["office"]
BRANCHES = "Code\tBranch\n001\tAshford\n002\tBradwell\n003\tCastleton\n"
ANN, BOB, CYD = NAMES = ("Ann Ash", "Bob Birch", "Cyd Cole")
# Ann has 3 first preferences, Bob and Cyd 2 each, and the quota of one place is 7 // 2 + 1 = 4: a lot decides which of
# the two is excluded. If it is Bob, both papers go to Cyd, who has 4. Without Cyd they would be Bob's, who has 4.
VOTES = [(ANN,)] * 3 + [(BOB, CYD)] * 2 + [(CYD, BOB)] * 2


def test_people_in_their_parts_without_a_mouse(
    office: Office, browser: Browser, request: pytest.FixtureRequest
) -> None:
    shots = made_shots(request, "organisation-shots") if os.environ.get("OFFICE_SHOTS") else None
    names = ("boss", "officer", "scrutineer", "clerk")
    people = boss, officer, scrutineer, clerk = [Colleague(browser, shots and shots / name) for name in names]
    boss.join(office.command("administrator", "Ada Admin", "ada@example.org"), "ada@example.org")
    # A password alone opens nothing for an administrator.
    assert boss.page.locator("h1").inner_text() == "Your account"
    secret = boss.set_up_app()
    boss.page.goto(f"{office.origin}/accounts")
    officer.join(boss.invite("Olive Officer", "olive@example.org", kind="Begin elections"), "olive@example.org")
    officer.has_device()
    officer.click("Add a passkey", "link")
    officer.confirm()
    officer.look()
    officer.mark("Sign in with it alone")
    officer.click("Add the passkey")
    officer.page.wait_for_url(lambda url: "add" not in url)
    officer.page.goto(office.origin)
    begun(officer)
    scrutineer.join(named(officer, "Sam Scrutineer", "sam@example.org", "Scrutineer."), "sam@example.org")
    assert scrutineer.page.locator("ul.ballot .name").all_inner_texts() == ["Chair 2027"]
    for words in ("Chair 2027", "Set up", "Name and dates"):
        scrutineer.click(words, "link")
    scrutineer.look()
    assert scrutineer.page.get_by_label("Name of the election").is_disabled()
    nominated(officer)
    counted(officer, office.folder.parent)
    recounted(scrutineer, office.folder.parent)
    vacated(officer, scrutineer)
    without_script(browser, office)
    typed_by_two(officer, clerk)
    officer.click("Sign out", "link")
    officer.click("Sign out")
    signed_in_again(office, boss, officer, secret)
    assert [each.wrong() for each in people] == [[], [], [], []]
    assert [each.refused for each in people] == [[], [], [], []]


def begun(officer: Colleague) -> None:
    """An election, what is left out at first told at its field; its dates, and its branches."""
    page = officer.page
    officer.click("Set up an election", "link")
    officer.click("Go on")
    # What is wrong has the focus, and its first link leads to the first field.
    assert page.evaluate("document.activeElement.id") == "problems"
    assert page.title().startswith("Error: ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f-title"
    described = page.locator("#f-title").get_attribute("aria-describedby") or ""
    assert "Write the name of the election." in [page.locator(f"#{each}").inner_text() for each in described.split()]
    filled_in(officer, "Chair 2027", "Chair", "1", NAMES)
    officer.click("Or to the rest of the set-up: dates, rules, areas", "link")
    officer.click("Name and dates", "link")
    officer.write("Nominations close", "26 February 2027")
    officer.mark("Two: one declares")
    officer.click("Save")
    officer.click("Set up", "link")
    officer.click("Branches", "link")
    officer.write("Rows copied from a spreadsheet", BRANCHES)
    officer.click("Add them")


def filled_in(officer: Colleague, title: str, post: str, places: str, names: Sequence[str]) -> None:
    """A new election's name, its post, and who stands."""
    officer.write("Name of the election", title)
    officer.write("Name of the post", post)
    officer.write("How many places", places)
    officer.choose("Rule book", "Scottish local government elections")
    officer.click("Go on")
    officer.write("Add candidates", "\n".join(names))
    officer.click("Save")


def named(officer: Colleague, name: str, email: str, part: str) -> str:
    """Somebody given a part in the election: the link of the invitation."""
    officer.click("People", "link")
    officer.write("E-mail address", email)
    officer.write("Name", name)
    officer.mark(part)
    officer.click("Give this part")
    return officer.page.get_by_label("Link", exact=True).input_value()


def nominated(officer: Colleague) -> None:
    """A messy spreadsheet: names that are nobody's, an address that is passed over, one that came too late."""
    officer.click("Where it stands", "link")
    officer.click("Nominations for Chair", "link")
    officer.write("Rows from a spreadsheet, or a line for each", SENT)
    officer.click("Read them")
    assert officer.page.locator("h1").inner_text() == "Whom do these names mean?"
    officer.choose("Bob B.", BOB)
    officer.click("Add them")
    rows = officer.page.locator("table tbody tr")
    assert [row.split() for row in rows.all_inner_texts()] == [
        [*ANN.split(), "2"],
        [*BOB.split(), "1"],
        [*CYD.split(), "0"],
    ]
    assert "after nominations closed on 26 February 2027" in officer.page.locator("main").inner_text()


def counted(officer: Colleague, where: Path) -> None:
    """The export of a form, a lot, a declaration that somebody else has to countersign."""
    ballots = where / "votes.csv"
    lines = ["Timestamp," + ",".join(f"Your ballot [{nth} choice]" for nth in ("1st", "2nd", "3rd"))]
    ballots.write_text("\n".join([*lines, *("2027/03/01 9:20:41 am GMT," + ",".join(vote) for vote in VOTES)]))
    officer.click("To the count of Chair", "link")
    officer.upload("File of ballots", ballots)
    officer.click("Read it")
    officer.click("Confirm and count")
    officer.look()
    assert officer.page.locator("h1").inner_text() == "A tie that a lot must decide"
    # Nothing is chosen: the same page says so, beside the names, and what was written stays.
    officer.write("How it was drawn", "from a hat")
    officer.click("Write it down and count on")
    assert officer.page.evaluate("document.activeElement.id") == "problems"
    assert officer.page.get_by_label("How it was drawn").input_value() == "from a hat"
    officer.mark(BOB)
    for words in ("Write it down and count on", "Take as the provisional result", "Declare the result"):
        officer.click(words)
    officer.look()
    assert "once a second person has countersigned" in officer.page.locator("main").inner_text()


def recounted(scrutineer: Colleague, where: Path) -> None:
    """A recount, a report to sign, a countersignature."""
    scrutineer.click("Where it stands", "link")
    scrutineer.click("Chair", "link")
    scrutineer.click("Recount these papers")
    scrutineer.look()
    assert scrutineer.page.locator("h1").inner_text() == "The recount agrees"
    with scrutineer.page.expect_download() as report:
        scrutineer.to(scrutineer.page.get_by_role("link", name="Scrutineer’s report to sign"))
        scrutineer.page.keyboard.press("Enter")
    report.value.save_as(where / "report.html")
    own = scrutineer.page.context.new_page()
    own.set_viewport_size({"width": 320, "height": 800})
    own.goto((where / "report.html").as_uri())
    assert own.evaluate("document.documentElement.scrollWidth") <= 320
    assert own.locator("h1").inner_text() == "Scrutineer’s report"
    if scrutineer.shots:
        own.screenshot(path=scrutineer.shots / "report-320.png", full_page=True)
    own.close()
    scrutineer.click("Back to Chair", "link")
    scrutineer.click("Countersign it")
    scrutineer.look()
    assert "Olive Officer, countersigned by Sam Scrutineer" in scrutineer.page.locator(".phase").inner_text()
    assert scrutineer.page.locator("ol.ballot .name").all_inner_texts() == [CYD]


def vacated(officer: Colleague, scrutineer: Colleague) -> None:
    """Who was elected leaves; the countback is declared by both."""
    officer.click("Where it stands", "link")
    officer.click("Chair", "link")
    officer.click("Somebody leaves: fill the vacancy", "link")
    officer.mark(CYD)
    officer.mark("By countback.")
    officer.click("See who fills the place")
    officer.look()
    assert officer.page.locator("h1").inner_text() == f"{BOB} fills the place"
    officer.click("Declare it")
    assert "It is in force once a second person has countersigned it" in officer.page.locator("main").inner_text()
    scrutineer.click("Where it stands", "link")
    scrutineer.click("Chair", "link")
    scrutineer.click("Look at it, and countersign it", "link")
    scrutineer.click("Countersign it")
    scrutineer.look()
    said = scrutineer.page.locator("main").inner_text()
    assert "by Olive Officer, countersigned by Sam Scrutineer" in said
    assert scrutineer.page.locator("ul.names li").all_inner_texts() == [BOB]


def typed_by_two(officer: Colleague, clerk: Colleague) -> None:
    """Two hundred papers in four batches, each typed by two people of whom neither sees what the other typed; five
    differ, and the officer settles each by the paper. Of the last neither was right."""
    names = ("Ann", "Bob", "Cyd", "Dee")
    right = papers(1, 200)
    wrong = {7: "4 4", 50: "1", 51: "2 1 3 4", 120: "3", 199: "4 3 2 1"}
    officer.click("Hustings office", "link")
    officer.click("Set up an election", "link")
    filled_in(officer, "Board 2027", "Board", "2", names)
    clerk.join(named(officer, "Cleo Clerk", "cleo@example.org", "Nominations clerk."), "cleo@example.org")
    clerk.click("Board 2027", "link")
    clerk.click("Type the paper ballots for Board", "link")
    officer.click("Where it stands", "link")
    officer.click("Board", "link")
    officer.click("Type the paper ballots", "link")
    for first in range(0, 200, 50):
        for who, given in ((officer, right), (clerk, [wrong.get(at, said) for at, said in enumerate(right)])):
            if first:
                # The next batch is typed at once, without going there.
                assert who.page.evaluate("document.activeElement.id") == "f-batch"
            who.write("Batch", str(first // 50 + 1))
            who.write("Papers in it", "50")
            who.type("A line for each paper", "\n".join(given[first : first + 50]))
            who.click("Keep this batch")
    clerk.look()
    assert clerk.page.get_by_role("link", name="Settle").count() == 0
    officer.page.reload()
    for batch, of_batch in (("1", (7,)), ("2", (50, 51)), ("3", (120,)), ("4", (199,))):
        officer.click(f"Settle batch {batch}", "link")
        for at in of_batch:
            form = officer.page.locator(f"form:has(input[name=paper][value='{at % 50 + 1}'])")
            if at == 199:
                officer.page.keyboard.press("Tab")
                officer._fill(form.get_by_label("Neither: it says"), "2 _ 1")
            else:
                officer._check(form.locator(f"input[name=pick][value='{right[at]}']"))
            officer.click(f"Settle paper {at % 50 + 1}")
            assert officer.focused() == ("Paper 2" if at == 50 else "Every difference of this batch is settled.")
        officer.click("Back to the batches", "link")
    agreed = officer.page.request.get(f"{officer.page.url}/agreed.csv").text().splitlines()
    cells = [line.split(",")[1:] for line in agreed[1:]]
    expected = [[names[int(mark) - 1] for mark in said.split()] for said in right[:-1]]
    assert cells == [[*row, *[""] * (4 - len(row))] for row in [*expected, ["Bob", "", "Ann"]]]
    officer.click("Read them as the ballots")
    officer.look()
    assert officer.page.locator("dl.numbers dd").all_inner_texts()[:2] == ["200", "4"]
    officer.click("Confirm and count")
    officer.look()
    assert officer.page.locator("h1").inner_text() == "The count is done"


def without_script(browser: Browser, office: Office) -> None:
    """Signing in, and what a scrutineer does, need no script, and a mouse serves as well."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{office.origin}/e/chair-2027/count/chair")
    page.get_by_label("E-mail address", exact=True).fill("sam@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{office.origin}/e/chair-2027/count/chair")
    page.get_by_role("button", name="Recount these papers").click()
    page.get_by_role("heading", name="The recount agrees").wait_for()


def signed_in_again(office: Office, boss: Colleague, officer: Colleague, secret: str) -> None:
    """With a passkey alone, which is two things, the device and the finger; and with password and code."""
    officer.page.goto(f"{office.origin}/in")
    officer.look()
    officer.click("Sign in with a passkey")
    officer.page.wait_for_url(f"{office.origin}/")
    boss.page.context.clear_cookies()
    boss.page.goto(f"{office.origin}/in")
    boss.sign_in("ada@example.org")
    boss.look()
    boss.write("Code", code(secret, 1))
    boss.click("Go on")
    boss.page.wait_for_url(f"{office.origin}/")
    boss.page.goto(f"{office.origin}/accounts/acts")
    boss.look()
    # An administrator sees no election.
    assert "Chair 2027" not in boss.page.locator("main").inner_text()
    assert boss.page.goto(officer.page.url + "e/chair-2027/").status == 404  # type: ignore[union-attr]
