"""The election itself by form: its name, its timetable, and how many people must declare its results."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import tomlkit

from hustings.election.problems import BadInput, Problem
from hustings.office.setup import toml

TEXTS = ("title", "organisation", "about")
TIMES = {
    "nominations_open": "Nominations open",
    "nominations_close": "Nominations close",
    "ballots_out": "Ballots go out",
    "last_reissue": "Last day to ask for another ballot",
    "voting_closes": "Voting closes",
    "result": "Result",
    "recount_requests_close": "Last moment to ask for a recount",
    "complaints_close": "Last moment to complain",
    "result_final": "The result is final",
}
HINTS = {
    "time_zone": "As computers name it. Europe/London has British summer time.",
    "result": "When the result is announced.",
    "recount_requests_close": "Until then somebody can ask for a recount, and no result is declared.",
    "complaints_close": "Until then complaints are taken, and no result is declared.",
    "result_final": "When nothing can change it any more.",
}
# Until when things are kept, as fields of the form and keys of [retention].
KEPT = {
    "keep_ballots": ("ballots", "Keep the ballots until"),
    "keep_nominations": ("nominations", "Keep the nominations until"),
    "keep_accounts": ("accounts", "Keep the accounts of people with a part in it until"),
}
ZONE = "Europe/London"


def filled(text: str) -> dict[str, str]:
    """The fields of the form as election.toml fills them."""
    document: Mapping[str, Any] = toml.read(text)
    table = document.get("timetable", {})
    found = {name: str(document.get(name, "")) for name in TEXTS}
    found |= {name: toml.typed(table.get(name, "")) for name in TIMES}
    kept = document.get("retention", {})
    return (
        found
        | {name: toml.typed(kept.get(key, "")) for name, (key, _) in KEPT.items()}
        | {
            "time_zone": str(table.get("time_zone", ZONE)),
            "declared_by": str(document.get("declared_by", 1)),
        }
    )


def changed(text: str, given: Mapping[str, str]) -> str:
    """election.toml with what was filled in. Raises BadInput for what is no day or time, with the field."""
    document = toml.read(text)
    times: dict[str, date | datetime | None] = {}
    problems = []
    for name in (*TIMES, *KEPT):
        try:
            times[name] = toml.when(given[name])
        except BadInput as bad:
            problems.append(Problem(name, bad.problems[0].said))
    if given["declared_by"] not in ("1", "2"):
        problems.append(Problem("declared_by", "choose one person or two"))
    if problems:
        raise BadInput(problems)
    for name in TEXTS:
        toml.put_first(document, name, given[name])
    toml.put_first(document, "declared_by", int(given["declared_by"]) if given["declared_by"] != "1" else "")
    if any(times.values()) or "timetable" in document or given["time_zone"] not in ("", ZONE):
        table = document.get("timetable")
        if table is None:
            table = tomlkit.table()
            toml.insert(document, "timetable", table)
        toml.put(table, "time_zone", given["time_zone"] or ZONE)
        for name in TIMES:
            toml.put(table, name, times[name])
    if any(times[name] for name in KEPT) or "retention" in document:
        table = document.get("retention")
        if table is None:
            table = tomlkit.table()
            toml.insert(document, "retention", table)
        for name, (key, _) in KEPT.items():
            toml.put(table, key, times[name])
    return tomlkit.dumps(document)
