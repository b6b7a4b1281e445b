"""People with accounts, each in a browser of their own, in an organisation's office as it is served."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
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
from office.using import Keys
from waiting import until
from web_servers import answers, free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
    until(lambda: answers(port), "the office")
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


# What somebody has looked at nobody looks at again; the first are those of a solo office, looked at in its own journey.
SEEN = {"Set up an election", "Candidates", "What was understood", "The count is done", "Set up", "Chair 2027"}


class Colleague(Keys):
    """Somebody with an account and no mouse, in a browser of their own with a device that keeps passkeys."""

    def __init__(self, browser: Browser, shots: Path | None = None) -> None:
        page = browser.new_context().new_page()
        super().__init__(page, shots)
        self.refused: list[str] = []
        page.on("console", lambda said: self.refused.append(said.text) if "Security Policy" in said.text else None)

    def look(self) -> None:
        """As a user does; what was seen by somebody else before is not looked at again."""
        self.page.wait_for_selector("#progress", state="detached")
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
        self.mark(kind)
        self.click("Invite")
        self.look()
        return self.page.get_by_label("Link", exact=True).input_value()
