"""The papers of a scenario, sampled.

A paper begins with a following. Voters who adhere to their slate's advice take names in the order of its list in their
area (advised.py); everybody else takes names by Plackett-Luce with the weights of recognition. After each name the
voter goes on within the slate, or along the list, or stops, or leaves for another following, none of which is visited
twice: a name of another following on the list is a visit, too. Adherents leave and stop like others, if nothing else is
believed of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.advised import entered, lists_of
from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import Floats, Scenario
from hustings.forecast.voters import first_preferences, followers, following_of, voters_of

TOGETHER = 50
# Uniform numbers for papers (their indices) whose current followings are given.
Chance = Callable[[NDArray[np.int64], NDArray[np.int64]], Floats]


@dataclass(frozen=True, slots=True)
class Sample:
    """Papers drawn in a scenario, before any plan.

    rankings: papers × most preferences, int16; candidate numbers, 0 after the last; on an adherent's paper −k stands
    for the k-th column of the table of advice. area: of each paper, an index. weights: voters a paper stands for.
    """

    rankings: NDArray[np.int16]
    area: NDArray[np.int32]
    weights: NDArray[np.float64]

    def under(self, table: NDArray[np.int16]) -> NDArray[np.int16]:
        """The rankings under a table of advice: areas × columns."""
        chosen = table[self.area[:, None], np.maximum(-self.rankings - 1, 0)]
        return np.where(self.rankings < 0, chosen, self.rankings)


def sample(forecast: Forecast, scenario: Scenario, papers: int, random: np.random.Generator) -> Sample:
    """So many papers, shared out among areas, followings and adherence in proportion to voters (largest remainders).

    Everything else is chance, paper by paper. Weights of a cell's papers are equal and add up to its voters.
    """
    weights = np.stack(voters_of(forecast, scenario), axis=2)
    sizes = _shared_out(weights, papers)
    area, following, adherent = (
        each.repeat(sizes.ravel()) for each in (axis.ravel() for axis in np.indices(sizes.shape))
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        each = np.where(sizes > 0, weights / sizes, 0)
    rankings = _walk(
        forecast, scenario, area, following, adherent.astype(bool), random, lambda live, _: random.random(len(live))
    )
    return Sample(rankings, area.astype(np.int32), each[area, following, adherent])


def even_sample(forecast: Forecast, scenario: Scenario, papers: int, random: np.random.Generator) -> Sample:
    """At least so many papers with as little chance in them as can be: what a plan's worth is estimated from.

    Cells are the adherents of each area and, of everybody else, those who begin with each candidate; every cell with
    voters has a paper at least, and its papers together weigh what is expected. Within a cell areas, and the choices
    to go on, stop or leave, are spread evenly (stratified), in random combination; the adherents' choices within areas
    that are counted together.
    """
    adherents, free = followers(forecast, scenario), first_preferences(forecast, scenario)[1]
    cells = np.concatenate([adherents, free.sum(axis=0)])
    sizes = np.maximum(_shared_out(cells, papers), cells > 0)
    cell = np.arange(len(cells)).repeat(sizes)
    adherent = cell < len(adherents)
    begins = np.where(adherent, 0, cell - len(adherents) + 1)
    lists, areas = lists_of(forecast), len(forecast.areas)
    area = np.where(adherent, cell % areas, 0)
    for column in np.flatnonzero(sizes[len(adherents) :]).tolist():
        mine = begins == column + 1
        spread = np.cumsum(free[:, column]) / free[:, column].sum()
        area[mine] = np.minimum(np.searchsorted(spread, evenly(np.zeros(mine.sum(), int), random)), len(spread) - 1)
    following = following_of(forecast)[begins]
    following[adherent] = np.array([each.following for each in lists])[cell[adherent] // areas]
    _, together = groups_together(sizes[: len(adherents)].reshape(len(lists), areas))
    stratum = np.where(adherent, together[np.minimum(cell, len(adherents) - 1)], cell)

    def chance(live: NDArray[np.int64], current: NDArray[np.int64]) -> NDArray[np.float64]:
        return evenly(stratum[live] * len(forecast.followings) + current, random)

    rankings = _walk(forecast, scenario, area, following, adherent, random, chance, begins)
    return Sample(rankings, area.astype(np.int32), (cells / np.maximum(sizes, 1))[cell])


def with_own_orders(
    forecast: Forecast, scenario: Scenario, drawn: Sample, areas: NDArray[np.bool_], random: np.random.Generator
) -> Sample:
    """The same papers when the adherents of some areas (marked) follow nobody.

    They take their own orders of the slate's names, as many as they had taken of the recommended one. Whom they begin
    with is spread evenly within an area.
    """
    rankings, slate = drawn.rankings.copy(), np.array(forecast.followings[forecast.planning].names)
    rows = np.flatnonzero((drawn.rankings[:, 0] == -1) & areas[drawn.area])
    if not len(rows):
        return drawn
    where = drawn.area[rows].astype(np.int64)
    weights = scenario.recognition[where][:, slate - 1]
    chances = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    first = np.minimum((chances < evenly(where, random)[:, None]).sum(axis=1), len(slate) - 1)
    if forecast.after or forecast.adhering:
        # How they go on is otherwise, too.
        start = np.full(len(rows), forecast.planning)

        def chance(live: NDArray[np.int64], current: NDArray[np.int64]) -> NDArray[np.float64]:
            return evenly(where[live] * len(forecast.followings) + current, random)

        own = _walk(forecast, scenario, where, start, np.zeros(len(rows), bool), random, chance, slate[first])
        longest = max(rankings.shape[1], own.shape[1])
        rankings, own = (np.pad(each, ((0, 0), (0, longest - each.shape[1]))) for each in (rankings, own))
        rankings[rows] = own
        return Sample(rankings, drawn.area, drawn.weights)
    with np.errstate(divide="ignore"):
        races = random.exponential(size=weights.shape) / weights
    races[np.arange(len(rows)), first] = -1
    orders = slate[np.argsort(races, axis=1)].astype(np.int16)
    taken = rankings[rows]
    own = np.take_along_axis(orders, np.clip(-taken - 1, 0, len(slate) - 1), axis=1)
    rankings[rows] = np.where(taken < 0, own, taken)
    return Sample(rankings, drawn.area, drawn.weights)


def groups_together(papers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same for each list by itself. papers: lists × areas; both answers have the areas of one list after those of
    another."""
    begun: list[NDArray[np.int64]] = []
    groups: list[NDArray[np.int64]] = []
    for number, row in enumerate(papers):
        begins, group = counted_together(row)
        groups.append(group + sum(len(each) for each in begun))
        begun.append(begins + number * papers.shape[1])
    return np.concatenate(begun), np.concatenate(groups)


