"""Ballots and nominations destroyed for good once their time is over: in every version, upload and run.

A campaign's own nominations, and the answers of its canvass, are nobody's evidence: it is reminded of the day, and may
destroy them before. That anything was there stays: in manifests with its digest, in a count's record, in the acts.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from django.db import transaction

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, audit, hosting, publishing, runs, uploads, versions
from hustings.office.acting import who
from hustings.office.clock import now
from hustings.office.models import Batch, Destroyed, Election, Meant, Run, Upload, Version
from hustings.office.setup.nominating import NAME as NOMINATIONS
from hustings.office.uploads import IN

KINDS, OF_A_CAMPAIGN = ("ballots", "nominations"), ("nominations", "canvass")
# What has no day of its own is reminded of with something that has.
DAY_OF = {"canvass": "ballots"}
# Of an office of several people (`accounts.forgetting`).
ACCOUNTS = "accounts"


def kinds(election: Election) -> dict[str, str]:
    """What an election, or a campaign, keeps until a day; and by which key of [retention] that is set."""
    return {kind: DAY_OF.get(kind, kind) for kind in (KINDS if election.of_id is None else OF_A_CAMPAIGN)}


def due(election: Election, told: hustings.Election, today: date) -> dict[str, date]:
    """What was to be kept until a day that is over, and until which."""
    days = {kind: told.kept_until.get(key) for kind, key in kinds(election).items()}
    return {kind: day for kind, day in days.items() if day is not None and day < today}


def may_be_destroyed(election: Election, told: hustings.Election, kind: str, today: date) -> bool:
    """Whether a kind can be destroyed today."""
    return kind in (due(election, told, today) if election.of_id is None else kinds(election))


def accounts_due(election: Election, told: hustings.Election, today: date) -> bool:
    """Whether the day is over until which the accounts of people with a part in it are kept, and they still are."""
    day = told.kept_until.get(ACCOUNTS)
    gone = Destroyed.objects.filter(election=election, kind=ACCOUNTS)
    return day is not None and day < today and not gone.exists()


def reminders(election: Election, found: hustings.ElectionFolder) -> dict[str, object]:
    """What the first page of an election or campaign says of days that are over."""
    if found.error:
        return {"due": {}, "accounts_due": False}
    told, today = found.election, now().date()
    over = {kind: day for kind, day in due(election, told, today).items() if there(election, kind)}
    return {"due": over, "accounts_due": accounts_due(election, told, today)}


def there(election: Election, kind: str) -> list[str]:
    """The files of this kind in any version of the election, by their paths; those destroyed are not there."""
    home = acts.home_of(election.key)
    found = set[str]()
    for name in Version.objects.filter(election=election).values_list("name", flat=True):
        root = versions.folder(home, name)
        found |= {path for path in _paths(root, kind) if (root / path).is_file()}
    return sorted(found)


def kept_elsewhere(election: Election) -> int:
    """How many uploads and typed batches hold ballots, besides versions."""
    held = Upload.objects.filter(election=election, removed=False).count()
    return held + Batch.objects.filter(election=election).count()


def destroy(election: Election, kind: str, said: str) -> None:
    """Destroy all ballots, or nominations, of an election for good. Raises BadInput where they are not due, or the
    kind's name was not written."""
    told = hustings.read_election(acts.current_folder(election)).election
    if not may_be_destroyed(election, told, kind, now().date()):
        raise BadInput(Problem(kind, f"the {kind} are to be kept; only what is due can be destroyed"))
    if said != kind:
        raise BadInput(Problem(kind, f"write “{kind}” to destroy them for good"))
    paths = there(election, kind)
    if not paths and not (kind == "ballots" and kept_elsewhere(election)):
        raise acts.Moved(f"somebody has destroyed the {kind} since the page was shown")
    with transaction.atomic():
        row = Destroyed.objects.create(election=election, kind=kind, at=now(), paths=json.dumps(paths))
        audit.record(
            who(),
            f"destroyed the {kind}",
            election.key,
            paths=paths,
            since=str(told.kept_until.get(kinds(election)[kind], "")),
        )
    carry_out(row)


def carry_out(row: Destroyed) -> None:
    """Remove what a row says is destroyed; once more, where the office was killed before the end. What came after it
    stays."""
    if row.kind == ACCOUNTS:
        return
    election, home = row.election, acts.home_of(row.election.key)
    for name in Version.objects.filter(election=election, at__lte=row.at).values_list("name", flat=True):
        for path in json.loads(row.paths):
            (versions.folder(home, name) / path).unlink(missing_ok=True)
    if row.kind == "nominations":
        Meant.objects.filter(election=election).delete()
    if row.kind != "ballots":
        return
    for upload in Upload.objects.filter(election=election, removed=False, at__lte=row.at):
        uploads.remove(upload)
    Batch.objects.filter(election=election, at__lte=row.at).delete()
    for run in Run.objects.filter(election=election, asked_at__lte=row.at):
        if run.kind == publishing.SITE:
            if run.pk == hosting.on_the_web(election):
                hosting.take_down(election)
            runs.forget(run)  # its pages may have the ballots among them
            hosting.forget_replaced(election.key)
        brought = () if run.kind == "vacancy" else runs.place(run).glob(f"{IN}*")  # there it is who leaves, and why
        for path in (*runs.place(run).glob("ballots.*"), *brought):
            path.unlink(missing_ok=True)


def destroyed_paths(election: Election) -> set[str]:
    """The files of the election's versions that were destroyed."""
    rows = Destroyed.objects.filter(election=election).values_list("paths", flat=True)
    return {path for paths in rows for path in json.loads(paths)}


def _paths(root: Path, kind: str) -> set[str]:
    """Where a version has files of this kind."""
    if kind == "nominations":
        return {NOMINATIONS}
    if kind == "canvass":
        return {path.relative_to(root).as_posix() for path in root.glob("canvass/*")}
    found = {path.relative_to(root).as_posix() for path in root.glob("ballots/*")}
    told = hustings.read_election(root)
    return found if told.error else found | {each.ballots for each in told.election.contests if each.ballots}
