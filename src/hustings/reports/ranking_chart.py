"""The ranking of candidates by their nominations, as a picture."""

from __future__ import annotations

from typing import Any

import altair as alt

from hustings.look.slate_colours import INK, slate_colours
from hustings.narrative.catalogue import Words
from hustings.narrative.nominations import IN_ENGLISH, finding
from hustings.nominations.slates import slate_tallies
from hustings.nominations.tally import Tally
from hustings.reports.nomination_rows import (
    GAP,
    MARGIN,
    ROW,
    Frame,
    Layer,
    across,
    colour_of,
    coloured,
    down,
    drawn,
    framed,
    label,
    labelled,
    named,
    said,
    svg,
    width,
)

Row = dict[str, Any]
BAR, LINE = 12, 14


def ranking_chart(tally: Tally, say: Words = IN_ENGLISH) -> str:
    """Every candidate's nominations as a bar, most first, in the colour of the (first) slate the candidate is on."""
    most = max([1, *(each.nominations for each in tally.standings)])
    rows = _rows(tally)
    labels = [(each.nominations / most, row["said"]) for each, row in zip(tally.standings, rows, strict=True)]
    frame = framed([each.name for each in tally.standings], labels, ROW * max(1, len(rows)))
    x = across("at", most)
    bars = drawn(rows).mark_rect(opacity=0.9).encode(x=across("from", most), x2="at:Q", color=coloured())
    lines, above = _lines(tally, frame, most, say)
    layers = [
        named(rows, frame),
        bars.encode(y=down("top", frame), y2="bottom:Q"),
        *lines,
        *labelled(rows, frame, x),
    ]
    below = [say("charted.by_branches", contest=tally.contest.title)]
    return svg(layers, frame, finding(tally, say), below, tally, above, say)


def _rows(tally: Tally) -> list[Row]:
    slates = slate_tallies(tally)
    colours, names = slate_colours([each.slate for each in slates]), {each.slate.id: each.slate.name for each in slates}
    return [
        {
            "name": label(each.name),
            "from": 0,
            "at": each.nominations,
            "y": ROW * index + ROW / 2,
            "top": ROW * index + (ROW - BAR) / 2,
            "bottom": ROW * index + (ROW + BAR) / 2,
            "colour": colour_of(each, colours),
            "said": said(f"{each.nominations:,}", *(label(names[slate]) for slate in each.slates[:1])),
        }
        for index, each in enumerate(tally.standings)
    ]


def _lines(tally: Tally, frame: Frame, most: int, say: Words) -> tuple[list[Layer], int]:
    """The threshold and the majority as lines, where anybody has come so far; and how high their names go above them.

    The name of the second is higher where it would run into that of the first.
    """
    needed, majority = say("charted.needed", number=tally.needed), say("charted.majority")
    marks = [(tally.needed, needed), (len(tally.branches) // 2 + 1, majority)]
    there = sorted((at, name) for at, name in marks if at and tally.counted and at <= most)
    spans = [_span(at / most * frame.plot, name, frame) for at, name in there]
    higher = [0, LINE if len(spans) > 1 and spans[1][0] < spans[0][1] + GAP else 0]
    rules = drawn([{"at": at} for at, _ in there]).mark_rule(color=INK, strokeDash=[3, 3])
    names = [
        drawn([{"name": name}])
        .mark_text(align="left", baseline="bottom")
        .encode(x=alt.value(span[0]), y=alt.value(-4 - up), text="name:N")
        for (_, name), span, up in zip(there, spans, higher, strict=False)
    ]
    return [rules.encode(x=across("at", most)), *names], 2 * (LINE + max(higher))


def _span(at: float, name: str, frame: Frame) -> tuple[float, float]:
    """From where to where a line's name goes: from its line, or from so far left that it ends within the picture."""
    start = min(at, frame.plot + frame.beyond - MARGIN - width(name))
    return start, start + width(name)
