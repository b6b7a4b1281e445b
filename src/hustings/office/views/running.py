"""A run as a page: while it goes on, how far it is; once it is over, what it has found."""

from __future__ import annotations

import hashlib
import json

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

import hustings
from hustings.election.problems import BadInput, HustingsError, Problem
from hustings.office import (
    acts,
    countersigning,
    counting,
    hosting,
    planning,
    previews,
    publishing,
    runs,
    scrutiny,
    vacancies,
    versions,
)
from hustings.office.clock import now
from hustings.office.models import Election, Run
from hustings.office.pages import show
from hustings.office.plainly import plainly, to_ignore
from hustings.office.progress import last_declared, latest
from hustings.office.views.given import election_of, field, to
from hustings.office.views.given import number as whole

# A short run is over before its page is shown.
SHORT = 0.4
# Minutes of work that nobody loses by one click.
ASK = 1
# What the status of a command says (README).
ENDINGS = {
    2: "The input cannot be used",
    3: "The two counters disagree: nothing is declared",
    5: "There is no second counter here: nothing is declared",
}


GONE = "This is not kept any more"
NOT_KEPT = "what this has found is not kept any more, since newer work took its place; see the newest, or begin anew"


def run_of(key: str, number: int) -> Run:
    """A run of this election, with what it has found. Raises BadInput where that is not kept any more."""
    run = _row(key, number)
    if runs.is_forgotten(run):
        raise BadInput(Problem("run", NOT_KEPT))
    return run


def _row(key: str, number: int) -> Run:
    run = Run.objects.filter(pk=number, election__key=key).select_related("election", "upload").first()
    if run is None:
        raise Http404("run")
    return run


