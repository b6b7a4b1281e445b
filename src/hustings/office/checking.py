"""`hustings office check`: whether anything of an office was touched behind its back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from hustings.office import audit, retention, versions
from hustings.office.home import Home
from hustings.office.models import Election, Event, Result, Upload, Vacancy, Version


def faults(home: Home, heads: Sequence[str] = ()) -> Iterator[str]:
    """Everything that is not as an act has left it: the chain of acts, versions, uploads, results.

    heads: digests of acts that somebody has written down elsewhere, as on a scrutineer's report.
    """
    yield from audit.faults(_heads(home) | {head: f"the digest {head[:16]}…, given here," for head in heads})
    yield from _versions(home)
    yield from _uploads(home)
    yield from _records(home)


def _records(home: Home) -> Iterator[str]:
    """What stands on results and vacancies, against the records in their versions."""
    for each in _accepted():
        path = versions.folder(home.versions(each.election.key), each.version) / each.record_path
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != each.record:
            yield f"{each} in {each.election.key}: its record is not the one that was accepted"


def _accepted() -> list[Result | Vacancy]:
    return [
        *Result.objects.select_related("election"),
        *Vacancy.objects.select_related("result__election"),
    ]


def _versions(home: Home) -> Iterator[str]:
    acts = {str(json.loads(event.detail).get("version", "")) for event in Event.objects.exclude(election="")}
    for election in Election.objects.all():
        gone = retention.destroyed_paths(election)
        names = list(Version.objects.filter(election=election).order_by("number").values_list("number", "name"))
        for number, name in names:
            where = f"{election.key}, version {number}"
            yield from (f"{where}: {fault}" for fault in versions.faults(home.versions(election.key), name, gone))
            if name not in acts:
                yield f"{where}: no act has made it"
        if election.current not in {name for _, name in names}:
            yield f"{election.key}: its current version is none of its versions"
        elif election.current != names[-1][1]:
            yield f"{election.key}: its current version is not the newest, and no act says so"


def _uploads(home: Home) -> Iterator[str]:
    for upload in Upload.objects.filter(removed=False).select_related("election"):
        path = home.uploads / upload.digest
        where = f"the upload {upload.name} of {upload.election.key}"
        if not path.is_file():
            yield f"{where} is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != upload.digest:
            yield f"{where} has been altered"


def _heads(home: Home) -> dict[str, str]:
    """The heads of the chain that stand in the manifests of declarations, and where."""
    found = {}
    for each in _accepted():
        try:
            head = versions.note(home.versions(each.election.key), each.version).told.get("acts_before")
        except (OSError, ValueError, KeyError):
            continue
        if head and each.declared_at:
            found[str(head)] = f"the declaration of {str(each).removeprefix('the result of ')} in {each.election.key}"
    return found
