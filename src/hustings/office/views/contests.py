"""A contest by form."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from hustings.election.problems import BadInput, Problem
from hustings.office import acts
from hustings.office.models import Election
from hustings.office.setup import contests, toml
from hustings.office.views.given import election_of, field, to
from hustings.office.views.saving import Form

FIELDS = ("name", "seats", "rules", "at_least", "at_most", "condition", "about")


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, key: str, contest: str = "") -> HttpResponse:
    """A contest that is there, or a new one."""
    election = election_of(key)
    at, table = found(election, contest)
    filled = {name: field(request, name) for name in FIELDS} if request.method == "POST" else _filled(table)
    told: dict[str, object] = {"books": contests.books(), "contest": contest}
    page = Form("contest", filled, lambda done: to("set-up", key, election=done), told)
    page.fields = {name: name for name in FIELDS} | {"title": "name", "if": "condition"}
    if request.method == "GET":
        return page.shown(request, election)

    def make(files: dict[str, bytes]) -> dict[str, bytes]:
        problems = [] if filled["name"] else [Problem("name", "write the name of the post")]
        if problems := problems + contests.problems_of(filled):
            raise BadInput(problems)
        return {"election.toml": contests.with_contest(files["election.toml"].decode(), at, filled).encode()}

    return page.saved(request, election, make, f"{filled['name']}: {'changed' if contest else 'a new contest'}")


@require_POST
def remove(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Take a contest out. It can be undone, as every change."""
    election = election_of(key)
    at, table = found(election, contest)
    assert at is not None
    page = Form("contest", _filled(table), lambda done: to("set-up", key, election=done), {"contest": contest})
    page.told["books"] = contests.books()

    def make(files: dict[str, bytes]) -> dict[str, bytes]:
        return {"election.toml": contests.without_contest(files["election.toml"].decode(), at).encode()}

    return page.saved(request, election, make, f"{table.get('title', contest)}: taken out")


def found(election: Election, contest: str) -> tuple[int | None, Any]:
    """Where the contest is in election.toml, and its table; None and {} for a new one."""
    if not contest:
        return None, {}
    text = acts.current_files(election).get("election.toml", b"").decode("utf-8", "replace")
    for at, table in enumerate(toml.tables(toml.read(text), "contest")):
        if table.get("id") == contest:
            return at, table
    raise Http404("contest")


def _filled(table: Any) -> dict[str, str]:
    limits = {
        name: "\n".join(f"{group} {number}" for group, number in dict(table.get(name, {})).items())
        for name in ("at_least", "at_most")
    }
    said = {name: str(table.get(name, "")) for name in ("seats", "rules", "about")}
    return {"name": str(table.get("title", "")), "condition": str(table.get("if", "")), **limits, **said}
