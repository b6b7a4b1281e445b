"""A recommendation in the terminal: what to recommend first, then what it is worth beside the baselines."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from hustings.cli.tables import new_console, new_table
from hustings.election.nouns import Election
from hustings.planning.evidence import Figures
from hustings.planning.recommend import NO_ADVICE, Recommendation


def print_recommendation(found: Recommendation, sizes: Mapping[int, Recommendation], election: Election) -> None:
    """Print the recommended orders, the comparison on the report stream, and what would change it."""
    out = new_console()
    forecast, best = found.forecast, found.best
    title = election.contest(forecast.contest).title
    slate = election.slate(forecast.slate).name
    out.print(Text(f"{title}: {slate}", style="bold"))
    if election.notice:
        out.print(election.notice)
    out.print(f"Assumptions: {forecast.note}")
    out.print(
        f"Recommended: {found.name}. Expected seats {best.seats:.2f} ± {best.error:.2f}, "
        f"{best.more:+.2f} ± {best.more_error:.2f} against no advice."
    )
    out.print()
    rows = found.rows()
    for letter in dict.fromkeys(row.list for row in rows):
        here = [row for row in rows if row.list == letter]
        order = "  ".join(f"{place} {name}" for place, name in enumerate(here[0].order, 1))
        out.print(Text(f"List {letter}: {order}", style="bold"))
        out.print(f"  {', '.join(election.area(row.area).name for row in here)}")
    if rows:
        out.print()
    _print_comparison(out, found.figures, found.name)
    proved = "every plan was tried" if found.exact else "no more names or seats"
    objective = found.settings.objective
    out.print(
        f"{str(objective).capitalize()}: {best.value:.3f}; {found.ceiling.value:.2f} ± {found.ceiling.error:.2f} if "
        f"every scenario had a plan of its own (not proved); never more than {found.bound:.2f} ({proved})."
    )
    chances = ", ".join(f"{name} {chance:.0%}" for name, chance in zip(found.slate_names, best.chances, strict=True))
    out.print(f"Chances: {chances}")
    _print_variants(out, found, election)
    if sizes:
        _print_sizes(out, {len(found.slate_names): found, **sizes})
    searched = f"{found.rounds} rounds of search" if found.rounds else "every plan tried"
    out.print(f"{found.scenarios} scenarios, seed {found.settings.seed}, {searched}.")


def _print_variants(out: Console, found: Recommendation, election: Election) -> None:
    """Print how the figures move with beliefs, and which votes would change a seat."""
    if found.variants:
        columns = new_table("If beliefs were others", 22)
        for heading in ("seats", "no advice", "best then", "more by", "±"):
            columns.add_column(heading, justify="right")
        for each in found.variants:
            seats, none = each.figures[found.name].seats, each.figures[NO_ADVICE].seats
            better = ("", "", "") if each.best == found.name else (
                each.best, f"{each.behind:.3f}", f"{each.behind_error:.3f}"
            )  # fmt: skip
            columns.add_row(f"{each.belief} × {each.factor:g}", f"{seats:.3f}", f"{none:.3f}", *better)
        out.print(columns)
    if found.moved is None:
        return
    names = {slate.id: slate.name for slate in election.slates}
    said = [f"Were all as expected: {found.moved.seats} seats."]
    if found.moved.lose:
        votes, to = found.moved.lose
        said.append(f"{votes:,.0f} votes fewer, gone to {names.get(to, to)}, would lose one.")
    if found.moved.gain:
        votes, whence = found.moved.gain
        said.append(f"{votes:,.0f} more, come from {names.get(whence, whence)}, would win one.")
    out.print(" ".join(said))


def _print_sizes(out: Console, sizes: Mapping[int, Recommendation]) -> None:
    columns = new_table("How many to stand", 22)
    for heading in ("seats", "±", "value", "no advice", "recommended"):
        columns.add_column(heading, justify="right")
    for size, each in sorted(sizes.items()):
        best = each.best
        columns.add_row(
            f"{size} names", f"{best.seats:.3f}", f"{best.error:.3f}", f"{best.value:.3f}",
            f"{each.figures[NO_ADVICE].seats:.3f}", each.name,
        )  # fmt: skip
    out.print(columns)


def print_figures(name: str, figures: Mapping[str, Figures], chances: Mapping[str, float], words: str) -> None:
    """Print what one plan is worth beside no advice, and each candidate's chance."""
    out = new_console()
    _print_comparison(out, figures, name)
    out.print("Chances: " + ", ".join(f"{each} {chance:.0%}" for each, chance in chances.items()))
    out.print(words)


def _print_comparison(out: Console, figures: Mapping[str, Figures], best: str) -> None:
    columns = new_table("On the same scenarios", 22)
    for heading in ("seats", "±", "vs none", "±", "gap, votes"):
        columns.add_column(heading, justify="right")
    for name, each in figures.items():
        columns.add_row(
            name,
            f"{each.seats:.3f}",
            f"{each.error:.3f}",
            f"{each.more:+.3f}",
            f"{each.more_error:.3f}",
            f"{each.gap:,.1f}",
            style="bold" if name == best else None,
        )
    out.print(columns)
