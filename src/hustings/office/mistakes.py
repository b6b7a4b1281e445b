"""What a person sees where something cannot be done: what happened, and what to do next."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from typing import Any

from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from hustings.election.problems import BadInput, HustingsError
from hustings.office import again
from hustings.office.acts import Moved
from hustings.office.models import Version
from hustings.office.pages import show
from hustings.office.plainly import sentence
from hustings.office.versions import NotKept

Respond = Callable[[HttpRequest], HttpResponse]
NO_PAGE = "This address only takes a form. What you sent to it before is kept, or you were told that it was not."
GONE = "What your form is about has been taken out since its page was shown."
STATUS: dict[type[HustingsError], tuple[int, str]] = {
    Moved: (409, "Somebody was here before you"),
    NotKept: (507, "Nothing was changed"),
}


class AsPages:
    """Errors with words of their own become pages; what nobody foresaw stays an error of the server."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405:
            return show(request, "mistake", 405, heading="There is nothing to see here", said=NO_PAGE)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """No page has a field that takes a NUL, and PostgreSQL keeps none."""
        typed = (value for given in (request.GET, request.POST) for values in given.lists() for value in values[1])
        if "\0" in request.path_info or any("\0" in str(value) for value in typed):
            said = "There is a character in it that nobody can type or read (NUL)."
            return show(request, "mistake", 400, heading="Nothing was changed", said=said)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404):
            if (back := _gone_since(request)) is None:
                return show(request, "mistake", 404, heading="There is no such page", said="")
            status, heading = STATUS[Moved]
            return show(request, "mistake", status, heading=heading, said=GONE, typed=_written(request), back=back)
        if isinstance(error, HustingsError):
            if isinstance(error, BadInput) and (page := again.shown(request, error.problems)):
                return page
            status, heading = STATUS.get(type(error), (422, "This cannot be used"))
            said = "" if error.problems else sentence(str(error))
            told = {"problems": error.problems, "back": again.address(request), "typed": _written(request)}
            told["typed"] = told["typed"] if isinstance(error, Moved) else []
            return show(request, "mistake", status, heading=heading, said=said, **told)
        if isinstance(error, DataError):
            said = "Something that you wrote is longer than this office keeps. Write it shorter."
            return show(request, "mistake", 422, heading="Nothing was changed", said=said)
        return of_the_computer(request, error)


def _gone_since(request: HttpRequest) -> str | None:
    """The first page of a space, where what a form is about was taken out since its page was shown; else None."""
    match, base = request.resolver_match, request.POST.get("base", "")
    key = match.kwargs.get("key", "") if match else ""
    before = Version.objects.filter(election__key=key, name=base).exclude(election__current=base)
    return reverse("election", args=[key]) if base and before.exists() else None


def _written(request: HttpRequest) -> list[str]:
    """What somebody wrote themselves into a form that is not kept: it is shown, so that no work is lost."""
    hidden = ("csrfmiddlewaretoken", "base", "seen")
    return [str(value) for name, value in request.POST.items() if name not in hidden and len(str(value).split()) > 1]


def of_the_computer(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The database does not answer, or the disk has no room: what was begun was undone."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        status, said = 507, "The disk of the office’s computer is full. Tell whoever runs this office."
    elif isinstance(error, OperationalError):
        status, said = 503, "The office’s database did not answer. Try again in a minute; "
        said += "if it goes on, tell whoever runs this office."
    else:
        return None
    request.user = None  # type: ignore[assignment]  # who asks is not known without it
    return show(request, "mistake", status, heading="Nothing was changed", said=said)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is not from a page of this session."""
    said = "This form is from an earlier session. Go back, load the page again, and send it once more."
    return show(request, "mistake", 403, heading="Nothing was changed", said=said or reason)


def too_often(request: HttpRequest) -> HttpResponse:
    """More tries to sign in from one place than a person makes."""
    said = "There were too many tries from where you are. Wait a minute, then try again."
    return show(request, "mistake", 429, heading="Wait a little", said=said)


def no_such_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No page has this address."""
    said = str(exception) if exception and not exception.args else ""
    return show(request, "mistake", 404, heading="There is no such page", said=said)


def broken(request: HttpRequest) -> HttpResponse:
    """An error that nobody foresaw, or one of the computer before it is known who asks."""
    if (response := of_the_computer(request, sys.exc_info()[1])) is not None:
        return response
    said = "This is a fault in Hustings. Nothing was half done: every act is whole, or did not happen."
    return show(request, "mistake", 500, heading="Something went wrong", said=said)
