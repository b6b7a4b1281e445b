"""Campaigns in an election: what of it they see, how one begins, and how one takes in what has changed since.

A campaign is a space of its own: its versions, runs, acts and people are nobody else's. It has the public files of the
version that the returning officer has shown to campaigns, and no others; ballots are never among them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from django.db import transaction

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, audit, overlays, versions
from hustings.office.acting import who
from hustings.office.models import Election, Result
from hustings.office.setup import embargo, slates, toml

# Files that are public as they are; of slates.toml only what everybody may know of a slate.
PUBLIC = ("election.toml", "candidates.csv", "areas.csv", "branches.csv")
OF_A_SLATE = ("id", "name", "about", "link", "source", "colour", "candidates")
# Where charts of nominations are in a campaign's folder.
CHARTS = "published"


def public(election: Election, version: str, *, charts: bool, one_user: bool = False) -> dict[str, bytes]:
    """The public files of a version of an election. charts: of its nominations, too. one_user: and the nominations
    themselves, since nobody else is in the office. Raises BadInput where something is wrong with the version."""
    folder = versions.folder(acts.home_of(election.key), version)
    read = hustings.read_election(folder).election
    named = {path for each in read.candidates for path in (each.statement, each.photo) if path}
    paths = [*PUBLIC, *sorted(named), *_declared(election, folder)]
    found = {path: (folder / path).read_bytes() for path in paths if (folder / path).is_file()}
    if one_user and (folder / "nominations.csv").is_file():
        found["nominations.csv"] = (folder / "nominations.csv").read_bytes()
    if (folder / slates.NAME).is_file():
        found[slates.NAME] = _slates((folder / slates.NAME).read_bytes())
    if charts and (folder / "nominations.csv").is_file():
        pictures = hustings.tally_nominations(folder).charts()
        found |= {f"{CHARTS}/{name}": picture.encode() for name, picture in pictures.items()}
    return found


def _declared(election: Election, folder: Path) -> Iterator[str]:
    """The records of declared results in a version's folder: those alone whose digest is that of a declaration."""
    for result in Result.objects.filter(election=election, declared_at__isnull=False):
        path = folder / result.record_path
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == result.record:
            yield result.record_path


def _slates(text: bytes) -> bytes:
    made = tomlkit.document()
    for table in slates.tables({slates.NAME: text}):
        toml.add(made, "slate", {key: _plain(table[key]) for key in OF_A_SLATE if key in table})
    return tomlkit.dumps(made).encode()


def _plain(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value


def shown(election: Election) -> str:
    """What campaigns are shown, for the form that changes it."""
    return f"{election.shown} {election.shown_charts}"


def show(election: Election, base: str, *, charts: bool) -> None:
    """Let campaigns take in the election as it is now. base: the version that whoever shows it has seen. Raises
    BadInput where something is wrong with it, and Moved where it has been changed since."""
    acts.expect(base, election.current)
    public(election, election.current, charts=charts)
    with transaction.atomic():
        Election.objects.filter(pk=election.pk).update(shown=election.current, shown_charts=charts)
        audit.record(who(), "showed the election to campaigns", election.key, version=election.current, charts=charts)


def offered(election: Election, *, solo: bool) -> str:
    """The version that campaigns may take in; "" where none is. solo: in an office of one, it is the current one."""
    return election.current if solo else election.shown


def begin(election: Election, title: str, slate: str, *, solo: bool) -> Election:
    """A new campaign in an election. slate: the id of its own; "" where it makes one. Raises BadInput."""
    version = offered(election, solo=solo)
    if election.of_id is not None or not version:
        raise BadInput(Problem("election", "choose an election that is shown to campaigns"))
    if not title:
        raise BadInput(Problem("title", "write the name of the campaign"))
    files = public(election, version, charts=election.shown_charts, one_user=solo)
    if slate and slate not in ids(files):
        raise BadInput(Problem("slate", "choose a slate of the election, or none yet"))
    told = overlays.told(version, files)
    return acts.create(title, files, f"Begun in {election.title}", election, told, pinned=version, slate=slate)


def news(campaign: Election, *, solo: bool) -> list[str]:
    """The election's files that are other in the version that can be taken in than in the campaign; [] of none."""
    version = offered(_election(campaign), solo=solo)
    if version in ("", campaign.pinned):
        return []
    before = overlays.of_version(acts.home_of(campaign.key), campaign.current).get(overlays.FILES)
    try:
        told = overlays.told(version, _public_now(campaign, version, solo=solo))[overlays.FILES]
    except BadInput:  # of a solo office, whose election is being changed
        return []
    assert isinstance(before, dict)
    assert isinstance(told, dict)
    return sorted(path for path in set(before) | set(told) if before.get(path) != told.get(path))


def take_in(campaign: Election, base: str, *, solo: bool) -> Election:
    """Take the election's newer version in: its files change, the campaign's own stay. Raises Moved and BadInput."""
    version = offered(_election(campaign), solo=solo)
    if not version:
        raise BadInput(Problem("election", "the returning officer does not show the election to campaigns"))
    files, new = acts.current_files(campaign), _public_now(campaign, version, solo=solo)
    before = overlays.of_version(acts.home_of(campaign.key), campaign.current)[overlays.FILES]
    assert isinstance(before, dict)
    own = {path: content for path, content in files.items() if _is_own(path, content, before)}
    text, moment = new[embargo.FILE].decode(), embargo.read(files[embargo.FILE].decode())
    told = overlays.told(version, new)
    if moment:
        new[embargo.FILE] = embargo.changed(text, moment).encode()
    kept = new | {path: content for path, content in own.items() if path not in new or path in overlays.OWN}
    why = "The election as it is shown now"
    return acts.change(campaign.key, base, kept, why, "took in the election", told=told)


def choose_slate(campaign: Election, slate: str, seen: str) -> None:
    """Say which slate is the campaign's own. seen: the one that it was, as the page showed it. Raises BadInput, and
    Moved."""
    if slate not in ids(acts.current_files(campaign)):
        raise BadInput(Problem("slate", "choose one of the slates"))
    with transaction.atomic():
        acts.expect(seen, Election.objects.select_for_update().get(pk=campaign.pk).slate)
        Election.objects.filter(pk=campaign.pk).update(slate=slate)
        audit.record(who(), "chose its own slate", campaign.key, slate=slate)


def own_slate(campaign: Election) -> str:
    """The id of the campaign's own slate; the only one where there is one. Raises BadInput where it is not said."""
    known = ids(acts.current_files(campaign))
    if campaign.slate in known:
        return campaign.slate
    if len(known) == 1:
        return next(iter(known))
    raise BadInput(Problem("slate", "say on the campaign’s first page which slate is its own"))


def ids(files: Mapping[str, bytes]) -> dict[str, str]:
    """The slates of a folder: their names by their ids; {} where the file cannot be read."""
    try:
        return {str(each["id"]): str(each.get("name", each["id"])) for each in slates.tables(files) if "id" in each}
    except BadInput:
        return {}


def _is_own(path: str, content: bytes, before: Mapping[str, str]) -> bool:
    return path not in before or (path in overlays.OWN and before[path] != overlays.digest(path, content))


def _public_now(campaign: Election, version: str, *, solo: bool) -> dict[str, bytes]:
    election = _election(campaign)
    return public(election, version, charts=election.shown_charts, one_user=solo)


def _election(campaign: Election) -> Election:
    if campaign.of_id is None:
        raise BadInput(Problem("campaign", "this is no campaign"))
    return Election.objects.get(pk=campaign.of_id)
