"""Putting a site in place all at once: a directory named by the digest of its files, and a link that is swapped.

`out` is a symbolic link into OUT.releases. Until the moment of the swap it shows the old site, so that a run that fails
or is killed changes nothing. One run at a time works on OUT.releases: it holds the lock that lies there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from hustings.election.outputs import flush_folder
from hustings.election.problems import BadInput, Problem

KEPT = 3
LOCK = ".lock"
# Seconds that a run waits for another one to end.
PATIENCE = 60.0


def digest(files: Mapping[str, bytes]) -> str:
    """Names a site by what is in it: SHA-256 over the sorted paths and contents, its first 16 hexadecimal digits."""
    content = hashlib.sha256()
    for path in sorted(files):
        content.update(f"{path}\0{len(files[path])}\0".encode() + files[path])
    return content.hexdigest()[:16]


@contextmanager
def alone(out: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Nobody else publishes into `out` within the block; where somebody does, this run waits.

    Raises BadInput if the other run has not ended after so many seconds, or if `out` cannot be written.
    """
    releases = _releases(out)
    with _as_bad_input(out):
        releases.mkdir(parents=True, exist_ok=True)
        # A singleton is one lock within the program, which can be held twice over.
        lock = FileLock(releases.resolve() / LOCK, is_singleton=True)
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            said = "another run is publishing here and has not ended; run the command again when it has"
            raise BadInput(Problem(str(out), said)) from None
    try:
        yield
    finally:
        lock.release()


def release(files: Mapping[str, bytes], out: Path) -> Path:
    """Write the site beside `out` and point `out` to it, `alone`; the directory it is in.

    files: content by path within the site, with slashes. A release that is there already is taken if its files still
    have its digest; a damaged one is made again, and removed once `out` shows the sound one. The latest KEPT releases
    stay. Raises BadInput where `out` is something else or cannot be written.
    """
    with alone(out):
        return _release(files, out, _releases(out))


def _release(files: Mapping[str, bytes], out: Path, releases: Path) -> Path:
    target = releases / digest(files)
    with _as_bad_input(out):
        damaged = [path for path in _made_of(releases, target.name) if not is_sound(path)]
        sound = [path for path in _made_of(releases, target.name) if path not in damaged]
        if sound:
            target = sound[0]
        else:
            taken = {path.name for path in damaged}
            target = next(target.with_name(name) for name in _names(target.name) if name not in taken)
            _write(files, target)
        os.utime(target)
        _point(out, Path(releases.name) / target.name)
    for path in damaged:
        shutil.rmtree(path, ignore_errors=True)
    _forget(releases, target)
    return target


def is_sound(release: Path) -> bool:
    """Whether a release still holds exactly the files it is named after."""
    files = {}
    for path in release.rglob("*"):
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            return False
        if path.is_file():
            files[path.relative_to(release).as_posix()] = path.read_bytes()
    return digest(files) == release.name.partition("-")[0]


def _releases(out: Path) -> Path:
    """The folder of the releases. Raises BadInput where `out` is something that `release` has not made."""
    releases = out.with_name(f"{out.name}.releases")
    ours = out.is_symlink() and Path(os.readlink(out)).parent.name == releases.name
    if not ours and (out.is_symlink() or out.exists()):
        said = "this is there already and was not published by Hustings; name a directory that does not exist yet"
        raise BadInput(Problem(str(out), said))
    return releases


@contextmanager
def _as_bad_input(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = f"it cannot be written: {error.strerror or error}; the site is as it was before"
        raise BadInput(Problem(str(out), said)) from None


def _names(name: str) -> Iterator[str]:
    """The names a release with this digest may have: a second one where the first is damaged and still shown."""
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _made_of(releases: Path, name: str) -> list[Path]:
    """The releases that are named after this digest."""
    return sorted(path for path in releases.iterdir() if path.name.partition("-")[0] == name)


def _write(files: Mapping[str, bytes], target: Path) -> None:
    """All files in a directory of a temporary name, which then gets its own once all is on the disk."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        for path, content in files.items():
            file = unfinished / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        for place, _, names in os.walk(unfinished):
            for name in names:
                _flush_file(Path(place, name))
            flush_folder(Path(place))
        os.replace(unfinished, target)
        flush_folder(target.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _point(out: Path, target: Path) -> None:
    """Make the link, or swap it for the one that is there; the old one again where the disk fails afterwards."""
    before = Path(os.readlink(out)) if out.is_symlink() else None
    _link(out, target)
    try:
        flush_folder(out.parent)
    except OSError:
        if before is None:
            out.unlink()
        else:
            _link(out, before)
        raise


def _link(out: Path, target: Path) -> None:
    link = out.parent / target.parent / f".{target.name}.link"
    link.unlink(missing_ok=True)
    link.symlink_to(target, target_is_directory=True)
    os.replace(link, out)


def _flush_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget(releases: Path, current: Path) -> None:
    """Remove old releases and what killed runs have left behind."""
    # A link that a killed run had made and not yet put in its place leads nowhere from here, and is no directory.
    there = [path for path in releases.iterdir() if path != current and (path.is_symlink() or path.is_dir())]
    old = sorted(there, key=lambda path: path.lstat().st_mtime)
    left = [path for path in old if path.name.startswith(".")]
    named = [path for path in old if not path.name.startswith(".")]
    for path in [*left, *named[: max(0, len(named) - KEPT + 1)]]:
        if path.is_symlink():
            path.unlink(missing_ok=True)
        else:
            shutil.rmtree(path, ignore_errors=True)
