"""The door: a token is exchanged for the session's cookie, once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from hustings.office.door import COOKIE
from hustings.office.pages import show
from hustings.office.solo import refused, the_door


@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The page that gives the cookie and goes on to the office: a browser sends a strict cookie only from its pages."""
    door = the_door()
    if not door.opens(token):
        return refused("This address was used already, or is too old. Run “hustings office” again for a new one.")
    response = show(request, "enter")
    response.set_cookie(COOKIE, door.session, path=door.prefix, httponly=True, samesite="Strict")
    return response
