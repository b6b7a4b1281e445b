"""The papers of a scenario: sampled, or as exact expectations.

A paper begins with a following. Voters of the planning slate who adhere take its names in the order recommended in
their area; everybody else takes names by Plackett-Luce with the weights of recognition. After each name the voter goes
on within the slate, stops, or leaves for another following, none of which is visited twice. Adherents leave and stop
like others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import Scenario

Order = tuple[int, ...]
MOST_RANKINGS = 20_000


@dataclass(frozen=True, slots=True)
class Sample:
    """Papers drawn in a scenario, before any plan.

    rankings: papers × most preferences, int16; candidate numbers, 0 after the last; on an adherent's paper −k stands
    for the k-th name of the recommended order. area: of each paper, an index. weights: voters a paper stands for.
    """

    rankings: NDArray[np.int16]
    area: NDArray[np.int32]
    weights: NDArray[np.float64]

    def under(self, orders: NDArray[np.int16]) -> NDArray[np.int16]:
        """The rankings when each area has its order. orders: areas × names of the planning slate."""
        chosen = orders[self.area[:, None], np.maximum(-self.rankings - 1, 0)]
        return np.where(self.rankings < 0, chosen, self.rankings)


class TooMany(Exception):
    """There are more different rankings than can be enumerated: sample instead."""


# Sampling


def sample(
    forecast: Forecast, scenario: Scenario, papers: int, random: np.random.Generator, *, least: int = 1
) -> Sample:
    """So many papers, shared out among areas, followings and adherence in proportion to voters (largest remainders).

    Every cell with voters has at least `least` papers. Weights of a cell's papers are equal and add up to its voters.
    """
    voters = np.array([area.voters for area in forecast.areas], float)
    cells = voters[:, None] * scenario.shares
    planning = forecast.planning
    adhere = np.zeros_like(cells)
    adhere[:, planning] = cells[:, planning] * scenario.adherence
    weights = np.stack([cells - adhere, adhere], axis=2)
    sizes = np.maximum(_shared_out(weights, papers), np.where(weights > 0, least, 0))
    area, following, adherent = (
        each.repeat(sizes.ravel()) for each in (axis.ravel() for axis in np.indices(sizes.shape))
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        each = np.where(sizes > 0, weights / sizes, 0)
    rankings = _walk(forecast, scenario, area, following, adherent.astype(bool), random)
    return Sample(rankings, area.astype(np.int32), each[area, following, adherent])


def _shared_out(weights: NDArray[np.float64], papers: int) -> NDArray[np.int64]:
    exact = weights * (papers / weights.sum())
    whole = np.floor(exact).astype(np.int64)
    rest = int(papers - whole.sum())
    largest = np.argsort(-(exact - whole), axis=None, kind="stable")[:rest]
    whole.ravel()[largest] += 1
    shared: NDArray[np.int64] = whole
    return shared


def _walk(
    forecast: Forecast,
    scenario: Scenario,
    area: NDArray[np.int64],
    start: NDArray[np.int64],
    adherent: NDArray[np.bool_],
    random: np.random.Generator,
) -> NDArray[np.int16]:
    """The rankings of all papers, one preference of all of them at a time."""
    papers, candidates, followings = len(area), len(forecast.names), forecast.followings
    orders, lengths, first = _own_orders(forecast, scenario, area, random)
    slots = np.arange(candidates + 1)
    orders[adherent, first[forecast.planning] : first[forecast.planning] + lengths[forecast.planning]] = (
        -1 - slots[: lengths[forecast.planning]]
    )
    rankings = np.zeros((papers, candidates), np.int16)
    chance = random.random((papers, candidates))
    where_to = random.random((papers, len(followings)))
    current, place = start.copy(), np.zeros(papers, np.int64)
    visited = np.zeros((papers, len(followings)), bool)
    visited[np.arange(papers), start] = True
    moves = np.zeros(papers, np.int64)
    live = np.arange(papers)
    for preference in range(candidates):
        f = current[live]
        rankings[live, preference] = orders[live, first[f] + place[live]]
        u = chance[live, preference]
        more = place[live] + 1 < lengths[f]
        stays = more & (u < scenario.stay[f])
        stops = np.where(more, u >= 1 - scenario.stop[f], u < scenario.stop_at_end[f])
        place[live[stays]] += 1
        leaving = live[~stays & ~stops]
        goes = _next_following(scenario, current[leaving], visited[leaving], where_to[leaving, moves[leaving]])
        left = leaving[goes >= 0]
        current[left], place[left] = goes[goes >= 0], 0
        visited[left, current[left]] = True
        moves[left] += 1
        live = np.sort(np.concatenate([live[stays], left]))
        if not len(live):
            break
    longest = int((rankings != 0).sum(axis=1).max())
    return rankings[:, :longest]


def _own_orders(
    forecast: Forecast, scenario: Scenario, area: NDArray[np.int64], random: np.random.Generator
) -> tuple[NDArray[np.int16], NDArray[np.int64], NDArray[np.int64]]:
    """Every voter's own order of every following's names, side by side; how many each has and where it begins.

    An exponential race: the name with the least of Exp(1) / weight comes first, which is Plackett-Luce.
    """
    lengths = np.array([len(following.names) for following in forecast.followings])
    first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    with np.errstate(divide="ignore"):
        races = random.exponential(size=(len(area), len(forecast.names))) / scenario.recognition[area]
    parts = []
    for following in forecast.followings:
        names = np.array(following.names)
        parts.append(names[np.argsort(races[:, names - 1], axis=1)])
    return np.concatenate(parts, axis=1).astype(np.int16), lengths, first


def _next_following(
    scenario: Scenario, current: NDArray[np.int64], visited: NDArray[np.bool_], u: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Where each goes who leaves; −1 where nobody is left to go to."""
    chances = np.where(visited, 0, scenario.transfers[current])
    total = chances.sum(axis=1)
    goes = (chances.cumsum(axis=1) < (u * total)[:, None]).sum(axis=1)
    return np.where(total > 0, np.minimum(goes, chances.shape[1] - 1), -1)


# Exact expectations


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
                        found[ranking] = found.get(ranking, 0.0) + area.voters * share * part * chance
                        if len(found) > MOST_RANKINGS:
                            raise TooMany
    return found


def enumerated(forecast: Forecast, scenario: Scenario) -> Sample:
    """Every paper that can be, with its expected voters, before any plan. Raises TooMany beyond MOST_RANKINGS of
    them."""
    rows: list[Order] = []
    areas: list[int] = []
    voters: list[float] = []
    slate = forecast.followings[forecast.planning].names
    for g, area in enumerate(forecast.areas):
        for f, share in enumerate(scenario.shares[g]):
            adherence = scenario.adherence[g] if f == forecast.planning else 0.0
            for advice, part in ((None, 1 - adherence), (slate, adherence)):
                for ranking, chance in _rankings(forecast, scenario, g, f, advice) if share * part > 0 else ():
                    followed = next((i for i, name in enumerate(ranking) if name not in slate), len(ranking))
                    slots = tuple(-1 - i for i in range(followed)) if advice else ranking[:followed]
                    rows.append(slots + ranking[followed:])
                    areas.append(g)
                    voters.append(area.voters * share * part * chance)
                    if len(rows) > MOST_RANKINGS:
                        raise TooMany
    table = np.zeros((len(rows), max(map(len, rows))), np.int16)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return Sample(table, np.array(areas, np.int32), np.array(voters))


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
        stay = scenario.stay[f] if more else 0.0
        stop = scenario.stop[f] if more else scenario.stop_at_end[f]
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
