"""The fictional slate's site at every phase of its season, with everything that is known then."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from hustings.narrative.record_files import to_json
from hustings.record.record import record_of
from journeys.program import hustings
from journeys.sites import LEAGUE, NAMES
from whole_site import evidence

# A moment of each phase in the fictional timetable.
MOMENTS = {
    phase: f"2027-{moment}:00+01:00"
    for phase, moment in {
        "before": "01-02T12:00",
        "nominations": "04-01T12:00",
        "between": "07-01T12:00",
        "orders": "07-08T12:00",
        "voting": "07-20T12:00",
        "last_reissue": "08-05T12:00",
        "last_days": "08-13T12:00",
        "counting": "08-17T12:00",
        "result": "08-20T12:00",
    }.items()
}
# The same where recounts and complaints follow the result: a folder of its own.
DISPUTED = {"provisional": "2027-08-19T12:00:00+01:00", "complaints": "2027-08-22T12:00:00+01:00"}
DISPUTES = "recount_requests_close = 2027-08-20\ncomplaints_close = 2027-09-01\nresult_final = 2027-09-03\n"
ARTICLES = {
    "guild": "---\ndate: 2027-07-14T09:00\ntitle: The Guild supports us\nsummary: An old body backs us.\n---\n"
    "The Guild of Hedge Layers said *yes*.\n\n| Branch | For |\n|---|---:|\n| Elderley | 41 |\n",
    "rally": "---\ndate: 2027-07-18\ntitle: A rally in Nettlewick\nsummary: Four hundred came.\n---\nIt rained.\n",
}
VOTING = """
[voting]
link = "https://votes.example.org/"
helpline = "020 7946 0000, weekdays 9 am to 5 pm (fictional)"
reissue = "https://votes.example.org/reissue"
entitled = "Everybody who was a member of the League on 25 June 2027 (fictional)."
"""


def league(folder: Path) -> Path:
    """The fictional election with what it says about voting, a plan for every area, and the slate's thanks."""
    shutil.copytree(LEAGUE, folder, dirs_exist_ok=True)
    text = (LEAGUE / "election.toml").read_text("utf-8").replace("\n[timetable]", VOTING + "\n[timetable]", 1)
    (folder / "election.toml").write_text(text, "utf-8")
    slates = (LEAGUE / "slates.toml").read_text("utf-8")
    thanks = 'thanks = "Thank you to everybody who voted, and to everybody who knocked on doors."\nslogan'
    (folder / "slates.toml").write_text(slates.replace("slogan", thanks, 1), "utf-8")
    areas = [line.split(",")[0] for line in (LEAGUE / "areas.csv").read_text("utf-8").splitlines()[2:]]
    turns = [NAMES[place:] + NAMES[:place] for place in range(len(NAMES))]
    rows = [["council", "green-lanes", area, "ABCDEF"[n % 6], *turns[n % 6]] for n, area in enumerate(areas)]
    lines = "".join(",".join(row) + "\n" for row in rows)
    (folder / "plan.csv").write_text("contest,slate,area,list,1,2,3,4,5,6\n" + lines, "utf-8")
    return folder


def record(folder: Path) -> Path:
    """A simulated result of the council, counted; three of the slate's six are in."""
    import dataclasses

    from elections import election, question
    from hustings.counting.count import count

    names = (*NAMES, "Campion Larkspur", "Clover Wagtail", "Sorrel Nightjar", "Meadow Chiffchaff", "Bracken Yaffle")
    papers = {"ABC": 60, "BCA": 40, "CDA": 35, "DEF": 12, "EF": 11, "GHI": 62, "HIG": 50, "IG": 30, "JAB": 22, "KG": 21}
    cast = dataclasses.replace(election(papers), names=names, title="Council, members' places")
    ask = question("scottish", 6)
    path = folder / "council.json"
    made = record_of(cast, ask, count(cast, ask), ["statute counter", "compiled counter"], file="made-up.blt")
    path.write_text(to_json(made), "utf-8")
    return path


def disputed(folder: Path) -> Path:
    """The fictional election with time for recounts and complaints, with news and with a document."""
    election = league(folder) / "election.toml"
    text = election.read_text("utf-8").replace(
        '\n[[contest]]\nid = "council"', f'{DISPUTES}\n[[contest]]\nid = "council"', 1
    )
    election.write_text(text, "utf-8")
    (folder / "news").mkdir(exist_ok=True)
    for name, article in ARTICLES.items():
        (folder / "news" / f"{name}.md").write_text(article, "utf-8")
    (folder / "manifesto.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    with (folder / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[document]]\nfile = "manifesto.pdf"\ntitle = "Our manifesto"\nabout = "Twelve pages"\n')
    return folder


def season(out: Path, phase: str, index: Path | None = None, slate: str | None = "green-lanes") -> Path:
    """The site as it is published in a phase."""
    folder = (disputed if phase in DISPUTED else league)(out / f"{phase}-folder")
    more: list[object] = ["--index", index] if index else []
    if phase == "result" or phase in DISPUTED:
        more += ["--record", record(out), "--trust-record"]
    if slate:
        (out / "plan.json").write_text(json.dumps(evidence()), "utf-8")
        more += ["--slate", slate, "--evidence", out / "plan.json"]
    site = out / f"{phase}-{slate or 'neutral'}"
    done = hustings("publish", folder, "--out", site, "--as-of", {**MOMENTS, **DISPUTED}[phase], *more)
    assert done.returncode == 0, done.stderr
    return site
