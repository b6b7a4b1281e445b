"""Dots on rows: values side by side, each labelled where it stands; the page's own colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hustings.publish.drawing import element, label, shortened

WIDTH, LEFT, RIGHT, ROW, TOP, BOTTOM = 760, 190, 60, 34, 8, 46
SIZE = 13


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on a row. said: its label, "" for none. error: half the whisker. kind: best, other, limit or ""."""

    value: float
    said: str
    error: float
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name and its marks; a line joins them where there are several."""

    name: str
    marks: Sequence[Mark]


def dot_chart(
    rows: Sequence[Row], axis: str, *, low: float | None = None, high: float | None = None, whole: bool = False
) -> Markup:
    """The rows as one picture, hidden from screen readers: a table says the same. low, high: ends of the axis; else
    they are found from the values. whole: the axis has room for a whole number at each end."""
    values = [end for row in rows for mark in row.marks for end in (mark.value - mark.error, mark.value + mark.error)]
    low = math.floor(2 * min(values)) / 2 if low is None else low
    high = math.ceil(2 * max(values)) / 2 if high is None else high
    high = high if high > low else low + (1.0 if whole else 0.5)
    room, height = WIDTH - LEFT - RIGHT, TOP + ROW * len(rows) + BOTTOM

    def x(value: float) -> float:
        return LEFT + room * (value - low) / (high - low)

    parts = []
    for tick in _ticks(low, high):
        parts.append(element("path", class_="grid", d=f"M{x(tick):.1f} {TOP}V{height - BOTTOM}"))
        parts.append(label(f"{tick:g}", round(x(tick), 1), height - BOTTOM + 18, class_="axis middle"))
    for i, row in enumerate(rows):
        y = TOP + ROW * i + ROW / 2
        best = any(mark.kind == "best" for mark in row.marks) and len(row.marks) == 1
        name = shortened(row.name, LEFT - 12, SIZE)
        parts.append(label(name, LEFT - 14, y + 4.5, class_="end best-label" if best else "end"))
        ends = sorted(x(mark.value) for mark in row.marks)
        parts.append(element("path", class_="span", d=f"M{ends[0]:.1f} {y}H{ends[-1]:.1f}"))
        scale = room / (high - low)
        parts += [part for mark in row.marks for part in _drawn(mark, x(mark.value), y, scale * mark.error)]
        beyond = max(x(mark.value) + max(scale * mark.error, 7) for mark in row.marks) + 6
        parts += [
            label(mark.said, round(beyond, 1), y + 4.5, class_=f"halo value {mark.kind or 'plain'}")
            for mark in row.marks
            if mark.said
        ]
    parts.append(label(axis, LEFT, height - 6, class_="axis"))
    box = f"0 0 {WIDTH} {height}"
    return element(
        "svg", Markup("").join(parts), class_="chart dots", viewBox=box, aria_hidden="true", focusable="false"
    )


def _drawn(mark: Mark, x: float, y: float, half: float) -> list[Markup]:
    kind = mark.kind or "plain"
    whisker = element("path", class_=f"whisker {kind}", d=f"M{x - half:.1f} {y}H{x + half:.1f}") if half else Markup()
    if kind == "limit":
        return [whisker, element("path", class_="limit-mark", d=f"M{x:.1f} {y - 8}V{y + 8}")]
    return [whisker, element("circle", class_=f"spot {kind}", cx=x, cy=y, r=6.5 if kind == "best" else 5.0)]


def _ticks(low: float, high: float) -> list[float]:
    """Four to eight round numbers between the ends."""
    step = next(s for s in (0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50) if (high - low) / s <= 8)
    first = math.ceil(low / step)
    return [round(n * step, 6) for n in range(first, int(high / step + 1e-9) + 1)]
