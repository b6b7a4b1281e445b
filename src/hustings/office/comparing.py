"""Two versions compared: which files differ, and of texts in which lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

# Of a long file so many lines of differences are shown.
MOST_LINES = 400
# So many pairs of lines are looked at for what the same lines are. With more it would take minutes: what lies between
# the first difference and the last is then all old, and all new.
MOST_PAIRS = 10_000_000
# Lines round a difference.
AROUND = 2


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
    for line in _unified(before, after):
        if line.startswith("@@"):
            at = line.partition("+")[2].partition(",")[0].partition(" ")[0]
            found.append(Line("place", f"from line {max(1, int(at))}"))
        else:
            kind: Literal["old", "new", "same"] = "old" if line[0] == "-" else "new" if line[0] == "+" else "same"
            found.append(Line(kind, line[1:]))
    return tuple(found)


def _unified(before: list[str], after: list[str]) -> list[str]:
    """The lines of a unified difference without its head."""
    start, end = _alike(before, after)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if len(old) * len(new) <= MOST_PAIRS:
        return list(difflib.unified_diff(before, after, lineterm="", n=AROUND))[2:]
    first = max(0, start - AROUND)
    same = [f" {line}" for line in before[first:start]]
    return [f"@@ +{first + 1} @@", *same, *(f"-{line}" for line in old), *(f"+{line}" for line in new)]


def _alike(before: list[str], after: list[str]) -> tuple[int, int]:
    """How many lines two texts have in common at their beginning, and after that at their end."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    return start, end
