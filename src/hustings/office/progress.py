"""Where each contest of an election stands, and what is next."""

from __future__ import annotations

from dataclasses import dataclass

import hustings
from hustings.office.models import Election, Result


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


def _state(result: Result | None, standing: int, ballots: bool) -> tuple[str, str]:
    if result is not None and result.declared_at:
        return "declared", "Declared"
    if result is not None:
        return "provisional", "Provisional result; not declared yet"
    if not standing:
        return "candidates", "No candidates yet"
    if ballots:
        return "ballots", "Ballots are here; count them"
    return "ready", "Ready for ballots"
