"""Who reached the threshold when, and who is short by how many, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt

from hustings.look.slate_colours import INK, slate_colours
from hustings.narrative.catalogue import Words
from hustings.narrative.dates import short_day
from hustings.narrative.nominations import IN_ENGLISH, progress
from hustings.nominations.breakdowns import reached_on
from hustings.nominations.slates import slate_tallies
from hustings.nominations.tally import Standing, Tally
from hustings.reports.nomination_rows import (
    CLEAR,
    HAIRLINE,
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
)

Row = dict[str, Any]
BETWEEN, DATE, STROKE = 30, 55, 4


@dataclass(frozen=True, slots=True)
class Way:
    """A candidate's way to the threshold. days: of the nominations up to it. reached: the day of the last of them."""

    standing: Standing
    days: tuple[date, ...]
    reached: date | None


def progress_chart(tally: Tally, say: Words = IN_ENGLISH) -> str | None:
    """Every candidate in a row, the first to reach the threshold first. None where there is no threshold.

    Strokes are the days of nominations up to the threshold, a dot the day on which it was reached. Below a line are
    those who are short, the nearest first, with how many they lack.
    """
    needed = tally.needed
    if needed is None:
        return None
    ways = _ways(tally, needed)
    first, last = _span(tally, ways)
    most = (last - first).days
    rows = _rows(tally, ways, first, say)
    labels = [(row["at"] / most, row["said"]) for row in rows]
    frame = framed([way.standing.name for way in ways], labels, ROW * len(ways) + BETWEEN)
    reached = sum(way.reached is not None for way in ways)
    layers = [
        *_dates(first, last, frame, say),
        *_threshold(needed, reached, len(ways) - reached, frame, say),
        named(rows, frame),
        *_marks(rows, _strokes(ways, rows, first), rows[:reached], frame, most),
        *labelled([row | {"colour": row["words"]} for row in rows], frame, across("at", most)),
    ]
    key = say("charted.strokes", ordinal=say.ordinal(needed))
    return svg(layers, frame, progress(tally, say), [tally.contest.title, key], tally, 18, say)


def _marks(rows: Sequence[Row], strokes: Sequence[Row], dots: Sequence[Row], frame: Frame, most: int) -> list[Layer]:
    """Each candidate's way as a thin line, with strokes across it, and with its dot if it has one."""
    x, y, colour = across("at", most), down("y", frame), coloured()
    return [
        drawn(rows).mark_rule().encode(x=across("from", most), x2="at:Q", y=y, color=colour),
        drawn(strokes).mark_rule(strokeWidth=1.5).encode(x=x, y=down("top", frame), y2="bottom:Q", color=colour),
        drawn(dots).mark_circle(size=55, opacity=1).encode(x=x, y=y, color=colour),
    ]


def _ways(tally: Tally, needed: int) -> list[Way]:
    """In the order of the rows: by the day on which the threshold was reached, then by what is lacking."""
    reached = reached_on(tally)
    days: dict[str, list[date]] = {each.name: [] for each in tally.standings}
    for row in tally.counted:
        days[row.candidate].append(row.at.day)
    ways = [Way(each, tuple(days[each.name][:needed]), reached.get(each.name)) for each in tally.standings]
    return sorted(ways, key=lambda way: (way.reached or date.max, way.standing.short))


def _span(tally: Tally, ways: Sequence[Way]) -> tuple[date, date]:
    """From the opening of nominations, or the first, to the last that is drawn; some days at least."""
    opens = tally.election.timetable.nominations_open
    known = [*(day for way in ways for day in way.days), *([opens.day] if opens else [])] or [date(2000, 1, 1)]
    first = min(known)
    return first, max(*known, first + timedelta(days=3))


def _rows(tally: Tally, ways: Sequence[Way], first: date, say: Words) -> list[Row]:
    slates = [each.slate for each in slate_tallies(tally)]
    colours, names = slate_colours(slates), {slate.id: slate.name for slate in slates}
    return [
        {
            "name": label(way.standing.name),
            "from": (way.days[0] - first).days if way.days else 0,
            "at": (way.days[-1] - first).days if way.days else 0,
            "y": ROW * index + ROW / 2 + (0 if way.reached else BETWEEN),
            "colour": (colour := colour_of(way.standing, colours)),
            "words": colour if way.reached else INK,
            "said": said(_told(way, say), *(label(names[slate]) for slate in way.standing.slates[:1])),
        }
        for index, way in enumerate(ways)
    ]


def _told(way: Way, say: Words) -> str:
    """«23 Jan», «2 short»."""
    return short_day(way.reached, say.language) if way.reached else say("tally.short", number=way.standing.short)


def _strokes(ways: Sequence[Way], rows: Sequence[Row], first: date) -> list[Row]:
    return [
        row | {"at": (day - first).days, "top": row["y"] - STROKE, "bottom": row["y"] + STROKE}
        for way, row in zip(ways, rows, strict=True)
        for day in sorted(set(way.days))
    ]


def _dates(first: date, last: date, frame: Frame, say: Words) -> list[Layer]:
    """Some dates above the plot, with a hairline through it at each."""
    chosen = _some_days(first, last, max(2, frame.plot // DATE))
    most = (last - first).days
    rows: list[Row] = [{"at": (day - first).days, "said": short_day(day, say.language)} for day in chosen]
    there = [row for row in rows if row["at"] / most * frame.plot + DATE / 2 < frame.plot + frame.beyond]
    at, x = drawn(there), across("at", most)
    return [
        at.mark_rule(color=HAIRLINE).encode(x=x),
        at.mark_text(baseline="bottom").encode(x=x, y=alt.value(-5), text="said:N"),
    ]


def _some_days(first: date, last: date, most: int) -> list[date]:
    """The first days of months where there are two or more of them, and otherwise days at equal distances."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    months = [day for day in days if day.day == 1]
    found = months if len(months) > 1 else days
    return found[:: -(-len(found) // most)]


def _threshold(needed: int, reached: int, short: int, frame: Frame, say: Words) -> list[Layer]:
    """The line between those who have reached the threshold and those who are short, and its name."""
    which = "reached_and_short" if reached and short else "reached_by_all" if reached else "not_yet_reached"
    line = drawn([{"y": ROW * reached + 9, "name": say(f"charted.{which}", n=needed)}])
    left, right = alt.value(MARGIN - frame.names), alt.value(frame.plot + frame.beyond - MARGIN)
    at = line.encode(x=left, y=down("y", frame), text="name:N")
    return [
        line.mark_rule(color=INK).encode(x=left, x2=right, y=down("y", frame)),
        at.mark_text(align="left", baseline="top", dy=5, **CLEAR),
        at.mark_text(align="left", baseline="top", dy=5),
    ]
