"""A recommendation in the terminal: what to recommend first, then how it compares with the baselines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hustings.cli.tables import FADED, LONGEST_NAME, in_widths, new_console, new_table, say
from hustings.election.nouns import Election, PlanRow
from hustings.election.wording import about, counted, percent, printable
from hustings.forecast.beliefs import INDEPENDENTS
from hustings.narrative.plan_changes import clearly_behind, rests_on, too_many_follow, variants_finding
from hustings.narrative.plan_guard import harm, left_out, refused, small_percent
from hustings.narrative.plan_words import without
from hustings.planning.evidence import Figures
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE
from hustings.planning.recommendation import Recommendation
from hustings.planning.sensitivity import AS_BELIEVED, EVENED, FORGOTTEN, MOST_SCENARIOS, Variant


def print_recommendation(
    found: Recommendation, sizes: Mapping[int, Recommendation], election: Election, console: Console | None = None
) -> None:
    """Print the recommended orders, the comparison on the report stream, and what would change it."""
    out = console or new_console()
    forecast, best = found.forecast, found.best
    say(out, f"{election.contest(forecast.contest).title}: {election.slate(forecast.slate).name}", "bold")
    if election.notice:
        say(out, election.notice)
    say(out, f"Assumptions: {forecast.note}")
    say(
        out,
        f"Recommended: {found.name}. Expected seats {best.seats:.2f} ± {best.error:.2f}, "
        f"{best.more:+.2f} ± {best.more_error:.2f} against no advice.",
    )
    for sentence in (rests_on(found), harm(found), refused(found), *left_out(found)):
        if sentence:
            say(out, sentence)
    if found.ahead != found.name:
        say(out, f"Where the choice was made {found.ahead} was ahead, but not clearly; this is the simpler plan.")
    out.print()
    _print_lists(out, found.rows(), election)
    _print_comparison(out, found.figures, found.name, found.settings.objective)
    _print_limits(out, found)
    _print_chances(out, found.slate_names, best, found.figures[NO_ADVICE])
    _print_variants(out, found, election)
    if sizes:
        _print_sizes(out, {len(found.slate_names): found, **sizes}, found.settings.objective)
    searched = "every plan tried" if found.every else counted(found.rounds, "round", "rounds") + " of search"
    scenarios = counted(found.scenarios, "scenario", "scenarios")
    say(out, f"{scenarios}, seed {found.settings.seed}, {searched}.", FADED)


def _print_lists(out: Console, rows: Sequence[PlanRow], election: Election) -> None:
    """Print the lists side by side, each as a column with its names in order, then the areas of each."""
    orders = {row.list: [printable(name) for name in row.order] for row in rows}
    letters = list(orders)
    heads = {letter: f"List {letter}" for letter in letters}
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
        table.add_row(f"List {letter}", Text(", ".join(areas)))
    if letters:
        out.print(table)
        out.print()


def _print_limits(out: Console, found: Recommendation) -> None:
    """Print what the objective comes to, what hindsight could have had, and what no plan can have."""
    proved = "every plan was tried" if found.exact else "no more names or seats"
    objective, ceiling, best = str(found.settings.objective), found.ceiling, found.best
    say(out, f"{objective.capitalize()}: {best.value:.3f} ± {best.value_error:.3f}.")
    if ceiling:
        hindsight = f"{ceiling.value:.2f} ± {ceiling.error:.2f} ({ceiling.value - best.value:.2f} more; not proved)"
        say(out, f"With hindsight, a plan for every scenario: {hindsight}.")
    say(out, f"No plan has more than {found.bound:.2f} ({found.bound - best.value:.2f} more; {proved}).")
    out.print()


def _print_chances(out: Console, names: Sequence[str], best: Figures, without: Figures) -> None:
    """Print each candidate's chance, and that of each number of seats."""
    columns = new_table("Chances", LONGEST_NAME)
    for heading in ("advised", "no advice"):
        columns.add_column(heading, justify="right", no_wrap=True)
    for name, advised, other in zip(names, best.chances, without.chances, strict=True):
        columns.add_row(Text(printable(name)), percent(advised), percent(other))
    columns.add_section()
    for seats, (advised, other) in enumerate(zip(best.distribution, without.distribution, strict=True)):
        if advised or other:
            columns.add_row(f"{seats} {'seat' if seats == 1 else 'seats'}", percent(advised), percent(other))
    out.print(columns)
    out.print()


