"""The election's pages: who publishes them, the run that makes them, and the ZIP file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, hosting, publishing, runs
from hustings.office.models import Run
from hustings.office.setup import site
from hustings.office.views.given import election_of, field, to
from hustings.office.views.results import download
from hustings.office.views.running import run_of
from hustings.office.views.saving import Form


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Who publishes, what would be published, and a button that makes the pages."""
    election = election_of(key)
    found = hustings.read_election(acts.current_folder(election))
    if found.error:
        return to("election", key)  # which says what is to be put right
    filled = site.filled(acts.current_files(election))
    last = Run.objects.filter(election=election, kind=publishing.SITE, state="done", status=0).order_by("-pk").first()
    told: dict[str, object] = {"declared": publishing.declared(election), "ready": bool(filled["imprint"])}
    told["last"] = last if last is not None and publishing.pages(last) else None
    told["titles"] = {each.id: each.title for each in found.election.contests}
    told |= {"origin": hosting.origin(), "address": hosting.address(election), "up": hosting.on_the_web(election)}
    told["old"] = last is not None and runs.stale(last)
    if request.method == "POST":
        filled = {name: field(request, name) for name in filled}
    form = Form("publish", filled, lambda done: to("publish", key, election=done), told)
    form.fields = {name: name for name in filled}
    if request.method == "GET":
        return form.shown(request, election)

    def make(files: dict[str, bytes]) -> dict[str, bytes]:
        if not filled["imprint"]:
            raise BadInput(Problem("imprint", "write who publishes the pages, with a postal address"))
        return {site.NAME: site.changed(files, filled)}

    return form.saved(request, election, make, "Who publishes the pages")


@require_POST
def make(request: HttpRequest, key: str) -> HttpResponse:
    """Make the pages."""
    return to("run", key, publishing.begin(election_of(key), ballots=bool(field(request, "ballots"))).pk)


@require_GET
def pages(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The pages as a ZIP file."""
    run = run_of(key, number)
    if run.kind != publishing.SITE or run.status != 0 or not publishing.pages(run):
        raise Http404("pages")
    return download(publishing.packed(run), f"{key}-site.zip", "application/zip")


@require_POST
def put_up(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Put the pages that a run has made on the web."""
    hosting.put_up(run_of(key, number))
    return to("publish", key)


@require_POST
def take_down(_request: HttpRequest, key: str) -> HttpResponse:
    """Take the pages off the web."""
    hosting.take_down(election_of(key))
    return to("publish", key)
