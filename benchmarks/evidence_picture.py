"""The picture of docs/evidence.md: seats gained against seats lost, with a name at the beginning of each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import altair as alt
import vl_convert
from contests import ROOT

PICTURE = ROOT / "docs/evidence-seats.svg"
WIDE, HIGH, INK = 640, 460, "#333"
# Pixels: of a letter of a name, of a line of text, from a point to its name, and how far names are moved at a time.
LETTER, LINE, BESIDE, STEP = 6.0, 14.0, 9.0, 2.0


@dataclass(frozen=True)
class Line:
    """What is known, and the part of draws that lose and of seats gained at each bound, the default's first."""

    name: str
    points: tuple[tuple[float, float], ...]


def draw(lines: Sequence[Line]) -> None:
    right = 1.05 * max(losing for line in lines for losing, _ in line.points)
    top = 1.05 * max(part for line in lines for _, part in line.points)
    in_pixels = [
        (WIDE * losing / right, HIGH * (1 - part / top)) for losing, part in (line.points[0] for line in lines)
    ]
    beside = names_beside(in_pixels, [line.name for line in lines])
    points = [
        {"known": line.name, "losing": losing, "part": part, "order": number}
        for line in lines
        for number, (losing, part) in enumerate(line.points)
    ]
    names = [
        {
            "known": line.name, "losing": line.points[0][0], "part": line.points[0][1],
            "across": right * x / WIDE, "up": top * (1 - y / HIGH), "edge": right * (x - 2) / WIDE,
        }
        for line, (x, y) in zip(lines, beside, strict=True)
    ]  # fmt: skip
    across = alt.X("losing:Q", title="draws in which a seat is lost, of all cases", axis=alt.Axis(format=".1%"))
    across = across.scale(domain=[0, right], nice=False)
    up = alt.Y("part:Q", title="seats gained, of perfect equalising", axis=alt.Axis(format=".0%"))
    up = up.scale(domain=[0, top], nice=False)
    colour = alt.Color("known:N", legend=None)
    drawn = alt.Chart(alt.InlineData(values=points)).mark_line().encode(x=across, y=up, order="order:Q", color=colour)
    named = alt.Chart(alt.InlineData(values=names))
    dots = named.mark_circle(size=60, opacity=1).encode(x=across, y=up, color=colour)
    leaders = named.mark_rule(color=INK, strokeWidth=0.5).encode(x=across, y=up, x2="edge:Q", y2="up:Q")
    text = named.encode(x=alt.X("across:Q"), y=alt.Y("up:Q"), text="known:N")
    halo = text.mark_text(align="left", stroke="white", strokeWidth=3)
    words = text.mark_text(align="left", color=INK)
    title = alt.TitleParams("What is known decides", anchor="start")
    chart = alt.layer(drawn, leaders, dots, halo, words, title=title).properties(width=WIDE, height=HIGH)
    PICTURE.write_text(vl_convert.vegalite_to_svg(chart.configure_view(stroke=None).to_json()))


def names_beside(points: Sequence[tuple[float, float]], names: Sequence[str]) -> list[tuple[float, float]]:
    """Where each point's name begins, in pixels: right of it, moved up or down as little as keeps names off each other
    and off all points."""
    taken = [(x - 5, x + 5, y) for x, y in points]
    found = {}
    for place in sorted(range(len(points)), key=lambda i: points[i]):
        begin, middle = points[place][0] + BESIDE, points[place][1]
        end = begin + LETTER * len(names[place])
        shifts = chain.from_iterable((step * STEP, -step * STEP) for step in range(HIGH))
        free = (middle + shift for shift in shifts if 0 < middle + shift < HIGH)
        found[place] = begin, next(y for y in free if _is_free(begin, end, y, taken))
        taken.append((begin, end, found[place][1]))
    return [found[place] for place in range(len(points))]


def _is_free(begin: float, end: float, middle: float, taken: Sequence[tuple[float, float, float]]) -> bool:
    return all(end < left or begin > right or abs(middle - at) >= LINE for left, right, at in taken)
