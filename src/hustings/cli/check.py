"""hustings check: everything that is wrong with an election folder, or what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.ballots.ballots import Ballots


def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder.")], json: options.Json = None
) -> None:
    """Read every file of an election folder; list everything that is wrong, or say in one line what it holds."""
    from hustings.ballots.reading import read_ballots
    from hustings.ballots.source import Options
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.checking import check as checked
    from hustings.election.problems import BadInput
    from hustings.forecast.reading import check_forecasts
    from hustings.rules.contests import unfit
    from hustings.rules.library import names

    readers = {"forecast.toml": lambda election, sound: check_forecasts(election, sound=sound)}

    def read(path: Path, listed: tuple[str, ...], withdrawn: tuple[str, ...]) -> Ballots:
        return read_ballots(path, Options(listed, str(folder / "candidates.csv"), withdrawn))

    outputs = Outputs([folder], json=json)
    try:
        summary = checked(folder, rule_books=names(), read_ballots=read, readers=readers, unfit=unfit)
    except BadInput as bad:
        problems = bad.problems
        outputs.write(json=lambda: as_json.checked(folder, None, problems))
        raise
    outputs.write(json=lambda: as_json.checked(folder, summary, ()))
    if not outputs.printed:
        typer.echo(summary)
