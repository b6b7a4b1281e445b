"""The papers of a scenario as exact expectations: every ranking that can be, with its expected voters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np

from hustings.forecast.advised import Order, entered, listed, lists_of
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Sample, advised_law
from hustings.forecast.scenario import Scenario
from hustings.forecast.voters import voters_of

MOST_RANKINGS = 20_000


class TooMany(Exception):
    """There are more different rankings than can be enumerated: sample instead."""


def expected(forecast: Forecast, scenario: Scenario, orders: Mapping[str, Order]) -> dict[Order, float]:
    """Expected voters behind every ranking, when each area (by code) has its order; exact but for rounding of floats.

    Areas without an order: nobody adheres there. Raises TooMany beyond MOST_RANKINGS different rankings.
    """
    found: dict[Order, float] = {}
    for g, f, advice, voters in _cells(forecast, scenario, orders):
        for ranking, _, chance in _rankings(forecast, scenario, g, f, advice):
            found[ranking] = found.get(ranking, 0.0) + voters * chance
            if len(found) > MOST_RANKINGS:
                raise TooMany
    return found


def enumerated(forecast: Forecast, scenario: Scenario) -> Sample:
    """Every paper that can be, with its expected voters, before any plan. Raises TooMany beyond MOST_RANKINGS of
    them."""
    if not enumerable(forecast, scenario):
        raise TooMany
    rows: list[Order] = []
    areas: list[int] = []
    weights: list[float] = []
    first = dict.fromkeys(range(len(forecast.followings)), 0) | {
        each.following: each.first for each in lists_of(forecast)
    }
    slate = forecast.followings[forecast.planning].names
    for g, f, advice, voters in _cells(forecast, scenario, {area.code: slate for area in forecast.areas}):
        for ranking, followed, chance in _rankings(forecast, scenario, g, f, advice):
            rows.append(tuple(-1 - first[f] - i for i in range(followed)) + ranking[followed:])
            areas.append(g)
            weights.append(voters * chance)
    table = np.zeros((len(rows), max(map(len, rows))), np.int16)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return Sample(table, np.array(areas, np.int32), np.array(weights))


def _cells(
    forecast: Forecast, scenario: Scenario, orders: Mapping[str, Order]
) -> Iterator[tuple[int, int, Order | None, float]]:
    """Each area and following, what its list says there, or None for those who are free, and their expected voters,
    where there are any. Where the planning slate has no order all of its voters are free."""
    free, adherent = voters_of(forecast, scenario)
    lists = {each.following: each for each in lists_of(forecast)}
    for g, area in enumerate(forecast.areas):
        for f in range(len(forecast.followings)):
            advice = listed(forecast, lists[f], area.code, orders) if f in lists else ()
            parts = ((None, free[g, f]), (advice, adherent[g, f]))
            for said, voters in parts if advice else ((None, free[g, f] + adherent[g, f]),):
                if voters > 0:
                    yield g, f, said, float(voters)


def enumerable(forecast: Forecast, scenario: Scenario) -> bool:
    """Whether the papers that there can be, over all areas, with and without adherence, are few enough to enumerate."""
    sizes = [len(following.names) for following in forecast.followings]

    lengths = {each.following: each.length for each in lists_of(forecast)}

    @cache
    def beginning(f: int, visited: frozenset[int], advised: bool) -> int:
        after = [t for t in range(len(sizes)) if t not in visited and scenario.transfers[f, t] > 0]
        ways = lengths[f] if advised else sum(math.perm(sizes[f], k) for k in range(1, sizes[f] + 1))
        return ways * (1 + sum(beginning(t, visited | {t}, advised=False) for t in after))

    free, adherent = voters_of(forecast, scenario)
    found = 0
    for g, f in np.argwhere(scenario.shares > 0).tolist():
        for advised, voters in ((False, free[g, f]), (True, adherent[g, f])):
            found += beginning(f, frozenset({f}), advised) if voters > 0 else 0
    return found <= MOST_RANKINGS


def _rankings(
    forecast: Forecast, scenario: Scenario, area: int, start: int, advice: Order | None
) -> Iterator[tuple[Order, int, float]]:
    """Every way in which a paper can come about: its ranking, how many of its names are taken from the list, and the
    chance of it. advice: what the list says that is followed, if one is."""
    come = entered(forecast)
    own = len(forecast.followings[start].names)

    def along(place: int, visited: frozenset[int]) -> Iterator[tuple[Order, int, float]]:
        """From the list's name at this place on; the names before are taken."""
        order = advice or ()
        if start == forecast.planning and place >= own and (other := come[place - own]) is not None:
            visited |= {other}
        before, law = order[: place + 1], advised_law(forecast) if start == forecast.planning else start
        for goes_on, chance in onward(start, before, visited, more=place + 1 < len(order), law=law):
            if goes_on is None:
                yield from ((ranking, taken, chance * rest) for ranking, taken, rest in along(place + 1, visited))
            else:
                yield goes_on, place + 1, chance

    def within(f: int, taken: Order, visited: frozenset[int]) -> Iterator[tuple[Order, float]]:
        mine = [name for name in forecast.followings[f].names if name not in taken]
        weights = {name: scenario.recognition[area, name - 1] for name in mine}
        total = sum(weights.values())
        for name, weight in weights.items():
            if not weight:
                continue
            more = (*taken, name)
            for goes_on, chance in onward(f, more, visited, more=len(mine) > 1, law=f):
                for ranking, rest in within(f, more, visited) if goes_on is None else ((goes_on, 1.0),):
                    yield ranking, weight / total * chance * rest

    def onward(
        f: int, taken: Order, visited: frozenset[int], more: bool, law: int
    ) -> Iterator[tuple[Order | None, float]]:
        """Whole rankings of those who stop or leave; None for those who stay."""
        after = min(len(taken), scenario.stay.shape[1]) - 1
        stay = scenario.stay[law, after] if more else 0.0
        stop = scenario.stop[law, after] if more else scenario.stop_at_end[law, after]
        leave = 1 - stay - stop
        open_to = {t: chance for t, chance in enumerate(scenario.transfers[f]) if t not in visited and chance > 0}
        stop += 0 if open_to else leave
        if stop > 0:
            yield taken, stop
        if stay > 0:
            yield None, stay
        total = sum(open_to.values())
        for t, part in open_to.items() if leave > 0 else ():
            for ranking, chance in within(t, taken, visited | {t}):
                yield ranking, leave * part / total * chance

    if advice:
        yield from along(0, frozenset({start}))
    else:
        yield from ((ranking, 0, chance) for ranking, chance in within(start, (), frozenset({start})))
