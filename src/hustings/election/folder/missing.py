"""What is said of a file that a command needs and the folder does not have: its name, and a minimal one."""

from __future__ import annotations

from pathlib import Path

from hustings.election.problems import BadInput, Problem

MINIMAL = {
    "election.toml": """\
title = "Committee election 2027"

[timetable]
time_zone = "Europe/London"

[[contest]]
id = "committee"
title = "Committee"
seats = 3
rules = "scottish"
""",
    "candidates.csv": "name,groups,area\nAnn Ash,women,\nBen Birch,,\n",
    "slates.toml": """\
[[slate]]
id = "together"
name = "Together"

[slate.candidates]
committee = ["Ann Ash", "Ben Birch"]
""",
    "areas.csv": "code,name,parent,voters,covers\nnorth,North,,1200,E12000001 E12000002\nabroad,Abroad,,90,@overseas\n",
    "branches.csv": "code,name,area\n101,Ashford,north\n102,Birchwood,north\n",
    "nominations.csv": "date,branch,candidate\n2027-01-14,101,Ann Ash\n2027-01-14,101,Ben Birch\n",
    "forecast.toml": """\
[[forecast]]
contest = "committee"
slate = "together"
note = "Assumptions: what these numbers rest on."
adherence = { mean = 0.3, spread = 0.3 }
shares = { together = 1.0 }
""",
    "plan.csv": "contest,slate,area,list,1,2\ncommittee,together,north,A,Ann Ash,Ben Birch\n",
    "site.toml": 'imprint = "Published by A. Ash on behalf of Together, 1 High Street, Ashford AS1 1AA"\n',
}


class MissingFile(BadInput):
    """A command needs files that the folder does not have."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        self.names = names
        super().__init__(Problem(str(folder / name), "there is no such file, and this needs it") for name in names)

    def on_command_line(self) -> str:
        shown = [f"A minimal {name}:\n\n{MINIMAL[name]}" for name in self.names if name in MINIMAL]
        return "\n\n".join([super().on_command_line(), *shown]).rstrip("\n")
