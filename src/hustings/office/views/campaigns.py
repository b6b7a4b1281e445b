"""Campaigns: what the returning officer shows them, a new one, and the first page of each."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, campaigns, retention
from hustings.office.models import Election, Version
from hustings.office.pages import show
from hustings.office.progress import ways_in
from hustings.office.views.given import election_of, field, solo, to

PICTURE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


@require_http_methods(["GET", "POST"])
def shown(request: HttpRequest, key: str) -> HttpResponse:
    """What of an election campaigns can take in, and the act that shows it to them."""
    election = election_of(key)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        acts.expect(field(request, "seen"), campaigns.shown(election).strip())
        try:
            campaigns.show(election, field(request, "base"), charts=bool(field(request, "charts")))
            return to("campaigns", key)
        except BadInput as bad:
            problems = bad.problems
    row = Version.objects.filter(name=election.shown).first()
    found = hustings.read_election(acts.current_folder(election))
    told: dict[str, object] = {"row": row, "found": found, "one": solo(request)}
    told["seen"] = campaigns.shown(election)
    told["rows"] = election.campaigns.order_by("pk") if solo(request) else ()
    return show(request, "campaigns", 422 if problems else 200, election=election, problems=problems, **told)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new campaign in an election that is shown to campaigns; in an office of one, in any."""
    rows = _open(request)
    filled = {name: field(request, name) for name in ("title", "election")}
    filled["election"] = filled["election"] or request.GET.get("in", "")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        chosen = next((each for each in rows if each.key == filled["election"]), None)
        try:
            if chosen is None:
                raise BadInput(Problem("election", "choose the election"))
            return to("election", campaigns.begin(chosen, filled["title"], "", solo=solo(request)).key)
        except BadInput as bad:
            problems = bad.problems
    return show(request, "new-campaign", 422 if problems else 200, rows=rows, filled=filled, problems=problems)


def overview(request: HttpRequest, campaign: Election) -> HttpResponse:
    """Where a campaign stands, and what is next."""
    folder = acts.current_folder(campaign)
    found, files = hustings.read_election(folder), acts.current_files(campaign)
    slates = campaigns.ids(files)
    try:
        own = campaigns.own_slate(campaign)
    except BadInput:
        own = ""
    told: dict[str, object] = {"found": found, "slates": slates, "own": own, "one": solo(request)}
    told["ways_in"] = ways_in(campaign)
    told["news"] = campaigns.news(campaign, solo=solo(request))
    told["contests"] = () if found.error else found.election.contests
    told |= retention.reminders(campaign, found)
    told["next"] = () if found.error else _next(campaign, own, files)
    told["charts"] = sorted(path.stem for path in folder.glob(f"{campaigns.CHARTS}/*.svg"))
    return show(request, "campaign", election=campaign, **told)


def _next(campaign: Election, own: str, files: Mapping[str, bytes]) -> tuple[tuple[str, ...], str]:
    """What comes next in a campaign: the page, and what a link to it says."""
    if not own:
        return ("new-slate", campaign.key), "Next: add your slate"
    if "forecast.toml" not in files:
        return ("beliefs", campaign.key), "Next: say what you believe"
    if "plan.csv" not in files:
        return ("plan", campaign.key), "Next: make a plan"
    return ("publish", campaign.key), "Next: see and publish the site"


@require_POST
def take_in(request: HttpRequest, key: str) -> HttpResponse:
    """Take in what has changed in the election since."""
    changed = campaigns.take_in(election_of(key), field(request, "base"), solo=solo(request))
    return to("election", key, election=changed)


@require_POST
def own_slate(request: HttpRequest, key: str) -> HttpResponse:
    """Say which slate is the campaign's own."""
    campaigns.choose_slate(election_of(key), field(request, "slate"), field(request, "seen"))
    return to("election", key)


@require_GET
def chart(_request: HttpRequest, key: str, name: str) -> HttpResponse:
    """A picture of the election's nominations, as campaigns are shown it."""
    path = acts.current_folder(election_of(key)) / campaigns.CHARTS / f"{name}.svg"
    if not path.is_file():
        raise Http404("chart")
    response = HttpResponse(path.read_bytes(), content_type="image/svg+xml")
    response.headers["Content-Security-Policy"] = PICTURE
    return response


def _open(request: HttpRequest) -> list[Election]:
    rows = Election.objects.filter(of=None, put_away=False).order_by("-pk")
    return list(rows if solo(request) else rows.exclude(shown=""))
