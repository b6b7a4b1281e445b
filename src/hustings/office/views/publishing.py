"""The election's pages: who publishes them, the run that makes them, and the ZIP file."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, hosting, previews, publishing, runs
from hustings.office.models import Election, Run
from hustings.office.pages import show
from hustings.office.setup import about, embargo, site, toml
from hustings.office.views.given import election_of, field, put_right, to
from hustings.office.views.given import number as _number
from hustings.office.views.results import download
from hustings.office.views.running import run_of
from hustings.office.views.saving import Form


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Who publishes, what would be published, and a button that makes the pages."""
    election = election_of(key)
    found = publishing.read(acts.current_folder(election))
    if found.error:
        return put_right(request, election)
    filled = site.filled(acts.current_files(election))
    last = Run.objects.filter(election=election, kind=publishing.SITE, state="done", status=0).order_by("-pk").first()
    own = election.of_id is None
    told: dict[str, object] = {
        "declared": publishing.declared(election) if own else (),
        "ready": bool(filled["imprint"]),
    }
    told |= {} if own else _of_campaign(election, found.election)
    told["last"] = last if last is not None and publishing.pages(last) else None
    told["titles"] = {each.id: each.title for each in found.election.contests}
    told |= {"origin": hosting.origin(), "address": hosting.address(election), "up": hosting.on_the_web(election)}
    told["old"] = last is not None and runs.stale(last)
    if request.method == "POST":
        filled = {name: field(request, name) for name in filled}
    if not own:
        before = embargo.read(acts.current_files(election)[embargo.FILE].decode())
        filled["orders"] = field(request, "orders") if request.method == "POST" else before
    form = Form("publish", filled, lambda done: to("publish", key, election=done), told)
    form.fields = {name: name for name in filled}
    if request.method == "GET":
        return form.shown(request, election)

    def make(files: dict[str, bytes]) -> dict[str, bytes]:
        if not filled["imprint"]:
            raise BadInput(Problem("imprint", "write who publishes the pages, with a postal address"))
        if "orders" not in filled:
            return {site.NAME: site.changed(files, filled)}
        try:
            dated = embargo.changed(files[embargo.FILE].decode(), filled["orders"])
        except BadInput as bad:
            raise BadInput(Problem("orders", bad.problems[0].said)) from None
        return {site.NAME: site.changed(files, filled), embargo.FILE: dated.encode()}

    return form.saved(request, election, make, "Who publishes the pages")


@require_POST
def make(request: HttpRequest, key: str) -> HttpResponse:
    """Make the pages."""
    return to("run", key, publishing.begin(election_of(key), ballots=bool(field(request, "ballots"))).pk)


def _of_campaign(campaign: Election, read: hustings.Election) -> dict[str, object]:
    """What the page shows of a campaign besides: the moments that can be looked at, and the previews that are open."""
    times = ((key, getattr(read.timetable, key, None)) for key in ("orders_published", *about.TIMES))
    titles = {"orders_published": "Orders are shown"} | about.TIMES
    moments = [(at.local.replace(tzinfo=None).isoformat("T", "minutes"), titles[key]) for key, at in times if at]
    made = Run.objects.filter(election=campaign, kind=previews.KIND, state="done", status=0).order_by("-pk")[:20]
    open_ones = [(run, until) for run in made if (until := previews.until(run))]
    return {"moments": moments, "previews": open_ones, "plan": (read.folder / "plan.csv").is_file()}


@require_POST
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Make the pages as they are at a moment, to be looked at."""
    try:
        at = toml.when(field(request, "other") or field(request, "as_of"))
    except BadInput:
        raise BadInput(Problem("other", "write the moment like 5 July 2027 10:00")) from None
    as_of = at.isoformat(timespec="minutes") if isinstance(at, datetime) else f"{at}T00:00" if at else ""
    return to("run", key, previews.begin(election_of(key), as_of).pk)


@require_POST
def offer_preview(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """An address for a preview, shown this once."""
    run = run_of(key, number)
    address = previews.offer(run, _number(request, "hours"), field(request, "seen"))
    return show(request, "previewed", election=election_of(key), run=run, address=address, until=previews.until(run))


@require_POST
def end_preview(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Make the address of a preview good for nothing."""
    previews.end(run_of(key, number), field(request, "seen"))
    return to("publish", key)


@require_GET
def pages(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The pages as a ZIP file."""
    run = run_of(key, number)
    if run.kind != publishing.SITE or run.status != 0 or not publishing.pages(run):
        raise Http404("pages")
    return download(publishing.packed(run), f"{key}-site.zip", "application/zip")


@require_POST
def put_up(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Put the pages that a run has made on the web."""
    run = run_of(key, number)
    acts.expect(field(request, "seen"), hosting.on_the_web(run.election))
    hosting.put_up(run)
    return to("publish", key)


@require_POST
def take_down(request: HttpRequest, key: str) -> HttpResponse:
    """Take the pages off the web."""
    acts.expect(field(request, "seen"), hosting.on_the_web(election_of(key)))
    hosting.take_down(election_of(key))
    return to("publish", key)
