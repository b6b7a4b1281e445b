"""A campaign's plan: what is asked for, the run, its report, and the plan taken."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, believing, campaigns, planning, runs
from hustings.office.models import Election, Run
from hustings.office.pages import show
from hustings.office.views.beliefs import contests_of
from hustings.office.views.given import election_of, field, to
from hustings.office.views.results import count_sheet
from hustings.office.views.running import run_of

PLANS = 20


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """What a plan can be asked for, and the plans that were made."""
    campaign = election_of(key)
    read = hustings.read_election(acts.current_folder(campaign))
    if read.error:
        return to("election", key)  # which says what is to be put right
    contests = [each for each in contests_of(campaign) if _believed(campaign, each.id)]
    names = ("contest", "objective", "lists", "same", "minutes", "draws", "keep")
    filled = {name: field(request, name) for name in names}
    printed = tuple(request.POST.getlist("printed"))
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        asked = planning.Asked(
            filled["objective"] or "guarded",
            filled["lists"],
            bool(filled["same"]),
            filled["minutes"],
            filled["draws"],
            bool(filled["keep"]),
            printed,
        )
        try:
            if filled["contest"] not in [each.id for each in contests]:
                raise BadInput(Problem("contest", "choose the contest; it needs beliefs first"))
            run = planning.begin(campaign, filled["contest"], campaigns.own_slate(campaign), asked)
            return to("run", key, run.pk)
        except BadInput as bad:
            problems = bad.problems
    made = Run.objects.filter(election=campaign, kind=planning.KIND).order_by("-pk")[:PLANS]
    told: dict[str, object] = {"contests": contests, "filled": filled, "printed": printed}
    told["areas"] = [(each.code, each.name) for each in read.election.leaves()]
    told["out"] = (acts.current_folder(campaign) / planning.CSV).is_file()
    told["plans"] = [(run, planning.found(run), planning.stale(run, campaign)) for run in made]
    titles = {each.id: each.title for each in read.election.contests}
    return show(request, "plan", 422 if problems else 200, election=campaign, problems=problems, titles=titles, **told)


@require_GET
def report(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The report of a plan: one page, for a meeting."""
    run = run_of(key, number)
    if not planning.found(run):
        raise Http404("plan")
    return count_sheet((runs.place(run) / planning.REPORT).read_bytes())


@require_POST
def take(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take a plan into the campaign's folder."""
    campaign, run = election_of(key), run_of(key, number)
    contests = contests_of(campaign)
    main = bool(contests) and run.contest == contests[0].id
    return to("plan", key, election=planning.take(run, campaign, field(request, "base"), main=main))


@require_POST
def enough(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """End a run with the best that it has so far."""
    run = run_of(key, number)
    runs.end_with_the_best(run)
    return to("run", key, run.pk)


def _believed(campaign: Election, contest: str) -> bool:
    folder = acts.current_folder(campaign)
    return believing.believed(folder, contest, campaigns.own_slate(campaign)) is not None
