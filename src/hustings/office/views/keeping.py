"""Until when ballots and nominations are kept, and their destruction once that is over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, retention
from hustings.office.clock import now
from hustings.office.models import Destroyed
from hustings.office.pages import show
from hustings.office.views.given import election_of, field, to


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """What is kept until when; what is due is destroyed on confirmation."""
    election = election_of(key)
    if request.method == "POST":
        kind = field(request, "kind")
        if kind not in retention.KINDS:
            raise BadInput(Problem("kind", "there is nothing of this kind"))
        retention.destroy(election, kind, field(request, "name"))
        return to("retention", key)
    told = hustings.read_election(acts.current_folder(election)).election
    rows = [
        (kind, told.kept_until.get(kind), kind in retention.due(told, now().date()), retention.there(election, kind))
        for kind in retention.KINDS
    ]
    given: dict[str, object] = {"rows": rows, "elsewhere": retention.kept_elsewhere(election)}
    given["destroyed"] = Destroyed.objects.filter(election=election).order_by("pk")
    return show(request, "retention", election=election, **given)
