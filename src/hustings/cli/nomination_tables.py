"""Nominations in the terminal: never wider than 100 columns, plain text when piped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hustings.election.wording import printable
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.dates import day_in_numbers
from hustings.narrative.heading import notice_of
from hustings.narrative.nominations import average, not_counted, opening, percent, remarks, said_places
from hustings.nominations.breakdowns import by_area, reached_on, running
from hustings.nominations.slates import SlateTally, branches_by_slate, slate_tallies
from hustings.nominations.tally import Standing, Tally

WIDEST, NAME, SLATE = 100, 28, 18
ACCENT, FADED = "bold cyan", "dim"
DAYS, SLATES, REFUSED = 7, 5, 25
OF_SLATES = ("names", "total", "share", "average", "highest", "lowest", "rank", "top", "all", "part", "none")


def print_tally(tallies: Iterable[Tally], console: Console | None = None, language: str = ENGLISH) -> None:
    """Print each contest: where the candidates stand, the slates, the areas, the dates, what was not counted."""
    out, say = console or Console(highlight=False), words(language, file="nominations")
    out.width = min(WIDEST, out.width) if out.is_terminal else WIDEST
    for index, tally in enumerate(tallies):
        if index:
            out.print()
        if notice := notice_of(tally.election.example, language):
            out.print(Text(notice, style=ACCENT))
        out.print(Text(printable(tally.contest.title), style="bold"))
        out.print(Text(printable(opening(tally, say))))
        slates = slate_tallies(tally)
        parts = [_candidates(tally, say)]
        if tally.counted:
            parts += [_slates(tally, slates, say), _dates(tally, slates, say)] if slates else []
            parts += [_areas(tally, slates, say)] if tally.election.areas else []
        for part in parts:
            out.print()
            out.print(part)
        out.print()
        for said in remarks(tally, say):
            out.print(Text(printable(said)))
        _print_refused(tally, out, say)


def _table(*columns: tuple[str, int]) -> Table:
    """A table whose columns are right-aligned, but those of words: (heading, width), width 0 for numbers."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for heading, width in columns:
        if width:
            table.add_column(heading, width=width, no_wrap=True, overflow="ellipsis")
        else:
            table.add_column(heading, justify="right", no_wrap=True)
    return table


def _candidates(tally: Tally, say: Words) -> Table:
    reached = reached_on(tally)
    columns = [("tally.candidate", NAME), ("tally.slate", SLATE), ("tally.nominations", 0), ("tally.share", 0)]
    columns += [("tally.of_branches", 0), *([("tally.reached", 0)] if tally.needed else [])]
    table = _table(("", 0), *((say(key), width) for key, width in columns))
    names = {slate.id: slate.name for slate in tally.election.slates}
    for each in tally.standings:
        branches = percent(each.of_branches) + ("*" if each.majority else " ")
        cells = [
            str(each.rank) if tally.counted else "",
            _text(each.name),
            _text(", ".join(names[slate] for slate in each.slates)),
        ]
        cells += [f"{each.nominations:,}", percent(each.share), branches]
        cells += [_reached(each, reached, say)] if tally.needed else []
        table.add_row(*cells, style=FADED if each.short else "")
    if any(each.majority for each in tally.standings):
        table.caption = say("tally.majority" if tally.branches_known else "tally.majority_of_nominating")
        table.caption_justify = "left"
    return table


def _reached(standing: Standing, reached: Mapping[str, date], say: Words) -> str:
    """The day on which the candidate reached the threshold, or how many are missing."""
    if standing.name in reached:
        return day_in_numbers(reached[standing.name], say.language)
    return say("tally.short", number=standing.short)


def _slates(tally: Tally, slates: Sequence[SlateTally], say: Words) -> Table:
    numbers = [say(f"tally.{key}", top=tally.contest.seats) for key in OF_SLATES]
    table = _table((say("tally.slate"), SLATE), *((heading, 0) for heading in numbers))
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
    table.caption = say("tally.key" if tally.branches_known else "tally.key_of_nominating")
    table.caption_justify = "left"
    return table


def _dates(tally: Tally, slates: Sequence[SlateTally], say: Words) -> Table:
    """Running totals of each slate on a few days, the last among them."""
    totals = running(tally)
    last = len(totals.days) - 1
    chosen = sorted({round(last * step / (DAYS - 1)) for step in range(DAYS)})
    days = [day_in_numbers(totals.days[index], say.language) for index in chosen]
    table = _table((say("tally.by_date"), SLATE), *((day, 0) for day in days))
    for each in slates:
        sums = [sum(totals.totals[standing.name][index] for standing in each.standings) for index in chosen]
        table.add_row(_text(each.slate.name), *(f"{total:,}" for total in sums))
    return table


def _areas(tally: Tally, slates: Sequence[SlateTally], say: Words) -> Table:
    """Each area's branches that nominated and, of their nominations, each slate's share; who is nominated most."""
    shown = slates[:SLATES]
    area_width, most_width = (26, 18) if len(shown) < SLATES else (20, 13)
    table = _table((say("tally.area"), area_width), (say("tally.branches"), 0))
    for each in shown:
        table.add_column(_text(each.slate.name), justify="right", width=9)
    table.add_column(say("tally.most"), width=most_width, no_wrap=True, overflow="ellipsis")
    for area in by_area(tally):
        made = sum(area.by_name.values())
        shares = [sum(area.by_name.get(standing.name, 0) for standing in each.standings) for each in shown]
        cells = [f"{100 * share / made:.0f} %" if made else "" for share in shares]
        most = max(area.by_name.items(), key=lambda item: item[1], default=("", 0))
        some = say("tally.some_of", part=area.nominating, whole=area.branches)
        branches = some if area.nominating < area.branches else str(area.branches)
        deep = "  " * (len(list(tally.election.lineage(area.area))) - 1)
        table.add_row(deep + _text(area.name), branches, *cells, _text(most[0]))
    return table


def _print_refused(tally: Tally, out: Console, say: Words) -> None:
    refused, names = tally.not_counted, {branch.code: branch.name for branch in tally.branches}
    if not refused:
        return
    out.print()
    out.print(Text(say("tally.refused", number=f"{len(refused):,}"), style="bold"))
    for each in refused[:REFUSED]:
        row = each.nomination
        branch, why = names.get(row.branch, row.branch), not_counted(each, say)
        said = say("tally.refused_line", line=row.line, candidate=row.candidate, branch=branch, why=why)
        out.print(Text(printable(said)))
    if len(refused) > REFUSED:
        out.print(Text(say("tally.refused_more", number=f"{len(refused) - REFUSED:,}"), style=FADED))


def _text(text: str) -> str:
    return printable(text).replace("[", r"\[")
