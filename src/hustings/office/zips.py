"""A version as a ZIP file, and an uploaded ZIP file: nothing in it leaves its folder or unpacks without end."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from hustings.election.archives import DAMAGED
from hustings.election.problems import BadInput, Problem
from hustings.office.versions import MOST_BYTES, MOST_FILES, unfit

# The same files give the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)
# What computers add of their own.
PASSED_OVER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file of these files, by their paths."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, MOMENT)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[path])
    return out.getvalue()


def unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """The files of an uploaded ZIP file; one folder round everything is taken off. Raises BadInput."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _files(archive, name)
    except DAMAGED as error:
        said = "it is damaged, or locked with a password" if isinstance(error, RuntimeError) else "it is damaged"
        raise BadInput(Problem(name, f"this is not a ZIP file that can be opened: {said}")) from None


def too_large(data: bytes) -> bool:
    """Whether the bytes are an archive (a workbook is one) that unpacks to more than any election needs."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except DAMAGED:
        return False
    return len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES


def _files(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if not info.is_dir() and not _passed_over(info.filename)]
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        said = f"it unpacks to more than {MOST_FILES:,} files or {MOST_BYTES >> 20} MB"
        raise BadInput(Problem(name, f"{said}, which no election folder needs"))
    tops = {PurePosixPath(info.filename).parts[0] for info in infos if info.filename}
    around = f"{tops.pop()}/" if len(tops) == 1 and all("/" in info.filename for info in infos) else ""
    found: dict[str, bytes] = {}
    problems = []
    for info in infos:
        path = info.filename.removeprefix(around)
        if stat.S_ISLNK(info.external_attr >> 16):
            problems.append(Problem(name, f"“{path[:80]}” is a symbolic link; put the file itself into the archive"))
        elif said := unfit(path):
            problems.append(Problem(name, said))
        elif path in found:
            problems.append(Problem(name, f"“{path}” is in the archive twice"))
        else:
            found[path] = archive.read(info)
    if problems:
        raise BadInput(problems)
    return found


def _passed_over(path: str) -> bool:
    return path.startswith(PASSED_OVER[0]) or PurePosixPath(path).name in PASSED_OVER[1:]
