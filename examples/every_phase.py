"""The examples' campaign sites as they stood, or would have stood, in every phase of their season.

    python examples/every_phase.py OUT [FOLDER …]

For each folder beside this script, or for those that are named, writes OUT/FOLDER/PHASE: the site of its first slate as
of the moment at which the phase begins. The phases are those that the folder's own timetable has.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hustings import publish, read_election

EXAMPLES = Path(__file__).parent
PHASES = re.compile(r'data-phases="([^"]*)"')


def phases(page: str) -> Iterator[tuple[str, datetime]]:
    """The phases that a page knows, each with the moment at which it first begins."""
    known = PHASES.search(page)
    begun = set()
    for entry in known[1].split(";") if known else ():
        if entry.strip():
            at, name, _ = entry.split()
            if name not in begun:
                begun.add(name)
                yield name, datetime.fromisoformat(at)


def publish_all(folder: Path, out: Path) -> Iterator[Path]:
    """The folder's sites, the earliest phase first."""
    slate = read_election(folder).election.slates[0].id
    with TemporaryDirectory() as scratch:
        # A page long after the election knows all of its phases.
        publish(folder, Path(scratch) / "after", datetime(2100, 1, 1), slate=slate)
        known = list(phases((Path(scratch) / "after" / "index.html").read_text("utf-8")))
    for name, at in [("before", datetime(2000, 1, 1)), *known]:
        publish(folder, out / name, at + timedelta(minutes=1), slate=slate)
        yield out / name


def main(out: str, *named: str) -> None:
    """Publish the examples that are named, or all."""
    folders = [EXAMPLES / name for name in named] or sorted(path.parent for path in EXAMPLES.glob("*/slates.toml"))
    for folder in folders:
        for site in publish_all(folder, Path(out) / folder.name):
            print(site)


if __name__ == "__main__":
    main(*sys.argv[1:])
