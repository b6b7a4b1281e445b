"""A published site that has every page there is: a plan, its evidence, a count record, names that try to be more."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from elections import election, question
from hustings.counting.count import count
from hustings.narrative.record_files import to_json
from hustings.record.record import record_of
from journeys.program import hustings
from journeys.sites import LEAGUE, NAMES

# JSON-LD is data in a script's element: no browser runs it, and the policy admits nothing inline.
INLINE_SCRIPT = r"<script(?! type=\"application/ld\+json\")(?![^>]*src=)"
ORDERS = [
    ("london", "A", NAMES),
    ("wales", "B", [*NAMES[1:], NAMES[0]]),
    ("scotland", "C", [*NAMES[2:], *NAMES[:2]]),
]


def evidence() -> dict[str, object]:
    """A made-up plan's JSON, with a note that tries to be more than a note."""
    about = {"error": 0.05, "more_error": 0.05, "distribution": [0, 0, 0, 0.25, 0.75, 0, 0]}
    plain = {"seats": 3.75, "more": 0.0, "chances": dict.fromkeys(NAMES, 0.5), **about}
    found = {"seats": 4.5, "more": 0.75, "chances": dict.fromkeys(NAMES, 0.75), **about}
    variant = {"belief": "support", "factor": 0.8, "best": "rotation", "behind": 0.25}
    return {
        "format": "hustings-plan/1",
        "contest": "council",
        "slate": "green-lanes",
        "note": "<script>alert(1)</script><style>*{display:none}</style>",
        "scenarios": 80,
        "seed": 7,
        "recommended": "found by search",
        "bound": 6.0,
        "plans": {"no advice": plain, "found by search": found, "<b>luck</b>": {**found, "seats": 4.0}},
        "sensitivity": [{**variant, "seats": {"no advice": 3.0, "found by search": 3.5, "rotation": 3.75}}],
        "votes_to_move": {"seats": 4, "lose": {"votes": 2051, "following": "open-gate"}, "gain": None},
    }


def record() -> str:
    """A made-up contest's count record, two of whose names are hostile or written from the right."""
    names = (*NAMES, "<img src=x onerror=alert(1)>", "مرحبا بالعالم")
    papers = {"ABC": 60, "BC": 40, "CD": 35, "DE": 30, "EF": 25, "FA": 20, "GH": 15, "HB": 12}
    cast = dataclasses.replace(election(papers), names=names, title="Council")
    ask = question("scottish", 3)
    return to_json(record_of(cast, ask, count(cast, ask), ["statute counter", "compiled counter"], file="made-up.blt"))


def whole_site(folder: Path, *more: object) -> Path:
    """The slate's site after the vote, with all of it."""
    (folder / "council.json").write_text(record(), "utf-8")
    (folder / "plan.json").write_text(json.dumps(evidence()), "utf-8")
    lines = [f"council,green-lanes,{area},{name},{','.join(order)}\n" for area, name, order in ORDERS]
    (folder / "plan.csv").write_text("contest,slate,area,list,1,2,3,4,5,6\n" + "".join(lines), "utf-8")
    given = (
        "--plan",
        folder / "plan.csv",
        "--evidence",
        folder / "plan.json",
        "--record",
        folder / "council.json",
        "--trust-record",
    )
    words = ("--slate", "green-lanes", "--out", folder / "site", "--as-of", "2027-08-20T12:00")
    done = hustings("publish", LEAGUE, *words, *given, *more)
    assert done.returncode == 0, done.stderr
    return folder / "site"
