"""Acts that change an election: a new version on the disk, then the database, in one transaction with the audit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

import hustings
from hustings.election.problems import HustingsError
from hustings.office import audit, overlays, versions
from hustings.office.acting import who
from hustings.office.clock import now
from hustings.office.models import Election, Version
from hustings.office.settings import office_home

# The host of published pages has previews at this address.
PREVIEWS = "preview"


class Moved(HustingsError):
    """Somebody has changed the election since the page was shown."""


def expect(seen: str, there: object) -> None:
    """Raise Moved where what a page showed, as its form says in «seen», is not what is there any more."""
    if seen != str(there):
        raise Moved("somebody has decided this since the page was shown; nothing of yours was kept")


def home_of(election: str) -> Path:
    """Where the versions of this election are."""
    return office_home().versions(election)


def current_folder(election: Election) -> Path:
    """The election folder as it is now."""
    return versions.folder(home_of(election.key), election.current)


def current_files(election: Election) -> dict[str, bytes]:
    """The files of the election folder as they are now."""
    return versions.files(home_of(election.key), election.current)


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of an election folder that lies elsewhere: all that a version can hold."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    kept = {name: path for name, path in found.items() if not versions.unfit(name) and path.suffix != ".py"}
    return {name: path.read_bytes() for name, path in kept.items()}


def create(
    title: str,
    files: Mapping[str, bytes],
    why: str,
    of: Election | None = None,
    told: Mapping[str, object] | None = None,
    **fields: str,
) -> Election:
    """A new election of these files; a campaign in the election `of`. told: what its manifest says besides. fields: of
    its row. Raises NotKept."""
    key = _free_key(title)
    note = versions.Note(who(), now().isoformat(), why, told=told or {})
    name = versions.write(home_of(key), files, note)
    found = hustings.read_election(versions.folder(home_of(key), name))
    with transaction.atomic():
        shown = title[:300] if of else _title(found, title)
        election = Election.objects.create(key=key, title=shown, current=name, of=of, **fields)
        _row(election, name, note, 1, found)
        audit.record(who(), "new campaign" if of else "new election", key, version=name, title=title)
    return election


def change(
    key: str,
    base: str,
    files: Mapping[str, bytes],
    why: str,
    act: str = "changed",
    also: Callable[[Election], None] | None = None,
    told: Mapping[str, object] | None = None,
    **detail: object,
) -> Election:
    """Make these files the current version, if `base` still is. also: what belongs into the same transaction.
    told: what its manifest says besides; a campaign's says what it has from its election, and nothing else of that can
    be changed.

    Raises Moved where it is not, NotKept where the disk refuses, and BadInput for a campaign that would change what is
    the election's.
    """
    told = overlays.checked(home_of(key), base, files, told)
    note = versions.Note(who(), now().isoformat(), why, base, told)
    name = versions.write(home_of(key), files, note)
    try:
        found = hustings.read_election(versions.folder(home_of(key), name))
        with transaction.atomic():
            election = Election.objects.select_for_update().get(key=key)
            if election.current != base:
                raise Moved("this election has been changed since the page was shown")
            number = Version.objects.filter(election=election).count() + 1
            election.current = name
            if election.of_id is None:
                election.title = _title(found, election.title)
            election.pinned = overlays.pinned(told)
            election.save()
            _row(election, name, note, number, found)
            audit.record(who(), act, key, version=name, number=number, why=why, **detail)
            if also:
                also(election)
    except BaseException:
        shutil.rmtree(home_of(key) / name, ignore_errors=True)
        raise
    return election


def restore(election: Election, number: int, base: str) -> Election:
    """Make an earlier version's files the current ones again, as a new version. Nothing that came between is lost."""
    row = Version.objects.get(election=election, number=number)
    store = home_of(election.key)
    files, told = versions.files(store, row.name), overlays.of_version(store, row.name)
    return change(election.key, base, files, f"Back to version {number}", "restored", told=told, of=number)


def put_away(election: Election, *, away: bool) -> None:
    """Take an election from the list, or put it back; nothing of it is removed."""
    with transaction.atomic():
        Election.objects.filter(pk=election.pk).update(put_away=away)
        audit.record(who(), "put away" if away else "put back", election.key)


def _row(election: Election, name: str, note: versions.Note, number: int, found: hustings.ElectionFolder) -> None:
    Version.objects.create(
        election=election,
        number=number,
        name=name,
        parent=note.parent,
        at=note.at,
        who=note.who,
        why=note.why[:500],
        problems=len(found.problems),
    )


def _title(found: hustings.ElectionFolder, before: str) -> str:
    """The election's title as its folder gives it; as before where something is wrong with the folder."""
    return before if found.error else found.election.title[:300]


def _free_key(title: str) -> str:
    stem = slugify(title)[:30] or "election"
    taken = {PREVIEWS, *Election.objects.values_list("key", flat=True)}
    return next(key for n in range(1, 10_000) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)
