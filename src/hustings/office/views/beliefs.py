"""A campaign's beliefs: what is believed of a contest, and the forms that begin and move it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

import hustings
from hustings.election.nouns import Contest
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, believing, campaigns
from hustings.office.clock import now
from hustings.office.models import Election
from hustings.office.pages import show
from hustings.office.uploads import clean
from hustings.office.views.given import election_of, field, number, put_right, to, upload
from hustings.office.views.results import count_sheet
from hustings.office.views.saving import Form

WHY = {
    "nominations": "Beliefs from nominations",
    "result": "Beliefs from an earlier result",
    "typed": "Answers of a canvass, typed",
    "file": "Answers of a canvass, from a file",
    "again": "Beliefs worked out again",
}


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """What is believed, and the forms."""
    campaign = election_of(key)
    if hustings.read_election(acts.current_folder(campaign)).error:
        return put_right(request, campaign)
    contests = contests_of(campaign)
    chosen = field(request, "contest") or request.GET.get("contest", "")
    contest = next((each for each in contests if each.id == chosen), contests[0] if contests else None)
    if contest is None:
        return show(request, "beliefs", election=campaign, contest=None)
    form = _form(request, campaign, contest.id)
    form.told |= {"contest": contest, "contests": contests}
    if request.method == "GET":
        return form.shown(request, campaign)
    act = field(request, "act")
    if act not in WHY:
        raise BadInput(Problem("act", "this is not something that can be done to beliefs"))
    slate = campaigns.own_slate(campaign)
    return form.saved(
        request, campaign, lambda files: _made(request, files, contest.id, slate, act), f"{WHY[act]}: {contest.title}"
    )


@require_GET
def sheet(_request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """What is believed, with pictures: as `hustings forecast show --html` writes it."""
    campaign = election_of(key)
    found = believing.believed(acts.current_folder(campaign), contest, campaigns.own_slate(campaign))
    if found is None:
        raise Http404("beliefs")
    return count_sheet(found.to_html().encode())


def contests_of(campaign: Election) -> list[Contest]:
    """The contests in which the campaign's own slate stands; [] where that is not known yet."""
    found = hustings.read_election(acts.current_folder(campaign))
    try:
        slate = found.election.slate(campaigns.own_slate(campaign), "slate")
    except BadInput:
        return []
    return [each for each in found.election.contests if slate.candidates.get(each.id)]


def _form(request: HttpRequest, campaign: Election, contest: str) -> Form:
    files, slate = acts.current_files(campaign), campaigns.own_slate(campaign)
    found = believing.believed(acts.current_folder(campaign), contest, slate)
    read = hustings.read_election(acts.current_folder(campaign)).election
    told: dict[str, object] = {"found": found, "returns": believing.returns(files, contest), "ways": believing.WAYS}
    told["areas"] = [(each.code, each.name) for each in read.leaves()] if read.areas else []
    told["answers"] = answers = believing.answers(found) if found else []
    told["slates"] = campaigns.ids(files)
    told["nominations"] = "nominations.csv" in files
    names = ("area", "day", "asked", "act", "pasted", *(f"n-{n}" for n in range(len(answers))))
    filled = {name: field(request, name) for name in names}
    filled["day"] = filled["day"] or now().date().isoformat()

    def back(done: Election) -> HttpResponse:
        response = to("beliefs", done.key, election=done)
        response["Location"] += f"{'&' if '?' in response['Location'] else '?'}contest={contest}"
        return response

    return Form("beliefs", filled, back, told)


def _made(request: HttpRequest, files: dict[str, bytes], contest: str, slate: str, act: str) -> dict[str, bytes]:
    together = field(request, "how") == "together"
    if act == "nominations":
        return believing.from_nominations(files, contest, slate, together=together)
    if act == "result":
        name, data = _sent(request, "result.csv")
        return believing.from_result(files, contest, slate, name, data, together=together)[0]
    if act == "typed":
        rows = list(_typed(request))
        if not rows:
            raise BadInput(Problem("n-0", "write how many gave an answer"))
        return believing.with_typed(files, contest, slate, rows)
    if act == "file":
        return believing.with_uploaded(files, contest, slate, *_sent(request, "answers.csv"))
    return believing.again(files, contest, slate)


def _typed(request: HttpRequest) -> list[list[str]]:
    """A row for each answer that somebody gave, as it was typed."""
    given = [field(request, name) for name in ("area", "day", "asked")]
    counts = [
        (field(request, f"a-{n}"), field(request, f"n-{n}")) for n in range(min(number(request, "asked-of"), 500))
    ]
    return [[*given, answer, count] for answer, count in counts if count]


def _sent(request: HttpRequest, name: str) -> tuple[str, bytes]:
    """What was chosen or pasted: its name, and its bytes."""
    if field(request, "pasted"):
        return name, f"{field(request, 'pasted')}\n".encode()
    given, data = upload(request)
    return clean(given), data
