"""A forecast after a canvass: support by area, who is known, and who will follow, as answers move them.

Each of the three has normal shocks beforehand, as the forecast's spreads say, and a multinomial choice (posterior.py).
Whom a campaign reaches differs from whom it does not, for each way of asking in its own way: that is a shock, too, of
REACHED for support, FAVOURING for names, and SAYING for following; its middle is none. What is believed
for certain is not moved.

Support is moved by those ways of asking alone in which somebody named another slate. Where nobody did, supporters alone
were asked, and their answers do not tell what part of all voters they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.beliefs import AreaBelief, Belief, Forecast
from hustings.forecast.posterior import Answers, Normal, chances, posterior
from hustings.forecast.returns import NOT_VOTING, ORDER, OURS, UNDECIDED, Group
from hustings.forecast.scenario import Floats, at_home

# Standard deviations, assumed: of the log of how much likelier a supporter of the slate is to answer than others, and
# who favours one of its names; and, on the logit scale, of how much more say that they will follow than do.
REACHED, FAVOURING, SAYING = 0.3, 0.15, 0.5


@dataclass(frozen=True, slots=True)
class Updated:
    """A forecast after answers. supporters, preferences, followers: how many answers moved support, recognition, and
    adherence; 0 where none did. own_only: how many answers for the slate say nothing of support, since nobody who was
    asked in the same way named another slate."""

    forecast: Forecast
    supporters: int
    preferences: int
    followers: int
    own_only: int = 0


def updated(forecast: Forecast, groups: Sequence[Group]) -> Updated:
    """What is believed after these answers."""
    others = {each.slate for each in forecast.followings} - {forecast.slate}
    names = [forecast.names[number - 1] for number in forecast.followings[forecast.planning].names]
    mine = {OURS, ORDER, *names}
    ways = _asked_everybody(groups, others)
    support = _shares(forecast, groups, mine, ways) if forecast.national_shock or forecast.area_shock else forecast
    known = _recognition(support, groups, names)
    follows = _adherence(known, groups, names)
    return Updated(
        follows,
        _number(groups, mine | others, ways) if support is not forecast else 0,
        _number(groups, names) if known is not support else 0,
        _number(groups, [ORDER, *names]) if follows is not known else 0,
        _number(groups, mine) - _number(groups, mine, ways),
    )


def unused(groups: Sequence[Group]) -> int:
    """Answers that say nothing of support: they are taken to be like the others."""
    return _number(groups, (UNDECIDED, NOT_VOTING))


def _number(groups: Sequence[Group], answers: Iterable[str], ways: Collection[str] | None = None) -> int:
    """How many gave one of these answers, asked in one of these ways; in any, if None."""
    wanted = set(answers)
    return sum(
        count
        for group in groups
        for (way, said), count in group.counts.items()
        if said in wanted and (ways is None or way in ways)
    )


def _asked_everybody(groups: Sequence[Group], others: Collection[str]) -> list[str]:
    """The ways of asking in which somebody named another slate: there not only supporters were asked."""
    return sorted({way for group in groups for (way, said), count in group.counts.items() if count and said in others})


def _members(forecast: Forecast, group: Group) -> tuple[NDArray[np.int64], Floats]:
    """The indices of a group's areas, and the part of its voters in each."""
    rows = np.array([row for row, area in enumerate(forecast.areas) if area.code in group.areas])
    voters = np.array([forecast.areas[row].voters for row in rows.tolist()], float)
    return rows, voters / voters.sum()


# Support


def _shares(forecast: Forecast, groups: Sequence[Group], mine: set[str], ways: Sequence[str]) -> Forecast:
    """The shares of all areas moved, and their shocks made smaller. Shocks: the country's, one for each following; then
    the same for each group; then one for each of these ways of asking."""
    followings = len(forecast.followings)
    shares = np.array([area.shares for area in forecast.areas])
    size = followings * (1 + len(groups)) + len(ways)
    members = [_members(forecast, group) for group in groups]
    # The mean of a group's areas moves less than one of them.
    local = [forecast.area_shock * float(np.sqrt(parts @ parts)) for _, parts in members]
    spreads = np.repeat([forecast.national_shock, *local], followings)
    spreads = np.concatenate([spreads, np.full(len(ways), REACHED)])
    answers = []
    for number, (group, (rows, parts)) in enumerate(zip(groups, members, strict=True), 1):
        usual = parts @ shares[rows]
        there = np.flatnonzero(usual)
        for place, way in enumerate(ways):
            counts = np.array([_chose(group, way, f, forecast, mine) for f in there.tolist()], float)
            if not counts.any():
                continue
            moved = np.zeros((len(there), size))
            moved[np.arange(len(there)), there] = 1
            moved[np.arange(len(there)), followings * number + there] = 1
            moved[there == forecast.planning, followings * (1 + len(groups)) + place] = 1
            answers.append(Answers(counts, np.log(usual[there]), moved))
    if not answers:
        return forecast
    after = posterior(spreads, answers)
    # By how much each area's log shares move with each shock: an area of a group as it does beside the group's mean.
    follow = np.zeros((len(forecast.areas), 1 + len(groups)))
    follow[:, 0] = 1
    for number, (rows, parts) in enumerate(members, 1):
        follow[rows, number] = parts / (parts @ parts)
    logs = follow @ after.middle[: followings * (1 + len(groups))].reshape(-1, followings)
    moved_shares = shares * np.exp(logs)
    moved_shares /= moved_shares.sum(axis=1, keepdims=True)
    national, area = _smaller(forecast, moved_shares, follow, after, spreads, [parts for _, parts in members])
    areas = (replace(each, shares=tuple(row)) for each, row in zip(forecast.areas, moved_shares.tolist(), strict=True))
    return replace(forecast, areas=tuple(areas), national_shock=national, area_shock=area)


