"""An organisation's office in a real browser, as it is served: accounts, second factors, and people in their parts.

OFFICE_SHOTS=1 leaves pictures of every page in pytest's cache.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from office.accounts import PASSWORD
from office.databases import environment as environment_of
from office.databases import new_database
from office.test_journey import User, made_shots
from web_servers import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
HUSTINGS = (sys.executable, "-m", "hustings", "office")


@dataclass(frozen=True)
class Office:
    """An office that is served. origin: its address."""

    origin: str
    folder: Path
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """What a command of the office prints."""
        said = [*HUSTINGS, *words, "--folder", str(self.folder)]
        return subprocess.run(said, capture_output=True, text=True, check=True, env=self.environment).stdout.strip()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    port = free_port()
    environment = environment_of(new_database()) | {"HUSTINGS_OFFICE_ORIGIN": f"http://localhost:{port}"}
    words = [*HUSTINGS, "serve", "--folder", str(tmp_path / "office"), "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    log = (tmp_path / "log").open("w")
    served = subprocess.Popen(words, stdout=log, stderr=log, env=environment)
    for _ in range(300):
        with socket.socket() as there:
            if there.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    yield Office(f"http://localhost:{port}", tmp_path / "office", environment)
    served.terminate()
    served.wait()
    # Nothing that anybody typed or opened is logged.
    assert not re.search("join|login|@|Traceback", (tmp_path / "log").read_text())


def code(secret: str, later: int = 0) -> str:
    """What an authenticator app shows now (RFC 6238). later: or in so many steps of 30 seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, (int(time.time()) // 30 + later).to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


class Colleague(User):
    """Somebody with an account, in a browser of their own with a device that keeps passkeys."""

    def __init__(self, browser: Browser, shots: Path | None = None) -> None:
        page = browser.new_context().new_page()
        page.set_default_timeout(10_000)
        super().__init__(page, shots)
        self.refused: list[str] = []
        page.on("console", lambda said: self.refused.append(said.text) if "Security Policy" in said.text else None)

    def look(self) -> None:
        """As a user does; what was seen by somebody else before is not looked at again."""
        heading = self.page.locator("h1").inner_text()
        if heading not in SEEN:
            SEEN.add(heading)
            super().look()

    def join(self, link: str, email: str) -> None:
        """Take an invitation up, and sign in."""
        self.page.goto(link)
        self.write("Password", PASSWORD)
        self.write("The same again", PASSWORD)
        self.click("Go on")
        self.sign_in(email)

    def sign_in(self, email: str) -> None:
        self.write("E-mail address", email)
        self.write("Password", PASSWORD)
        self.click("Sign in")

    def set_up_app(self) -> str:
        """An authenticator app; its secret."""
        self.click("Set up an app", "link")
        self.confirm()
        secret = self.page.locator("#authenticator_secret").input_value()
        self.write("Code", code(secret))
        self.click("Use this app")
        self.look()
        return secret

    def confirm(self) -> None:
        """Show that it is oneself: with the password."""
        self.write("Password", PASSWORD)
        self.click("Go on")

    def has_device(self) -> None:
        """A device that keeps passkeys and asks for a finger."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        keeps = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options = keeps | {"isUserVerified": True, "automaticPresenceSimulation": True}
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def invite(self, name: str, email: str, *, kind: str) -> str:
        """The link that is shown."""
        self.write("Name", name)
        self.write("E-mail address", email)
        self.page.get_by_label(kind).check()
        self.click("Invite")
        self.look()
        return self.page.get_by_label("Link", exact=True).input_value()

    def wrong(self) -> list[tuple[str, list[str]]]:
        return [(heading, found) for heading, found in self.seen.items() if found]


# The pages that a solo office has are looked at in its own journey.
SEEN = {"Set up an election", "Candidates", "What was understood", "The count is done", "Set up", "Chair 2027"}


def test_from_an_empty_office_to_people_in_their_parts(
    office: Office, browser: Browser, request: pytest.FixtureRequest
) -> None:
    shots = made_shots(request, "organisation-shots") if os.environ.get("OFFICE_SHOTS") else None
    names = ("boss", "officer", "scrutineer")
    boss, officer, scrutineer = (Colleague(browser, shots and shots / name) for name in names)
    boss.join(office.command("administrator", "Ada Admin", "ada@example.org"), "ada@example.org")
    # A password alone opens nothing for an administrator.
    assert boss.page.locator("h1").inner_text() == "Your account"
    secret = boss.set_up_app()
    boss.page.goto(f"{office.origin}/accounts")
    link = boss.invite("Olive Officer", "olive@example.org", kind="Begin elections")
    officer.join(link, "olive@example.org")
    officer.has_device()
    officer.click("Add a passkey", "link")
    officer.confirm()
    officer.look()
    officer.page.get_by_label("Sign in with it alone").check()
    officer.click("Add the passkey")
    officer.page.wait_for_url(lambda url: "add" not in url)
    officer.page.goto(office.origin)
    begin(officer)
    officer.click("People", "link")
    officer.write("E-mail address", "sam@example.org")
    officer.write("Name", "Sam Scrutineer")
    officer.page.get_by_label("Scrutineer.").check()
    officer.click("Give this part")
    scrutineer.join(officer.page.get_by_label("Link", exact=True).input_value(), "sam@example.org")
    assert scrutineer.page.locator("ul.ballot .name").all_inner_texts() == ["Chair 2027"]
    for words in ("Chair 2027", "Set up", "Name and dates"):
        scrutineer.click(words, "link")
    scrutineer.look()
    assert scrutineer.page.get_by_label("Name of the election").is_disabled()
    decided_by_two(officer, scrutineer, office.folder.parent)
    without_script(browser, office)
    # With the passkey alone: it is two things, the device and the finger.
    officer.click("Sign out", "link")
    officer.click("Sign out")
    officer.page.goto(f"{office.origin}/in")
    officer.look()
    officer.page.get_by_role("button", name="Sign in with a passkey").click()
    officer.page.wait_for_url(f"{office.origin}/")
    # With password and code; the administrator sees no election.
    boss.page.context.clear_cookies()
    boss.page.goto(f"{office.origin}/in")
    boss.sign_in("ada@example.org")
    boss.look()
    boss.page.locator("input[name=code]").fill(code(secret, 1))
    boss.click("Go on")
    boss.page.wait_for_url(f"{office.origin}/")
    boss.page.goto(f"{office.origin}/accounts/acts")
    boss.look()
    assert "Chair 2027" not in boss.page.locator("main").inner_text()
    assert boss.page.goto(officer.page.url + "e/chair-2027/").status == 404  # type: ignore[union-attr]
    assert [each.wrong() for each in (boss, officer, scrutineer)] == [[], [], []]
    assert [each.refused for each in (boss, officer, scrutineer)] == [[], [], []]


def begin(officer: Colleague) -> None:
    """An election with three candidates."""
    officer.click("Set up an election", "link")
    for label, text in (
        ("Name of the election", "Chair 2027"),
        ("Name of the post", "Chair"),
        ("How many places", "1"),
    ):
        officer.write(label, text)
    officer.choose("Rule book", "Scottish local government elections")
    officer.click("Go on")
    officer.write("Add candidates", "Ann\nBob\nCyd")
    officer.click("Save")


def without_script(browser: Browser, office: Office) -> None:
    """Signing in, and what a scrutineer does, need no script."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{office.origin}/e/chair-2027/count/chair")
    page.get_by_label("E-mail address", exact=True).fill("sam@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{office.origin}/e/chair-2027/count/chair")
    page.get_by_role("button", name="Recount these papers").click()
    page.get_by_role("heading", name="The recount agrees").wait_for()


