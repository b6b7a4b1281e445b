"""hustings check: everything that is wrong with an election folder, or what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def check(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder.")]) -> None:
    """Read every file of an election folder; list everything that is wrong, or say in one line what it holds."""
    from hustings.ballots.reading import read_ballots
    from hustings.election.checking import check as checked
    from hustings.forecast.reading import check_forecasts
    from hustings.rules.contests import unfit
    from hustings.rules.library import names

    readers = {"forecast.toml": lambda election, sound: check_forecasts(election, sound=sound)}
    typer.echo(checked(folder, rule_books=names(), read_ballots=read_ballots, readers=readers, unfit=unfit))
