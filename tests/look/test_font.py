"""The bundled font as it is drawn: no stroke through a zero, so that figures in text read as figures."""

from __future__ import annotations

import struct
from importlib import resources

import pytest

from hustings.look.typeface import typeface


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_a_zero_is_a_ring_without_a_stroke_through_it(weight: str) -> None:
    """OpenType, table glyf: a glyph begins with the number of its contours. A ring has two; «8» has three."""
    data = (resources.files("hustings.look") / f"fonts/AtkinsonHyperlegibleNext-{weight}.ttf").read_bytes()
    tables = {
        data[at : at + 4].decode(): struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    long = struct.unpack_from(">h", data, tables["head"] + 50)[0]

    def contours(character: str) -> int:
        glyph = typeface(weight).glyphs[ord(character)]
        if long:
            offset = struct.unpack_from(">I", data, tables["loca"] + 4 * glyph)[0]
        else:
            offset = 2 * struct.unpack_from(">H", data, tables["loca"] + 2 * glyph)[0]
        return int(struct.unpack_from(">h", data, tables["glyf"] + offset)[0])

    assert (contours("0"), contours("O"), contours("8")) == (2, 2, 3)
