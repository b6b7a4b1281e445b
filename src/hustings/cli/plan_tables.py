"""A recommendation in the terminal: what to recommend first, then how it compares with the baselines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hustings.cli.tables import FADED, LONGEST_NAME, in_widths, new_console, new_table, say
from hustings.election.nouns import Election, PlanRow
from hustings.election.wording import percent, printable
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.heading import notice_of
from hustings.narrative.plan_changes import clearly_behind, rests_on, too_many_follow, variants_finding
from hustings.narrative.plan_guard import harm, left_out, refused, small_percent, with_bound
from hustings.narrative.plan_later import later_preferences
from hustings.narrative.plan_words import about, following_name, key, way_named, without
from hustings.planning.evidence import Figures
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE
from hustings.planning.recommendation import Recommendation
from hustings.planning.sensitivity import AS_BELIEVED, EVENED, FORGOTTEN, MOST_SCENARIOS, Variant


def print_recommendation(
    found: Recommendation,
    sizes: Mapping[int, Recommendation],
    election: Election,
    console: Console | None = None,
    language: str = ENGLISH,
) -> None:
    """Print the recommended orders, the comparison on the report stream, and what would change it."""
    out, part = console or new_console(), words(language, file="plan")
    forecast, best = found.forecast, found.best
    say(out, f"{election.contest(forecast.contest).title}: {election.slate(forecast.slate).name}", "bold")
    if notice := notice_of(election.example, language):
        say(out, notice)
    say(out, part("planned.assumptions", note=forecast.note))
    seats, more = f"{best.seats:.2f} ± {best.error:.2f}", f"{best.more:+.2f} ± {best.more_error:.2f}"
    say(out, part("planned.recommended", way=way_named(found.name, part), seats=seats, more=more))
    said = (rests_on(found, part), harm(found, part), refused(found, part), later_preferences(found, part))
    for sentence in (*said, *left_out(found, part)):
        if sentence:
            say(out, sentence)
    if found.ahead != found.name:
        say(out, part("planned.plainer", way=way_named(found.ahead, part)))
    out.print()
    _print_lists(out, found.rows(), election, part)
    _print_comparison(out, found.figures, found.name, found.settings.objective, part)
    _print_limits(out, found, part)
    _print_chances(out, found.slate_names, best, found.figures[NO_ADVICE], part)
    _print_variants(out, found, election, part)
    if sizes:
        _print_sizes(out, {len(found.slate_names): found, **sizes}, found.settings.objective, part)
    searched = part("planned.every" if found.every else "planned.rounds", n=found.rounds)
    say(out, part("planned.made", n=found.scenarios, seed=found.settings.seed, searched=searched), FADED)


def sizes_left(sizes: Sequence[int], language: str) -> str:
    """Which sizes of slates there was no time for; "" where none."""
    part = words(language, file="plan")
    return part("planned.sizes_left", sizes=part.listed([str(size) for size in sizes])) if sizes else ""


def _print_lists(out: Console, rows: Sequence[PlanRow], election: Election, part: Words) -> None:
    """Print the lists side by side, each as a column with its names in order, then the areas of each."""
    orders = {row.list: [printable(name) for name in row.order] for row in rows}
    letters = list(orders)
    heads = {letter: part("planned.list", letter=letter) for letter in letters}
    widths = [max(len(heads[letter]), min(LONGEST_NAME, max(map(len, orders[letter])))) for letter in letters]
    blocks = len(in_widths(widths, out.width - 4)) or 1
    beside = math.ceil(len(letters) / blocks)
    for first in range(0, len(letters), beside or 1):
        some = range(first, min(first + beside, len(letters)))
        table = new_table("", 2)
        for i in some:
            table.add_column(heads[letters[i]], width=widths[i], no_wrap=True, overflow="ellipsis")
        for place in range(max(len(orders[letters[i]]) for i in some)):
            table.add_row(f"{place + 1:>2}", *(Text(orders[letters[i]][place], style="bold") for i in some))
        out.print(table)
        out.print()
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for letter in letters:
        areas = [printable(election.area(row.area).name) for row in rows if row.list == letter]
        table.add_row(heads[letter], Text(", ".join(areas)))
    if letters:
        out.print(table)
        out.print()


def _print_limits(out: Console, found: Recommendation, part: Words) -> None:
    """Print what the objective comes to, what hindsight could have had, and what no plan can have."""
    objective, ceiling, best = found.settings.objective, found.ceiling, found.best
    value = f"{best.value:.3f} ± {best.value_error:.3f}"
    say(out, part(f"planned.value_{objective.kind.replace(' ', '_')}", number=objective.number, value=value))
    if ceiling:
        most, more = f"{ceiling.value:.2f} ± {ceiling.error:.2f}", f"{ceiling.value - best.value:.2f}"
        say(out, part("planned.hindsight", value=most, more=more))
    which = "planned.bound_exact" if found.exact else "planned.bound"
    say(out, part(which, value=f"{found.bound:.2f}", more=f"{found.bound - best.value:.2f}"))
    out.print()


def _print_chances(out: Console, names: Sequence[str], best: Figures, without: Figures, part: Words) -> None:
    """Print each candidate's chance, and that of each number of seats."""
    columns = new_table(part("column.chances"), LONGEST_NAME)
    for heading in ("column.advised", "column.no_advice"):
        columns.add_column(part(heading), justify="right", no_wrap=True)
    for name, advised, other in zip(names, best.chances, without.chances, strict=True):
        columns.add_row(Text(printable(name)), percent(advised), percent(other))
    columns.add_section()
    for seats, (advised, other) in enumerate(zip(best.distribution, without.distribution, strict=True)):
        if advised or other:
            columns.add_row(part("column.so_many_seats", n=seats), percent(advised), percent(other))
    out.print(columns)
    out.print()


