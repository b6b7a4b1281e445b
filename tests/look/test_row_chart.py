"""Bars with names: a long name is whole where there is room, and never runs into its figure."""

from __future__ import annotations

import re

from hustings.look.drawing import width
from hustings.look.row_chart import HALF, NARROWEST, SIZE, Row, row_chart

LONG = "Northern Ireland and the Border"


def labels(name: str, said: str) -> dict[str, str]:
    picture = str(row_chart([Row(name, 0.4, said)], "words"))
    return {
        kind: text.strip("\u2068\u2069") for kind, text in re.findall(r'class="name-plain ?(\w*)">([^<]*)<', picture)
    }


def test_a_name_that_is_too_long_for_a_telephone_is_whole_on_a_page() -> None:
    found = labels(LONG, "41 % (33 to 50)")
    assert found["long"] == LONG
    assert found["short"].endswith("…")


def test_a_name_leaves_room_for_its_figure_however_long_both_are() -> None:
    for name in (LONG, LONG * 4):
        for said in ("41 %", "about 41 % (from 33 % to 50 %)"):
            for kind, whole in (("short", NARROWEST), ("long", HALF)):
                assert width(labels(name, said).get(kind, ""), SIZE) + width(said, SIZE) < whole


def test_a_short_name_stands_there_once() -> None:
    assert list(labels("Wales", "41 %")) == [""]
