"""Two forecasts of the same contest, from sources that do not know of each other, as one.

Each number is the mean of both on the scale on which its spread is held (shares and recognition by logs, chances by
logits), weighed by how sure each source is: by one over its variance. Spreads add the same way, so that two sources are
surer than one. Where one source says nothing of a name, the other holds alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hustings.election.problems import BadInput, Problem
from hustings.forecast.beliefs import AreaBelief, Belief, Following, Forecast, Onward

# A chance is at least so far from 0 and 1 where logits are taken.
EDGE = 1e-9


def combined(one: Forecast, other: Forecast, source: str) -> Forecast:
    """Both together. source: what the other is called. Raises BadInput where they are not of the same contest, slate
    and areas."""
    for what, first, second in (
        ("contest", one.contest, other.contest),
        ("slate", one.slate, other.slate),
        ("areas", [each.code for each in one.areas], [each.code for each in other.areas]),
    ):
        if first != second:
            raise BadInput(Problem(source, f"its {what} should be {_words(first)}; it has {_words(second)}"))
    spreads = tuple(math.hypot(each.national_shock, each.area_shock) for each in (one, other))
    part = _part(*spreads)
    areas = tuple(_area(*both, part) for both in zip(one.areas, other.areas, strict=True))
    followings = tuple(
        _following(*both, (one.off(both[0]), other.off(both[1])))
        for both in zip(one.followings, other.followings, strict=True)
    )
    shocks = (one.recognition_shock, other.recognition_shock)
    shock = _surer(shocks, [any(each.followings[each.planning].said) for each in (one, other)])
    return replace(
        one,
        areas=areas,
        followings=followings,
        national_shock=_both(one.national_shock, other.national_shock),
        area_shock=_both(one.area_shock, other.area_shock),
        recognition_shock=shock,
        adhering=one.adhering or other.adhering,
        note=f"{one.note} Together with {source}: {other.note}",
    )


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _part(one: float, other: float) -> float:
    """How much the first counts: by one over its variance; all of it where it is certain, half where both are."""
    if not one and not other:
        return 0.5
    return other**2 / (one**2 + other**2)


def _both(one: float, other: float) -> float:
    """The spread of both together; none where one is certain."""
    return one * other / math.hypot(one, other) if one and other else 0.0


def _surer(shocks: tuple[float, float], said: Sequence[bool]) -> float:
    """How far names are off where both sources say how well they are known; where one says nothing of who is known, the
    other is as sure as it was."""
    if all(said):
        return _both(*shocks)
    return shocks[said.index(True)] if any(said) else max(shocks)


def _area(one: AreaBelief, other: AreaBelief, part: float) -> AreaBelief:
    with np.errstate(divide="ignore"):
        logs = np.where(
            np.array(other.shares) == 0,
            np.log(one.shares),
            np.where(
                np.array(one.shares) == 0,
                np.log(other.shares),
                part * np.log(one.shares) + (1 - part) * np.log(other.shares),
            ),
        )
    shares = np.exp(logs - logs.max())
    return replace(
        one, shares=tuple((shares / shares.sum()).tolist()), adherence=_chance(one.adherence, other.adherence)
    )


def _chance(one: Belief, other: Belief) -> Belief:
    if one == other:
        return one
    part = _part(one.spread, other.spread)
    logit = part * _logit(one.mean) + (1 - part) * _logit(other.mean)
    return Belief(1 / (1 + math.exp(-logit)), _both(one.spread, other.spread))


def _logit(chance: float) -> float:
    chance = min(max(chance, EDGE), 1 - EDGE)
    return math.log(chance / (1 - chance))


def _following(one: Following, other: Following, shocks: tuple[float, float]) -> Following:
    """Recognition name by name, beside the mean (of logs) of those whom both know; and how they go on."""
    onward = one.onward
    if one.onward != other.onward:
        stay = _chance(one.onward.stay, other.onward.stay)
        ends = (Belief(each.stop_at_end, each.stop_spread) for each in (one.onward, other.onward))
        end = _chance(*ends)
        onward = Onward(stay, (1 - stay.mean) * end.mean, end.spread)
    logs = [np.log(each.recognition) for each in (one, other)]
    both = np.array(one.said) & np.array(other.said)
    if both.any():
        logs = [each - each[both].mean() for each in logs]
    part = _part(*shocks)
    known = np.where(both, part * logs[0] + (1 - part) * logs[1], np.where(other.said, logs[1], logs[0]))
    unsure = tuple(
        min(pair) for pair in zip(*((each.unsure or (0.0,) * len(known)) for each in (one, other)), strict=True)
    )
    return replace(
        one,
        recognition=tuple(np.exp(known).tolist()),
        unsure=unsure if any(unsure) else (),
        off=None if one.off is other.off is None else _surer(shocks, [any(each.said) for each in (one, other)]),
        onward=onward,
        transfers=one.transfers or other.transfers,
        managed=one.managed or other.managed,
        orders=one.orders or other.orders,
        orders_from=one.orders_from or other.orders_from,
    )
