"""The elections of this office: the list, a new one, one brought from elsewhere, and the first page of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import hustings
from hustings.election.examples import example
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, retention, zips
from hustings.office.pages import show
from hustings.office.progress import steps, ways_in
from hustings.office.setup import contests, toml
from hustings.office.views import campaigns
from hustings.office.views.given import election_of, elections_of, field, to, upload

PRACTICE = "hedgerow-league"


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """All elections, newest first."""
    mine = elections_of(request).select_related("of")
    rows, away = mine.filter(put_away=False).order_by("-pk"), mine.filter(put_away=True).count()
    return show(request, "elections", rows=rows, away=away)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new election: its title and its first contest."""
    filled = {name: field(request, name) for name in ("title", "organisation", "contest", "seats", "rules")}
    problems: list[Problem] = []
    if request.method == "POST":
        lacking = {"title": "the election", "contest": "the post"}
        problems = [Problem(name, f"write the name of {of}") for name, of in lacking.items() if not filled[name]]
        problems += contests.problems_of(filled)
        if not problems:
            text = toml.new(filled["title"], filled["organisation"])
            text = contests.with_contest(text, None, {**filled, "name": filled["contest"]})
            election = acts.create(filled["title"], {"election.toml": text.encode()}, "Begun")
            return to("candidates", election.key, contests.free_id(filled["contest"], set()))
    books = contests.books()
    status = 422 if problems else 200
    return show(request, "new", status, filled=filled, books=books, problems=problems)


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """An election folder as a ZIP file."""
    name, data = upload(request)
    files = zips.unpacked(data, name)
    if "election.toml" not in files:
        raise BadInput(Problem(name, "there is no election.toml in it; pack the election folder itself"))
    return to("election", acts.create(name.removesuffix(".zip"), files, f"Brought as {name[:80]}").key)


@require_POST
def practice(_request: HttpRequest) -> HttpResponse:
    """A copy of the fictional election, to try things with."""
    files = acts.files_of(example(PRACTICE))
    return to("election", acts.create("Practice", files, "A copy of the fictional election").key)


@require_GET
def put_aside(request: HttpRequest) -> HttpResponse:
    """The elections that were taken from the list."""
    return show(request, "put-aside", rows=elections_of(request).filter(put_away=True).order_by("-pk"))


@require_POST
def away(request: HttpRequest, key: str) -> HttpResponse:
    """Take an election from the list, or put it back."""
    election = election_of(key)
    acts.put_away(election, away=field(request, "away") == "yes")
    return to("put-aside" if field(request, "away") == "yes" else "elections")


@require_GET
def overview(request: HttpRequest, key: str) -> HttpResponse:
    """Where an election stands, and what is next."""
    election = election_of(key)
    if election.of_id is not None:
        return campaigns.overview(request, election)
    found = hustings.read_election(acts.current_folder(election))
    told: dict[str, object] = {**retention.reminders(election, found), "ways_in": ways_in(election)}
    return show(request, "election", election=election, found=found, steps=steps(election, found), **told)
