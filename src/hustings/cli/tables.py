"""Counts in the terminal: the result first, then the stages; never wider than 100 columns, plain text when piped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hustings.ballots.ballots import Ballots
from hustings.election.wording import printable
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.count import action, chances
from hustings.narrative.heading import heading_of
from hustings.narrative.margin import size
from hustings.narrative.witnesses import witness_names
from hustings.record.record import CountRecord, in_order_of_result, outcomes
from hustings.witness.comparing import Compared

if TYPE_CHECKING:
    from hustings.margins.answer import Margin
    from hustings.record.body import Body

WIDEST = 100
LONGEST_NAME = 30
ACCENT = "bold cyan"
FADED = "dim"


def print_record(
    record: CountRecord, console: Console | None = None, *, brief: bool = False, language: str = ENGLISH
) -> None:
    """Print who is elected, then the votes at every stage, in as many blocks of stages as the width needs.

    brief: without the stages.
    """
    out, part = console or new_console(), words(language, file="count")
    _print_heading(record, out, part)
    _print_elected(record, out, part)
    _print_constraints(record, out, part)
    _print_chances(record, out, part)
    if brief:
        return
    _print_stages(record, out, part)
    for block in _blocks(record, out.width, part):
        out.print(_votes_table(record, block, part))
        out.print()
    if record.figures.shown_rounded:
        say(out, part("terminal.rounded"), FADED)


def print_vacancy(body: Body, *, asked_for_constraint: bool = False, language: str = ENGLISH) -> None:
    """Print the last vacancy: its count, who came in and why, and who sits now."""
    # Not with a count, which has no use for the forms that vacancy records are read with.
    from hustings.narrative.vacancy import body_said, vacancy_said

    filled, out = body.vacancies[-1], new_console()
    if filled.countback is not None:
        print_record(filled.countback, out, language=language)
    say(out, vacancy_said(body, filled, language=language))
    say(out, body_said(body, language=language))
    if asked_for_constraint and not filled.broken:
        say(out, words(language, file="count")("verified.constraint_unused"))


def print_comparison(
    ballots: Ballots,
    results: Sequence[Compared],
    console: Console | None = None,
    language: str = ENGLISH,
    margins: Mapping[str, Margin] | None = None,
) -> None:
    """Print who is elected, and in which order, under each rule book; where they differ; how close it was, if known."""
    out, part = console or new_console(), words(language, file="count")
    counts = [(result.rules.name, result.record) for result in results if result.record is not None]
    orders = [(name, record.facts.elected) for name, record in counts]
    everywhere = set.intersection(*(set(order) for _, order in orders)) if orders else set()
    somewhere = sorted({number for _, order in orders for number in order})
    first = orders[0][1] if orders else ()
    somewhere.sort(key=lambda n: (n not in everywhere, first.index(n) if n in first else len(first), n))
    names = [printable(name) for name in ballots.names]
    if ballots.title:
        say(out, printable(ballots.title), "bold")
    width = min(LONGEST_NAME, max((len(names[n - 1]) for n in somewhere), default=0))
    for side_by_side in in_widths([len(name) for name, _ in orders], out.width - width - 2):
        some = [orders[i] for i in side_by_side]
        table = new_table(part("label.elected"), width)
        for name, _ in some:
            table.add_column(name, justify="right", no_wrap=True)
        for number in somewhere:
            style = "" if number in everywhere else ACCENT
            places = [str(order.index(number) + 1) if number in order else "" for _, order in some]
            table.add_row(names[number - 1], *places, style=style)
        out.print(table)
    if len(orders) > 1:
        alike = everywhere == set(somewhere)
        say(out, part("comparison.same") if alike else _difference(names, orders, part))
    for result in results:
        if result.record is None:
            said = part("comparison.no_result", rules=result.rules.name, why=printable(result.why_none))
            say(out, said, FADED)
    for name, margin in (margins or {}).items():
        say(out, part("comparison.margin", rules=name, margin=size(margin, language)))


def _difference(names: Sequence[str], orders: Sequence[tuple[str, tuple[int, ...]]], part: Words) -> str:
    """«They differ: Ash under a; Birch under b and c.»"""
    elected = {number: [name for name, order in orders if number in order] for _, order in orders for number in order}
    some = {number: by for number, by in elected.items() if len(by) < len(orders)}
    each = [part("comparison.under", name=names[n - 1], rules=part.listed(by)) for n, by in sorted(some.items())]
    return part("comparison.differ", each="; ".join(each))


def new_console() -> Console:
    console = Console(highlight=False)
    console.width = min(WIDEST, console.width) if console.is_terminal else WIDEST
    return console


def say(out: Console, text: str, style: str = "") -> None:
    """Print one line or more of words, whatever brackets are in it."""
    out.print(Text(printable(text), style=style))


def new_table(first: str, width: int, *, wraps: bool = False) -> Table:
    """A table whose first column is so wide; what is longer is shortened, or goes on in the next line."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column(first, width=width, no_wrap=not wraps, overflow="fold" if wraps else "ellipsis")
    return table