def _chose(group: Group, way: str, following: int, forecast: Forecast, mine: set[str]) -> float:
    """How many of a group, asked in this way, begin with a following."""
    meant = mine if following == forecast.planning else {forecast.followings[following].slate}
    return sum(group.worth(answer, way) for answer in sorted(meant))


def _smaller(
    forecast: Forecast, shares: Floats, follow: Floats, after: Normal, spreads: Floats, parts: Sequence[Floats]
) -> tuple[float, float]:
    """The national and the area shock that leave the slate's log odds as uncertain as the answers do: of the whole
    country's mean, and of the areas on average."""
    followings, planning = len(forecast.followings), forecast.planning
    weights = np.array([area.voters for area in forecast.areas], float)
    weights /= weights.sum()
    rest = np.delete(shares, planning, axis=1)
    odds = -shares / np.maximum(rest.sum(axis=1, keepdims=True), 1e-300)
    odds[:, planning] = 1
    by_shock = (follow[:, :, None] * odds[:, None, :]).reshape(len(shares), -1)
    of_groups = followings * follow.shape[1]
    # What a group's mean leaves open of each of its areas.
    alone = np.full(len(shares), forecast.area_shock**2)
    for number, each in enumerate(parts, 1):
        rows = np.flatnonzero(follow[:, number])
        alone[rows] *= 1 - each**2 / (each @ each)
    open_still = alone * (odds**2).sum(axis=1)

    def uncertain(covariance: Floats) -> tuple[float, float]:
        whole = by_shock @ covariance[:of_groups, :of_groups] @ by_shock.T + np.diag(open_still)
        return float(weights @ np.diag(whole)), float(weights @ whole @ weights)

    each_before, mean_before = uncertain(np.diag(spreads**2))
    each_after, mean_after = uncertain(after.covariance)
    if len(shares) == 1 or not forecast.area_shock or not forecast.national_shock:
        part = np.sqrt(each_after / each_before)
        return forecast.national_shock * part, forecast.area_shock * part
    area = forecast.area_shock * np.sqrt(max(each_after - mean_after, 0.0) / (each_before - mean_before))
    scale = each_before / (forecast.national_shock**2 + forecast.area_shock**2)
    return float(np.sqrt(max(each_after / scale - area**2, 0.0))), float(area)


# Who is known


def _recognition(forecast: Forecast, groups: Sequence[Group], names: Sequence[str]) -> Forecast:
    """Recognition moved by first choices within the slate; all names of the slate are said afterwards. How unsure other
    slates' names are stays as it was."""
    own = forecast.followings[forecast.planning]
    spreads = np.maximum(own.unsure or 0.0, np.full(len(names), forecast.off(own)))
    ways = sorted({way for group in groups for way, _ in group.counts})
    size = len(names) * (1 + len(ways))
    home = np.where(at_home(forecast), forecast.home, 1.0)[:, [number - 1 for number in own.names]]
    answers = []
    for group in groups:
        rows, parts = _members(forecast, group)
        usual = np.log(np.array(own.recognition)) + np.log(parts @ home[rows])
        for place, way in enumerate(ways, 1):
            counts = np.array([group.worth(name, way) for name in names])
            if counts.any():
                moved = np.zeros((len(names), size))
                moved[:, : len(names)] = moved[:, place * len(names) : (place + 1) * len(names)] = np.eye(len(names))
                answers.append(Answers(counts, usual, moved))
    if not answers or len(names) < 2 or not spreads.any():
        return forecast
    found = posterior(np.concatenate([spreads, np.full(size - len(names), FAVOURING)]), answers)
    after = Normal(found.middle[: len(names)], found.covariance[: len(names), : len(names)])
    weights = np.array(own.recognition) * np.exp(after.middle - after.middle.mean())
    # Only proportions count: how far each is off the slate's mean.
    apart = np.eye(len(names)) - 1 / len(names)
    variance = float(np.diag(apart @ after.covariance @ apart.T).mean() / (1 - 1 / len(names)))
    known = replace(own, recognition=tuple(weights.tolist()), unsure=(), off=float(np.sqrt(variance)))
    followings = tuple(known if each is own else each for each in forecast.followings)
    return replace(forecast, followings=followings)


# Who will follow


def _adherence(forecast: Forecast, groups: Sequence[Group], names: Sequence[str]) -> Forecast:
    """Adherence moved, everywhere alike, by how many of those with a first choice in the slate name its order."""
    spread = max(area.adherence.spread for area in forecast.areas)
    answers = []
    for group in groups:
        rows, parts = _members(forecast, group)
        mean = float(parts @ [forecast.areas[row].adherence.mean for row in rows.tolist()])
        counts = np.array([group.worth(ORDER), sum(group.worth(name) for name in names)])
        if group.of(ORDER) and 0 < mean < 1:
            answers.append(Answers(counts, np.log([mean, 1 - mean]), np.array([[1.0, 1.0], [0.0, 0.0]])))
    if not answers or not spread:
        return forecast
    after = posterior(np.array([spread, SAYING]), answers)
    shock, left = float(after.middle[0]), float(np.sqrt(after.covariance[0, 0]))

    def moved(area: AreaBelief) -> AreaBelief:
        mean = area.adherence.mean
        if 0 < mean < 1:
            mean = float(chances(np.array([np.log(mean) + shock, np.log(1 - mean)]))[0])
        return replace(area, adherence=Belief(mean, left))

    return replace(forecast, areas=tuple(moved(area) for area in forecast.areas))
