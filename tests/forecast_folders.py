"""Small election folders with a forecast, for tests."""

from __future__ import annotations

from pathlib import Path

from hustings.election.nouns import Election
from hustings.election.reading import read_election

FOLDER = {
    "election.toml": 'title = "Small"\n[timetable]\ntime_zone = "Europe/London"\n'
    '[[contest]]\nid = "c"\ntitle = "Committee"\nseats = 2\nrules = "scottish"\n',
    "candidates.csv": "name\nAnn Ash\nBen Birch\nCat Cedar\n",
    "slates.toml": '[[slate]]\nid = "together"\nname = "Together"\n[slate.candidates]\nc = ["Ann Ash", "Ben Birch"]\n',
    "areas.csv": "code,name,parent,voters,covers\nnorth,North,,1200,\nsouth,South,,800,\n",
}
GOOD = """[[forecast]]
contest = "c"
slate = "together"
note = "Assumptions of a test."
adherence = { mean = 0.3, spread = 0.1, in = { south = 0.5 } }
shares = { together = 0.6 }
recognition = { "Ben Birch" = 2.0, "Ann Ash" = 1.0 }
"""


def folder_with(tmp_path: Path, forecast: str, **files: str) -> Path:
    for name, text in {**FOLDER, **files, "forecast.toml": forecast}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


ONWARD_TOO = """
[[slate]]
id = "onward"
name = "Onward"
[slate.candidates]
c = ["Cat Cedar", "Dan Dogwood"]
"""
ANOTHER = """[[contest]]
id = "d"
title = "Delegates"
seats = 1
"""


PEOPLE = """name,contest
Ann Ash,c
Ben Birch,c
Cat Cedar,c
Dan Dogwood,c
Eve Elm,d
Fay Fir,d
"""


def several(tmp_path: Path, *forecasts: str) -> Election:
    """The folder with two slates of two names each, another contest, and these forecasts."""
    path = folder_with(
        tmp_path,
        "".join(forecasts),
        **{
            "election.toml": FOLDER["election.toml"] + ANOTHER,
            "candidates.csv": PEOPLE,
            "slates.toml": FOLDER["slates.toml"] + 'd = ["Eve Elm", "Fay Fir"]\n' + ONWARD_TOO,
        },
    )
    return read_election(path)
