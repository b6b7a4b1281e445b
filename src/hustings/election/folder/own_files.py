"""Which files an election folder is made of: those that no command may overwrite by accident."""

from __future__ import annotations

import os
from pathlib import Path

NAMES = (
    "election.toml",
    "candidates.csv",
    "slates.toml",
    "areas.csv",
    "branches.csv",
    "nominations.csv",
    "forecast.toml",
    "plan.csv",
    "site.toml",
)


def own_files(folder: Path) -> tuple[Path, ...]:
    """The files that are in the folder and belong to it: those it may have by name, its ballots, and every file whose
    name stands in one of them (statements, a logo, ballots under another name)."""
    named = [folder / name for name in NAMES if (folder / name).is_file()]
    words = "\n".join(path.read_text("utf-8", errors="replace") for path in named)
    found = list(named)
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and not name.endswith(".releases")]
        for file in files:
            path = Path(place, file)
            within = path.relative_to(folder)
            if path not in named and (within.parts[0] in ("ballots", "news") or within.as_posix() in words):
                found.append(path)
    return tuple(found)
