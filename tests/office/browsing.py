"""A browser without a screen: what it sends is what Django gets."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, Protocol

HOST, PREFIX = "127.0.0.1:8123", "/key/"
ORIGIN = f"http://{HOST}"


class Answer(Protocol):
    """What is asked of a response here."""

    status_code: int
    content: bytes
    headers: Any

    def __getitem__(self, name: str) -> str: ...


class Browser:
    """The one browser that the office has let in."""

    def __init__(self, *, let_in: bool = True) -> None:
        from django.test import Client

        from hustings.office.door import COOKIE
        from hustings.office.solo import the_door

        self.client = Client(enforce_csrf_checks=True)
        if let_in:
            self.client.cookies[COOKIE] = the_door().session

    def get(self, path: str, **headers: str) -> Answer:
        """A page, by its address below the prefix."""
        given = {"HTTP_HOST": HOST, "HTTP_SEC_FETCH_SITE": "same-origin"} | headers
        return self.client.get(_below(path), **given)  # type: ignore[arg-type]

    def page(self, path: str) -> str:
        """The text of a page that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.content.decode()
        return unescape(answer.content.decode())

    def post(self, path: str, given: dict[str, Any] | None = None, *, form: str = "new", **headers: str) -> Answer:
        """A form of the office sent. form: the page that it is on, for its token and what it says unseen."""
        page = self.page(form)
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        said = {"HTTP_HOST": HOST, "HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": ORIGIN} | headers
        filled = {**hidden(page, _below(path)), "csrfmiddlewaretoken": token[1], **(given or {})}
        return self.client.post(_below(path), filled, **said)  # type: ignore[arg-type]


def hidden(page: str, path: str) -> dict[str, str]:
    """What the first form of a page that is sent to this address says without being seen."""
    for form in re.findall(r"<form\b.*?</form>", page, re.S):
        action = re.search(r'action="([^"]*)"', form)
        if action and _below(action[1]) == path:
            return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {}


def _below(path: str) -> str:
    return "/" + path.removeprefix(PREFIX).lstrip("/")