def _print_variants(out: Console, found: Recommendation, election: Election, part: Words) -> None:
    """Print how the figures move with beliefs, and which votes would change a seat."""
    if found.variants:
        _print_changed_beliefs(out, found, part)
    if found.moved is None:
        return
    said = [part("planned.expected", n=found.moved.seats)]
    for which, change in (("planned.lose", found.moved.lose), ("planned.gain", found.moved.gain)):
        if change:
            votes, other = about(change[0], part), following_name(change[1], election, part)
            said.append(part(which, votes=votes, other=other))
    say(out, " ".join(said))
    out.print()


def _print_changed_beliefs(out: Console, found: Recommendation, part: Words) -> None:
    """Print the figures were a belief another; which plan is then clearly better, where one is in any line."""
    objective, others = found.settings.objective, any(map(clearly_behind, found.variants))
    columns = new_table(part("column.changed", n=min(found.scenarios, MOST_SCENARIOS)), 22)
    better = (part("column.better"), part("column.by"), "±") if others else ()
    for heading in (*_measured(objective, part), part("column.seats"), "±", part("column.no_advice"), *better):
        columns.add_column(heading, justify="right")
    for each in found.variants:
        best, none = each.figures[found.name], each.figures[NO_ADVICE].seats
        ahead: tuple[str, ...] = (part("column.none"),)
        if clearly_behind(each):
            ahead = (
                with_bound(way_named(each.best, part), each.best, found, part),
                f"{each.behind:.3f}",
                f"{each.behind_error:.3f}",
            )
        figures = (*_measures(objective, best), f"{best.seats:.3f}", f"{best.error:.3f}", f"{none:.3f}")
        columns.add_row(_belief(each, part), *figures, *(ahead if others else ()))
    out.print(columns)
    if not others:
        say(out, f"{variants_finding(found, part)}.")
    for sentence in too_many_follow(found, part):
        say(out, sentence)
    out.print()


def _belief(each: Variant, part: Words) -> str:
    """What is believed in a variant: «adherence × 2», «recognition unknown», «rival vote evened out»."""
    belief = part(f"belief_named.{key(each.belief)}")
    if each.belief == AS_BELIEVED:
        return belief
    if each.factor in (FORGOTTEN, EVENED):
        return part("column.unknown" if each.factor == FORGOTTEN else "column.evened", belief=belief)
    return f"{belief} × {each.factor:g}"


def _print_sizes(out: Console, sizes: Mapping[int, Recommendation], objective: Objective, part: Words) -> None:
    columns = new_table(part("column.sizes"), 22)
    headings = ("±", part("column.no_advice"), part("column.recommended"))
    for heading in (*_measured(objective, part), part("column.seats"), *headings):
        columns.add_column(heading, justify="right")
    for size, each in sorted(sizes.items()):
        best = each.best
        columns.add_row(
            part("column.names", n=size), *_measures(objective, best), f"{best.seats:.3f}", f"{best.error:.3f}",
            f"{each.figures[NO_ADVICE].seats:.3f}", way_named(each.name, part),
        )  # fmt: skip
    out.print(columns)
    for sentence in without(sizes, part):
        say(out, sentence)
    out.print()


def print_figures(
    name: str, figures: Mapping[str, Figures], slate: Sequence[str], made: Mapping[str, object], language: str = ENGLISH
) -> None:
    """Print how one plan compares with no advice, and each candidate's chance. slate: its names, in its order. made:
    scenarios, seed, and the note of the forecast."""
    out, part = new_console(), words(language, file="plan")
    _print_comparison(out, figures, name, Objective("seats"), part)
    _print_chances(out, slate, figures[name], figures[NO_ADVICE], part)
    say(out, part("planned.evaluated", **made))


def _measured(objective: Objective, part: Words) -> tuple[str, ...]:
    """The headings of the objective's own columns, where it is not the seats that stand there anyway."""
    if objective.of_seats:
        return ()
    return (part("column.worst") if objective.kind == "worst" else f"≥ {objective.number}", "±")


def _measures(objective: Objective, figures: Figures) -> tuple[str, ...]:
    return () if objective.of_seats else (f"{figures.value:.3f}", f"{figures.value_error:.3f}")


def _print_comparison(
    out: Console, figures: Mapping[str, Figures], best: str, objective: Objective, part: Words
) -> None:
    """Print all ways of advising. The gap: how many votes the slate's last excluded was behind the next above."""
    columns = new_table(part("column.compared"), 22)
    headings = ("±", part("column.more"), "±", part("column.fewer"), part("column.gap"))
    for heading in (*_measured(objective, part), part("column.seats"), *headings):
        columns.add_column(heading, justify="right")
    for name, each in figures.items():
        columns.add_row(
            way_named(name, part),
            *_measures(objective, each),
            f"{each.seats:.3f}",
            f"{each.error:.3f}",
            f"{each.more:+.3f}",
            f"{each.more_error:.3f}",
            small_percent(each.fewer),
            part("column.votes", votes=f"{each.gap:,.0f}"),
            style="bold" if name == best else None,
        )
    out.print(columns)
    out.print()
