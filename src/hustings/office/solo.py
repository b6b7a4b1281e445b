"""Who may ask a solo office for anything: the one browser that was let in, on this computer, from its own pages.

Another site in the same browser (cross-site requests), a name that was bent to this computer (DNS rebinding), a proxy
in between, another computer, and another user of this one are refused before any page is made.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from operator import attrgetter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hustings.office.door import COOKIE, Door

Respond = Callable[[HttpRequest], HttpResponse]
FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_BY",
    "HTTP_X_FORWARDED_SERVER",
    "HTTP_X_REAL_IP",
)
SAFE = ("GET", "HEAD")
OPEN = "/open/"


def the_door() -> Door:
    """The door of the office that Django is set up for."""
    found: Door = attrgetter("HUSTINGS_DOOR")(settings)
    return found


class OneUser:
    """The middleware before all others."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = _from_elsewhere(request) or _from_another_page(request)
        if said:
            return refused(said)
        if not request.path_info.startswith(OPEN) and not the_door().knows(request.COOKIES.get(COOKIE, "")):
            return refused(
                "This office is open for another browser, or was closed since. "
                "Run “hustings office” again: it opens a window that may come in.",
            )
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


def refused(said: str) -> HttpResponse:
    """A refusal, as plain text: nothing of the request is in it."""
    response = HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=403)
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _from_elsewhere(request: HttpRequest) -> str:
    """Why the request is not from this computer by the office's own address; "" where it is."""
    if request.META.get("HTTP_HOST", "") != the_door().host:
        return "The office answers only to the address that it printed."
    if any(name in request.META for name in FORWARDED):
        return "The office is for this computer alone, and does not answer through a proxy."
    try:
        near = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        near = False
    return "" if near else "The office answers only to this computer."


def _from_another_page(request: HttpRequest) -> str:
    """Why the request is not from a page of the office, nor typed by its user; "" where it is."""
    site, origin = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "")
    opening = request.path_info.startswith(OPEN) and request.method == "GET" and not origin
    if site not in ("", "same-origin", "none") and not opening:
        return "Another page asked for this. The office answers only to its own pages."
    if request.method in SAFE:
        return ""
    if request.method != "POST":
        return "The office knows no such request."
    if origin != the_door().origin and not (origin == "" and site == "same-origin"):
        return "Another page asked for this. The office answers only to its own pages."
    return ""
