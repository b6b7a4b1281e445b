"""The middleware that every request for a page passes: who asks, in which role, and whether they may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hustings.office.accounts import rights
from hustings.office.accounts.models import Person, Role
from hustings.office.acting import Actor, acting
from hustings.office.models import Election
from hustings.office.solo import refused

Respond = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]
READING, SENDING = ("GET", "HEAD"), ("POST",)
NOBODY = Actor("nobody")
# What somebody without an account sends is a password, a code or a passkey; the rest is not even read.
MOST_FROM_STRANGERS = 64 << 10


def person_of(request: HttpRequest) -> Person | None:
    """The account that is signed in; None where nobody is."""
    user = request.user
    return user if isinstance(user, Person) and user.is_authenticated else None


class Guard:
    """Everything is refused that `rights` does not allow. What may not be seen answers as what is not there."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        with acting(Actor(person.name, person.pk) if person else NOBODY):
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    def process_view(
        self, request: HttpRequest, _view: View, _args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.url_name or "" if match else ""
        person = person_of(request)
        roles = roles_of(person, str(kwargs.get("key", "")))
        request.may = lambda address: rights.may(roles, address, acts=True)  # type: ignore[attr-defined]
        request.sees = lambda address: rights.may(roles, address, acts=False)  # type: ignore[attr-defined]
        request.elections = Election.objects.filter(roles__person=person)  # type: ignore[attr-defined]
        if request.method not in (*READING, *SENDING):
            raise Http404
        if rights.may(frozenset(), name, acts=request.method in SENDING):
            return None if person or _is_small(request) else _too_much()
        if person is None:
            return _sign_in(request)
        if person.needs_second_factor and name not in rights.SETTING_UP and not is_mfa_enabled(person):
            return HttpResponseRedirect(reverse("mfa_index"))
        if not rights.may(roles, name, acts=request.method in SENDING):
            raise Http404
        return None


def _sign_in(request: HttpRequest) -> HttpResponse:
    """On to the page for it; where a part of a page was asked for, the whole page goes there."""
    address = f"{reverse('account_login')}?next={reverse('elections')}"
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(address)
    return HttpResponse(status=204, headers={"HX-Redirect": address})


def _is_small(request: HttpRequest) -> bool:
    """`proxy` has let through what is a number, or nothing."""
    return int(request.META.get("CONTENT_LENGTH") or 0) <= MOST_FROM_STRANGERS


def _too_much() -> HttpResponse:
    response = refused("This is larger than anything that the office takes from somebody who has not signed in.")
    response.status_code = 413
    return response


def roles_of(person: Person | None, election: str) -> rights.Who:
    """All that somebody is: signed in or not, and in the election with this key."""
    if person is None:
        return frozenset()
    found = {rights.ACCOUNT}
    if person.administrator:
        return frozenset(found | {rights.ADMINISTRATOR})
    found |= {rights.CAMPAIGNER}
    found |= {rights.BEGINNER} if person.may_begin else set()
    role = Role.objects.filter(person=person, election__key=election).first() if election else None
    return frozenset(found | ({role.role} if role else set()))
