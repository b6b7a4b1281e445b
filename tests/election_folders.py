"""Small election folders for tests."""

from __future__ import annotations

from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.ballots.source import Options
from hustings.election.folder.missing import MINIMAL

COMMITTEE = {
    "election.toml": """\
title = "Committee election 2027"
organisation = "The Orchard Society"

[timetable]
time_zone = "Europe/London"
nominations_open = 2027-01-12
nominations_close = 2027-02-26T17:00:00
ballots_out = 2027-03-15
voting_closes = 2027-04-09T12:00:00

[[contest]]
id = "committee"
title = "Committee"
seats = 3
rules = "scottish"
at_least = {women = 1}
nominations_needed = 2
nominations_per_branch = 3
""",
    "candidates.csv": """\
name,groups,area,withdrawn
Ann Ash,women,north,
Ben Birch,,south,
Cy Cedar,,,
Di Dogwood,women; young,,
Ed Elm,,,
Flo Fir,women,,yes
""",
    "slates.toml": """\
[[slate]]
id = "together"
name = "Together"

[slate.candidates]
committee = ["Ann Ash", "Ben Birch"]

[[slate]]
id = "onward"
name = "Onward"

[slate.candidates]
committee = ["Cy Cedar", "Di Dogwood"]
""",
    "areas.csv": """\
code,name,parent,voters,covers
home,Home,,,
north,North,home,1200,E12000001 E12000002
south,South,home,800,E12000008
abroad,Abroad,,90,@overseas
""",
}


def folder(path: Path, files: dict[str, str] | None = None, **changes: str) -> Path:
    """Write the committee's folder (or these files) into `path`. changes: whole files, election_toml="…" and so on."""
    path.mkdir(exist_ok=True)
    named = {name: text for key, text in changes.items() for name in MINIMAL if name.replace(".", "_") == key}
    for name, text in ((COMMITTEE if files is None else files) | named).items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def read_listed(path: Path, listed: tuple[str, ...], withdrawn: tuple[str, ...]) -> Ballots:
    """The ballots in a file, read with a contest's list of candidates."""
    return read_ballots(path, Options(listed, "candidates.csv", withdrawn))
