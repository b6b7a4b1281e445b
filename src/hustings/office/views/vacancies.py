"""Who leaves an elected body, who fills the place, and the declaration of it."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, countersigning, counting, runs, vacancies, versions
from hustings.office.models import Vacancy
from hustings.office.pages import show
from hustings.office.progress import last_declared
from hustings.office.vacancies import Leaving
from hustings.office.views.given import election_of, field, number, to
from hustings.office.views.results import count_sheet, download
from hustings.office.views.running import run_of


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Who sits, how vacancies were filled, and a form for the next one, or to correct the last."""
    election = election_of(key)
    _, post = counting.contest_of(election, contest)
    result = last_declared(election, contest)
    if result is None:
        raise Http404("no declared result")
    filled = vacancies.chain(result)
    corrects = filled[-1] if filled and number(request, "corrects") == filled[-1].pk else None
    before = (filled[-2] if len(filled) > 1 else None) if corrects else (filled[-1] if filled else None)
    leaving = vacancies.asked(corrects.run) if corrects else Leaving((), "")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        leaving = _said(request, corrects.pk if corrects else 0)
        try:
            return to("run", key, vacancies.fill(election, contest, leaving).pk)
        except BadInput as bad:
            problems = bad.problems
    body = hustings.Body.read(vacancies.body_of(result, before))
    superseded = Vacancy.objects.filter(result=result, superseded_by__isnull=False).order_by("number", "pk")
    told = {"body": body, "people": vacancies.people(body), "filled": [_told(each) for each in filled]}
    told["vacancy_waiting"] = countersigning.waiting_vacancy(election, contest)
    told |= {"leaving": leaving, "corrects": corrects, "superseded": [_told(each) for each in superseded]}
    return show(request, "vacancies", 422 if problems else 200, election=election, post=post, problems=problems, **told)


@require_POST
def answer(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What becomes of a constraint that the newcomer would break: the organisation's answer, and the work goes on."""
    run = run_of(key, number)
    said = field(request, "constraint")
    if run.kind != "vacancy" or said not in ("keep", "lapse"):
        raise BadInput(Problem("constraint", "choose whether the constraint is kept or lapses"))
    vacancies.check_last(run)
    leaving = replace(vacancies.asked(run), constraint=said)
    return to("run", key, vacancies.fill(election_of(key), run.contest, leaving).pk)


@require_POST
def declare(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Declare who fills the places: this cannot be undone."""
    run = run_of(key, number)
    if run.kind != "vacancy" or run.status != 0:
        raise BadInput(Problem("vacancy", "this run has filled no place"))
    done = vacancies.declare(run, field(request, "base"), field(request, "name")[:200])
    return to("vacancies", key, run.contest) if done else to("run", key, number)


@require_GET
def file(_request: HttpRequest, key: str, number: int, name: str) -> HttpResponse:
    """A vacancy's record, its signature, or its count sheet."""
    found = Vacancy.objects.filter(pk=number, result__election__key=key).first()
    if found is None or name not in {f"{found.contest}.body.{end}" for end in ("json", "json.sig", "html")}:
        raise Http404("file")
    path = versions.folder(acts.home_of(key), found.version) / "records" / name
    if not path.is_file():
        raise Http404("file")
    content = path.read_bytes()
    return count_sheet(content) if name.endswith(".html") else download(content, name, "application/json")


@require_GET
def sheet(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The count sheet of a vacancy that is not declared yet."""
    run = run_of(key, number)
    if run.kind != "vacancy" or run.status != 0:
        raise Http404("sheet")
    return count_sheet(runs.output(run, vacancies.SHEET).encode())


def _said(request: HttpRequest, corrects: int) -> Leaving:
    def marked(name: str) -> tuple[int, ...]:
        return tuple(int(each) for each in request.POST.getlist(name) if each.isdecimal() and len(each) < 6)

    return Leaving(
        marked("leavers"),
        field(request, "method"),
        field(request, "because")[:500],
        marked("declining"),
        bool(field(request, "protect")),
        corrects=corrects,
        why=field(request, "why")[:1000],
    )


def _told(vacancy: Vacancy) -> dict[str, object]:
    """A declared vacancy and its explanation."""
    body = hustings.Body.read(vacancies.body_of(vacancy.result, vacancy))
    sheet = versions.folder(acts.home_of(vacancy.result.election.key), vacancy.version)
    there = (sheet / vacancies.sheet_path(vacancy.contest)).is_file()
    return {"row": vacancy, "said": body.explanation.splitlines()[0], "sheet": there}
