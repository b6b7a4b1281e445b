"""A slate by form: candidates who stand together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

import hustings
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.office import acts
from hustings.office.models import Election
from hustings.office.setup import slates, toml
from hustings.office.views.given import election_of, field, set_up
from hustings.office.views.saving import Form

FIELDS = ("name", "colour", "slogan")


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, key: str, slate: str = "") -> HttpResponse:
    """A slate that is there, or a new one."""
    election = election_of(key)
    page, posts = _page(request, election, slate)
    if request.method == "GET":
        return page.shown(request, election)
    filled = page.filled
    names = {post: [line.strip() for line in filled[f"c-{post}"].splitlines() if line.strip()] for post in posts}

    if not field(request, "anyway") and (strangers := tuple(_strangers(election, names))):
        page.told["anyway"] = True
        return page.shown(request, election, strangers)

    def make(files: dict[str, bytes]) -> dict[str, bytes]:
        if not filled["name"]:
            raise BadInput(Problem("name", "write the name of the slate"))
        if not any(names.values()):
            raise BadInput(Problem(f"c-{posts[0]}", "write the names of its candidates, one a line"))
        return {slates.NAME: slates.with_slate(files, slate, filled, names)}

    return page.saved(request, election, make, f"Slate {filled['name']}")


def _strangers(election: Election, names: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Whoever does not stand, at the field of the contest."""
    found = hustings.read_election(acts.current_folder(election))
    for post, written in names.items() if not found.error else ():
        standing = {folded(each.name): each.name for each in found.election.candidates if each.contest == post}
        for name in written:
            if folded(name) not in standing:
                yield Problem(f"c-{post}", f"no candidate is called {shown(name)}{nearest(name, standing.values())}")


@require_POST
def remove(request: HttpRequest, key: str, slate: str) -> HttpResponse:
    """Take a slate out. It can be undone, as every change."""
    election = election_of(key)
    page, _ = _page(request, election, slate)
    return page.saved(
        request, election, lambda files: {slates.NAME: slates.without_slate(files, slate)}, f"Slate {slate} taken out"
    )


def _page(request: HttpRequest, election: Election, slate: str) -> tuple[Form, list[str]]:
    """The form, and the contests in it."""
    files = acts.current_files(election)
    table: Any = next((each for each in slates.tables(files) if each.get("id") == slate), None)
    if slate and table is None:
        raise Http404("slate")
    table = table or {}
    posts = [
        (str(each.get("id", "")), str(each.get("title", "")))
        for each in toml.tables(toml.read(files["election.toml"].decode("utf-8", "replace")), "contest")
    ]
    there = dict(table.get("candidates", {}))
    filled = {name: str(table.get(name, "")) for name in FIELDS}
    filled |= {f"c-{post}": "\n".join(there.get(post, [])) for post, _ in posts}
    if request.method == "POST" and "name" in request.POST:
        filled = {name: field(request, name) for name in filled}
    told: dict[str, object] = {"slate": slate, "posts": posts}
    return Form("slate", filled, set_up, told), [post for post, _ in posts]