def _print_variants(out: Console, found: Recommendation, election: Election) -> None:
    """Print how the figures move with beliefs, and which votes would change a seat."""
    if found.variants:
        _print_changed_beliefs(out, found)
    if found.moved is None:
        return
    names = {INDEPENDENTS: "the independents"} | {slate.id: slate.name for slate in election.slates}
    said = [f"Were all as expected: {counted(found.moved.seats, 'seat', 'seats')}."]
    if found.moved.lose:
        votes, to = found.moved.lose
        said.append(f"If {about(votes)} votes went to {names.get(to, to)} instead, one would be lost.")
    if found.moved.gain:
        votes, origin = found.moved.gain
        said.append(f"If {about(votes)} more came from {names.get(origin, origin)}, one more would be won.")
    say(out, " ".join(said))
    out.print()


def _print_changed_beliefs(out: Console, found: Recommendation) -> None:
    """Print the figures were a belief another; which plan is then clearly better, where one is in any line."""
    objective, others = found.settings.objective, any(map(clearly_behind, found.variants))
    columns = new_table(f"In {min(found.scenarios, MOST_SCENARIOS)} scenarios, were", 22)
    better = ("clearly better", "by", "±") if others else ()
    for heading in (*_measured(objective), "seats", "±", "no advice", *better):
        columns.add_column(heading, justify="right")
    for each in found.variants:
        best, none = each.figures[found.name], each.figures[NO_ADVICE].seats
        ahead = (each.best, f"{each.behind:.3f}", f"{each.behind_error:.3f}") if clearly_behind(each) else ("none",)
        belief = _belief(each)
        figures = (*_measures(objective, best), f"{best.seats:.3f}", f"{best.error:.3f}", f"{none:.3f}")
        columns.add_row(belief, *figures, *(ahead if others else ()))
    out.print(columns)
    if not others:
        say(out, f"{variants_finding(found)}.")
    for sentence in too_many_follow(found):
        say(out, sentence)
    out.print()


def _belief(each: Variant) -> str:
    """What is believed in a variant: «adherence × 2», «recognition unknown», «rival vote evened out»."""
    if each.belief == AS_BELIEVED:
        return each.belief
    said = {FORGOTTEN: "unknown", EVENED: "evened out"}
    return f"{each.belief} {said.get(each.factor, f'× {each.factor:g}')}"


def _print_sizes(out: Console, sizes: Mapping[int, Recommendation], objective: Objective) -> None:
    columns = new_table("How many to stand", 22)
    for heading in (*_measured(objective), "seats", "±", "no advice", "recommended"):
        columns.add_column(heading, justify="right")
    for size, each in sorted(sizes.items()):
        best = each.best
        columns.add_row(
            counted(size, "name", "names"), *_measures(objective, best), f"{best.seats:.3f}", f"{best.error:.3f}",
            f"{each.figures[NO_ADVICE].seats:.3f}", each.name,
        )  # fmt: skip
    out.print(columns)
    for sentence in without(sizes):
        say(out, sentence)
    out.print()


def print_figures(name: str, figures: Mapping[str, Figures], slate: Sequence[str], words: str) -> None:
    """Print how one plan compares with no advice, and each candidate's chance. slate: its names, in its order."""
    out = new_console()
    _print_comparison(out, figures, name, Objective("seats"))
    _print_chances(out, slate, figures[name], figures[NO_ADVICE])
    say(out, words)


def _measured(objective: Objective) -> tuple[str, ...]:
    """The headings of the objective's own columns, where it is not the seats that stand there anyway."""
    return {"seats": (), "guarded": (), "worst": ("worst tenth", "±")}.get(
        objective.kind, (f"≥ {objective.number}", "±")
    )


def _measures(objective: Objective, figures: Figures) -> tuple[str, ...]:
    return () if objective.of_seats else (f"{figures.value:.3f}", f"{figures.value_error:.3f}")


def _print_comparison(out: Console, figures: Mapping[str, Figures], best: str, objective: Objective) -> None:
    """Print all ways of advising. The gap: how many votes the slate's last excluded was behind the next above."""
    columns = new_table("On the same scenarios", 22)
    for heading in (*_measured(objective), "seats", "±", "vs none", "±", "fewer", "last out by"):
        columns.add_column(heading, justify="right")
    for name, each in figures.items():
        columns.add_row(
            name,
            *_measures(objective, each),
            f"{each.seats:.3f}",
            f"{each.error:.3f}",
            f"{each.more:+.3f}",
            f"{each.more_error:.3f}",
            small_percent(each.fewer),
            f"{each.gap:,.0f} votes",
            style="bold" if name == best else None,
        )
    out.print(columns)
    out.print()
