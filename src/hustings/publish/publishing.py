"""Publishing an election folder: everything read and checked first, then all files at once, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from hustings.election.files import read_bytes, read_text
from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem
from hustings.election.reading import read_election, read_plan, read_site
from hustings.places import index as indexes
from hustings.places.areas import Areas, areas_from
from hustings.places.regions import constituencies
from hustings.publish.content import Site
from hustings.publish.from_folder import site_of
from hustings.publish.pages import Postcodes, site_files
from hustings.publish.release import release
from hustings.rules.record import CountRecord
from hustings.rules.record_reader import from_json


class Published(NamedTuple):
    """What was published. addressed: its base address is known, so it can have QR codes and cards."""

    release: Path
    files: int
    addressed: bool


def publish(
    folder: Path,
    out: Path,
    as_of: datetime,
    *,
    slate: str | None = None,
    contest: str | None = None,
    plan: Path | None = None,
    evidence: Path | None = None,
    records: Iterable[Path] = (),
    index: Path | None = None,
    base_url: str = "",
    leaflets: bool = False,
    cards: bool = False,
) -> Published:
    """Publish the site as it stands at the moment `as_of`.

    slate: None for the returning officer's neutral site. records: count records, each of the contest whose id is the
    file's name. The same input gives the same bytes. Raises BadInput with what is wrong; then the old site stays.
    """
    election = read_election(folder, ["candidates.csv", "areas.csv"])
    settings = read_site(election, publishing=True)
    rows = read_plan(election, plan) if plan or (folder / "plan.csv").exists() else ()
    site = site_of(
        election,
        settings,
        slate=election.slate(slate) if slate else None,
        contest=contest,
        plan=rows,
        records=_records(election, records),
        evidence=evidence,
        base_url=base_url,
        as_of=as_of,
    )
    before = out / "dates.ics"
    previous = before.read_text(encoding="utf-8") if before.is_file() else ""
    printed, shared = _on_paper(site, leaflets), _to_share(site, cards)
    postcodes = _postcodes(election, index)
    files = site_files(site, as_of, postcodes, leaflets=printed, cards=shared, previous_calendar=previous)
    return Published(release(files, out), len(files), bool(site.base_url))


def _on_paper(site: Site, wanted: bool) -> dict[str, bytes]:
    """The leaflets; typst is loaded only where they are wanted."""
    if not wanted:
        return {}
    from hustings.publish.leaflet import leaflets

    return leaflets(site)


def _to_share(site: Site, wanted: bool) -> dict[str, bytes]:
    """The cards, which are of no use without the site's address."""
    if not wanted or not site.base_url:
        return {}
    from hustings.publish.card import cards

    return cards(site)


def _records(election: Election, paths: Iterable[Path]) -> dict[str, CountRecord]:
    found = {}
    for path in paths:
        ids = [each.id for each in election.contests]
        if path.stem not in ids:
            said = f"a record's file is called after its contest, as in {ids[0]}.json; there are {', '.join(ids)}"
            raise BadInput(Problem(str(path), said))
        found[path.stem] = from_json(read_text(path), str(path))
    return found


def _postcodes(election: Election, index: Path | None) -> Postcodes:
    """The routes of the areas, and the index or the table of districts."""
    leaves = [(area.code, area.covers) for area in election.leaves() if area.covers]
    areas = areas_from(leaves, str(election.folder / "areas.csv")) if leaves else Areas({})
    known = {code: areas.routes[code][0] for code in constituencies() if code in areas.routes}
    if index is None:
        table = resources.files("hustings.places").joinpath("districts.txt").read_text("utf-8")
        return Postcodes(areas.compact if leaves else {}, districts=table, constituencies=known)
    month = indexes.load(index).head.month
    companion = indexes.companion(index)
    terminated = read_bytes(companion) if companion.exists() else b""
    return Postcodes(areas.compact if leaves else {}, read_bytes(index), terminated, month=month, constituencies=known)
