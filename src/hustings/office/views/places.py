"""Areas and branches: listed, pasted or sent in a file, changed one by one, taken out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from hustings.election.problems import BadInput
from hustings.office import acts
from hustings.office.models import Election
from hustings.office.setup import places
from hustings.office.setup.people import Row
from hustings.office.setup.places import SHEETS, Sheet
from hustings.office.views.given import election_of, field, to, upload
from hustings.office.views.saving import Form


@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest, key: str, sheet: str) -> HttpResponse:
    """What is there, and a form for rows from a spreadsheet."""
    election, chosen = election_of(key), _sheet(sheet)
    rows = places.listed(acts.current_files(election), chosen)
    pasted = request.POST.get("pasted", "").replace("\r\n", "\n")
    told: dict[str, object] = {"sheet": chosen, "key": sheet, "rows": rows}
    page = Form("places", {"pasted": pasted}, lambda done: to("places", key, sheet, election=done), told)
    if request.method == "GET":
        return page.shown(request, election)
    try:
        name, data = ("pasted", pasted.encode()) if pasted.strip() else upload(request)
        new = places.sent(chosen, name, data)
    except BadInput as bad:
        return page.shown(request, election, bad.problems)
    why = f"{chosen.title}: {len(new):,} {'row' if len(new) == 1 else 'rows'} pasted or sent"
    return page.saved(request, election, lambda _: _with(chosen, places.merged(chosen, rows, new)), why)


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, key: str, sheet: str, at: int = 0) -> HttpResponse:
    """A row that is there, counted from 1, or a new one."""
    election, chosen = election_of(key), _sheet(sheet)
    rows = _rows(election, chosen, at)
    row = rows[at - 1] if at else {}
    filled = {each.name: row.get(each.name, "") for each in chosen.columns}
    if request.method == "POST":
        filled = {name: " ".join(field(request, name).split()) for name in filled}
    page = _page(chosen, sheet, key, at, filled)
    if request.method == "GET":
        return page.shown(request, election)
    new = [*rows[: at - 1], row | filled, *rows[at:]] if at else [*rows, filled]
    why = f"{chosen.title}: {filled['name']} {'changed' if at else 'added'}"
    return page.saved(request, election, lambda _: _with(chosen, new), why)


@require_POST
def remove(request: HttpRequest, key: str, sheet: str, at: int) -> HttpResponse:
    """Take a row out. It can be undone, as every change."""
    election, chosen = election_of(key), _sheet(sheet)
    rows = _rows(election, chosen, at)
    if not at:
        raise Http404("row")
    page = _page(chosen, sheet, key, at, {each.name: rows[at - 1].get(each.name, "") for each in chosen.columns})
    left = [*rows[: at - 1], *rows[at:]]
    why = f"{chosen.title}: {rows[at - 1].get('name', '')} taken out"
    return page.saved(request, election, lambda _: _with(chosen, left), why)


def _sheet(name: str) -> Sheet:
    if name not in SHEETS:
        raise Http404("sheet")
    return SHEETS[name]


def _rows(election: Election, sheet: Sheet, at: int) -> list[Row]:
    """The rows that are there, among them the one that is meant."""
    rows = places.listed(acts.current_files(election), sheet)
    if at > len(rows):
        raise Http404("row")
    return rows


def _page(sheet: Sheet, name: str, key: str, at: int, filled: Row) -> Form:
    told: dict[str, object] = {"sheet": sheet, "key": name, "at": at}
    return Form("place", filled, lambda done: to("places", key, name, election=done), told)


def _with(sheet: Sheet, rows: list[Row]) -> dict[str, bytes]:
    return {sheet.file: places.text(sheet, rows)}
