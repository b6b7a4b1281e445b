"""Writing a command's outputs: all of them or none, each whole, flushed to disk, and never over an input.

A file is written under a temporary name in the folder where it belongs, flushed, and renamed. What was there before
stays under a second name until every file is in place, so that an error at any point can be undone. A killed run leaves
each file whole, old or new, and perhaps temporary files, which the next run that writes the same file removes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from hustings.election.problems import BadInput, Problem

try:
    import fcntl
except ImportError:  # Windows: nobody can tell whether a temporary file is still in use, so none is removed.
    fcntl = None  # type: ignore[assignment]

NEW, OLD = ".part", ".old"
# Letters of a file's name that its temporary names keep; a name may have 255 bytes in all.
KEPT_LETTERS = 40
STANDARD_OUTPUT = "-"
MOST_OPEN = 100


def check_outputs(outputs: Mapping[str, Path | None], inputs: Iterable[Path | None] = ()) -> None:
    """Raise BadInput with everything that is in the way of writing these files, before long work begins.

    outputs: by option; None was not asked for, «-» is standard output. inputs: the files that the command reads.
    """
    asked = {option: path for option, path in outputs.items() if path is not None}
    printed = [option for option, path in asked.items() if str(path) == STANDARD_OUTPUT]
    files = {option: path for option, path in asked.items() if str(path) != STANDARD_OUTPUT}
    problems = []
    if len(printed) > 1:
        problems.append(Problem(", ".join(printed), "only one output can go to standard output (“-”)"))
    read = [path for path in inputs if path is not None]
    for index, (option, path) in enumerate(files.items()):
        earlier = [name for name in list(files)[:index] if _same_file(files[name], path)]
        if in_the_way := _in_the_way(path):
            problems.append(Problem(str(path), in_the_way))
        elif any(_same_file(path, other) for other in read):
            problems.append(Problem(option, f"{path} is a file that this command reads; name another file"))
        elif earlier:
            problems.append(Problem(option, f"{path} is the same file as that of {earlier[0]}; name another file"))
    if problems:
        raise BadInput(problems)


def _in_the_way(path: Path) -> str:
    """Why this path cannot be written, or "" if it can."""
    try:
        place = path.resolve(strict=False)
        mode = path.stat().st_mode if path.exists() else None  # of /dev/stdout too, which leads to no place
    except (OSError, RuntimeError) as error:
        return f"it cannot be written: {getattr(error, 'strerror', None) or 'its symbolic links form a loop'}"
    if mode is not None and stat.S_ISDIR(mode):
        return "this is a directory; a file is wanted"
    if mode is not None and not stat.S_ISREG(mode):
        return "this is a device or a pipe; name a file, or “-” for standard output"
    if not place.parent.is_dir():
        return f"there is no directory {place.parent}; make it first"
    if not os.access(place.parent, os.W_OK) or (mode is not None and not os.access(place, os.W_OK)):
        return "it cannot be written: permission denied"
    return ""


def _same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file: by links of either kind, or by another spelling of the same place."""
    try:
        if one.resolve() == other.resolve():
            return True
        return one.exists() and other.exists() and os.path.samefile(one, other)
    except (OSError, RuntimeError):
        return False


@dataclass(slots=True)
class _File:
    """A file on its way. place: where it will be, links followed. new: what is written. old: what was there before."""

    path: Path
    place: Path
    new: Path
    old: Path | None = None


