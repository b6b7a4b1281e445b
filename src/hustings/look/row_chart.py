"""Bars one under another, each with its name above it and its figure beside that, as wide as the page lets them be.

Lengths are in per cent of the width, so that text keeps its size on a telephone; colours are the page's own. A name
that is too long for a telephone is there twice, and the page's style shows the one for which there is room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from hustings.look.drawing import element, label, shortened, width

# The narrowest picture; on a page as wide as a desk's one in half of it, and one alone; the space between a name and
# its figure.
SIZE, NARROWEST, HALF, WHOLE, SPACE = 13, 280.0, 460.0, 640.0, 12.0
BAR, NARROW = 12, 5
# From the top of a row: the base of its words, and the top of its bar.
WORDS, TOP = 14, 21


@dataclass(frozen=True, slots=True)
class Row:
    """A bar. said: its figure. error: half the length of the line across its end. kind: whether it stands out among the
    others. against: a second, narrower bar to compare with.
    """

    name: str
    value: float
    said: str
    error: float = 0.0
    kind: Literal["best", "other", "plain"] = "plain"
    against: float | None = None


def row_chart(rows: Sequence[Row], labelled_by: str, most: float | None = None, wide: float = HALF) -> Markup:
    """The picture as an SVG element. labelled_by: ids of its title and words. most: the value of the whole width. wide:
    how wide it is at least on a page as wide as a desk's."""
    reach = [row.value + row.error for row in rows] + [row.against or 0.0 for row in rows]
    low = min(0.0, *(row.value - row.error for row in rows))
    high = most if most is not None else max(reach)
    scale = _Scale(low, high if high > low else low + 1.0)
    tall = TOP + BAR + 13 + (NARROW + 2 if any(row.against is not None for row in rows) else 0)
    parts = [part for i, row in enumerate(rows) for part in _drawn(row, i * tall, scale, wide)]
    return element(
        "svg",
        Markup("").join(parts),
        class_="rows",
        width="100%",
        height=tall * len(rows),
        role="img",
        aria_labelledby=labelled_by,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def at(self, value: float) -> float:
        """Per cent of the width."""
        return min(100.0, max(0.0, 100 * (value - self.low) / (self.high - self.low)))

    def bar(self, value: float, y: int, height: int, kind: str) -> Markup:
        """From zero to the value."""
        begin, end = sorted((self.at(0.0), self.at(value)))
        return element("rect", x=_percent(begin), y=y, width=_percent(end - begin), height=height, class_=kind)


def _drawn(row: Row, y: int, scale: _Scale, wide: float) -> list[Markup]:
    kind, top, base = row.kind, y + TOP, y + WORDS
    parts = [
        *_name(row, base, wide),
        element("text", row.said, x="100%", y=base, class_=f"end name-{kind}"),
        scale.bar(row.value, top, BAR, f"bar-{kind}"),
    ]
    if row.against is not None:
        parts.append(scale.bar(row.against, top + BAR + 2, NARROW, "bar-against"))
    parts.append(_line(scale.at(0.0), scale.at(0.0), top - 3, y + TOP + BAR + 3, "zero"))
    if row.error:
        low, high = scale.at(row.value - row.error), scale.at(row.value + row.error)
        middle = top + BAR // 2
        parts.append(_line(low, high, middle, middle, "whisker"))
        parts += [_line(x, x, middle - 4, middle + 4, "whisker") for x in (low, high)]
    return parts


def _name(row: Row, base: int, wide: float) -> list[Markup]:
    """The name beside its figure; where it does not fit into the narrowest picture, a short one and a long one."""
    rest = width(row.said, SIZE) + SPACE
    short, long = (shortened(row.name, whole - rest, SIZE) for whole in (NARROWEST, wide))
    if short == long:
        return [label(short, 0, base, class_=f"name-{row.kind}")]
    return [
        label(text, 0, base, class_=f"name-{row.kind} {which}") for text, which in ((short, "short"), (long, "long"))
    ]


def _line(x1: float, x2: float, y1: int, y2: int, kind: str) -> Markup:
    return element("line", x1=_percent(x1), x2=_percent(x2), y1=y1, y2=y2, class_=kind)


def _percent(part: float) -> str:
    return f"{part:.2f}%"
