"""The tables and the picture of docs/evidence.md, from what a backtest has found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import vl_convert
from contests import ROOT
from measuring import table

if TYPE_CHECKING:
    from backtest import Outcome

PAGE, PICTURE = ROOT / "docs/evidence.md", ROOT / "docs/evidence-seats.svg"
BEGIN, END = "<!-- made by benchmarks/backtest.py -->\n", "<!-- end of what is made -->\n"
# In these councils' files of 2012 the party stands before a quoted name; the independent computation read only parties
# in brackets.
QUOTED = ("aberdeen_2012", "angus_2012", "clackmannanshire_2012", "dumgal_2012")


def write(found: Sequence[Outcome], *, into_page: bool) -> None:
    """Print the tables, or put them and the picture into the page."""
    text = tables(found)
    if not into_page:
        print(text)
        return
    page = PAGE.read_text()
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")
    draw(found)


def draw(found: Sequence[Outcome]) -> None:
    """Net seats of every way that was tried in all cases: the mean of the seeds, and a line from least to most."""
    ways = [way for way in ways_of(found) if way not in _only_later(found)]
    nets = {way: more_of(found, way).sum(axis=0) for way in ways}
    points = [
        {"way": way, "mean": float(net.mean()), "least": int(net.min()), "most": int(net.max()),
         "said": f"{net.mean():.0f}", "plan": way.startswith("plan")}
        for way, net in nets.items()
    ]  # fmt: skip
    title = (
        f"A plan made before the vote wins {nets['plan'].mean():.0f} seats, "
        f"perfect knowledge {nets['perfect equalising'].mean():.0f}"
    )
    best_first = sorted(ways, key=lambda way: -nets[way].mean())
    place = alt.Y("way:N", sort=best_first, title=None, axis=alt.Axis(labelLimit=320, ticks=False, domain=False))
    colour = alt.Color("plan:N", scale=alt.Scale(domain=[True, False], range=["#b3001b", "#444"]), legend=None)
    base = alt.Chart(alt.InlineData(values=points), title=alt.TitleParams(title, anchor="start"))
    lines = base.mark_rule(strokeWidth=2).encode(y=place, x=alt.X("least:Q", title=None), x2="most:Q", color=colour)
    dots = base.mark_circle(size=60, opacity=1).encode(y=place, x="mean:Q", color=colour)
    words = base.mark_text(align="left", dx=14).encode(y=place, x="most:Q", text="said:N", color=colour)
    axis = f"seats more than with no advice, {len(found)} cases: mean of the seeds, least and most"
    chart = (lines.encode(x=alt.X("least:Q", title=axis)) + dots + words).properties(width=420, height=26 * len(ways))
    PICTURE.write_text(vl_convert.vegalite_to_svg(chart.configure_view(stroke=None).to_json()))


def ways_of(found: Sequence[Outcome]) -> list[str]:
    """What was tried, in the order in which it was."""
    return list(dict.fromkeys(way for each in found for way in each.seats))


def more_of(found: Sequence[Outcome], way: str) -> np.ndarray:
    """Cases × seeds: seats more than as cast."""
    return np.array([each.seats[way] - each.cast for each in found])


def tables(found: Sequence[Outcome]) -> str:
    """All tables, each with its cases."""
    later = [each for each in found if each.year > min(other.year for other in found)]
    bracketed = [each for each in found if not each.ward.startswith(QUOTED)]
    return "\n".join(
        [
            _part("All party-wards", found, lambda way: way not in _only_later(found)),
            _part(
                "Those whose party stands in brackets in the file",
                bracketed,
                lambda way: way not in _only_later(found),
            ),
            _part(
                "Those of the later year",
                later,
                lambda way: way in ("plan", "perfect equalising", "water-filling") or way in _only_later(found),
            ),
        ]
    )


def _only_later(found: Sequence[Outcome]) -> set[str]:
    """Ways that were tried in some party-wards only."""
    return {way for way in ways_of(found) if not all(way in each.seats for each in found)}


def _part(title: str, found: Sequence[Outcome], shown: Callable[[str], bool]) -> str:
    if not found:
        return ""
    rows = []
    for way in filter(shown, ways_of(found)):
        more = more_of(found, way)
        gained, lost = np.maximum(more, 0).sum(axis=0), np.maximum(-more, 0).sum(axis=0)
        net = gained - lost
        promised = sum(each.promised.get(way, 0.0) for each in found)
        rows.append(
            [way, f"{net.mean():.1f}", f"{net.min()} to {net.max()}", f"{gained.mean():.1f}", f"{lost.mean():.1f}",
             f"{lost.max()}", f"{promised:.1f}" if any(way in each.promised for each in found) else ""]
        )  # fmt: skip
    seeds = len(next(iter(found[0].seats.values())))
    header = [f"seats, mean of {seeds} seeds", "net", "least and most", "gained", "lost", "most lost", "promised"]
    return f"{title} ({len(found)} cases):\n\n{table(header, rows)}"
