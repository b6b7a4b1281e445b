"""What a person sees where something cannot be done: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from hustings.election.problems import HustingsError
from hustings.office.acts import Moved
from hustings.office.pages import show
from hustings.office.versions import NotKept

Respond = Callable[[HttpRequest], HttpResponse]
STATUS: dict[type[HustingsError], tuple[int, str]] = {
    Moved: (409, "Somebody has changed this election"),
    NotKept: (507, "Nothing was changed"),
}


class AsPages:
    """Errors with words of their own become pages; what nobody foresaw stays an error of the server."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404):
            return show(request, "mistake", 404, heading="There is no such page", said="")
        if isinstance(error, HustingsError):
            status, heading = STATUS.get(type(error), (422, "This cannot be used"))
            said = "" if error.problems else str(error)
            return show(request, "mistake", status, heading=heading, said=said, problems=error.problems)
        return None


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is not from a page of this session."""
    said = "This form is from an earlier session. Go back, load the page again, and send it once more."
    return show(request, "mistake", 403, heading="Nothing was changed", said=said or reason)


def no_such_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No page has this address."""
    said = str(exception) if exception and not exception.args else ""
    return show(request, "mistake", 404, heading="There is no such page", said=said)


def broken(request: HttpRequest) -> HttpResponse:
    """An error that nobody foresaw."""
    said = "This is a fault in Hustings. Nothing was half done: every act is whole, or did not happen."
    return show(request, "mistake", 500, heading="Something went wrong", said=said)
