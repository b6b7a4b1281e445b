"""Forecasts in the terminal: what is believed, and what a canvass or turnout moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hustings.cli.tables import new_console, new_table, say
from hustings.forecast.believed import Interval
from hustings.forecast.canvass import FAVOURING, REACHED, SAYING, Updated, unused
from hustings.forecast.returns import FEW, FEWEST, Group, too_few
from hustings.forecast.turnout import EARLY
from hustings.narrative import beliefs as told
from hustings.narrative.catalogue import Words, words

if TYPE_CHECKING:
    from rich.console import Console

    from hustings.front.forecasts import Beliefs, Canvassed, TurnedOut
    from hustings.planning.information import Calls


def print_beliefs(beliefs: Beliefs) -> None:
    """What is believed, how surely, from what, and what is not known."""
    out, found, forecast, election = new_console(), beliefs.believed, beliefs.forecast, beliefs.election
    part = words_of(beliefs)
    say(out, told.lead(found, forecast, part))
    say(out, part("believed.rests", note=forecast.note))
    shares = {told.name_of(each, election, part): value for each, value in found.shares.items()}
    support = {election.area(code).name: value for code, value in found.support.items()}
    _intervals(out, "believed.shares", shares, told.source(found, "shares", "national_shock", say=part), part)
    _intervals(
        out, "believed.support", support, told.source(found, "shares_in", "shares", "area_shock", say=part), part
    )
    _intervals(out, "believed.known", found.known, told.source(found, "recognition", say=part), part)
    for sentence in told.not_known(found, forecast, part):
        say(out, part("unknown.not_known", what=sentence))


def words_of(beliefs: Beliefs) -> Words:
    """The sentences of forecasts in the folder's language."""
    return words(beliefs.language, file="forecast")


def _intervals(out: Console, title: str, values: Mapping[str, Interval], source: str, part: Words) -> None:
    table = new_table(part(title), 40, wraps=True)
    for column in ("believed.middle", "believed.cases"):
        table.add_column(part(column), justify="right")
    for name, value in values.items():
        middle, low, high = (f"{100 * each:.0f}" for each in (value.middle, value.low, value.high))
        table.add_row(name, part("believed.per_cent", value=middle), part("believed.from_to", low=low, high=high))
    out.print()
    out.print(table)
    if source:
        say(out, source)


def print_calls(calls: Calls, beliefs: Beliefs) -> None:
    """What more answers would be worth, by where they are given, from the most to the least."""
    out, election, part = new_console(), beliefs.election, words_of(beliefs)
    table = new_table(part("calls.heading", number=f"{calls.number:,}"), 40, wraps=True)
    table.add_column(part("calls.worth"), justify="right")
    table.add_column("±", justify="right")
    rows = [(election.area(code).name, worth) for code, worth in calls.areas.items()]
    everywhere = part("calls.everywhere")
    for name, worth in [(everywhere, calls.everywhere), *sorted(rows, key=lambda row: -row[1].seats)]:
        table.add_row(name, f"{worth.seats:+.3f}", f"{worth.error:.3f}")
    out.print()
    out.print(table)
    for sentence in told.worth_of_calls(calls, election, part):
        say(out, sentence)


def print_turnout(moved: TurnedOut) -> None:
    """The voters of each area before and after."""
    out, before, after, part = new_console(), moved.before, moved.forecast, words_of(moved)
    titles = {area.code: area.name for area in moved.election.areas}
    table = new_table(part("turnout.voters"), 40, wraps=True)
    for column in ("turnout.so_far", "canvassed.before", "canvassed.now"):
        table.add_column(part(column), justify="right")
    for old, new in zip(before.areas, after.areas, strict=True):
        table.add_row(titles[old.code], f"{moved.voted.get(old.code, 0):,}", f"{old.voters:,}", f"{new.voters:,}")
    out.print(table)
    say(out, part("turnout.uncertainty", before=f"{before.turnout_shock:.2f}", now=f"{after.turnout_shock:.2f}"))
    say(out, part("turnout.assumed", early=EARLY))


