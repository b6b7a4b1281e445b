"""Two pictures of a tally, as SVG: the ranking, coloured by slate, and the progress towards the threshold.

Their titles are their findings, and labels stand where the eye is. The same is told as text by `sentences` and as a
table by the terminal and by `report`. The colours are Okabe and Ito's ("Color universal design", 2008), the light ones
darkened for a light ground; people who tell few colours apart can tell these, and each slate's name stands by its own.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

import altair as alt

from hustings.election.files import make_folder, write_atomically
from hustings.nominations.breakdowns import reached_on, running
from hustings.nominations.sentences import finding, opening, progress
from hustings.nominations.slates import slate_tallies
from hustings.nominations.tally import Standing, Tally
from hustings.rules.wording import CLOSE, OPEN, listed, printable

PALETTE = ("#0072b2", "#c04f00", "#00805d", "#a84f85", "#8a6d00", "#1b7a9e", "#1b1a17")
ALONE, INK, PAPER, HAIRLINE = "#77736a", "#1b1a17", "#fffdf8", "#d8d4ca"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
NAMES, WIDTH, BAR, LONGEST = 200, 520, 18, 28
LABELS, NEEDED, LEVEL, TALLEST, TITLE, MARGIN = 250, 90, 24, 480, 62, 16


def slate_colours(tally: Tally) -> dict[str, str]:
    """A colour for every slate with candidates in the contest, by its id; the first seven can be told apart."""
    return {each.slate.id: PALETTE[i % len(PALETTE)] for i, each in enumerate(slate_tallies(tally))}


def ranking_chart(tally: Tally) -> str:
    """Every candidate's nominations as a bar, most first, in the colour of the (first) slate the candidate is on."""
    colours, most = slate_colours(tally), max((each.nominations for each in tally.standings), default=0)
    best = {each.highest.name: each.slate.name for each in slate_tallies(tally)}
    rows = [
        {
            "name": f"{index:04}{_label(each.name)}",
            "at": each.nominations,
            "colour": _colour(each, colours),
            "said": f"{each.nominations:,}" + (f"  {_label(best[each.name])}" if each.name in best else ""),
        }
        for index, each in enumerate(tally.standings)
    ]
    marks = [(tally.needed, f"{tally.needed} needed"), (len(tally.branches) // 2 + 1, "a majority of branches")]
    lines = [{"at": at, "said": said} for at, said in marks if at and at <= most]
    across = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, max(1, most) * 1.3], nice=False))
    names = alt.Axis(labelExpr="slice(datum.label, 4)", ticks=False, domain=False, labelPadding=8, labelLimit=0)
    bars = _rows(rows).encode(x=across, y=alt.Y("name:N", title=None, axis=names))
    rules = _rows(lines).encode(x=across)
    coloured = alt.Color("colour:N", scale=None)
    chart: Any = alt.layer(
        bars.mark_bar(height=BAR - 5).encode(color=coloured),
        bars.mark_text(align="left", dx=5).encode(color=coloured, text="said:N"),
        rules.mark_rule(color=INK, strokeDash=[3, 3]),
        rules.mark_text(align="left", baseline="bottom", dx=-1, dy=-4).encode(y=alt.value(0), text="said:N"),
    ).properties(width=WIDTH, height=BAR * max(1, len(rows)))
    return _svg(chart, finding(tally), f"{tally.contest.title}: nominations by branches", tally, left=NAMES, right=20)


