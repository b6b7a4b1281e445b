"""Reading an election folder: all that is wrong with it at once, or the election.

A command reads what it needs: `read_election` the nouns, and each further file by its own function here.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from hustings.election.folder.areas_csv import read_areas
from hustings.election.folder.candidates_csv import read_candidates
from hustings.election.folder.election_toml import read_contests
from hustings.election.folder.missing import MissingFile
from hustings.election.folder.slates_toml import Known, read_slates
from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem


def read_election(folder: str | Path, needs: Collection[str] = ()) -> Election:
    """The election of a folder: election.toml, which must be there, candidates.csv, slates.toml and areas.csv.

    needs: which of the folder's files the caller cannot do without, such as "areas.csv".
    Raises MissingFile, with a minimal example, for those that are not there, and BadInput with all that is wrong.
    """
    problems: list[Problem] = []
    election = read_nouns(Path(folder), problems, needs)
    if problems or election is None:
        raise BadInput(problems)
    return election


def read_nouns(folder: Path, problems: list[Problem], needs: Collection[str] = ()) -> Election | None:
    """As `read_election`, but adds to `problems`; None if election.toml does not fit its form."""
    if not folder.is_dir():
        right = "it should be a folder with an election.toml; `hustings new FOLDER` makes one"
        raise BadInput(
            Problem(str(folder), f"this is a file; {right}" if folder.exists() else f"there is no such folder; {right}")
        )
    lacking = [name for name in dict.fromkeys(["election.toml", *needs]) if not (folder / name).exists()]
    if lacking:
        raise MissingFile(folder, lacking)
    contests = read_contests(folder / "election.toml", problems)
    areas_file, people_file, slates_file = (folder / n for n in ("areas.csv", "candidates.csv", "slates.toml"))
    areas = read_areas(areas_file, problems) if areas_file.exists() else None
    posts = contests.contests if contests else None
    people = read_candidates(people_file, posts, areas, problems) if people_file.exists() else None
    known = Known(posts, people, areas)
    slates = read_slates(slates_file, known, problems) if slates_file.exists() else ()
    if contests is None:
        return None
    problems.extend(contests.against(people, areas))
    form = contests.filled.form
    return Election(
        folder=folder,
        title=form.title,
        organisation=form.organisation,
        about=form.about,
        example=form.example,
        timetable=contests.timetable,
        contests=contests.contests,
        candidates=people or (),
        slates=slates,
        areas=areas or (),
    )
