"""Orders that change after they were published, as when a candidate withdraws: said, and the pages made, in one act."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hustings.election.problems import BadInput, Problem
from hustings.office import acts, campaigns, planning, publishing
from hustings.office.clock import now
from hustings.office.models import Election
from hustings.office.setup import slates, toml
from hustings.office.views.given import election_of, field, put_right, to
from hustings.office.views.saving import Form


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Who is no longer recommended, and what members are told; then the pages are made."""
    campaign = election_of(key)
    found = publishing.read(acts.current_folder(campaign))
    if found.error:
        return put_right(request, campaign)
    slate = found.election.slate(campaigns.own_slate(campaign), "slate")
    standing = [(f"{contest}/{name}", name) for contest, names in slate.candidates.items() for name in names]
    filled = {name: field(request, name) for name in ("gone", "said", "day")}
    filled["day"] = filled["day"] or now().date().isoformat()

    def made(changed: Election) -> HttpResponse:
        return to("run", key, publishing.begin(changed, ballots=False).pk)

    # With one name left there is no order to plan; that is no reason for members not to be told.
    form = Form("change", filled, made, {"standing": standing}, later=frozenset({"forecast.toml"}))
    if request.method == "GET":
        return form.shown(request, campaign)
    return form.saved(
        request,
        campaign,
        lambda files: _changed(files, slate.id, filled, [value for value, _ in standing]),
        "Orders changed",
    )


def _changed(files: dict[str, bytes], slate: str, filled: dict[str, str], known: list[str]) -> dict[str, bytes]:
    day = toml.when(filled["day"])
    problems = [] if filled["said"] else [Problem("said", "write what happened, and what members should do now")]
    if filled["gone"] and filled["gone"] not in known:
        problems.append(Problem("gone", "choose one of your candidates, or nobody"))
    if type(day) is not date:
        problems.append(Problem("day", "write the day like 28 June 2027"))
    if problems:
        raise BadInput(problems)
    assert isinstance(day, date)
    contest, _, name = filled["gone"].partition("/")
    made = {slates.NAME: slates.with_change(files, slate, day, filled["said"], contest, [name] if name else [])}
    return made | (planning.without(files, contest, slate, name) if name else {})
