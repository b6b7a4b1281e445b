"""The bundled font: which characters it has and how wide they are (OpenType tables cmap, hhea, hmtx)."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, Problem

FAMILY = "Atkinson Hyperlegible Next"


class Typeface(NamedTuple):
    """glyphs: character's number → glyph. advances: widths of glyphs in parts of `em`; the last goes for the rest."""

    glyphs: dict[int, int]
    advances: tuple[int, ...]
    em: int

    def width(self, text: str) -> float:
        """The width of the text at size 1, without kerning. Characters the font lacks count as its box for them."""
        glyphs = (self.glyphs.get(ord(character), 0) for character in text)
        return sum(self.advances[min(glyph, len(self.advances) - 1)] for glyph in glyphs) / self.em


@cache
def typeface(weight: str = "Bold") -> Typeface:
    """The bundled font in a weight, Regular or Bold."""
    path = resources.files("hustings.look") / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf"
    data = path.read_bytes()
    tables = _tables(data)
    em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    advances = struct.unpack_from(">" + "Hh" * metrics, data, tables["hmtx"])[::2]
    return Typeface(_characters(data, tables["cmap"]), advances, em)


def _tables(data: bytes) -> dict[str, int]:
    """Where each table of a font begins; of a collection (TTC), those of its first font."""
    tables, start = {}, struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    for i in range(struct.unpack_from(">H", data, start + 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * i)
        tables[tag.decode()] = offset
    return tables


def need_glyphs(texts: Iterable[tuple[str, str]], lacking: Collection[int]) -> None:
    """Raises BadInput for every text with a character that no font has. texts: (where, text). lacking: those."""
    problems = []
    for where, text in dict.fromkeys(texts):
        if missing := [c for c in dict.fromkeys(text) if ord(c) in lacking]:
            named = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, 'unnamed')}" for c in missing)
            right = (
                "put a font file that has it (TTF or OTF) into the election folder's folder “fonts”, or install fonts"
            )
            right += " for Greek, Cyrillic, Arabic, Hebrew and Chinese: pip install 'hustings[fonts]'"
            problems.append(Problem(where, f"no font has {named}; {right}"))
    if problems:
        raise BadInput(problems)


def lacking_in(texts: Iterable[tuple[str, str]], fonts: Iterable[Path] = ()) -> set[int]:
    """The characters of texts that neither the bundled font nor these have. texts: (where, text)."""
    known = {*(typeface("Regular").glyphs.keys() & typeface("Bold").glyphs.keys()), *map(ord, "\n\u200e\u200f")}
    wanted = {ord(character) for _, text in texts for character in text} - known
    for path in fonts:
        wanted -= characters_of(path)
    return wanted


def characters_of(path: Path) -> set[int]:
    """The numbers of the characters that a font file has. Raises BadInput where it is no TTF or OTF file."""
    data = read_bytes(path)
    try:
        return set(_characters(data, _tables(data)["cmap"]))
    except (struct.error, KeyError, ValueError, UnicodeDecodeError):
        raise BadInput(Problem(str(path), "this is not a font; it should be a TTF or OTF file")) from None


def _characters(data: bytes, cmap: int) -> dict[int, int]:
    """The characters of the table: all of Unicode (format 12) where it has them, else the first plane (format 4)."""
    starts = {}
    for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", data, cmap + 4 + 8 * i + 4)[0]
        starts[struct.unpack_from(">H", data, at)[0]] = at
    if 12 in starts:
        at, found = starts[12], dict[int, int]()
        for i in range(struct.unpack_from(">I", data, at + 12)[0]):
            first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * i)
            if last > 0x10FFFF:
                raise ValueError("no such character")
            found |= {character: glyph + character - first for character in range(first, last + 1)}
        return found
    if 4 not in starts:
        raise ValueError("the font has no cmap of format 4 or 12")
    return _first_plane(data, starts[4])


def _first_plane(data: bytes, start: int) -> dict[int, int]:
    """The characters of a subtable of format 4."""
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    row = f">{count}H"
    ends = struct.unpack_from(row, data, start + 14)
    starts, deltas, offsets = (struct.unpack_from(row, data, start + 16 + 2 * count * n) for n in (1, 2, 3))
    found = {}
    for i in range(count):
        for character in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = character
            if offsets[i]:
                at = start + 16 + 6 * count + 2 * i + offsets[i] + 2 * (character - starts[i])
                glyph = struct.unpack_from(">H", data, at)[0]
            if glyph and (glyph := (glyph + deltas[i]) & 0xFFFF):
                found[character] = glyph
    return found