def counted_together(papers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Areas whose adherents have fewer than TOGETHER papers are counted with those that follow: the areas with which
    such groups begin, and the group of each area. papers: of each area's adherents.

    In a group of one paper nobody could stay, stop or leave more than another.
    """
    begun, there = [0], 0
    for area, more in enumerate(papers.tolist()):
        if there >= TOGETHER and papers[area:].sum() >= TOGETHER:
            begun.append(area)
            there = 0
        there += more
    return np.array(begun), np.repeat(np.arange(len(begun)), np.diff([*begun, len(papers)]))


def evenly(groups: NDArray[np.int64], random: np.random.Generator) -> Floats:
    """A number of [0, 1) for each, uniform alone, and spread evenly among those of the same group (numbered from 0)."""
    number = len(groups)
    order = np.argsort(groups + random.random(number))
    ordered, sizes = groups[order], np.bincount(groups)
    before = np.cumsum(sizes) - sizes
    found = np.empty(number)
    found[order] = (np.arange(number) - before[ordered] + random.random(number)) / sizes[ordered]
    return found


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
    chance: Chance,
    begins: NDArray[np.int64] | None = None,
) -> NDArray[np.int16]:
    """The rankings of all papers, one preference of all of them at a time. begins: with whom each begins, if settled
    (0: not settled). chance: decides who goes on, stops or leaves, and for where."""
    papers, candidates, followings = len(area), len(forecast.names), forecast.followings
    orders, lengths, first = _own_orders(forecast, scenario, area, random, begins)
    reach = np.repeat(lengths[None], 2, axis=0)
    for each in lists_of(forecast):
        mine, begin = adherent & (start == each.following), first[each.following]
        orders[mine, begin : begin + each.length] = -1 - each.first - np.arange(each.length)
        reach[1, each.following] = each.length
    rankings = np.zeros((papers, candidates), np.int16)
    current, place = start.copy(), np.zeros(papers, np.int64)
    visited = np.zeros((papers, len(followings)), bool)
    visited[np.arange(papers), start] = True
    come = entered(forecast)
    live = np.arange(papers)
    for preference in range(candidates):
        f = current[live]
        advised = adherent[live] & (f == start[live])
        rankings[live, preference] = orders[live, first[f] + place[live]]
        for number, other in enumerate(come):
            if other is not None:
                at = advised & (f == forecast.planning) & (place[live] == lengths[forecast.planning] + number)
                visited[live[at], other] = True
        law = np.where(advised & (f == forecast.planning), advised_law(forecast), f)
        u = chance(live, f)
        more = place[live] + 1 < reach[advised.astype(int), f]
        after = min(preference, scenario.stay.shape[1] - 1)
        stays = more & (u < scenario.stay[law, after])
        stops = np.where(more, u >= 1 - scenario.stop[law, after], u < scenario.stop_at_end[law, after])
        place[live[stays]] += 1
        leaving = live[~stays & ~stops]
        origin = current[leaving]
        goes = _next_following(scenario, origin, visited[leaving], chance(leaving, origin))
        left = leaving[goes >= 0]
        current[left], place[left] = goes[goes >= 0], 0
        visited[left, current[left]] = True
        live = np.sort(np.concatenate([live[stays], left]))
        if not len(live):
            break
    longest = int((rankings != 0).sum(axis=1).max())
    return rankings[:, :longest]


def advised_law(forecast: Forecast) -> int:
    """Which law of a scenario those follow who adhere to the planning slate's list."""
    return len(forecast.followings) if forecast.adhering else forecast.planning


def _own_orders(
    forecast: Forecast, scenario: Scenario, area: NDArray[np.int64], random: np.random.Generator,
    begins: NDArray[np.int64] | None,
) -> tuple[NDArray[np.int16], NDArray[np.int64], NDArray[np.int64]]:  # fmt: skip
    """Every voter's own order of every following's names, side by side; how many each has and where it begins. Behind
    the planning slate's names there is room for those that its list goes on with.

    An exponential race: the name with the least of Exp(1) / weight comes first, which is Plackett-Luce.
    """
    lengths = np.array([len(following.names) for following in forecast.followings])
    room = lengths + len(forecast.after) * (np.arange(len(lengths)) == forecast.planning)
    first = np.concatenate([[0], np.cumsum(room)[:-1]])
    with np.errstate(divide="ignore"):
        races = random.exponential(size=(len(area), len(forecast.names))) / scenario.recognition[area]
    if begins is not None:
        settled = np.flatnonzero(begins)
        races[settled, begins[settled] - 1] = -1
    orders = np.zeros((len(area), int(room.sum())), np.int16)
    for following, begin, length in zip(forecast.followings, first.tolist(), lengths.tolist(), strict=True):
        names = np.array(following.names)
        orders[:, begin : begin + length] = names[np.argsort(races[:, names - 1], axis=1)]
    return orders, lengths, first


def _next_following(
    scenario: Scenario, current: NDArray[np.int64], visited: NDArray[np.bool_], u: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Where each goes who leaves; −1 where nobody is left to go to."""
    chances = np.where(visited, 0, scenario.transfers[current])
    total = chances.sum(axis=1)
    goes = (chances.cumsum(axis=1) < (u * total)[:, None]).sum(axis=1)
    return np.where(total > 0, np.minimum(goes, chances.shape[1] - 1), -1)
