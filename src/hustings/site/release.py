"""Putting a site in place all at once: a directory named by the digest of its files, and a link that is swapped."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from hustings.election.problems import BadInput, Problem

KEPT = 3


def digest(files: Mapping[str, bytes]) -> str:
    """Names a site by what is in it: SHA-256 over the sorted paths and contents, its first 16 hexadecimal digits."""
    content = hashlib.sha256()
    for path in sorted(files):
        content.update(f"{path}\0{len(files[path])}\0".encode() + files[path])
    return content.hexdigest()[:16]


def release(files: Mapping[str, bytes], out: Path) -> Path:
    """Write the site beside `out` and point `out` to it; the directory it is in.

    files: content by path within the site, with slashes. `out` becomes (or is) a symbolic link into OUT.releases; until
    the moment of the swap it shows the old site, and a run that fails or is killed changes nothing. The latest KEPT
    releases stay. Raises BadInput where `out` is something else or cannot be written.
    """
    if out.exists() and not out.is_symlink():
        said = "this is there already and was not published by Hustings; name a directory that does not exist yet"
        raise BadInput(Problem(str(out), said))
    releases = out.with_name(f"{out.name}.releases")
    target = releases / digest(files)
    try:
        releases.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            _write(files, target)
        os.utime(target)
        link = releases / f".{target.name}.link"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(releases.name) / target.name, target_is_directory=True)
        os.replace(link, out)
    except OSError as error:
        raise BadInput(Problem(str(out), f"it cannot be written: {error.strerror}")) from None
    _forget(releases, target)
    return target


def _write(files: Mapping[str, bytes], target: Path) -> None:
    """All files in a directory of a temporary name, which then gets its own."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        for path, content in files.items():
            file = unfinished / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        os.replace(unfinished, target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _forget(releases: Path, current: Path) -> None:
    """Remove old releases and what killed runs have left behind."""
    old = sorted((path for path in releases.iterdir() if path.is_dir() and path != current), key=os.path.getmtime)
    left = [path for path in old if path.name.startswith(".")]
    named = [path for path in old if not path.name.startswith(".")]
    for path in [*left, *named[: max(0, len(named) - KEPT + 1)]]:
        shutil.rmtree(path, ignore_errors=True)
