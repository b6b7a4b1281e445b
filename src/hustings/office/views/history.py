"""What was done to an election: its versions, compared, restored, carried out and in; its acts."""

from __future__ import annotations

import json
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from hustings.election.problems import BadInput, Problem
from hustings.office import acts, overlays, versions, zips
from hustings.office.comparing import differences
from hustings.office.models import Election, Event, Version
from hustings.office.pages import show
from hustings.office.views.given import election_of, field, number, to, upload

# What details of acts are called, where their key says it badly.
TOLD = {
    "number": "version",
    "sha256": "digest of the file",
    "record": "digest of the record",
    "chosen": "the lot fell on",
    "how": "how it was drawn",
    "account": "number of the account",
    "charts": "with pictures of nominations",
}
DIGEST = re.compile("[0-9a-f]{64}")


@require_GET
def versions_of(request: HttpRequest, key: str) -> HttpResponse:
    """The versions, newest first."""
    election = election_of(key)
    rows = Version.objects.filter(election=election).order_by("-number")
    return show(request, "versions", election=election, rows=rows)


@require_GET
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """Two versions side by side: which lines of which files differ."""
    election = election_of(key)
    old, new = (_version(election, number(request, name)) for name in ("a", "b"))
    store = acts.home_of(key)
    found = tuple(differences(versions.files(store, old.name), versions.files(store, new.name)))
    return show(request, "compare", election=election, old=old, new=new, found=found)


@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    """Make an earlier version's files the current ones."""
    election = election_of(key)
    row = _version(election, number(request, "number"))
    return to("versions", key, election=acts.restore(election, row.number, field(request, "base")))


@require_GET
def download(_request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A version's folder as a ZIP file."""
    row = _version(election_of(key), number)
    packed = zips.packed(versions.files(acts.home_of(key), row.name))
    response = HttpResponse(packed, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{key}-{number}.zip"'
    return response


@require_POST
def bring(request: HttpRequest, key: str) -> HttpResponse:
    """A ZIP file in place of the current folder; what was there stays as a version."""
    name, data = upload(request)
    election = election_of(key)
    files = _with_the_elections(election, zips.unpacked(data, name))
    if "election.toml" not in files:
        raise BadInput(Problem(name, "there is no election.toml in it; pack the election folder itself"))
    changed = acts.change(key, field(request, "base"), files, f"Brought as {name[:80]}", "brought a folder")
    return to("versions", key, election=changed)


@require_GET
def acts_of(request: HttpRequest, key: str) -> HttpResponse:
    """The acts, newest first."""
    election = election_of(key)
    rows = []
    for event in Event.objects.filter(election=key).order_by("-number"):
        detail = json.loads(event.detail)
        why = str(detail.pop("why", ""))
        rows.append((event, why, {TOLD.get(name, name): _short(detail[name]) for name in detail if name != "version"}))
    return show(request, "acts", election=election, rows=rows)


def _short(value: object) -> object:
    """A digest by its beginning, which is enough to find it; anything else as it is."""
    return f"{value[:16]}…" if isinstance(value, str) and DIGEST.fullmatch(value) else value


def _with_the_elections(election: Election, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that somebody brings into a campaign, with those of its election that are not among them."""
    theirs = overlays.the_elections(overlays.of_version(acts.home_of(election.key), election.current))
    return {path: content for path, content in acts.current_files(election).items() if path in theirs} | files


def _version(election: Election, number: int) -> Version:
    row = Version.objects.filter(election=election, number=number).first()
    if row is None:
        raise Http404("version")
    return row