@dataclass(slots=True)
class Writing:
    """Files on their way: `add` writes each beside its place, and the end of the block puts all in place, or none.

    Every error of the disk raises BadInput, after which each file is as it was before.
    """

    _files: list[_File] = field(default_factory=list)
    _locks: list[int] = field(default_factory=list)

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        try:
            if kind is None:
                self._put_in_place()
        finally:
            for file in self._files:
                _remove(file.new)
                _remove(file.old)
            self._let_go()

    def add(self, path: str | Path, content: str | bytes) -> None:
        """Write the content to the disk, under a temporary name. A symbolic link is followed."""
        path = Path(path)
        # Only the name of a file can hold what UTF-8 cannot (a byte that is no text): it becomes \udcff and the like.
        data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
        with _as_bad_input(path):
            place = path.resolve()
            _remove_left_over(place)
            handle, name = tempfile.mkstemp(dir=place.parent, prefix=_prefix(place), suffix=NEW)
            self._files.append(_File(path, place, Path(name)))
            try:
                _lock(handle)
                os.chmod(name, _mode(place))
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(handle, rest) :]
                os.fsync(handle)
            finally:
                self._keep(handle)

    def _keep(self, handle: int) -> None:
        """Hold the file open, and so locked, to the end; of very many files, the first."""
        if len(self._locks) < MOST_OPEN:
            self._locks.append(handle)
        else:
            os.close(handle)

    def _let_go(self) -> None:
        """Close all files: before they are renamed where the system renames no open file, else at the end."""
        while self._locks:
            os.close(self._locks.pop())

    def _put_in_place(self) -> None:
        placed: list[_File] = []
        try:
            for file in self._files:
                with _as_bad_input(file.path):
                    self._keep_old(file)
            if not fcntl:
                self._let_go()
            for file in self._files:
                placed.append(file)
                with _as_bad_input(file.path):
                    os.replace(file.new, file.place)
            for folder in {file.place.parent: file for file in self._files}.values():
                with _as_bad_input(folder.path):
                    flush_folder(folder.place.parent)
        except BaseException:
            _put_back(placed)
            raise

    def _keep_old(self, file: _File) -> None:
        """Give what is there now a second name, by which it can be put back."""
        try:
            handle = os.open(file.place, os.O_RDONLY)
        except FileNotFoundError:
            return
        _lock(handle)
        self._keep(handle)
        file.old = file.new.with_suffix(OLD)
        try:
            os.link(file.place, file.old)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
                raise
            shutil.copy2(file.place, file.old)  # where the disk knows no second names


def write_together(files: Mapping[Path, str | bytes]) -> None:
    """Write all these files, or none. Raises BadInput where one cannot be written."""
    with Writing() as writing:
        for path, content in files.items():
            writing.add(path, content)


def _put_back(placed: Iterable[_File]) -> None:
    """What was there before, where it was; nothing where nothing was."""
    for file in placed:
        with contextlib.suppress(OSError):
            if file.old is not None:
                os.replace(file.old, file.place)
            elif not file.new.exists():
                file.place.unlink(missing_ok=True)


@contextlib.contextmanager
def _as_bad_input(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:
        said = getattr(error, "strerror", None) or "its symbolic links form a loop"
        raise BadInput(Problem(str(path), f"it cannot be written: {said}; nothing was changed")) from None


def _lock(handle: int) -> None:
    """Let other runs see that the file is in use, until it is closed: by this program, or by its end."""
    if fcntl:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _prefix(place: Path) -> str:
    return f".{place.name[:KEPT_LETTERS]}."


def _mode(place: Path) -> int:
    """The permissions of the file that is there; for a new one, what the user's mask leaves of rw-rw-rw-."""
    try:
        return stat.S_IMODE(place.stat().st_mode)
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def flush_folder(folder: Path) -> None:
    """Put the folder's names on the disk, where the system can do that for a folder."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _remove_left_over(place: Path) -> None:
    """Remove the temporary files that killed runs have left of this file: those that no living run holds locked."""
    if not fcntl:
        return
    prefix = _prefix(place)
    for name in os.listdir(place.parent):
        if name.startswith(prefix) and name.endswith((NEW, OLD)) and name.count(".") == prefix.count(".") + 1:
            with contextlib.suppress(OSError), open(place.parent / name, "rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(place.parent / name)


def _remove(path: Path | None) -> None:
    if path is not None:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
