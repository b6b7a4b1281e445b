"""What the forecast commands write with --json: one function for each format, as in `as_json`."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.cli.as_json import written

if TYPE_CHECKING:
    from hustings.front.first_forecasts import Fit, FromNominations, FromResult
    from hustings.front.forecasts import Beliefs, Canvassed, TurnedOut
    from hustings.planning.information import Calls


def fitted(fit: Fit, ballots: Sequence[Path]) -> str:
    """How voters behaved, counted from ballots. Shares and chances are of 1. others: further contests that were learnt
    from; pooled: what all slates have in common, where there are any."""
    common = fit.common
    return written(
        "fit",
        ballots=str(ballots[0]),
        others=[str(file) for file in ballots[1:]],
        contest=fit.contest,
        slate=fit.slate,
        **dataclasses.asdict(fit.behaviour),
        pooled=common
        and {
            "slates": common.slates,
            "stay": common.stay.chance,
            "stay_spread": common.stay.spread,
            "stop": (1 - common.stay.chance) * common.stop.chance,
            "stop_spread": common.stop.spread,
        },
    )


def believed(beliefs: Beliefs, calls: Calls | None = None) -> str:
    """What a forecast believes: the middle of each number, and the ends of its interval of 80 %.

    calls: what more answers would be worth, in seats; null where that was not asked.
    """
    found, forecast = beliefs.believed, beliefs.forecast
    return written(
        "beliefs",
        folder=str(beliefs.election.folder),
        contest=forecast.contest,
        slate=forecast.slate,
        note=forecast.note,
        shares=[{"slate": each, **dataclasses.asdict(value)} for each, value in found.shares.items()],
        support=[{"area": code, **dataclasses.asdict(value)} for code, value in found.support.items()],
        known=[
            {"name": name, "stated": found.stated[name], **dataclasses.asdict(value)}
            for name, value in found.known.items()
        ],
        adherence=dataclasses.asdict(found.adherence),
        sources=dict(found.sources),
        calls=calls
        and {
            "number": calls.number,
            "scenarios": calls.scenarios,
            "everywhere": dataclasses.asdict(calls.everywhere),
            "areas": [{"area": code, **dataclasses.asdict(worth)} for code, worth in calls.areas.items()],
        },
    )


def resulted(found: FromResult, path: Path) -> str:
    """A first forecast as forecast.toml has it, how many votes it rests on, and what they do not tell."""
    (made,) = tomllib.loads(found.text)["forecast"]
    votes = found.result.votes
    return written("result-forecast", result=str(path), votes=votes, unknown=list(found.unknown), **made)


def begun(found: FromNominations) -> str:
    """A first forecast as forecast.toml has it, and how many nominations and branches it rests on."""
    (made,) = tomllib.loads(found.text)["forecast"]
    tally = found.tally
    return written("first-forecast", nominations=len(tally.counted), branches=tally.nominating, **made)


def turnout(found: TurnedOut, path: Path) -> str:
    """How many voters are believed in each area, before and now."""
    before, after = found.before, found.forecast
    return written(
        "turnout",
        turnout=str(path),
        contest=before.contest,
        slate=before.slate,
        areas=[
            {"area": old.code, "voted": found.voted.get(old.code, 0), "before": old.voters, "now": new.voters}
            for old, new in zip(before.areas, after.areas, strict=True)
        ],
        turnout_shock={"before": before.turnout_shock, "now": after.turnout_shock},
    )


def canvassed(moved: Canvassed, canvass: Path) -> str:
    """What answers moved: before and now. Shares are of 1. Areas taken together have one number of answers."""
    from hustings.forecast.canvass import unused
    from hustings.forecast.returns import too_few

    before, now, found, groups = moved.before, moved.forecast, moved.moved, moved.groups
    own = before.planning
    names = [before.names[number - 1] for number in before.followings[own].names]
    known = [each.followings[own].recognition for each in (before, now)]
    return written(
        "canvass",
        canvass=str(canvass),
        contest=before.contest,
        slate=before.slate,
        answers=[{"areas": group.areas, "answers": sum(group.counts.values())} for group in groups],
        support={
            "answers": found.supporters,
            "own_only": found.own_only,
            "areas": [
                {"area": old.code, "before": old.shares[own], "now": new.shares[own]}
                for old, new in zip(before.areas, now.areas, strict=True)
            ],
            "national_shock": {"before": before.national_shock, "now": now.national_shock},
            "area_shock": {"before": before.area_shock, "now": now.area_shock},
        },
        recognition={
            "answers": found.preferences,
            "candidates": [
                {"name": name, "before": old / sum(known[0]), "now": new / sum(known[1])}
                for name, old, new in zip(names, *known, strict=True)
            ],
        },
        adherence={
            "answers": found.followers,
            "areas": [
                {
                    "area": old.code,
                    "before": dataclasses.asdict(old.adherence),
                    "now": dataclasses.asdict(new.adherence),
                }
                for old, new in zip(before.areas, now.areas, strict=True)
            ],
        },
        too_few=[
            {"areas": group.areas, "answer": answer, "answers": count} for group, answer, count in too_few(groups)
        ],
        unused=unused(groups),
    )
