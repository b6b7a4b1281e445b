"""hustings check: everything that is wrong with an election folder, or what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from hustings.election.nouns import Election


def check(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder.")]) -> None:
    """Read every file of an election folder; list everything that is wrong, or say in one line what it holds."""
    from hustings.ballots.reading import read_ballots
    from hustings.election.checking import check as checked
    from hustings.rules.library import names

    readers = {"forecast.toml": _read_forecasts}
    typer.echo(checked(folder, rule_books=names(), read_ballots=read_ballots, readers=readers))


def _read_forecasts(election: Election, sound: bool) -> None:
    """Read every forecast of forecast.toml; where the election is not sound, its form alone. Raises BadInput with
    what is wrong in any of them."""
    from hustings.election.folder.toml_forms import read_form
    from hustings.election.problems import BadInput, Problem
    from hustings.forecast.reading import ForecastForm, read_forecast

    problems: list[Problem] = []
    filled = read_form(election.folder / "forecast.toml", ForecastForm, problems)
    for each in filled.form.forecast if filled and sound else ():
        try:
            read_forecast(election, each.contest)
        except BadInput as error:
            problems.extend(error.problems)
    if problems:
        raise BadInput(problems)
