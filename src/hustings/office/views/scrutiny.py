"""What a second pair of eyes does: counts again, takes a report away, and countersigns."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from hustings.election.problems import BadInput, Problem
from hustings.office import acts, countersigning, declaring, scrutiny, vacancies
from hustings.office.acting import actor
from hustings.office.models import Result
from hustings.office.progress import latest
from hustings.office.views.given import election_of, field, to
from hustings.office.views.results import download
from hustings.office.views.running import run_of


@require_POST
def recount(_request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Count a result's ballots again."""
    return to("run", key, scrutiny.recount(_result(key, contest)).pk)


@require_GET
def report(_request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """The report to print and sign."""
    page, policy = scrutiny.report(_result(key, contest))
    response = download(page.encode(), f"{contest}-scrutineer.html", "text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'; base-uri 'none'"
    return response


@require_POST
def countersign(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Be the second person who declares what a first one has."""
    run, election = run_of(key, number), election_of(key)
    acts.expect(field(request, "base"), election.current)
    found = countersigning.waiting(run, election)
    if found is None or found.account == actor().account:
        said = "nothing waits here for you to countersign; load the page again"
        raise BadInput(Problem("countersign", said))
    if run.kind == "vacancy":
        vacancies.declare(run, field(request, "base"), "", second=True)
        return to("vacancies", key, run.contest)
    result = Result.objects.filter(run=run, declared_at__isnull=True, set_aside=False).order_by("-pk").first()
    if result is None:
        raise BadInput(Problem("countersign", "this result was declared already, or set aside"))
    declaring.declare(result, field(request, "base"), "", second=True)
    return to("result", key, run.contest)


def _result(key: str, contest: str) -> Result:
    result = latest(election_of(key), contest)
    if result is None:
        raise Http404("result")
    return result
