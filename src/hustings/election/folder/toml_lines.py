"""Where the keys and values of a TOML text stand: the line of each, which the standard library does not tell.

`lines_of` walks a text that tomllib has already accepted, so it needs to know where values end, not what they mean.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|(?!""")[^\\])*"{3,5}' r"|'''(?:(?!''').)*'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'", re.DOTALL
)
_OTHER = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> Mapping[Path, int]:
    """The line, counted from 1, of every key and every element of an array, by its path: ("contest", 0, "seats")."""
    return _Walk(text).lines


class _Walk:
    """One walk through a text. at: where it is. lines: what it has found."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text.replace("\r\n", "\n"), 0
        self.lines: dict[Path, int] = {}
        self._seen, self._line = 0, 1
        tables: dict[Path, int] = {}
        here: Path = ()
        while self._skip(_BLANK) < len(self.text):
            if self.text.startswith("[[", self.at):
                self.at += 2
                named = self._into(self._key(), tables)
                tables[named] = tables.get(named, -1) + 1
                here = (*named, tables[named])
                self._mark(here)
                self.at += 2
            elif self.text[self.at] == "[":
                self.at += 1
                here = self._into(self._key(), tables)
                self._mark(here)
                self.at += 1
            else:
                self._pair(here)

    def _into(self, key: Path, tables: Mapping[Path, int]) -> Path:
        """The key of a header, led through the newest entry of every array of tables on its way."""
        path: Path = ()
        for index, part in enumerate(key):
            path = (*path, part)
            if path in tables and index < len(key) - 1:
                path = (*path, tables[path])
        return path

    def _mark(self, path: Path) -> None:
        self._line += self.text.count("\n", self._seen, self.at)
        self._seen = self.at
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], self._line)

    def _skip(self, what: re.Pattern[str]) -> int:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _key(self) -> Path:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            start = self.at
            if self.text[start] in "\"'":
                written = self.text[start : self._skip(_STRING)]
                parts.append(tomllib.loads(f"key = {written}")["key"])
            else:
                parts.append(self.text[start : self._skip(_BARE)])
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                return tuple(parts)
            self.at += 1

    def _pair(self, table: Path) -> None:
        start = self.at
        key = self._key()
        end, self.at = self.at, start
        self._mark((*table, *key))
        self.at = end + 1
        self._skip(_SPACE)
        self._value((*table, *key))

    def _value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening in "\"'":
            self._skip(_STRING)
        elif opening in "[{":
            self._several(path, opening)
        else:
            self._skip(_OTHER)

    def _several(self, path: Path, opening: str) -> None:
        """An array, whose elements are marked, or an inline table, whose keys are."""
        self.at += 1
        index = 0
        while self.text[self._skip(_BLANK)] not in "]}":
            if opening == "[":
                self._mark((*path, index))
                self._value((*path, index))
            else:
                self._pair(path)
            index += 1
            if self.text[self._skip(_BLANK)] == ",":
                self.at += 1
        self.at += 1
