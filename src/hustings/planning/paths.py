"""How likely sampled papers are in other scenarios than the one they were sampled in.

A stream samples papers at the forecast's means. In a scenario each paper counts for as many voters as its *group* has
there (the adherents of an area, or of several where an area has few papers; of everybody else, those who begin with one
candidate), shared out within the group by how likely each paper's path is in the scenario compared with the means.

A path is a product of *terms*: the voters it is one of; of each name chosen the weight, over the weights of all that
were left to choose from; the chance to go on, to stop or to leave after each name, and for where. Papers share most of
their terms. So a matrix tells which terms each path has, and its product with the logs of all terms in many scenarios
weighs all papers in all of them at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Floats, Sample, counted_together, first_preferences, following_of, voters_of
from hustings.forecast.scenario import Scenario, at_home

Whole = NDArray[np.int64]
# What a voter may do after a name: stay; where nobody else is open, stop or leave, which is the same; stop; leave. And
# where no name of the following is left: end, when nobody else is open; stop; leave.
STAY, NOT_STAY, STOP, LEAVE, END, STOP_AT_END, LEAVE_AT_END = range(7)


class Paths:
    """The terms of sampled papers' paths, laid out so that many scenarios weigh all papers at once."""

    def __init__(self, forecast: Forecast, drawn: Sample, means: Scenario) -> None:
        self.forecast = forecast
        sizes = np.array([len(following.names) for following in forecast.followings])
        followings, candidates = len(sizes), len(forecast.names)
        paper, preference = np.nonzero(drawn.rankings)
        token = drawn.rankings[paper, preference].astype(np.int64)
        advised, name = token < 0, np.maximum(token, 0)
        following = np.where(advised, forecast.planning, following_of(forecast)[name])
        first, last = preference == 0, np.append(preference[1:] == 0, True)
        # A visit is a run of one following's names on one paper.
        stays = np.append(~last[:-1] & (following[1:] == following[:-1]), False)
        begins = np.flatnonzero(np.append(True, ~stays[:-1]))
        visit = np.cumsum(np.append(True, ~stays[:-1])) - 1
        more = np.arange(len(token)) - begins[visit] + 1 < sizes[following]

        # After each name: what the voter did, which depends on whether anybody is open who was not visited yet.
        visited = _running(_bits(followings)[following[begins]], first[begins])
        closed = _members(visited, followings)
        nowhere = np.where(closed, 0, means.transfers[following[begins]]).sum(axis=1)[visit] == 0
        did = np.select(
            [stays, more & last & nowhere, more & last, more, last & nowhere, last],
            [STAY, NOT_STAY, STOP, LEAVE, END, STOP_AT_END],
            LEAVE_AT_END,
        )
        preferences = means.stay.shape[1]
        going = (did * followings + following) * preferences + np.minimum(preference, preferences - 1)

        # Of those who left: for where, among those who were open.
        leaves = np.flatnonzero(~stays & ~last)
        way, (sets, whence, to) = _distinct(visited[visit[leaves]], following[leaves], following[leaves + 1])
        self._way = whence * followings + to
        self._open = _sums(~_members(sets, followings), whence, followings)

        # Names are known alike in areas where the same candidates are at home. One's last name is no choice.
        _, self._places, home = np.unique(at_home(forecast), axis=0, return_index=True, return_inverse=True)
        picks = np.flatnonzero(~advised & more)
        bits = _bits(candidates)
        taken = _running(np.where(advised, 0, bits[name - 1]), np.isin(np.arange(len(token)), begins))
        of_all = np.array([bits[np.array(each.names) - 1].sum() for each in forecast.followings])
        remaining = of_all[following[picks]] - taken[picks] + bits[name[picks] - 1]
        at = home.ravel()[drawn.area[paper[picks]]]
        left, (sets, homes) = _distinct(remaining, at)
        self._left = _sums(_members(sets, candidates), homes, len(self._places))

        adherent, area = advised[first], drawn.area
        cell = (adherent * len(forecast.areas) + area) * followings + following[first]
        parts = [
            (paper, going, 7 * followings * preferences),
            (paper[leaves], way, len(whence)),
            (paper[picks], at * candidates + name[picks] - 1, len(self._places) * candidates),
            (paper[picks], left, len(sets)),
            (np.arange(len(area)), cell, 2 * len(forecast.areas) * followings),
        ]
        ends = np.cumsum([size for _, _, size in parts])
        rows = np.concatenate([part for part, _, _ in parts])
        columns = np.concatenate([term + end - size for (_, term, size), end in zip(parts, ends, strict=True)])
        signs = np.repeat([1.0, 1.0, 1.0, -1.0, 1.0], [len(part) for part, _, _ in parts])
        self._terms = csr_array((signs, (rows, columns)), shape=(len(area), ends[-1]))
        self._begun, together = counted_together(np.bincount(area[adherent], minlength=len(forecast.areas)))
        self._group = np.where(adherent, together[area], len(self._begun) + name[first] - 1)
        groups = (len(self._begun) + candidates, len(area))
        self._groups = csr_array((np.ones(len(area)), (self._group, np.arange(len(area)))), shape=groups)
        self._drawn, self._usual = drawn.weights[:, None], self._logs(means.many)

    def _logs(self, scenarios: Scenario) -> Floats:
        """Papers × scenarios: the log of how likely each path is, but for what is the same in all of a group."""
        stay, stop, end = scenarios.stay, scenarios.stop, scenarios.stop_at_end
        going = np.stack([stay, 1 - stay, stop, 1 - stay - stop, np.ones_like(stay), end, 1 - end], axis=1)
        transfers, known = _columns(scenarios.transfers), _columns(scenarios.recognition[:, self._places])
        cells = np.stack(voters_of(self.forecast, scenarios), axis=1)
        with np.errstate(divide="ignore"):
            terms = np.log(
                np.concatenate(
                    [
                        _columns(going),
                        transfers[self._way] / (self._open @ transfers),
                        known,
                        self._left @ known,
                        _columns(cells),
                    ]
                )
            )
        found: Floats = self._terms @ terms
        return found

    def weights(self, scenarios: Scenario, decimals: int) -> Whole:
        """Scenarios × papers: how many papers each counts for in each of many scenarios together, in units of
        10**-decimals; exact in every group and so in all but for rounding the total."""
        here = self._drawn * np.exp(self._logs(scenarios) - self._usual)
        adherents, free = first_preferences(self.forecast, scenarios)
        wanted = np.concatenate([np.add.reduceat(adherents, self._begun, axis=1), free.sum(axis=1)], axis=1).T
        here *= (wanted / np.maximum(self._groups @ here, 1e-300))[self._group] * 10**decimals
        whole: Whole = np.rint(np.cumsum(here, axis=0)).astype(np.int64)
        whole[1:] -= whole[:-1].copy()
        return whole.T