def progress_chart(tally: Tally) -> str | None:
    """Every candidate's way to the threshold, day by day; who is short is named. None where there is no threshold.

    A line ends where the threshold is reached: how far beyond it a candidate is, the ranking shows.
    """
    needed = tally.needed
    if needed is None:
        return None
    first, last = _span(tally)
    height = min(TALLEST, max(160, LEVEL * needed))
    across = alt.X(
        "day:T",
        title=None,
        scale=alt.Scale(type="utc", domain=[first.isoformat(), last.isoformat()]),
        axis=alt.Axis(format="%-d %b", tickCount=6, grid=False, labelOverlap=False),
    )
    levels = list(range(0, needed + 1, 1 + needed // 12))
    upwards = alt.Y("at:Q", title=None, scale=alt.Scale(domain=[0, needed], nice=False), axis=alt.Axis(values=levels))
    ways = _rows(_ways(tally, needed, first, last)).encode(
        x=across,
        y=upwards,
        detail="candidate:N",
        color=alt.Color("colour:N", scale=None),
        opacity=alt.Opacity("seen:Q", scale=None),
    )
    labels = _rows([{"at": needed, "said": f"{needed} needed"}, *_short_labels(tally, needed, height)])
    rule = _rows([{"at": needed}]).encode(y=upwards)
    chart: Any = alt.layer(
        ways.mark_line(interpolate="step-after", strokeWidth=1.6),
        labels.mark_text(align="left", dx=6).encode(x=alt.value(WIDTH), y=upwards, text="said:N"),
        rule.mark_rule(color=INK, strokeDash=[3, 3]),
    ).properties(width=WIDTH, height=height)
    right = LABELS if any(each.short for each in tally.standings) else NEEDED
    return _svg(chart, progress(tally), f"{tally.contest.title}: nominations by date", tally, left=40, right=right)


def _ways(tally: Tally, needed: int, first: date, last: date) -> list[dict[str, object]]:
    """The steps of every candidate's line, up to the threshold."""
    totals, colours = running(tally), slate_colours(tally)
    rows: list[dict[str, object]] = []
    for index, each in enumerate(tally.standings):
        way = [(first, 0), *zip(totals.days, totals.totals[each.name], strict=True), (last, each.nominations)]
        end = next((index for index, (_, total) in enumerate(way) if total >= needed), len(way) - 1)
        about: dict[str, object] = {"candidate": index, "colour": _colour(each, colours)}
        about |= {"seen": 1 if each.short else 0.45}
        rows += [about | {"day": day.isoformat(), "at": min(total, needed)} for day, total in way[: end + 1]]
    return rows


def write_charts(tallies: Iterable[Tally], folder: Path) -> tuple[Path, ...]:
    """Write the charts as CONTEST-ranking.svg and CONTEST-progress.svg; return their paths. Raises BadInput."""
    written = []
    make_folder(folder)
    for tally in tallies:
        for name, svg in (("ranking", ranking_chart(tally)), ("progress", progress_chart(tally))):
            if svg is not None:
                written.append(folder / f"{tally.contest.id}-{name}.svg")
                write_atomically(written[-1], svg)
    return tuple(written)


def _short_labels(tally: Tally, needed: int, height: int) -> list[dict[str, object]]:
    """The names of those who are short, at their level; a level too near the one above it goes without."""
    labels: list[dict[str, object]] = []
    free = needed - 12 * needed / height
    for level in range(needed - 1, -1, -1):
        names = [_label(each.name) for each in tally.standings if each.nominations == level]
        if names and level <= free:
            most = 2 if len(names) > 2 else len(names)
            some = [*names[:most], f"{len(names) - most} more"] if len(names) > most else names
            labels.append({"at": level, "said": f"{listed(some)}: {needed - level} short"})
            free = level - 12 * needed / height
    return labels


def _span(tally: Tally) -> tuple[date, date]:
    """From the opening of nominations, or the first, to the last, or when all had reached the threshold; some days."""
    days, opens, reached = running(tally).days, tally.election.timetable.nominations_open, reached_on(tally)
    known = [*days, *([opens.day] if opens else [])] or [date(2000, 1, 1)]
    first = min(known)
    last = max(reached.values()) if reached and len(reached) == len(tally.standings) else max(known)
    return first, max(last, first + timedelta(days=3))


def _rows(rows: Sequence[Mapping[str, object]]) -> alt.Chart:
    return alt.Chart(alt.Data(values=list(rows)))  # type: ignore[no-untyped-call]


def _colour(standing: Standing, colours: Mapping[str, str]) -> str:
    return colours[standing.slates[0]] if standing.slates else ALONE


def _label(text: str) -> str:
    """Text from outside, so marked that its direction disturbs nothing around it, and not too long."""
    text = printable(text)
    return f"{OPEN}{text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + '…'}{CLOSE}"


def _svg(chart: Any, title: str, subtitle: str, tally: Tally, *, left: int, right: int) -> str:
    """The chart as SVG, with room for its labels whatever fonts there are, and words for those who cannot see it."""
    title, subtitle, notice = printable(title), printable(subtitle), tally.election.notice
    wrapped = textwrap.wrap(title, TITLE)
    lines = [subtitle, notice] if notice else [subtitle]
    heading = alt.TitleParams(
        wrapped,
        subtitle=lines,
        anchor="start",
        frame="group",
        dx=MARGIN - left,
        offset=26,
        fontSize=17,
        subtitleFontSize=13,
    )
    finished = (
        chart.properties(
            title=heading,
            autosize="none",
            padding={"left": left, "right": right, "top": 84 + 20 * len(wrapped), "bottom": 30},
        )
        .configure(font=FONT, background=PAPER)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, gridColor=HAIRLINE, domainColor=HAIRLINE, tickColor=HAIRLINE, labelFontSize=12, aria=False
        )
        .configure_text(color=INK, fontSize=12)
        .configure_mark(aria=False)
        .configure_title(color=INK, subtitleColor=INK)
    )
    out = io.StringIO()
    finished.save(out, format="svg")
    about = escape(printable(f"{title}. {subtitle}. {opening(tally)}"))
    return out.getvalue().replace("<svg ", f'<svg role="img" aria-label="{about}" ', 1)
