"""What a scrutineer does: counts a result's own ballots again, and takes a report away to sign."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import hustings
from hustings.look.sheets import common_style, environment, own_policy
from hustings.office import acts, audit, counting, runs, versions
from hustings.office.acting import actor
from hustings.office.clock import now
from hustings.office.models import Event, Result, Run

RECOUNT = "recount"
OVERVOTE = 32767  # how ballots mark a preference for several candidates whom the file does not name


def recount(result: Result) -> Run:
    """Begin to count a result's own ballots, from the version that holds it, whatever the election is now."""
    folder = folder_of(result)
    contest = result.contest
    words = ["count", str(folder), "--contest", contest, "--json", counting.RECORD, "--html", counting.SHEET]
    words += ["--tie", counting.TIE, "--brief"]
    if (folder / counting.decisions_path(contest)).is_file():
        words += ["--decisions", str(folder / counting.decisions_path(contest))]
    return runs.begin(result.election, RECOUNT, words, contest)


def folder_of(result: Result) -> Path:
    """The election folder that a result was counted from."""
    return versions.folder(acts.home_of(result.election.key), result.version)


def agrees(run: Run, result: Result) -> bool:
    """Whether a recount's record is a result's to the byte."""
    return (runs.place(run) / counting.RECORD).read_bytes() == (folder_of(result) / result.record_path).read_bytes()


def report(result: Result) -> tuple[str, str]:
    """The report as a page that stands alone, to be printed and signed; and the policy that admits its one style."""
    record: dict[str, Any] = json.loads((folder_of(result) / result.record_path).read_text("utf-8"))
    foot = f"Scrutineer’s report: {record.get('contest') or result.contest}"
    style = common_style("office", "office/report", foot)
    acted = Event.objects.order_by("-number").first()
    told = {
        "style": style,
        "policy": own_policy(style),
        "result": result,
        "record": record,
        "elected": counting.elected(record),
        "reasons": reasons(result, record),
        "lots": [tie for stage in record["stages"] for tie in stage.get("ties", ()) if tie["by"] == "lot"],
        "name": actor().name,
        "at": now(),
        "recounts": _recounts(result),
        "complaints": list(result.complaints.order_by("pk")),
        "acts": acted.number if acted else 0,
        "head": audit.head(),
    }
    made = environment("office")
    made.globals["count_of"] = lambda value: "not known" if value is None else f"{value:,}" if value else "0"
    made.filters["moment"] = lambda at: f"{at:%-d %B %Y, %H:%M} UTC"
    return made.get_template("office/report.html").render(**told), own_policy(style)


def _recounts(result: Result) -> list[tuple[Run, bool]]:
    """The recounts since the result, and whether each agrees."""
    done = Run.objects.filter(election=result.election, contest=result.contest, kind=RECOUNT, state="done", status=0)
    since = done.filter(asked_at__gte=result.provisional_at).order_by("pk")
    return [(run, agrees(run, result)) for run in since if (runs.place(run) / counting.RECORD).is_file()]


def reasons(result: Result, record: dict[str, Any]) -> list[tuple[str, Decimal]]:
    """Why papers are invalid, and how many each. What the file alone does not explain is said to be the rule book's."""
    invalid, spoilt = Decimal(record["ballots"]["invalid"]), Decimal(record["ballots"].get("spoilt", 0))
    found: dict[str, Decimal] = {"set aside before the papers were read": spoilt} if spoilt else {}
    told = hustings.read_election(folder_of(result)).election
    path = folder_of(result) / counting.ballots_path(told.contest(result.contest))
    if path.is_file() and invalid > spoilt:
        ballots = hustings.read_ballots(path)
        gone = {n for n, each in enumerate(record["candidates"], 1) if each.get("outcome") == "withdrawn"}
        for ranking, papers in ballots:
            if why := _unusable(ranking, gone):
                found[why] = found.get(why, Decimal(0)) + Decimal(papers).scaleb(-ballots.decimals)
    rest = invalid - sum(found.values())
    if rest < 0:  # the rule book goes on to later preferences of some of these
        return [("as this rule book reads them", invalid)]
    return [*found.items(), *([("by this rule book’s other paragraphs", rest)] if rest else [])]


def _unusable(ranking: tuple[int, ...], gone: set[int]) -> str:
    """Why a paper has no first preference; "" where it has one."""
    named = [abs(mark) for mark in ranking if mark and mark != OVERVOTE]
    if not ranking or not any(ranking):
        return "no preference"
    if named and set(named) <= gone and OVERVOTE not in ranking:
        return "only for candidates who have withdrawn"
    if ranking[0] == OVERVOTE or (len(ranking) > 1 and ranking[1] < 0):
        return "several candidates at the first preference"
    return "" if ranking[0] else "no first preference"
