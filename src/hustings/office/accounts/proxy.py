"""What a proxy on this computer says of a request is believed, and what anybody else adds is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from ipaddress import ip_address
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hustings.office.accounts.settings import LOCKED, Served
from hustings.office.pages import show
from hustings.office.settings import MOST_UPLOADED
from hustings.office.solo import FORWARDED, refused

Respond = Callable[[HttpRequest], HttpResponse]
# A form with the largest upload.
MOST_SENT = MOST_UPLOADED + (4 << 20)
FOR, PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"


def served() -> Served:
    """How the office that Django is set up for is reached."""
    found: Served = attrgetter("HUSTINGS_SERVED")(settings)
    return found


class Proxy:
    """The middleware before all others: the office's own host, and where a request really comes from."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if meta.get("HTTP_HOST", "") != served().host:
            response = refused("The office answers only to its own address.")
            response.status_code = 421
            return response
        length = meta.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > MOST_SENT:
            response = refused("This is larger than anything that the office takes.")
            response.status_code = 413
            return response
        last = meta.get(FOR, "").rpartition(",")[2].strip()
        by_proxy = _is_proxy(meta.get("REMOTE_ADDR", ""))
        for name in FORWARDED:
            if name != PROTO or not by_proxy:
                meta.pop(name, None)
        if by_proxy and last:
            meta["REMOTE_ADDR"] = last if _is_address(last) else ""
        return self.get_response(request)


def _is_proxy(address: str) -> bool:
    """Whether a request comes from this computer: by its loopback, or a socket file, which has no address."""
    return not address or (_is_address(address) and ip_address(address).is_loopback)


def _is_address(said: str) -> bool:
    try:
        ip_address(said)
    except ValueError:
        return False
    return True


def near(request: HttpRequest) -> str:
    """Where a request comes from, for a lock-out."""
    return str(request.META.get("REMOTE_ADDR", "")) or "127.0.0.1"


def typed_address(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The e-mail address that was typed, in one form: a phone's capital letter makes no other person."""
    said = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(said).strip().casefold()[:254]


def locked_out(request: HttpRequest, *_: Any) -> HttpResponse:
    """After too many wrong passwords for one account from one place."""
    minutes = round(LOCKED * 60)
    said = (
        f"There were too many wrong passwords for this account from where you are. Try again in {minutes} minutes. "
        "From elsewhere it can be used as before. An administrator can let you in again at once."
    )
    return show(request, "mistake", 429, heading="Wait a little", said=said)
