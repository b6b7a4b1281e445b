"""A contest from its ballots to its declaration."""

from __future__ import annotations

import json
import re
import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, countersigning, counting, declaring, runs, scrutiny, vacancies, versions
from hustings.office.models import Complaint, Result, Run, Upload
from hustings.office.pages import show
from hustings.office.progress import latest
from hustings.office.views.given import election_of, field, to
from hustings.office.views.running import run_of

POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
KINDS = {"json": "application/json", "sig": "application/json", "html": "text/html; charset=utf-8"}


@require_GET
def contest_page(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Where the contest stands, and what is next."""
    election = election_of(key)
    if hustings.read_election(acts.current_folder(election)).error:
        return to("election", key)  # which says what is to be put right
    told, post = counting.contest_of(election, contest)
    result = latest(election, contest)
    there = (acts.current_folder(election) / counting.ballots_path(post)).is_file()
    runs_of_it = Run.objects.filter(election=election, contest=contest).exclude(kind=scrutiny.RECOUNT)
    newest = runs_of_it.order_by("-pk").first()
    declared = Result.objects.filter(election=election, contest=contest, declared_at__isnull=False).order_by("-pk")
    return show(
        request,
        "contest-page",
        election=election,
        post=post,
        standing=len(told.standing(contest)),
        there=there,
        result=result,
        elected=_elected(result) if result else (),
        vacancies=vacancies.chain(result) if result else (),
        in_the_way=declaring.in_the_way(result) if result and not result.declared_at else (),
        windows=declaring.open_windows(told) if result and not result.declared_at else (),
        waiting=countersigning.waiting(result.run, election) if result and not result.declared_at else None,
        two=told.declared_by > 1,
        vacancy_waiting=countersigning.waiting_vacancy(election, contest),
        too_late=declaring.too_late(told),
        complaints=result.complaints.order_by("pk") if result else (),
        declared=[each for each in declared if result is None or each.pk != result.pk],
        unfinished=newest if newest and newest.state not in ("done", "cancelled") else None,
        uploads=Upload.objects.filter(election=election, contest=contest, removed=False).order_by("-pk"),
    )


@require_POST
def count(_request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Count, or count again."""
    return to("run", key, counting.count(election_of(key), contest).pk)


@require_POST
def lot(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Write down whom the lot has fallen on, or draw it here; then the count goes on."""
    run, election = run_of(key, number), election_of(key)
    tie = counting.tie(run)
    acts.expect(field(request, "base"), election.current)
    if not tie or runs.stale(run):
        raise BadInput(Problem("lot", "the election has been changed since this tie was found; count again"))
    drawn_here = field(request, "draw") == "here"
    said = str(secrets.choice(tie["among"])["number"]) if drawn_here else field(request, "chosen")
    chosen = next((each for each in tie["among"] if str(each["number"]) == said), None)
    if chosen is None:
        raise BadInput(Problem("chosen", "choose the candidate whom the lot has fallen on"))
    how = "drawn by this computer" if drawn_here else field(request, "how")[:200] or "drawn by the officer"
    if run.kind == "vacancy":
        return to("run", key, vacancies.decide(run, election, chosen, how).pk)
    path = counting.decisions_path(run.contest)
    files = acts.current_files(election)
    files[path] = counting.decided(files.get(path, b""), tie, chosen)
    why = f"Lot for {tie['for']} at stage {tie['stage']}: {chosen['name']} ({how})"
    detail = {"contest": run.contest, "stage": tie["stage"], "chosen": chosen["name"], "how": how}
    changed = acts.change(key, field(request, "base"), files, why, "decided a lot", None, None, **detail)
    return to("run", key, counting.count(changed, run.contest).pk)


@require_POST
def accept(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take a count's result as provisional."""
    run = run_of(key, number)
    if run.kind != "count" or run.status != 0:
        raise BadInput(Problem("count", "this run has no result"))
    declaring.accept(run, field(request, "base"), field(request, "why"))
    return to("result", key, run.contest)


@require_POST
def declare(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Declare the provisional result: this cannot be undone."""
    declaring.declare(_open(key, contest), field(request, "base"), field(request, "name")[:200])
    return to("result", key, contest)


@require_POST
def set_aside(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Take the provisional result away."""
    declaring.set_aside(_seen(request, key, contest))
    return to("result", key, contest)


@require_POST
def complain(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Write down a complaint, or a request for a recount."""
    if not field(request, "said"):
        raise BadInput(Problem("said", "write down what is said, and by whom"))
    declaring.complain(_seen(request, key, contest), field(request, "said"))
    return to("result", key, contest)


@require_POST
def decide(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Write down what was decided on a complaint."""
    complaint = (
        Complaint.objects.filter(pk=number, result__election__key=key).select_related("result__election").first()
    )
    if complaint is None:
        raise Http404("complaint")
    request.contest = complaint.result.contest  # type: ignore[attr-defined]
    if not field(request, "decided"):
        raise BadInput(Problem(f"decided-{number}", "write down what was decided"))
    declaring.decide(complaint, field(request, "decided"))
    return to("result", key, complaint.result.contest)


@require_GET
def file(_request: HttpRequest, key: str, number: int, name: str) -> HttpResponse:
    """A file of a result: its record, signature or count sheet, or the office's public key."""
    result = Result.objects.filter(pk=number, election__key=key).first()
    if result is None:
        raise Http404("result")
    if name == "public-key.pem":
        return download(declaring.public_key().encode(), name, "application/x-pem-file")
    known = {f"{result.contest}.{end}": end for end in ("json", "json.sig", "html")}
    path = versions.folder(acts.home_of(key), result.version) / "records" / name
    if name not in known or not path.is_file():
        raise Http404("file")
    content = path.read_bytes()
    return count_sheet(content) if known[name] == "html" else download(content, name, KINDS[name.rpartition(".")[2]])


@require_GET
def preview_sheet(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The count sheet of a count that is not accepted yet."""
    path = runs.place(run_of(key, number)) / counting.SHEET
    if not path.is_file():
        raise Http404("sheet")
    return count_sheet(path.read_bytes())


def count_sheet(content: bytes) -> HttpResponse:
    """A count sheet, under the policy that it brings itself: its one style, by digest, and nothing else."""
    response = HttpResponse(content, content_type=KINDS["html"])
    own = POLICY.search(content.decode("utf-8", "replace"))
    policy = own[1].replace("&#39;", "'") if own else "default-src 'none'"
    response.headers["Content-Security-Policy"] = (
        f"{policy}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
    return response


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def _open(key: str, contest: str) -> Result:
    """The contest's provisional result. Raises BadInput where there is none."""
    result = latest(election_of(key), contest)
    if result is None or result.declared_at:
        raise BadInput(Problem("result", "there is no provisional result; count first"))
    return result


def _seen(request: HttpRequest, key: str, contest: str) -> Result:
    """The same, where it is the one that the page showed. Raises Moved where it is not."""
    result = latest(election_of(key), contest)
    acts.expect(field(request, "seen"), result.pk if result and not result.declared_at else "")
    return _open(key, contest)


def _elected(result: Result) -> list[str]:
    path = versions.folder(acts.home_of(result.election.key), result.version) / counting.record_path(result.contest)
    return list(counting.elected(json.loads(path.read_text("utf-8"))))
