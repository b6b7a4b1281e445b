"""Forecasts in the terminal: what is believed, and what a canvass or turnout moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hustings.cli.tables import new_console, new_table, say
from hustings.election.wording import counted, listed
from hustings.forecast.believed import Interval
from hustings.forecast.canvass import FAVOURING, REACHED, SAYING, Updated, unused
from hustings.forecast.returns import FEW, FEWEST, Group, too_few
from hustings.forecast.turnout import EARLY
from hustings.narrative import beliefs as words

if TYPE_CHECKING:
    from rich.console import Console

    from hustings.front.forecasts import Beliefs, Canvassed, TurnedOut
    from hustings.planning.information import Calls


def print_beliefs(beliefs: Beliefs) -> None:
    """What is believed, how surely, from what, and what is not known."""
    out, found, forecast, election = new_console(), beliefs.believed, beliefs.forecast, beliefs.election
    say(out, words.lead(found, forecast))
    say(out, f"It rests on: {forecast.note}")
    shares = {words.name_of(each, election): value for each, value in found.shares.items()}
    support = {election.area(code).name: value for code, value in found.support.items()}
    _intervals(out, "First preferences", shares, words.source(found, "shares", "national_shock"))
    _intervals(out, "Support in each area", support, words.source(found, "shares_in", "shares", "area_shock"))
    _intervals(out, "Put first, following no order", found.known, words.source(found, "recognition"))
    for sentence in words.not_known(found, forecast):
        say(out, f"Not known: {sentence}")


def _intervals(out: Console, title: str, values: Mapping[str, Interval], source: str) -> None:
    table = new_table(title, 40, wraps=True)
    for column in ("middle", "80 of 100 cases"):
        table.add_column(column, justify="right")
    for name, value in values.items():
        table.add_row(name, f"{100 * value.middle:.0f} %", f"{100 * value.low:.0f} to {100 * value.high:.0f} %")
    out.print()
    out.print(table)
    if source:
        say(out, source)


def print_calls(calls: Calls, beliefs: Beliefs) -> None:
    """What more answers would be worth, by where they are given, from the most to the least."""
    out, election = new_console(), beliefs.election
    table = new_table(f"{calls.number:,} more answers in", 40, wraps=True)
    table.add_column("worth, in places", justify="right")
    table.add_column("±", justify="right")
    rows = [(election.area(code).name, worth) for code, worth in calls.areas.items()]
    for name, worth in [("all areas", calls.everywhere), *sorted(rows, key=lambda row: -row[1].seats)]:
        table.add_row(name, f"{worth.seats:+.3f}", f"{worth.error:.3f}")
    out.print()
    out.print(table)
    for sentence in words.worth_of_calls(calls, election):
        say(out, sentence)


def print_turnout(moved: TurnedOut) -> None:
    """The voters of each area before and after."""
    out, before, after = new_console(), moved.before, moved.forecast
    titles = {area.code: area.name for area in moved.election.areas}
    table = new_table("Voters", 40, wraps=True)
    for column in ("voted so far", "before", "now"):
        table.add_column(column, justify="right")
    for old, new in zip(before.areas, after.areas, strict=True):
        table.add_row(titles[old.code], f"{moved.voted.get(old.code, 0):,}", f"{old.voters:,}", f"{new.voters:,}")
    out.print(table)
    say(out, f"Uncertainty of each area’s voters: {before.turnout_shock:.2f} before, {after.turnout_shock:.2f} now.")
    say(
        out,
        "Assumed: about the same part of those who will vote has voted everywhere; an area may be earlier or later "
        f"than others (a spread of {EARLY} on the log scale, less as voting goes on). How many vote in all stays as "
        "believed, unless more have voted.",
    )


def print_updated(canvassed: Canvassed) -> None:
    """Support, recognition and adherence before and after, and what the answers do not say."""
    out, before, after = new_console(), canvassed.before, canvassed.forecast
    found, groups, slate = canvassed.moved, canvassed.groups, before.planning
    titles = {area.code: area.name for area in canvassed.election.areas}
    answers = {code: sum(group.counts.values()) for group in groups for code in group.areas}
    together = {code for group in groups if len(group.areas) > 1 for code in group.areas}
    if found.supporters:
        table = new_table(f"Support ({counted(found.supporters, 'answer', 'answers')})", 40, wraps=True)
        for column in ("answers", "before", "now"):
            table.add_column(column, justify="right")
        for old, new in zip(before.areas, after.areas, strict=True):
            asked = f"{answers.get(old.code, 0):,}{'*' if old.code in together else ''}"
            table.add_row(titles[old.code], asked, f"{old.shares[slate]:.1%}", f"{new.shares[slate]:.1%}")
        out.print(table)
        shocks = f"of the country {before.national_shock:.2f} before, {after.national_shock:.2f} now"
        say(out, f"Uncertainty: {shocks}; of an area {before.area_shock:.2f} before, {after.area_shock:.2f} now.")
    if together:
        said = f"* An answer was given by fewer than {FEWEST} people, so these areas were taken together."
        say(out, f"{said} The number is of all of them.")
    if found.preferences:
        table = new_table(
            f"How well known ({counted(found.preferences, 'first choice', 'first choices')})", 40, wraps=True
        )
        for column in ("before", "now"):
            table.add_column(column, justify="right")
        own, known = before.followings[slate], after.followings[slate]
        for number, old_weight, new_weight in zip(own.names, own.recognition, known.recognition, strict=True):
            parts = (old_weight / sum(own.recognition), new_weight / sum(known.recognition))
            table.add_row(before.names[number - 1], *(f"{part:.0%}" for part in parts))
        out.print()
        out.print(table)
    if found.followers:
        old_mean, new_mean = (each.areas[0].adherence for each in (before, after))
        out.print()
        say(
            out,
            f"Following the order ({counted(found.followers, 'answer', 'answers')}): {old_mean.mean:.0%} before, "
            f"{new_mean.mean:.0%} now; spread {old_mean.spread:.2f} before, {new_mean.spread:.2f} now.",
        )
    for sentence in _not_known(found, groups, titles):
        say(out, sentence)


def _not_known(found: Updated, groups: Sequence[Group], titles: dict[str, str]) -> list[str]:
    said = []
    for group, answer, count in too_few(groups):
        where = listed([titles[code] for code in group.areas])
        said.append(
            f"{count} × “{answer}” in {where} counted as {FEW}, since fewer than {FEWEST} people might be recognised."
        )
    if more := unused(groups):
        said.append(f"{counted(more, 'answer was', 'answers were')} “undecided” or “will not vote” and moved nothing.")
    if found.own_only:
        said.append(
            f"{counted(found.own_only, 'answer', 'answers')} for your slate did not move support: nobody who was asked "
            "in the same way named another slate, so only your own supporters seem to have been asked."
        )
    unmoved = [
        what
        for what, number in (
            ("support", found.supporters), ("recognition", found.preferences), ("adherence", found.followers)
        )
        if not number and not (what == "support" and found.own_only)
    ]  # fmt: skip
    if unmoved:
        said.append(f"Not moved: {listed(unmoved)}; there are no answers about it, or it is believed without a spread.")
    said.append(
        "Assumed: people you reach differ from people you do not. Supporters may be likelier to answer (a spread of "
        f"{REACHED} on the log scale, for each way of asking), so may those who favour one of your names "
        f"({FAVOURING}), and more may say that they will follow than do ({SAYING})."
    )
    return said