# The parts of a record


def _print_heading(record: CountRecord, out: Console, part: Words) -> None:
    figures, question = record.figures, record.question
    say(out, " · ".join(map(printable, heading_of(record, part.language))), "bold")
    valid = figures.said_papers(record.facts.valid)
    facts = [part("terminal.places", n=question.seats), part("terminal.valid", papers=valid)]
    if record.invalid:
        facts.append(part("terminal.invalid", papers=figures.said_papers(record.invalid)))
    quota, last = record.facts.stages[0].quota, record.facts.stages[-1].quota
    if quota is not None and record.contested:
        moved = last is not None and last != quota
        end = figures.said(last) if last is not None else ""
        facts.append(part("terminal.quotas" if moved else "terminal.quota", quota=figures.said(quota), end=end))
    say(out, question.rules.title)
    say(out, ", ".join(facts))
    names = [printable(name) for name in witness_names(record.witnesses, part)]
    one = len(names) == 1
    say(out, part("terminal.one_witness" if one else "terminal.witnesses", n=len(names), names=part.listed(names)))
    out.print()


def _print_elected(record: CountRecord, out: Console, part: Words) -> None:
    found = outcomes(record.facts, record.question, len(record.names))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", style=ACCENT, no_wrap=True)
    table.add_column(style="bold", overflow="fold")
    table.add_column(no_wrap=True)
    for place, number in enumerate(record.facts.elected, 1):
        stage = part("terminal.at_stage", stage=found[number - 1].stage)
        table.add_row(str(place), Text(printable(record.names[number - 1])), stage)
    say(out, part("terminal.elected" if record.facts.elected else "terminal.nobody"))
    out.print(table)
    if record.reopened:
        say(out, part("terminal.reopened", n=record.reopened))
    if record.facts.unfilled:
        say(out, part("terminal.unfilled", n=record.facts.unfilled))
    out.print()


def _print_constraints(record: CountRecord, out: Console, part: Words) -> None:
    for constraint in record.question.constraints:
        held = len(constraint.members.intersection(record.facts.elected))
        which = "constraint.at_least" if constraint.sense == "at least" else "constraint.at_most"
        wanted = part(which, number=constraint.number, group=constraint.group)
        say(out, part("terminal.constraint", constraint=printable(wanted), held=held))
    if record.without_constraints is not None:
        changed, number = set(record.without_constraints) ^ set(record.facts.elected), len(record.question.constraints)
        names = part.listed([printable(record.names[number - 1]) for number in record.without_constraints])
        say(out, part("terminal.without" if changed else "terminal.without_same", n=number, names=names))
    if record.question.constraints:
        out.print()


def _print_chances(record: CountRecord, out: Console, part: Words) -> None:
    fallen = chances(record, language=part.language)
    for stage, said in fallen:
        say(out, part("terminal.stage", stage=stage, said=said))
    if fallen:
        out.print()