@require_GET
def page(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Where a run is, or what it has found."""
    runs.find_lost()
    run = runs.wait(_row(key, number), SHORT)
    election = election_of(key)
    told: dict[str, object] = {
        "run": run,
        "title": _title(run),
        "stale": run.kind != scrutiny.RECOUNT and runs.stale(run),
        "best_so_far": run.kind == planning.KIND,
        "gone": runs.is_forgotten(run),
    }
    if run.state not in runs.OVER:
        return show(request, "running", election=election, quarter=_quarter(run), news=False, **told)
    if told["gone"]:
        return show(request, "ended", election=election, ending=GONE, wrong=(), **told)
    if run.state == "done" and run.kind == "reading":
        read = counting.reading(run)
        wrong = [] if read else counting.problems(run)
        said, proposed = _said(run), to_ignore(wrong)
        said["ignore"] = "\n".join(filter(None, (said["ignore"], proposed)))
        told |= {"wrong": [plainly(each) for each in wrong], "proposed": bool(proposed)}
        # The number of places is the election's, whatever a file of ballots says.
        told["lost"] = [each for each in read.get("lost", ()) if not each.startswith("that the number of places")]
        return show(request, "understood", election=election, read=read, said=said, **told)
    if run.state == "done" and run.kind == publishing.SITE and run.status == 0:
        told |= {"origin": hosting.origin(), "address": hosting.address(election), "up": hosting.on_the_web(election)}
        return show(request, "published", election=election, number=len(publishing.pages(run)), **told)
    if run.state == "done" and run.kind == previews.KIND and run.status == 0:
        told |= {"number": len(publishing.pages(run)), "origin": previews.origin(), "until": previews.until(run)}
        return show(request, "previewing", election=election, hours=previews.HOURS, **told)
    if run.state == "done" and planning.found(run):
        return _planned(request, election, run, told)
    if run.state == "done" and run.kind == "vacancy" and run.status == 0:
        body = hustings.Body.read(runs.place(run) / vacancies.BODY)
        told |= {"waiting": countersigning.waiting(run, election), "two": _two(election)}
        return show(request, "filled", election=election, body=body, leaving=vacancies.asked(run), **told)
    if run.state == "done" and run.status == 0:
        record = counting.record(run)
        before = latest(election, run.contest)
        given = {
            "record": record,
            "elected": counting.elected(record),
            "before": before,
            "corrects": last_declared(election, run.contest),
        }
        return show(request, "counted", election=election, same=_same(run), **told, **given)
    if run.state == "done" and run.status == 4:
        if tie := counting.tie(run):
            return show(request, "tie", election=election, tie=tie, **told)
        return show(
            request, "constraint", election=election, said=[plainly(each) for each in counting.problems(run)], **told
        )
    ending = ENDINGS.get(run.status or 0, "The run did not come to its end")
    wrong = [plainly(each) for each in counting.problems(run)] if run.state in ("done", "failed") else []
    return show(request, "ended", election=election, ending=ending, wrong=wrong, **told)


@require_GET
def progress(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The part of the page that moves; once the run is over, the whole page is asked for."""
    runs.find_lost()
    run = _row(key, number)
    if run.state in runs.OVER:
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = reverse("run", args=[key, number])
        return response
    quarter = _quarter(run)
    return show(request, "progress", run=run, quarter=quarter, news=quarter > whole(request, "said", quarter))


@require_POST
def cancel(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """End a run; one that has worked for longer only once that is confirmed. Its page offers to begin it again."""
    run = run_of(key, number)
    minutes = int((now() - run.asked_at).total_seconds() // 60)
    if run.state not in runs.OVER and minutes >= ASK and field(request, "sure") != "yes":
        told = {"run": run, "title": _title(run), "minutes": minutes, "best_so_far": run.kind == planning.KIND}
        return show(request, "stopping", election=election_of(key), **told)
    runs.cancel(run)
    runs.wait(run, 3)
    return to("run", key, number)


@require_POST
def again(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Begin a run again, on the election as it is now."""
    run = run_of(key, number)
    election = election_of(key)
    if run.kind == "vacancy":
        new = vacancies.fill(election, run.contest, vacancies.asked(run))
    elif run.kind == publishing.SITE:
        new = publishing.begin(election, ballots="--ballots" in json.loads(run.words))
    else:
        new = counting.count(election, run.contest) if run.kind == "count" else runs.again(run)
    return to("run", key, new.pk)


def _planned(request: HttpRequest, campaign: Election, run: Run, told: dict[str, object]) -> HttpResponse:
    """A plan that a run has found."""
    found = planning.found(run)
    best, none = found["plans"][found["recommended"]], found["plans"].get("no advice")
    read = hustings.read_election(versions.folder(acts.home_of(campaign.key), run.version))
    names = {} if read.error else {each.code: each.name for each in read.election.areas}
    told |= {"found": found, "best": best, "none": none, "old": planning.stale(run, campaign), "areas": names}
    return show(request, "planned", election=campaign, **told)


def _two(election: Election) -> bool:
    """Whether two people have to declare what this election decides."""
    return hustings.read_election(acts.current_folder(election)).election.declared_by > 1


def _quarter(run: Run) -> int:
    """How many quarters of a run are done."""
    return int(run.part * 4)


def _title(run: Run) -> str:
    try:
        return counting.contest_of(run.election, run.contest)[1].title
    except HustingsError:
        return run.contest


def _said(run: Run) -> dict[str, str]:
    """What was said of the file when it was read."""
    found: dict[str, list[str]] = {}
    for word in json.loads(run.words):
        option, _, value = word.partition("=")
        if option in ("--ignore", "--word", "--same", "--cells"):
            found.setdefault(option[2:], []).append(value)
    return {name: "\n".join(found.get(name, [])) for name in ("ignore", "word", "same", "cells")}


def _same(run: Run) -> bool | None:
    """Whether the result that is there is the same to the byte; None where there is none."""
    before = latest(run.election, run.contest)
    if before is None:
        return None
    return hashlib.sha256((runs.place(run) / counting.RECORD).read_bytes()).hexdigest() == before.record
