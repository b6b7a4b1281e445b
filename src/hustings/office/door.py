"""The door of a solo office: one user, on one computer, let in once by a token that only they can have.

A token is a file in the office's folder, which nobody else can read; the first browser that brings it gets the
session's cookie, and the token is gone. Cookies do not know ports: so the office lives under a path that nobody can
guess, and the cookie goes nowhere else, not even to another program on this computer.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from hustings.office.clock import now
from hustings.office.home import Home

# A token is good for so many seconds.
GOOD_FOR = 600
COOKIE = "hustings_office"


@dataclass(frozen=True, slots=True)
class Door:
    """host: as browsers must name it, with the port. prefix: the path that the office lives under."""

    home: Home
    host: str
    prefix: str
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    def knows(self, cookie: str) -> bool:
        """Whether this is the session's cookie."""
        return hmac.compare_digest(cookie.encode(), self.session.encode())

    def opens(self, token: str) -> bool:
        """Whether this token lets somebody in; it does so once."""
        path = _place(self.home, token)
        try:
            fresh = now().timestamp() - path.stat().st_mtime < GOOD_FOR
            path.unlink()
        except OSError:
            return False
        return fresh


def new_token(home: Home) -> str:
    """A token for the office of this folder."""
    token = secrets.token_urlsafe(32)
    path = _place(home, token)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return token


def new_prefix() -> str:
    """A path that nobody can guess."""
    return f"/{secrets.token_hex(8)}/"


def forget_tokens(home: Home) -> None:
    """Take away the tokens of an earlier start."""
    for path in (home.root / "tokens").glob("*"):
        path.unlink(missing_ok=True)


def _place(home: Home, token: str) -> Path:
    return home.root / "tokens" / hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
