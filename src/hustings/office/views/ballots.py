"""Ballots: brought, read, shown as they were understood, and confirmed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from hustings.election.problems import BadInput, Problem
from hustings.office import acts, counting, uploads
from hustings.office.models import Upload
from hustings.office.views.given import election_of, field, to, upload
from hustings.office.views.running import run_of


@require_POST
def upload_ballots(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Take a file of ballots and read it."""
    election = election_of(key)
    name, data = upload(request)
    counting.contest_of(election, contest)
    kept = uploads.keep(election, contest, name, data)
    return _to_run(key, counting.read(election, contest, kept, counting.Said()).pk)


@require_POST
def read_again(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Read the same file again, with what the officer says of it."""
    run = run_of(key, number)
    if run.upload is None or run.upload.removed:
        raise BadInput(Problem("file", "the uploaded file is not kept any more; bring it again"))
    said = counting.Said(*(field(request, name) for name in ("ignore", "word", "same", "cells")))
    return _to_run(key, counting.read(election_of(key), run.contest, run.upload, said).pk)


@require_POST
def confirm(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Make what was understood the contest's ballots, and count them."""
    run, election = run_of(key, number), election_of(key)
    if run.kind != "reading" or run.status != 0:
        raise BadInput(Problem("ballots", "these ballots were not understood; there is nothing to confirm"))
    _, post = counting.contest_of(election, run.contest)
    files = acts.current_files(election)
    # Decisions were of ties between other ballots.
    files.pop(counting.decisions_path(run.contest), None)
    files[counting.ballots_path(post)] = counting.written_ballots(run, post)
    if files != acts.current_files(election):
        read = counting.reading(run)["read"]
        why = f"Ballots for {post.title}: {read['papers']} papers"
        detail = {"contest": run.contest, "papers": read["papers"], "sha256": read["sha256"]}
        election = acts.change(key, field(request, "base"), files, why, "confirmed ballots", None, None, **detail)
    return _to_run(key, counting.count(election, run.contest).pk)


@require_POST
def remove(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Remove an uploaded file from the disk: it may hold more of voters than their votes. It cannot be undone."""
    kept = Upload.objects.filter(pk=number, election__key=key).first()
    if kept is None:
        raise Http404("upload")
    request.contest = kept.contest  # type: ignore[attr-defined]
    if field(request, "name") != kept.name:
        raise BadInput(Problem(f"upload-{number}", f"write the name of the file, {kept.name}, to remove it for good"))
    uploads.remove(kept)
    return to("result", key, kept.contest)


def _to_run(key: str, number: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("run", args=[key, number]))
