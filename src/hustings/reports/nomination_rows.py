"""What the charts of nominations have in common: a row for every candidate, as wide as a telephone or a column.

A picture has names at the left, a plot, and labels that begin in the plot and have room to end. It is 400 pixels wide
(more only for very long names), so that it can be read on a telephone as well as in print, whatever fonts there are.
"""

from __future__ import annotations

import io
import math
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import altair as alt

from hustings.election.wording import CLOSE, OPEN, printable
from hustings.look.slate_colours import ALONE, INK, PAPER
from hustings.narrative.catalogue import Words
from hustings.narrative.heading import notice_of
from hustings.narrative.nominations import opening
from hustings.nominations.tally import Standing, Tally

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
HAIRLINE = "#d8d4ca"
ROW, WIDE, MARGIN, GAP, APART, NARROWEST, LONGEST = 17, 400, 12, 7, 12, 110, 28
TEXT, LETTER, TITLE, SUBTITLE = 12, 6.4, 38, 56

# What is drawn behind a text so that lines stop short of it.
CLEAR: dict[str, Any] = {"stroke": PAPER, "strokeWidth": 6, "strokeJoin": "round"}
# Altair's own methods have no types.
Layer = Any
Row = Mapping[str, Any]
Label = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a picture, in pixels: the names' part, the plot, the room beyond it, the plot's height."""

    names: int
    plot: int
    beyond: int
    height: int


def framed(names: Iterable[str], labels: Iterable[Label], height: int) -> Frame:
    """A frame in which every label ends within the picture. labels: where in the plot they begin (0 to 1), the text."""
    left = MARGIN + max((width(label(name)) for name in names), default=0) + GAP
    ends = [(part, GAP + width(said) + MARGIN) for part, said in labels]
    room = WIDE - left
    plot = max(NARROWEST, int(min([room - MARGIN, *((room - length) / part for part, length in ends if part)])))
    beyond = max([MARGIN, *(math.ceil(part * plot) + length - plot for part, length in ends)])
    return Frame(left, plot, beyond, height)


def label(text: str) -> str:
    """Text from outside, so marked that its direction disturbs nothing around it, and not too long."""
    text = printable(text)
    return f"{OPEN}{text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + '…'}{CLOSE}"


def width(text: str) -> int:
    """About how many pixels a text takes, in a font that is rather wide."""
    return math.ceil(LETTER * sum(map(_letters, text.replace(OPEN, "").replace(CLOSE, ""))))


def _letters(letter: str) -> float:
    """How many times as wide as most letters this one is."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 2
    return 1.6 if letter in "MWmw@%" else 1.2 if letter.isupper() else 1


def across(field: str, most: float) -> alt.X:
    """The horizontal place of what is at `field`, from 0 at the left of the plot to `most` at its right."""
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, most], nice=False))


def down(field: str, frame: Frame) -> alt.Y:
    """The vertical place of what is so many pixels below the top of the plot."""
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[frame.height, 0], nice=False))


def drawn(rows: Sequence[Row]) -> Layer:
    """A chart of these rows, without marks yet."""
    return alt.Chart(alt.Data(values=list(rows)))  # type: ignore[no-untyped-call]


def named(rows: Sequence[Row], frame: Frame) -> Layer:
    """The `name` of every row at the left of the plot, at its `y`."""
    marks = drawn(rows).mark_text(align="right", dx=-GAP)
    return marks.encode(x=alt.value(0), y=down("y", frame), text="name:N")


def labelled(rows: Sequence[Row], frame: Frame, x: alt.X) -> list[Layer]:
    """What is `said` of every row, in its `colour`, beside its place in the plot; lines stop short of it."""
    at = drawn(rows).encode(x=x, y=down("y", frame), text="said:N")
    clear = at.mark_text(align="left", dx=GAP, **CLEAR)
    return [clear, at.mark_text(align="left", dx=GAP).encode(color=coloured())]


def said(*parts: str) -> str:
    """«234 · Green Lanes», of the parts that are not empty."""
    return " · ".join(part for part in parts if part)


def coloured() -> alt.Color:
    """The row's own `colour`."""
    return alt.Color("colour:N", scale=None)


def colour_of(standing: Standing, colours: Mapping[str, str]) -> str:
    """The colour of the (first) slate a candidate is on, grey for those on none."""
    return next((colours[slate] for slate in standing.slates if slate in colours), ALONE)


def svg(
    layers: Sequence[Layer], frame: Frame, title: str, below: Sequence[str], tally: Tally, above: int, say: Words
) -> str:
    """The picture as SVG, under its title and the lines below that, with words for those who cannot see it.

    above: the height in pixels of what stands between these lines and the plot.
    """
    title, notice = printable(title), notice_of(tally.election.example, say.language)
    below = [printable(line) for line in below]
    heading = _balanced(title)
    lines = [line for each in (*below, *([notice] if notice else [])) for line in textwrap.wrap(each, SUBTITLE)]
    top = MARGIN + 19 * len(heading) + 6 + 16 * len(lines) + APART + above
    chart: Layer = alt.layer(*layers).properties(
        width=frame.plot,
        height=frame.height,
        autosize="none",
        padding={"left": frame.names, "right": frame.beyond, "top": top, "bottom": 2 * MARGIN},
        title=alt.TitleParams(
            heading, subtitle=lines, anchor="start", frame="group", dx=MARGIN - frame.names, offset=above
        ),
    )
    out = io.StringIO()
    _set(chart).save(out, format="svg")
    about = escape(f"{title}. {'. '.join(below)}. {printable(opening(tally, say))}")
    return out.getvalue().replace("<svg ", f'<svg role="img" aria-label="{about}" ', 1)


def _balanced(title: str) -> list[str]:
    """The title in as few lines as it takes, and these as short as they can be."""
    fewest = len(textwrap.wrap(title, TITLE))
    return next((lines for long in range(1, TITLE) if len(lines := textwrap.wrap(title, long)) == fewest), [title])


def _set(chart: Layer) -> Layer:
    return (
        chart.configure(font=FONT, background=PAPER, aria=False)
        .configure_view(stroke=None)
        .configure_text(color=INK, fontSize=TEXT)
        .configure_title(
            color=INK,
            subtitleColor=INK,
            fontSize=16,
            lineHeight=19,
            subtitleFontSize=TEXT,
            subtitleLineHeight=16,
            subtitlePadding=6,
            anchor="start",
            frame="group",
            offset=APART,
        )
    )