def _print_stages(record: CountRecord, out: Console, part: Words) -> None:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for stage in record.facts.stages:
        done = printable(action(record, stage, language=part.language))
        names = part.listed([printable(record.names[number - 1]) for number in stage.elected])
        if stage.elected and stage.kind != "election":
            text = Text(done)
            text.append(part("terminal.also_elected", names=names), style=ACCENT)
        elif stage.elected and record.question.rules.procedure == "transfers":
            text = Text(part("terminal.last_places", places=done, names=names), style=ACCENT)
        elif stage.elected:
            text = Text(part("terminal.election", names=names), style=ACCENT)
        else:
            text = Text(done)
        table.add_row(str(stage.number), text)
    say(out, part("terminal.stages"))
    out.print(table)
    out.print()


# Votes by stage


def _columns(record: CountRecord) -> list[list[str]]:
    """Per stage the cells of a column: header, candidates in the order of the result, then the rows at the foot."""
    figures = record.figures
    one_row = record.question.rules.surplus_papers == "last parcel"
    columns = []
    withdrawn: set[int] = set(record.question.withdrawn)
    excluded: set[int] = set()
    for stage in record.facts.stages:
        gone = withdrawn | excluded | record.waiting_after(stage.number)
        cells = [f"{stage.number}"]
        cells += [
            "" if number in gone else figures.cell(stage.votes[number - 1]) for number in in_order_of_result(record)
        ]
        if one_row:
            cells.append(figures.cell(stage.non_transferable + stage.loss_by_fraction))
        else:
            cells += [figures.cell(stage.non_transferable), figures.cell(stage.loss_by_fraction)]
        cells.append("" if stage.quota is None else figures.cell(stage.quota))
        columns.append(cells)
        excluded.update(number for number in stage.excluded if not stage.votes[number - 1])
    return columns


def _blocks(record: CountRecord, width: int, part: Words) -> list[list[list[str]]]:
    """The columns in blocks that fit beside the names."""
    columns = _columns(record)
    room = width - _name_width(record, part) - 2 - 4
    return [[columns[i] for i in side_by_side] for side_by_side in in_widths([max(map(len, c)) for c in columns], room)]


def in_widths(widths: Sequence[int], room: int) -> list[range]:
    """Which columns, with two spaces after each, stand side by side in the room; at least one each time."""
    rows: list[range] = []
    left = 0
    for index, width in enumerate(widths):
        if not rows or left < width + 2:
            rows.append(range(index, index))
            left = room
        rows[-1] = range(rows[-1].start, index + 1)
        left -= width + 2
    return rows


def _name_width(record: CountRecord, part: Words) -> int:
    names = [part("label.non_transferable"), *(printable(name) for name in record.names)]
    return min(LONGEST_NAME, max(map(len, names)))


def _votes_table(record: CountRecord, block: Sequence[Sequence[str]], part: Words) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", justify="right", no_wrap=True, width=2)
    table.add_column(part("terminal.votes"), width=_name_width(record, part), no_wrap=True, overflow="ellipsis")
    for cells in block:
        table.add_column(cells[0], justify="right", no_wrap=True)
    order = record.facts.elected
    rows = in_order_of_result(record)
    for index, number in enumerate(rows, 1):
        place = str(order.index(number) + 1) if number in order else ""
        cells = [column[index] for column in block]
        if any(cells):
            style = ACCENT if place else FADED
            table.add_row(place, Text(printable(record.names[number - 1])), *cells, style=style)
    table.add_section()
    last_parcel = record.question.rules.surplus_papers == "last parcel"
    foot = ["label.non_transferable", *([] if last_parcel else ["label.loss"]), "label.quota"]
    for index, label in enumerate(map(part, foot), len(rows) + 1):
        cells = [column[index] for column in block]
        if any(cell.strip("0.,") for cell in cells):
            table.add_row("", label, *cells)
    return table
