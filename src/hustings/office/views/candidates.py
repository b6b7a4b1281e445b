"""The candidates of a contest: pasted, withdrawn, taken out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hustings.election.problems import BadInput, Problem
from hustings.office import acts
from hustings.office.setup import people
from hustings.office.views.contests import found
from hustings.office.views.given import election_of, field, to
from hustings.office.views.saving import Form


@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Who stands, and a box to add more."""
    election = election_of(key)
    _, table = found(election, contest)
    there = people.rows(acts.current_files(election))
    own = [row for row in there if row.get("contest", contest) == contest]
    filled = {"pasted": request.POST.get("pasted", "").replace("\r\n", "\n")}
    told: dict[str, object] = {"contest": contest, "title": table.get("title", contest), "rows": own}
    back = "candidates" if filled["pasted"].strip() else "set-up"
    words = (key, contest) if back == "candidates" else (key,)
    page = Form("candidates", filled, lambda done: to(back, *words, election=done), told)
    if request.method == "GET":
        return page.shown(request, election)
    said = {row["name"]: field(request, f"groups-{n}") for n, row in enumerate(own, 1) if f"groups-{n}" in request.POST}
    marks = [
        {row["name"] for n, row in enumerate(own, 1) if field(request, f"{mark}-{n}")} for mark in ("withdrawn", "out")
    ]
    told["rows"] = [
        row | {"groups": said.get(row["name"], ""), "withdrawn": "yes" if row["name"] in marks[0] else ""}
        for row in own
    ]

    def make(files: dict[str, bytes]) -> dict[str, bytes]:
        new = people.pasted(filled["pasted"], contest)
        known = {row["name"].casefold() for row in own if row["name"] not in marks[1]}
        twice = [row["name"] for row in new if row["name"].casefold() in known]
        if twice:
            said_twice = (
                f"{', '.join(twice)} {'is' if len(twice) == 1 else 'are'} on the list already; take the line out"
            )
            raise BadInput(Problem("pasted", said_twice))
        rows = people.changed(people.rows(files), contest, said, marks[0], marks[1]) + new
        return {people.NAME: people.written(rows) if rows else b""}

    return page.saved(request, election, make, f"Candidates for {table.get('title', contest)}")