def _columns(many: Floats) -> Floats:
    """What is told of each scenario, as a column of its own."""
    return many.reshape(len(many), -1).T


def _bits(number: int) -> NDArray[Any]:
    """So many different bits, of which sets are made by adding."""
    return np.array([1 << i for i in range(number)], np.int64 if number < 63 else object)


def _members(sets: NDArray[Any], number: int) -> NDArray[np.bool_]:
    """Sets × so many: which of the bits each set has."""
    return ((sets[:, None] >> np.arange(number)) & 1).astype(bool)


def _running(values: NDArray[Any], begins: NDArray[np.bool_]) -> NDArray[Any]:
    """Sums so far within each run of values; where runs begin is marked. Whole numbers that overflow come right again
    when what was before is taken away."""
    sums, first = np.cumsum(values), np.flatnonzero(begins)
    before: NDArray[Any] = sums - (sums[first] - values[first])[np.cumsum(begins) - 1]
    return before


def _distinct(sets: NDArray[Any], *numbers: Whole) -> tuple[Whole, list[NDArray[Any]]]:
    """Which of the distinct combinations each set makes with its numbers, and these combinations."""
    code = np.unique(sets, return_inverse=True)[1]
    for each in numbers:
        code = code * (each.max(initial=0) + 1) + each
    _, first, which = np.unique(code, return_index=True, return_inverse=True)
    return which, [each[first] for each in (sets, *numbers)]


def _sums(members: NDArray[np.bool_], block: Whole, blocks: int) -> csr_array:
    """The matrix that adds up each row's members, where each row looks at one block of so many."""
    row, member = np.nonzero(members)
    shape = (len(members), blocks * members.shape[1])
    return csr_array((np.ones(len(row)), (row, block[row] * members.shape[1] + member)), shape=shape)