def decided_by_two(officer: Colleague, scrutineer: Colleague, where: Path) -> None:
    """Ballots, a count, a declaration; a recount and a report by the scrutineer, who countersigns."""
    ballots = where / "votes.csv"
    ballots.write_text("First preference,Second preference\nAnn,\nAnn,\nAnn,Bob\nBob,\n")
    officer.page.goto(re.sub("/people.*", "/set-up/about", officer.page.url))
    officer.page.get_by_label("Two: one declares").check()
    officer.click("Save")
    officer.click("Where it stands", "link")
    officer.click("Chair", "link")
    officer.upload("File of ballots", ballots)
    for words in ("Read it", "Confirm and count", "Take as the provisional result", "Declare the result"):
        officer.click(words)
    officer.look()
    assert "once a second person has countersigned" in officer.page.locator("main").inner_text()
    scrutineer.click("Where it stands", "link")
    scrutineer.click("Chair", "link")
    scrutineer.click("Recount these papers")
    scrutineer.page.wait_for_selector("#progress", state="detached")
    scrutineer.look()
    assert scrutineer.page.locator("h1").inner_text() == "The recount agrees"
    with scrutineer.page.expect_download() as report:
        scrutineer.page.get_by_role("link", name="Scrutineer’s report to sign").click()
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
