"""Set-up: its parts; the election itself; any file as text."""

from __future__ import annotations

from typing import Any

from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, overlays
from hustings.office.models import Election
from hustings.office.pages import show
from hustings.office.setup import about, contests, people, slates, toml
from hustings.office.versions import unfit
from hustings.office.views.given import election_of, field, set_up, to
from hustings.office.views.saving import Form

# Files that a folder may have and that are edited as text until there is a form for them.
KNOWN = ("election.toml", "candidates.csv", "slates.toml", "areas.csv", "branches.csv", "nominations.csv", "site.toml")
OF_CAMPAIGNS = ("slates.toml", "nominations.csv", "forecast.toml", "site.toml")
TEXTS = (".toml", ".csv", ".md", ".txt")


@require_GET
def parts(request: HttpRequest, key: str) -> HttpResponse:
    """What there is to set up."""
    election = election_of(key)
    found = hustings.read_election(acts.current_folder(election))
    files = acts.current_files(election)
    try:
        posts = toml.tables(toml.read(files["election.toml"].decode("utf-8", "replace")), "contest")
        rows, stands = _plain(posts, "title", "seats", "rules"), _plain(slates.tables(files), "name")
    except (BadInput, KeyError):
        rows, stands = [], []
    told = {"counts": candidates_of(files), "books": {each.name: each.title for each in contests.books()}}
    return show(request, "set-up", election=election, contests=rows, slates=stands, found=found, **told)


def _plain(tables: list[Any], *keys: str) -> list[dict[str, str]]:
    """Of tables that have an id fit for an address, these keys as text; "" where one is not said."""
    found = [{key: str(table.get(key, "")) for key in ("id", *keys)} for table in tables]
    return [each for each in found if slug_re.match(each["id"])]


def candidates_of(files: dict[str, bytes]) -> dict[str, int]:
    """How many candidates each contest has."""
    found: dict[str, int] = {}
    for row in people.rows(files):
        contest = row.get("contest", "")
        found[contest] = found.get(contest, 0) + 1
    return found


@require_http_methods(["GET", "POST"])
def about_it(request: HttpRequest, key: str) -> HttpResponse:
    """The election's name, timetable, and who declares."""
    election = election_of(key)
    filled = about.filled(_toml(election))
    if request.method == "POST":
        filled = {name: field(request, name) for name in filled}
    form = Form(
        "about",
        filled,
        lambda done: to("set-up", key, election=done),
        {"times": about.TIMES, "kept": about.KEPT, "hints": about.HINTS},
    )
    form.fields = {name: name for name in filled}
    if request.method == "GET":
        return form.shown(request, election)

    def make(files: dict[str, bytes]) -> dict[str, bytes]:
        problems = [] if filled["title"] else [Problem("title", "write the name of the election")]
        if problems:
            raise BadInput(problems)
        return {"election.toml": about.changed(files["election.toml"].decode(), filled).encode()}

    return form.saved(request, election, make, "Name and dates")


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, key: str) -> HttpResponse:
    """Any file of the folder as text."""
    election = election_of(key)
    files = acts.current_files(election)
    name = field(request, "name") or request.GET.get("name", "") or "election.toml"
    if unfit(name) or not name.endswith(TEXTS):
        raise BadInput(Problem(name, f"a file of an election folder that is a text ends in {', '.join(TEXTS)}"))
    there = files.get(name, b"").decode("utf-8", "replace")
    typed = request.POST.get("text", there).replace("\r\n", "\n")
    theirs = overlays.the_elections(overlays.of_version(acts.home_of(key), election.current))
    names = sorted({*(path for path in files if path.endswith(TEXTS)), *(KNOWN if not theirs else OF_CAMPAIGNS)})
    form = Form("text", {"text": typed}, set_up, {"name": name, "names": names})
    if request.method == "GET":
        return form.shown(request, election)
    content = f"{typed.rstrip()}\n" if typed.strip() else ""
    if not content and name == "election.toml":
        return form.shown(request, election, (Problem(name, "an election folder has an election.toml"),))
    return form.saved(request, election, lambda _: {name: content.encode()}, f"{name} as text")


def _toml(election: Election) -> str:
    return acts.current_files(election).get("election.toml", b"").decode("utf-8", "replace")
