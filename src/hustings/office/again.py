"""A form that was refused: its page once more, with what is wrong beside the fields, and what was typed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, resolve, reverse

from hustings.election.problems import HustingsError, Problem

# By the name of an address that only takes a form: the page on which the form is.
PAGES = {
    **dict.fromkeys(("bring", "try"), "elections"),
    **dict.fromkeys(("away", "take-in", "own-slate"), "election"),
    "remove-contest": "contest",
    "remove-slate": "slate",
    "remove-place": "place",
    "nomination": "nominations",
    **dict.fromkeys(("ballots", "count", "declare", "set-aside", "complain", "decide", "recount"), "result"),
    "remove-upload": "result",
    "read-papers": "papers",
    **dict.fromkeys(("batch", "throw-batch"), "batch"),
    **dict.fromkeys(("confirm", "read-again", "lot", "accept", "countersign", "constraint", "declare-vacancy"), "run"),
    **dict.fromkeys(("cancel", "again", "enough", "take-plan"), "run"),
    **dict.fromkeys(("make-site", "put-up", "take-down", "preview", "offer-preview", "end-preview"), "publish"),
    **dict.fromkeys(("restore", "bring-version"), "versions"),
    "retention": "retention",
    **dict.fromkeys(("roles", "remove-role", "destroy-accounts", "take-over"), "roles"),
    "campaigns": "campaigns",
    **dict.fromkeys(("account-open", "let-in-again", "withdraw", "appoint"), "accounts"),
}


# What stands in the address of a page besides the key of its space.
WORDS = {
    "elections": (),
    "accounts": (),
    "slate": ("key", "slate"),
    "place": ("key", "sheet", "at"),
    "batch": ("key", "contest", "number_of"),
    "run": ("key", "number"),
    **dict.fromkeys(("contest", "nominations", "result", "papers"), ("key", "contest")),
}


def address(request: HttpRequest) -> str:
    """The address of the page that a form is on; "" where it is not known, or whoever asks may not see it.

    A view whose address does not name the contest says it: `request.contest`.
    """
    match = request.resolver_match
    name = PAGES.get(match.url_name or "", "") if match else ""
    sees: Callable[[str], bool] = getattr(request, "sees", lambda _: True)
    if match is None or not name or not sees(name):
        return ""
    given = {"contest": getattr(request, "contest", ""), **match.kwargs}
    words = {each: given[each] for each in WORDS.get(name, ("key",)) if given.get(each)}
    try:
        return reverse(name, kwargs=words)
    except NoReverseMatch:
        return ""


def shown(request: HttpRequest, problems: tuple[Problem, ...]) -> HttpResponse | None:
    """The page of a form that was refused; None where it has none."""
    path = address(request) if request.method == "POST" else ""
    if not path:
        return None
    before, match = request.resolver_match, resolve(path.removeprefix(reverse("elections").rstrip("/")))
    request.method, request.path, request.resolver_match = "GET", path, match
    request.refused, request.typed = problems, request.POST  # type: ignore[attr-defined]
    try:
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]
    except (HustingsError, Http404):
        request.method, request.resolver_match, request.refused = "POST", before, ()  # type: ignore[attr-defined]
        return None
