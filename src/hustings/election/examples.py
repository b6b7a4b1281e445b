"""The bundled examples: where they are, and a copy whose election is under way."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from hustings.election.files import write_atomically
from hustings.election.problems import BadInput, Problem
from hustings.election.reading import read_election

PLACES = (Path(__file__).parents[3] / "examples", Path(__file__).parents[1] / "examples")
# A copy's ballots went out so many days ago.
DAYS_OUT = 7
DATED = (".toml", ".csv")


def example(name: str) -> Path:
    """The path of an example. Raises BadInput where the examples are not installed."""
    for place in PLACES:
        if (place / name).exists():
            return place / name
    raise BadInput(Problem(name, "the examples are not here; run this from the project's own folder"))


def voting_today(name: str, copy: Path, today: date) -> None:
    """Copy an example, with every date in its files moved by as much, so that its ballots went out a week ago.

    What an older copy holds besides is kept. Raises BadInput where the copy cannot be made.
    """
    source = example(name)
    began = read_election(source).timetable.ballots_out
    if began is None:
        raise BadInput(Problem(str(source / "election.toml"), "the timetable does not say when ballots go out"))
    moved = today - timedelta(days=DAYS_OUT) - began.day
    try:
        shutil.copytree(source, copy, dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else "a file of it cannot be written"
        raise BadInput(Problem(str(copy), f"the example cannot be copied here: {said}")) from None
    for file in copy.iterdir():
        if file.suffix in DATED and (source / file.name).is_file():
            text = (source / file.name).read_text("utf-8")
            write_atomically(file, re.sub(r"\b\d{4}-\d\d-\d\d", lambda day: _later(day[0], moved), text))


def _later(day: str, by: timedelta) -> str:
    """The day in ISO's form, so much later."""
    return (date.fromisoformat(day) + by).isoformat()
