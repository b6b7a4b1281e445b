"""Assets named after what is in them, so that browsers may keep them for a year: «site.css» → «site.3f2a9c01bd.css».

A page that is open while a new release takes the old one's place may still ask for an old asset: the release brings
along those that its predecessor's pages ask for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

FOLDER = "assets/"
# In each release: which of its assets only pages of the release before ask for.
KEPT = "assets/earlier.txt"
# The first line of KEPT; the rest are names.
HEADING = "Assets of the release before this one, for pages that are still open:\n"
_IN_PAGES = re.compile(r"assets/([\w-]+\.\w+)")
_IN_STYLES = re.compile(r'(?<=url\(")([\w-]+\.\w+)(?="\))')
_IN_SCRIPTS = re.compile(r'(?<="\./)([\w-]+\.js)(?=")')


def fingerprinted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with their assets renamed, and with the new names wherever the old ones stood."""
    assets = {path: content for path, content in files.items() if path.startswith(FOLDER)}
    scripts = {path: content for path, content in assets.items() if path.endswith(".js")}
    # Scripts import each other in circles, so they share one digest.
    shared = _digest(b"".join(path.encode() + scripts[path] for path in sorted(scripts)))
    names: dict[str, str] = {}
    for path, content in sorted(assets.items(), key=lambda each: each[0].endswith(".css")):
        if path.endswith(".css"):
            assets[path] = content = _renamed(content, _IN_STYLES, names)
        names[path.removeprefix(FOLDER)] = _named(path, shared if path in scripts else _digest(content))
    found = {}
    for path, content in files.items():
        if path in assets:
            found[FOLDER + names[path.removeprefix(FOLDER)]] = (
                _renamed(content, _IN_SCRIPTS, names) if path in scripts else assets[path]
            )
        elif path.endswith((".html", ".css")):
            found[path] = _renamed(content, _IN_PAGES, names)
        else:
            found[path] = content
    return found


def with_earlier(files: Mapping[str, bytes], before: Path) -> dict[str, bytes]:
    """The files, with the assets that only the pages of the site before ask for. before: that site, if there is one.

    A site that is published again as it was keeps what it had kept: the same site, byte for byte.
    """
    own = {path for path in files if path.startswith(FOLDER)}
    there = {FOLDER + path.name for path in (before / FOLDER).iterdir()} if (before / FOLDER).is_dir() else set()
    there.discard(KEPT)
    list_of_it = before / KEPT
    carried = (
        {FOLDER + name for name in list_of_it.read_text("utf-8").splitlines()[1:]} if list_of_it.is_file() else set()
    )
    kept = sorted((carried if there - carried == own else there - carried) & there - own)
    added = {path: (before / path).read_bytes() for path in kept}
    if kept:
        added[KEPT] = (HEADING + "".join(path.removeprefix(FOLDER) + "\n" for path in kept)).encode()
    return {**files, **added}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _named(path: str, digest: str) -> str:
    name = PurePosixPath(path)
    return f"{name.stem}.{digest}{name.suffix}"


def _renamed(content: bytes, where: re.Pattern[str], names: Mapping[str, str]) -> bytes:
    """The text with the new names of assets at these places; what is no asset stays."""

    def new(match: re.Match[str]) -> str:
        return match[0].replace(match[1], names.get(match[1], match[1]))

    return where.sub(new, content.decode()).encode()
