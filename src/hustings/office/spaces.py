"""Which addresses are of elections and which of campaigns: an address that is not of its space's kind is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from hustings.office.models import Election

Respond = Callable[[HttpRequest], HttpResponse]
# What campaigns have as elections do. Every other address that names a space is an election's alone, but for these:
BOTH = frozenset(
    {
        *("election", "away", "text", "new-slate", "slate", "remove-slate", "nominations", "nomination"),
        *("nominations-chart", "run", "progress", "cancel", "again", "publish", "make-site", "site-zip", "put-up"),
        *("take-down", "versions", "compare", "restore", "bring-version", "download", "acts", "roles", "remove-role"),
        *("destroy-accounts", "retention"),
    }
)
CAMPAIGN = frozenset(
    {
        "take-in",
        "own-slate",
        "published-chart",
        "beliefs",
        "belief-sheet",
        "plan",
        "plan-report",
        "take-plan",
        "enough",
        "preview",
        "offer-preview",
        "end-preview",
        "change",
        "take-over",
    }
)


def fits(name: str, *, campaign: bool) -> bool:
    """Whether an address, by its name, is one of a campaign, or of an election."""
    return name in BOTH or (name in CAMPAIGN) == campaign


class Fitting:
    """The middleware that every request for a page about a space passes."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
    ) -> None:
        match = request.resolver_match
        if match is None or "key" not in kwargs:
            return
        space = Election.objects.filter(key=kwargs["key"]).only("of").first()
        if space is not None and not fits(match.url_name or "", campaign=space.of_id is not None):
            raise Http404("address")
