"""Until when ballots, nominations and answers of a canvass are kept, and their destruction once that is over."""

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
        if kind not in retention.kinds(election):
            raise BadInput(Problem("kind", "there is nothing of this kind"))
        retention.destroy(election, kind, field(request, "name"))
        return to("retention", key)
    told = hustings.read_election(acts.current_folder(election)).election
    today, rows = now().date(), []
    over = retention.due(election, told, today)
    for kind, key_of_day in retention.kinds(election).items():
        may = retention.may_be_destroyed(election, told, kind, today)
        rows.append((kind, told.kept_until.get(key_of_day), kind in over, may, retention.there(election, kind)))
    given: dict[str, object] = {"rows": rows, "elsewhere": retention.kept_elsewhere(election)}
    given["destroyed"] = Destroyed.objects.filter(election=election).order_by("pk")
    return show(request, "retention", election=election, **given)
