"""People with accounts, and their browsers without a screen."""

from __future__ import annotations

import itertools
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from office.browsing import Answer, hidden

if TYPE_CHECKING:
    from hustings.office.accounts.models import Person
    from hustings.office.models import Election

SERVED = "office.example.org"
PASSWORD = "a hedge of seven hawthorns"
_numbers = itertools.count(1)


class Visitor:
    """A browser that asks the office from somewhere, through the proxy on the office's computer."""

    def __init__(self, person: Person | None = None, address: str = "198.51.100.7") -> None:
        from django.test import Client

        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"HTTP_HOST": SERVED, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": address}
        if person is not None:
            self.client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")

    def get(self, path: str, **headers: str) -> Answer:
        return self.client.get(path, **(self.headers | headers))  # type: ignore[arg-type]

    def page(self, path: str) -> str:
        """The text of a page that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.content.decode()[:500])
        return unescape(answer.content.decode())

    def post(self, path: str, given: dict[str, Any] | None = None, *, form: str = "/in") -> Answer:
        """A form sent. form: the page that it is on, for its token."""
        page = self.page(form)
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, form
        said = self.headers | {"HTTP_ORIGIN": f"https://{SERVED}"}
        return self.client.post(path, {**hidden(page, path), "csrfmiddlewaretoken": token[1], **(given or {})}, **said)  # type: ignore[arg-type]


def person(name: str = "", *, second_factor: bool = True, **rights: bool) -> Person:
    """An account, with a second factor unless it is to have none."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from hustings.office.accounts.models import Person
    from hustings.office.clock import now

    number = next(_numbers)
    made = Person(name=name or f"Person {number}", email=f"person-{number}@example.org", made_at=now(), **rights)
    made.set_password(PASSWORD)
    made.save()
    if second_factor:
        TOTP.activate(made, generate_totp_secret())
    return made


def named(election: Election, role: str, **given: Any) -> Person:
    """Somebody new with a role in an election."""
    from hustings.office.accounts.models import Role

    made = person(**given)
    Role.objects.create(election=election, person=made, role=role)
    return made
