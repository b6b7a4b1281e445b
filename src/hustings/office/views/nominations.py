"""Nominations: where each candidate stands, what does not count and why, and what comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.election.reading import read_branches
from hustings.office import acts, counting, nominating
from hustings.office.models import Election
from hustings.office.pages import show
from hustings.office.plainly import day
from hustings.office.setup import nominating as table
from hustings.office.views.given import election_of, field, number, to, upload

# So many rows are shown of those that a name finds, and of all.
SHOWN, NEWEST = 200, 10
PASTED = "what you pasted"
# How what is said of a file ends where the form's choice of day first or month first answers it.
ASKS_FOR_ORDER = "comes first"
# A row's decision: what the button says, and what it writes.
DECISIONS = {"uphold": "upheld", "dismiss": "dismissed"}


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """The tally of a contest, and a form for what comes in."""
    election = election_of(key)
    if request.method == "GET":
        return _shown(request, election, contest)
    try:
        name, data = _sent(request)
    except BadInput as bad:
        return _shown(request, election, contest, bad.problems)
    settled = _settled(request)
    dates, day = field(request, "dates"), field(request, "day")
    try:
        found = nominating.read(election, name, data, contest, settled=settled, dates=dates, day=day)
    except BadInput as bad:
        return _shown(request, election, contest, tuple(_beside(each) for each in bad.problems))
    if found.unknown or field(request, "confirmed") != "yes":
        told: dict[str, object] = {
            "found": found,
            "text": found.sent_csv(),
            "settled": settled,
            "name": name,
            "contest": contest,
            "branches": _branches(election),
        }
        again = field(request, "confirmed") == "yes"
        told["problems"] = tuple(_unsettled(found, len(settled))) if again else ()
        told |= {"people": _people(election, contest), "again": again}
        return show(request, "nominations-understood", 422 if again else 200, election=election, **told)
    if not found.rows:
        return to("nominations", key, contest)
    changed = nominating.add(election, field(request, "base"), found, settled, contest)
    return to("nominations", key, contest, election=changed)


@require_POST
def row(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """A nomination challenged, decided on, or taken out."""
    election = election_of(key)
    acts.expect(field(request, "base"), election.current)
    files, line, act = acts.current_files(election), number(request, "line"), field(request, "act")
    said = field(request, "said")[:500]
    there = next((each for each in table.rows(files) if each.line == line), None)
    who = f"{there.candidate} by {there.branch}" if there else f"line {line}"
    if act == "challenge" and not said:
        raise BadInput(Problem(f"said-{line}", "write down why it is challenged, and by whom"))
    cells = {"challenge": {"challenged": said, "decision": ""}, "out": None}.get(
        act, {"decision": DECISIONS.get(act, "")}
    )
    if act not in ("challenge", "out", *DECISIONS):
        raise BadInput(Problem("act", "this is not something that can be done to a nomination"))
    text = table.changed(files, line, cells)
    whys = {"challenge": f"Challenged: {who} ({said})", "out": f"Taken out: {who}"}
    why = whys.get(act, f"Challenge {DECISIONS.get(act)}: {who}")
    changed = acts.change(
        key, field(request, "base"), files | {table.NAME: text}, why, f"nomination: {act}", contest=contest
    )
    return to("nominations", key, contest, election=changed)


@require_GET
def chart(_request: HttpRequest, key: str, contest: str, name: str) -> HttpResponse:
    """A picture of the nominations (SVG)."""
    pictures = hustings.tally_nominations(acts.current_folder(election_of(key)), contest).charts()
    if f"{contest}-{name}.svg" not in pictures:
        raise Http404("chart")
    response = HttpResponse(pictures[f"{contest}-{name}.svg"], content_type="image/svg+xml")
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
    return response


def _shown(request: HttpRequest, election: Election, contest: str, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    _, post = counting.contest_of(election, contest)
    there = table.rows(acts.current_files(election))
    found = hustings.tally_nominations(acts.current_folder(election), contest) if there else None
    tally = found.tallies[0] if found else None
    refused = _refused(found, there) if found else {}
    mine = {*refused, *(each.line for each in tally.counted)} if tally else set()
    wanted = request.GET.get("find", "").strip().casefold()
    names = {each.code: each.name for each in tally.branches} if tally else {}
    rows = [
        each
        for each in there
        if each.line in mine and wanted in f"{each.branch} {names.get(each.branch, '')} {each.candidate}".casefold()
    ]
    told: dict[str, object] = {
        "post": post,
        "tally": tally,
        "said": found.sentences(contest) if found else (),
        "refused": refused,
    }
    told |= {"rows": rows[::-1][: SHOWN if wanted else NEWEST], "all": len(rows)}
    told |= {"doubtful": [each for each in rows if each.line in refused], "find": request.GET.get("find", "")}
    told |= {"charts": [name.rpartition("-")[2].removesuffix(".svg") for name in found.charts()] if found else ()}
    told["branches"] = names
    told |= {"pasted": request.POST.get("pasted", ""), "dates": field(request, "dates"), "day": field(request, "day")}
    return show(request, "nominations", 422 if problems else 200, election=election, problems=problems, **told)


def _refused(found: hustings.Nominations, there: Iterable[table.Row]) -> dict[int, str]:
    """Why nominations do not count, by their lines; of an earlier one its day is said, since nobody sees lines here."""
    days = {each.line: day(each.date) for each in there}
    seconds = {each.nomination.line: each.number for each in found.tallies[0].not_counted if each.why == "second"}
    earlier = {line: f"a second one by this branch; the first is of {days[first]}" for line, first in seconds.items()}
    return dict(found.not_counted) | earlier


def _sent(request: HttpRequest) -> tuple[str, bytes]:
    """What was chosen or pasted: its name, and its bytes."""
    if field(request, "pasted"):
        return field(request, "name") or PASTED, field(request, "pasted").encode()
    return upload(request)


def _beside(problem: Problem) -> Problem:
    """A problem of what was sent, at the field of the form that answers it, if there is one."""
    if not problem.said.endswith(ASKS_FOR_ORDER):
        if problem.source != PASTED:
            return problem
        return Problem("pasted", f"line {problem.line}: {problem.said}" if problem.line else problem.said)
    return Problem("dates", f"dates in {problem.source} such as {problem.value} can be read in two ways; choose one")


def _settled(request: HttpRequest) -> dict[str, str]:
    """The names that the officer has settled on the page: as they were sent, and who is meant."""
    found = {}
    for n in range(1, 1 + number(request, "asked")):
        said, meant = field(request, f"said-{n}"), field(request, f"meant-{n}")
        if said and meant:
            found[said] = "" if meant == "=" else meant
    return found


def _unsettled(found: hustings.NewNominations, settled: int) -> Iterator[Problem]:
    """What is to be answered still, at the fields of the names."""
    for n, each in enumerate(found.unknown, settled + 1):
        yield Problem(str(n), f"say whom “{each.said}” means, or that it is to be left out")


def _branches(election: Election) -> dict[str, str]:
    """The names of branches by their codes."""
    told = hustings.read_election(acts.current_folder(election))
    return {} if told.error else {each.code: each.name for each in read_branches(told.election)}


def _people(election: Election, contest: str) -> dict[str, list[str]]:
    """Everybody who can be meant, by kind."""
    told, _ = counting.contest_of(election, contest)
    people = [each.name for each in told.candidates if each.contest == contest]
    contests = [each.title for each in told.contests]
    return {"candidate": people, "branch": [each.name for each in read_branches(told)], "contest": contests}
