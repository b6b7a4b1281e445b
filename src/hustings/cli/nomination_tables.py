"""Nominations in the terminal: never wider than 100 columns, plain text when piped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hustings.election.wording import printable
from hustings.narrative.nominations import average, opening, percent, remarks, said_places
from hustings.nominations.breakdowns import by_area, reached_on, running
from hustings.nominations.slates import SlateTally, branches_by_slate, slate_tallies
from hustings.nominations.tally import Standing, Tally

WIDEST, NAME, SLATE = 100, 28, 18
ACCENT, FADED = "bold cyan", "dim"
DAYS, SLATES, REFUSED = 7, 5, 25
DAY = "%d.%m.%y"


def print_tally(tallies: Iterable[Tally], console: Console | None = None) -> None:
    """Print each contest: where the candidates stand, the slates, the areas, the dates, what was not counted."""
    out = console or Console(highlight=False)
    out.width = min(WIDEST, out.width) if out.is_terminal else WIDEST
    for index, tally in enumerate(tallies):
        if index:
            out.print()
        if tally.election.notice:
            out.print(Text(tally.election.notice, style=ACCENT))
        out.print(Text(printable(tally.contest.title), style="bold"))
        out.print(Text(printable(opening(tally))))
        slates = slate_tallies(tally)
        parts = [_candidates(tally)]
        if tally.counted:
            parts += [_slates(tally, slates), _dates(tally, slates)] if slates else []
            parts += [_areas(tally, slates)] if tally.election.areas else []
        for part in parts:
            out.print()
            out.print(part)
        out.print()
        for said in remarks(tally):
            out.print(Text(printable(said)))
        _print_refused(tally, out)


def _table(*columns: tuple[str, int]) -> Table:
    """A table whose columns are right-aligned, but those of words: (heading, width), width 0 for numbers."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for heading, width in columns:
        if width:
            table.add_column(heading, width=width, no_wrap=True, overflow="ellipsis")
        else:
            table.add_column(heading, justify="right", no_wrap=True)
    return table


def _candidates(tally: Tally) -> Table:
    reached = reached_on(tally)
    columns = [("", 0), ("Candidate", NAME), ("Slate", SLATE), ("Nominations", 0), ("Share", 0), ("Of branches", 0)]
    table = _table(*columns, *([("Reached", 0)] if tally.needed else []))
    names = {slate.id: slate.name for slate in tally.election.slates}
    for each in tally.standings:
        branches = percent(each.of_branches) + ("*" if each.majority else " ")
        cells = [
            str(each.rank) if tally.counted else "",
            _text(each.name),
            _text(", ".join(names[slate] for slate in each.slates)),
        ]
        cells += [f"{each.nominations:,}", percent(each.share), branches]
        cells += [_reached(each, reached)] if tally.needed else []
        table.add_row(*cells, style=FADED if each.short else "")
    if any(each.majority for each in tally.standings):
        table.caption = f"* nominated by a majority of the branches{'' if tally.branches_known else ' that nominated'}"
        table.caption_justify = "left"
    return table


def _reached(standing: Standing, reached: Mapping[str, date]) -> str:
    """The day on which the candidate reached the threshold, or how many are missing."""
    return f"{reached[standing.name]:{DAY}}" if standing.name in reached else f"{standing.short} short"


def _slates(tally: Tally, slates: Sequence[SlateTally]) -> Table:
    top = tally.contest.seats
    numbers = ["Names", "Total", "Share", "Average", "Highest", "Lowest", "Rank", f"Top {top}", "All", "Part", "None"]
    table = _table(("Slate", SLATE), *((heading, 0) for heading in numbers))
    for each in slates:
        branches = branches_by_slate(tally, each)
        table.add_row(
            _text(each.slate.name),
            str(len(each.standings)),
            f"{each.total:,}",
            percent(each.share),
            average(each.average),
            str(each.highest.nominations),
            str(each.lowest.nominations),
            str(each.lowest.rank),
            said_places(tally, each),
            str(len(branches.all)),
            str(len(branches.part)),
            str(len(branches.none)),
        )
    known = "" if tally.branches_known else "; without branches.csv only branches that nominated are known"
    table.caption = f"Rank: of the lowest. All, part, none: branches that nominated so much of the slate{known}"
    table.caption_justify = "left"
    return table


def _dates(tally: Tally, slates: Sequence[SlateTally]) -> Table:
    """Running totals of each slate on a few days, the last among them."""
    totals = running(tally)
    last = len(totals.days) - 1
    chosen = sorted({round(last * step / (DAYS - 1)) for step in range(DAYS)})
    table = _table(("Nominations by", SLATE), *((f"{totals.days[index]:{DAY}}", 0) for index in chosen))
    for each in slates:
        sums = [sum(totals.totals[standing.name][index] for standing in each.standings) for index in chosen]
        table.add_row(_text(each.slate.name), *(f"{total:,}" for total in sums))
    return table


def _areas(tally: Tally, slates: Sequence[SlateTally]) -> Table:
    """Each area's branches that nominated and, of their nominations, each slate's share; who is nominated most."""
    shown = slates[:SLATES]
    area_width, most_width = (26, 18) if len(shown) < SLATES else (20, 13)
    table = _table(("Area", area_width), ("Branches", 0))
    for each in shown:
        table.add_column(_text(each.slate.name), justify="right", width=9)
    table.add_column("Most nominated", width=most_width, no_wrap=True, overflow="ellipsis")
    for area in by_area(tally):
        made = sum(area.by_name.values())
        shares = [sum(area.by_name.get(standing.name, 0) for standing in each.standings) for each in shown]
        cells = [f"{100 * share / made:.0f} %" if made else "" for share in shares]
        most = max(area.by_name.items(), key=lambda item: item[1], default=("", 0))
        branches = f"{area.nominating} of {area.branches}" if area.nominating < area.branches else str(area.branches)
        deep = "  " * (len(list(tally.election.lineage(area.area))) - 1)
        table.add_row(deep + _text(area.name), branches, *cells, _text(most[0]))
    return table


def _print_refused(tally: Tally, out: Console) -> None:
    refused, names = tally.not_counted, {branch.code: branch.name for branch in tally.branches}
    if not refused:
        return
    out.print()
    out.print(Text(f"Not counted: {len(refused):,}", style="bold"))
    for each in refused[:REFUSED]:
        row = each.nomination
        said = f"line {row.line}: {row.candidate} by {names.get(row.branch, row.branch)}: {each.why}"
        out.print(Text(printable(said)))
    if len(refused) > REFUSED:
        out.print(Text(f"and {len(refused) - REFUSED:,} more (--json has them all)", style=FADED))


def _text(text: str) -> str:
    return printable(text).replace("[", r"\[")