def print_updated(canvassed: Canvassed) -> None:
    """Support, recognition and adherence before and after, and what the answers do not say."""
    out, found, part = new_console(), canvassed.moved, words_of(canvassed)
    if found.supporters:
        _support(out, canvassed, part)
    if any(len(group.areas) > 1 for group in canvassed.groups):
        say(out, part("canvassed.together", fewest=FEWEST))
    if found.preferences:
        out.print()
        _recognition(out, canvassed, part)
    if found.followers:
        old, new = (each.areas[0].adherence for each in (canvassed.before, canvassed.forecast))
        spreads = {"spread": f"{old.spread:.2f}", "spread_now": f"{new.spread:.2f}"}
        out.print()
        means = {"before": f"{old.mean:.0%}", "now": f"{new.mean:.0%}"}
        say(out, part("canvassed.following", n=found.followers, **means, **spreads))
    titles = {area.code: area.name for area in canvassed.election.areas}
    for sentence in _not_known(found, canvassed.groups, titles, part):
        say(out, sentence)


def _support(out: Console, canvassed: Canvassed, part: Words) -> None:
    before, after, groups = canvassed.before, canvassed.forecast, canvassed.groups
    titles, slate = {area.code: area.name for area in canvassed.election.areas}, before.planning
    answers = {code: sum(group.counts.values()) for group in groups for code in group.areas}
    together = {code for group in groups if len(group.areas) > 1 for code in group.areas}
    table = new_table(part("canvassed.support", n=canvassed.moved.supporters), 40, wraps=True)
    for column in ("canvassed.answers", "canvassed.before", "canvassed.now"):
        table.add_column(part(column), justify="right")
    for old, new in zip(before.areas, after.areas, strict=True):
        asked = f"{answers.get(old.code, 0):,}{'*' if old.code in together else ''}"
        table.add_row(titles[old.code], asked, f"{old.shares[slate]:.1%}", f"{new.shares[slate]:.1%}")
    out.print(table)
    shocks = {
        "country": before.national_shock,
        "country_now": after.national_shock,
        "area": before.area_shock,
        "area_now": after.area_shock,
    }
    say(out, part("canvassed.uncertainty", **{name: f"{shock:.2f}" for name, shock in shocks.items()}))


def _recognition(out: Console, canvassed: Canvassed, part: Words) -> None:
    before, after = canvassed.before, canvassed.forecast
    table = new_table(part("canvassed.known", n=canvassed.moved.preferences), 40, wraps=True)
    for column in ("canvassed.before", "canvassed.now"):
        table.add_column(part(column), justify="right")
    own, known = before.followings[before.planning], after.followings[before.planning]
    for number, old_weight, new_weight in zip(own.names, own.recognition, known.recognition, strict=True):
        parts = (old_weight / sum(own.recognition), new_weight / sum(known.recognition))
        table.add_row(before.names[number - 1], *(f"{each:.0%}" for each in parts))
    out.print(table)


def _not_known(found: Updated, groups: Sequence[Group], titles: dict[str, str], part: Words) -> list[str]:
    said = []
    for group, answer, count in too_few(groups):
        where = part.listed([titles[code] for code in group.areas])
        said.append(part("canvassed.few", count=count, answer=answer, areas=where, few=FEW, fewest=FEWEST))
    if more := unused(groups):
        said.append(part("canvassed.unused", n=more))
    if found.own_only:
        said.append(part("canvassed.own_only", n=found.own_only))
    unmoved = [
        part(what)
        for what, number in (
            ("canvassed.what_support", found.supporters or found.own_only),
            ("canvassed.what_recognition", found.preferences),
            ("canvassed.what_adherence", found.followers),
        )
        if not number
    ]
    if unmoved:
        said.append(part("canvassed.unmoved", what=part.listed(unmoved)))
    said.append(part("canvassed.assumed", reached=REACHED, favouring=FAVOURING, saying=SAYING))
    return said
