"""The folder in which an office keeps everything, and what is where in it; readable by its owner alone."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from hustings.election.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class Home:
    """root: the folder."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Home:
        """The home at this path, made where it is not there. Raises BadInput where others could read it."""
        root = Path(os.path.abspath(root))
        try:
            root.mkdir(parents=True, mode=0o700, exist_ok=True)
            if sys.platform != "win32":
                _own(root)
            home = cls(root)
            for folder in (home.elections, home.uploads, home.runs, home.keys, home.sites):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise BadInput(Problem(str(root), f"it cannot be used as the office's folder: {error.strerror}")) from None
        return home

    @property
    def database(self) -> Path:
        return self.root / "office.sqlite3"

    @property
    def mark(self) -> Path:
        """Which office this is, and where its rows are (`belonging`)."""
        return self.root / "office.json"

    @property
    def elections(self) -> Path:
        return self.root / "elections"

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def sites(self) -> Path:
        """Pages that are on the web, where the office has a host for them."""
        return self.root / "sites"

    def versions(self, election: str) -> Path:
        """Where the versions of an election's folder are."""
        return self.elections / election


def _own(root: Path) -> None:
    """Raises BadInput for a folder of somebody else, or a symbolic link; takes every right from others."""
    found = root.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise BadInput(Problem(str(root), "the office's folder should be a folder, and this is none"))
    if found.st_uid != os.getuid():
        raise BadInput(Problem(str(root), "this folder is another user's; name a folder of your own with --folder"))
    if stat.S_IMODE(found.st_mode) & 0o077:
        root.chmod(0o700)
