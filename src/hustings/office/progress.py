"""Where each contest of an election stands, and what is next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

import hustings
from hustings.office import countersigning
from hustings.office.clock import now
from hustings.office.models import Election, Event, Result


@dataclass(frozen=True, slots=True)
class Step:
    """A contest. state: declared, provisional, ballots, ready, problems or candidates. said: the same in words."""

    contest: str
    title: str
    seats: int
    candidates: int
    state: str
    said: str


def steps(election: Election, found: hustings.ElectionFolder) -> list[Step]:
    """The contests of a folder that is in order; [] of one that is not."""
    if found.error:
        return []
    read = found.election
    rows = []
    for contest in read.contests:
        standing = len(read.standing(contest.id))
        result = latest(election, contest.id)
        there = (read.folder / (contest.ballots or f"ballots/{contest.id}.blt")).exists()
        state, said = _state(result, standing, there)
        said = _to_countersign(election, contest.id, result) or said
        rows.append(Step(contest.id, contest.title, contest.seats, standing, state, said))
    return rows


def latest(election: Election, contest: str) -> Result | None:
    """The contest's newest result that was not set aside."""
    rows = Result.objects.filter(election=election, contest=contest, set_aside=False)
    return rows.order_by("-pk").first()


def last_declared(election: Election, contest: str) -> Result | None:
    """The contest's newest declaration: what a further result would correct."""
    rows = Result.objects.filter(election=election, contest=contest, declared_at__isnull=False)
    return rows.order_by("-declared_at").first()


def _to_countersign(election: Election, contest: str, result: Result | None) -> str:
    """What one person has declared, and a second one has not countersigned yet; "" where nothing waits."""
    if result is None:
        return ""
    if result.declared_at:
        found = countersigning.waiting_vacancy(election, contest)
        return f"Declared. {found.name} has declared who fills a vacancy. Next: countersign it" if found else ""
    found = countersigning.waiting(result.run, election)
    return f"Provisional result; {found.name} has declared it. Next: countersign it" if found else ""


def _state(result: Result | None, standing: int, ballots: bool) -> tuple[str, str]:
    if result is not None and result.declared_at:
        return "declared", "Declared"
    if result is not None:
        return "provisional", "Provisional result. Next: declare it"
    if not standing:
        return "candidates", "Next: add the candidates"
    if ballots:
        return "ballots", "The ballots are here. Next: count them"
    return "ready", "Next, when voting has closed: bring the ballots"


# What somebody else did to the way in of a person who has a part here, and so long it stands on the first page.
WAYS_IN = ("made a link to let somebody in again", "was let in again", "took over as organiser")
NEWS = timedelta(days=14)


def ways_in(space: Election) -> list[tuple[str, str, str, str]]:
    """Who was let in again lately, or took over, newest first: everybody who works in a space is to see it.
    Each: who did it, what, for whom, and the day."""
    since = (now() - NEWS).isoformat()
    rows = Event.objects.filter(election=space.key, act__in=WAYS_IN, at__gte=since)
    return [(each.who, each.act, _name(each), each.at[:10]) for each in rows.order_by("-number")[:5]]


def _name(event: Event) -> str:
    return str(json.loads(event.detail).get("name", ""))
