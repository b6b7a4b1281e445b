"""Files that people bring: kept under a name made from their bytes, outside of every version."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePath

from django.db import transaction

from hustings.election.outputs import flush_folder
from hustings.election.problems import BadInput, Problem
from hustings.office import audit
from hustings.office.acting import who
from hustings.office.clock import now
from hustings.office.models import Election, Upload
from hustings.office.settings import office_home
from hustings.office.versions import NotKept
from hustings.office.zips import too_large

# What a run is given lies under names that begin so, and is there when it is begun again.
IN = "in-"
# Formats are told by content; the name's end is for people, and no name goes further than this.
MOST_LETTERS = 80


def keep(election: Election, contest: str, said: str, data: bytes) -> Upload:
    """Keep an uploaded file. said: the name that it came with. Raises BadInput and NotKept."""
    name = clean(said)
    if too_large(data):
        raise BadInput(
            Problem(name, "this file unpacks to far more than it holds, which no ballots need; nothing was kept")
        )
    digest = hashlib.sha256(data).hexdigest()
    path = place(digest)
    try:
        if not path.exists():
            new = path.with_suffix(".new")
            with new.open("wb") as file:
                os.chmod(new, 0o600)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, path)
            flush_folder(path.parent)
    except OSError as error:
        raise NotKept(f"the upload could not be written to the disk ({error.strerror}); nothing was kept") from None
    with transaction.atomic():
        upload = Upload.objects.create(election=election, contest=contest, name=name, digest=digest, at=now())
        audit.record(who(), "brought ballots", election.key, contest=contest, file=name, sha256=digest)
    return upload


def place(digest: str) -> Path:
    """Where the upload with this digest is."""
    return office_home().uploads / digest


def remove(upload: Upload) -> None:
    """Remove an upload and the copies that were read from the disk, unless another row has the same bytes.

    That it was there stays in the acts.
    """
    with transaction.atomic():
        if not Upload.objects.filter(pk=upload.pk, removed=False).update(removed=True):
            return  # somebody else has, a moment ago
        audit.record(who(), "removed an upload", upload.election.key, file=upload.name, sha256=upload.digest)
    if not Upload.objects.filter(digest=upload.digest, removed=False).exists():
        place(upload.digest).unlink(missing_ok=True)
    for number in upload.run_set.values_list("pk", flat=True):
        (office_home().runs / str(number) / f"{IN}{upload.name}").unlink(missing_ok=True)


def clean(said: str) -> str:
    """A file's name without folders and without anything that a file's name should not have."""
    name = PurePath(said.replace("\\", "/")).name
    kept = "".join(c if c.isalnum() or c in " ._-()" else "_" for c in name).strip(" .")
    stem, dot, end = kept.rpartition(".")
    return f"{stem[:MOST_LETTERS]}{dot}{end[:8]}" if stem else kept[:MOST_LETTERS] or "upload"
