"""The tally as data for JSON: everything that the table says, and what is too long for it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from hustings.narrative.nominations import about_slates, not_counted, opening, remarks
from hustings.nominations.breakdowns import by_area, reached_on, running
from hustings.nominations.slates import SlateTally, all_above, branches_by_slate, joint_share, slate_tallies
from hustings.nominations.tally import Tally

FORMAT = "hustings-nominations/1"


def report(tallies: Iterable[Tally]) -> dict[str, object]:
    """Contests with their standings, slates, running totals, areas, and what was not counted. Shares are of 1."""
    return {"format": FORMAT, "contests": [_contest(tally) for tally in tallies]}


def _contest(tally: Tally) -> dict[str, object]:
    slates = slate_tallies(tally)
    totals, reached = running(tally), reached_on(tally)
    return {
        "contest": tally.contest.id,
        "title": tally.contest.title,
        "notice": tally.election.notice,
        "said": [opening(tally), *about_slates(tally), *remarks(tally)],
        "nominations": len(tally.counted),
        "branches": {"nominating": tally.nominating, "known": len(tally.branches) if tally.branches_known else None},
        "needed": tally.needed,
        "reached": tally.reached,
        "candidates": [
            {
                "name": each.name,
                "slates": list(each.slates),
                "nominations": each.nominations,
                "rank": each.rank,
                "share": _rounded(float(each.share)),
                "of_branches": _rounded(float(each.of_branches)),
                "majority": each.majority,
                "short": each.short if tally.needed is not None else None,
                "reached_on": reached[each.name].isoformat() if each.name in reached else None,
            }
            for each in tally.standings
        ],
        "slates": [_slate(tally, slate, slates) for slate in slates],
        "joint_shares": [
            {"slates": list(some), "share": _rounded(float(joint_share(tally, some)))}
            for size in sorted({2, len(slates)} - {0, 1})
            for some in combinations([each.slate.id for each in slates], size)
        ],
        "by_date": {"days": [day.isoformat() for day in totals.days], "totals": totals.totals},
        "by_area": [
            {
                "area": area.area,
                "name": area.name,
                "branches": area.branches if tally.branches_known else None,
                "nominating": area.nominating,
                "nominations": area.by_name,
            }
            for area in by_area(tally)
        ],
        "not_counted": [
            {
                "line": each.nomination.line,
                "date": each.nomination.at.day.isoformat(),
                "branch": each.nomination.branch,
                "candidate": each.nomination.candidate,
                "why": not_counted(each),
            }
            for each in tally.not_counted
        ],
    }


def _slate(tally: Tally, slate: SlateTally, slates: Iterable[SlateTally]) -> dict[str, object]:
    branches = branches_by_slate(tally, slate)
    places = [slate.among_top(tally, top) for top in range(1, len(tally.standings) + 1)]
    return {
        "slate": slate.slate.id,
        "name": slate.slate.name,
        "candidates": len(slate.standings),
        "total": slate.total,
        "average": _rounded(float(slate.average)),
        "share": _rounded(float(slate.share)),
        "highest": {"name": slate.highest.name, "nominations": slate.highest.nominations, "rank": slate.highest.rank},
        "lowest": {"name": slate.lowest.name, "nominations": slate.lowest.nominations, "rank": slate.lowest.rank},
        "among_top": [{"fewest": each.fewest, "most": each.most} for each in places],
        "all_above": [other.slate.id for other in slates if other is not slate and all_above(slate, other)],
        "branches": {part: [branch.code for branch in getattr(branches, part)] for part in ("none", "part", "all")},
    }


def _rounded(value: float) -> float:
    return round(value, 6)
