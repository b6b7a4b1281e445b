"""The election's pages, made by `hustings publish` with every declared result, to be put on a web host.

The office shows none of them itself: a page with somebody's words in it would stand beside its own.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, believing, campaigns, overlays, runs, versions, zips
from hustings.office.models import Election, Result, Run
from hustings.office.progress import last_declared

SITE, NAME = "site", "site.toml"


def read(folder: Path) -> hustings.ElectionFolder:
    """An election folder as pages are made of it: what is wrong with beliefs is in the way of a plan, not of them."""
    found = hustings.read_election(folder)
    names = {(each.file or each.source).rpartition("/")[2] for each in found.problems}
    return replace(found, error=None) if names <= {believing.NAME} else found


def declared(election: Election) -> dict[str, Result]:
    """The declared results that are in force, by contest: a newer one that is provisional does not take them away."""
    told = hustings.read_election(acts.current_folder(election)).election
    rows = {each.id: last_declared(election, each.id) for each in told.contests}
    return {contest: result for contest, result in rows.items() if result is not None}


def begin(election: Election, *, ballots: bool) -> Run:
    """Begin to make the pages. ballots: whether the papers are published, too. Raises BadInput."""
    return runs.begin(election, SITE, [*words(election), *(["--ballots"] if ballots else [])])


def words(election: Election) -> list[str]:
    """The command that makes the pages of an election, or of a campaign: of its own slate, with the results that the
    election has declared. Raises BadInput."""
    folder = acts.current_folder(election)
    if not (folder / NAME).is_file():
        raise BadInput(Problem("imprint", "write who publishes the pages, with a postal address"))
    given = ["publish", str(folder), "--out", SITE]
    if election.of_id is not None:
        records = overlays.declared(acts.home_of(election.key), election.current)
        given += ["--slate", campaigns.own_slate(election), *(["--trust-record"] if records else [])]
        return [*given, *(word for record in records for word in ("--record", str(record)))]
    for result in declared(election).values():
        record = versions.folder(acts.home_of(election.key), result.version) / result.record_path
        given += ["--record", str(record)]
    return given


def pages(run: Run) -> dict[str, Path]:
    """The files of the pages that a run has made, by their paths."""
    root = (runs.place(run) / SITE).resolve()
    return {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}


def packed(run: Run) -> bytes:
    """The pages as a ZIP file."""
    return zips.packed({name: path.read_bytes() for name, path in pages(run).items()})
