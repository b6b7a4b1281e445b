"""Two versions compared: which files differ, and of texts in which lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

# Of a long file so many lines of differences are shown.
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference."""

    kind: Literal["old", "new", "same", "place"]
    text: str


@dataclass(frozen=True, slots=True)
class FileDifference:
    """A file that is not the same. lines: () where it is no text. more: how many lines are not shown."""

    path: str
    what: Literal["added", "removed", "changed"]
    lines: tuple[Line, ...] = ()
    more: int = 0


def differences(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[FileDifference]:
    """Every file in which two versions differ, in order of their paths."""
    for path in sorted(set(old) | set(new)):
        if old.get(path) != new.get(path):
            what: Literal["added", "removed", "changed"] = (
                "added" if path not in old else "removed" if path not in new else "changed"
            )
            lines = _lines(old.get(path, b""), new.get(path, b""))
            yield FileDifference(path, what, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES))


def _lines(old: bytes, new: bytes) -> tuple[Line, ...]:
    try:
        before, after = (each.decode().splitlines() for each in (old, new))
    except UnicodeDecodeError:
        return ()
    found = []
    for line in list(difflib.unified_diff(before, after, lineterm="", n=2))[2:]:
        if line.startswith("@@"):
            at = line.partition("+")[2].partition(",")[0].partition(" ")[0]
            found.append(Line("place", f"from line {max(1, int(at))}"))
        else:
            kind: Literal["old", "new", "same"] = "old" if line[0] == "-" else "new" if line[0] == "+" else "same"
            found.append(Line(kind, line[1:]))
    return tuple(found)
