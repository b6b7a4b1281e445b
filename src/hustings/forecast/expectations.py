"""The papers of a scenario as exact expectations: every ranking that can be, with its expected voters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np

from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Order, Sample
from hustings.forecast.scenario import Scenario

MOST_RANKINGS = 20_000


class TooMany(Exception):
    """There are more different rankings than can be enumerated: sample instead."""


def expected(forecast: Forecast, scenario: Scenario, orders: Mapping[str, Order]) -> dict[Order, float]:
    """Expected voters behind every ranking, when each area (by code) has its order; exact but for rounding of floats.

    Areas without an order: nobody adheres there. Raises TooMany beyond MOST_RANKINGS different rankings.
    """
    found: dict[Order, float] = {}
    for g, area in enumerate(forecast.areas):
        for f, share in enumerate(scenario.shares[g]):
            order = orders.get(area.code) if f == forecast.planning else None
            adherence = scenario.adherence[g] if order else 0.0
            for advice, part in ((None, 1 - adherence), (order, adherence)):
                if share * part > 0:
                    for ranking, chance in _rankings(forecast, scenario, g, f, advice):
                        found[ranking] = found.get(ranking, 0.0) + scenario.voters[g] * share * part * chance
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
    voters: list[float] = []
    slate = forecast.followings[forecast.planning].names
    for g in range(len(forecast.areas)):
        for f, share in enumerate(scenario.shares[g]):
            adherence = scenario.adherence[g] if f == forecast.planning else 0.0
            for advice, part in ((None, 1 - adherence), (slate, adherence)):
                for ranking, chance in _rankings(forecast, scenario, g, f, advice) if share * part > 0 else ():
                    followed = next((i for i, name in enumerate(ranking) if name not in slate), len(ranking))
                    slots = tuple(-1 - i for i in range(followed)) if advice else ranking[:followed]
                    rows.append(slots + ranking[followed:])
                    areas.append(g)
                    voters.append(scenario.voters[g] * share * part * chance)
    table = np.zeros((len(rows), max(map(len, rows))), np.int16)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return Sample(table, np.array(areas, np.int32), np.array(voters))


def enumerable(forecast: Forecast, scenario: Scenario) -> bool:
    """Whether the papers that there can be, over all areas, with and without adherence, are few enough to enumerate."""
    sizes = [len(following.names) for following in forecast.followings]

    @cache
    def beginning(f: int, visited: frozenset[int], advised: bool) -> int:
        after = [t for t in range(len(sizes)) if t not in visited and scenario.transfers[f, t] > 0]
        ways = sum(1 if advised else math.perm(sizes[f], k) for k in range(1, sizes[f] + 1))
        return ways * (1 + sum(beginning(t, visited | {t}, advised=False) for t in after))

    found = 0
    for g in range(len(forecast.areas)):
        for f in np.flatnonzero(scenario.shares[g]).tolist():
            adherence = scenario.adherence[g] if f == forecast.planning else 0.0
            for advised, part in ((False, 1 - adherence), (True, adherence)):
                found += beginning(f, frozenset({f}), advised) if part > 0 else 0
    return found <= MOST_RANKINGS


def _rankings(
    forecast: Forecast, scenario: Scenario, area: int, start: int, advice: Order | None
) -> Iterator[tuple[Order, float]]:
    """Every ranking that can come of it, with its chance."""

    def within(f: int, taken: Order, order: Order | None, visited: frozenset[int]) -> Iterator[tuple[Order, float]]:
        mine = [name for name in forecast.followings[f].names if name not in taken]
        weights = {name: scenario.recognition[area, name - 1] for name in mine}
        total = sum(weights.values())
        advised = [name for name in order or () if name not in taken][:1]
        choices = [(advised[0], 1.0)] if advised else [(n, w / total) for n, w in weights.items() if w]
        for name, chance in choices:
            for ranking, rest in onward(f, (*taken, name), order, visited, more=len(mine) > 1):
                yield ranking, chance * rest

    def onward(
        f: int, taken: Order, order: Order | None, visited: frozenset[int], more: bool
    ) -> Iterator[tuple[Order, float]]:
        after = min(len(taken), scenario.stay.shape[1]) - 1
        stay = scenario.stay[f, after] if more else 0.0
        stop = scenario.stop[f, after] if more else scenario.stop_at_end[f, after]
        leave = 1 - stay - stop
        open_to = {t: chance for t, chance in enumerate(scenario.transfers[f]) if t not in visited and chance > 0}
        stop += 0 if open_to else leave
        if stop > 0:
            yield taken, stop
        if stay > 0:
            for ranking, chance in within(f, taken, order, visited):
                yield ranking, stay * chance
        total = sum(open_to.values())
        for t, part in open_to.items() if leave > 0 else ():
            for ranking, chance in within(t, taken, None, visited | {t}):
                yield ranking, leave * part / total * chance

    yield from within(start, (), advice, frozenset({start}))
