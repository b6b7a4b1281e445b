"""A recommendation in the terminal: what to recommend first, then what it is worth beside the baselines."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from hustings.cli.tables import new_console, new_table
from hustings.election.nouns import Election
from hustings.planning.recommend import Figures, Recommendation


def print_recommendation(found: Recommendation, election: Election) -> None:
    """Print the recommended orders, the comparison on the report stream, and each candidate's chance."""
    out = new_console()
    forecast, figures = found.forecast, found.figures
    best = figures[found.name]
    title = election.contest(forecast.contest).title
    slate = election.slate(forecast.slate).name
    out.print(Text(f"{title}: {slate}", style="bold"))
    if election.notice:
        out.print(election.notice)
    out.print(f"Assumptions: {forecast.note}")
    out.print(
        f"Recommended: {found.name}. Expected seats {best.seats:.2f} ± {best.error:.2f}, "
        f"{best.more:+.2f} ± {best.more_error:.2f} against no advice; {found.bound} at the most."
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
    _print_comparison(out, figures, found.name)
    names = [forecast.names[n - 1] for n in forecast.followings[forecast.planning].names]
    chances = ", ".join(f"{name} {chance:.0%}" for name, chance in zip(names, best.chances, strict=True))
    out.print(f"Chances: {chances}")
    out.print(f"{found.scenarios} scenarios, seed {found.settings.seed}, {found.rounds} rounds of search.")


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
