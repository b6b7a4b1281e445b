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

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from hustings.forecast.advised import column_followings, entered, lists_of
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Sample, advised_law, groups_together
from hustings.forecast.scenario import Floats, Scenario, at_home
from hustings.forecast.voters import first_preferences, followers, following_of, voters_of

Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]
# What a voter may do after a name: stay; where nobody else is open, stop or leave, which is the same; stop; leave. And
# where no name of the following is left: end, when nobody else is open; stop; leave.
STAY, NOT_STAY, STOP, LEAVE, END, STOP_AT_END, LEAVE_AT_END = range(7)


class Names(NamedTuple):
    """The names on all papers, one after another: an entry of every array for each.

    paper, preference: where it stands, from 0. name: its number, 0 where the paper is left to advice. following: whose
    it is, or whose list. law: of going on. comes: which followings the voter comes to with it (bits). first, last: of
    its paper. begins: of a *visit*, a run of one following's names, or of one list's, on one paper. stays: another name
    of the visit comes next. more: names of its following, or of the list, are left.
    """

    paper: Whole
    preference: Whole
    name: Whole
    following: Whole
    law: Whole
    comes: NDArray[Any]
    first: Truths
    last: Truths
    begins: Truths
    stays: Truths
    more: Truths


class Part(NamedTuple):
    """Some columns of a matrix of ones, and the rows that have a one (or `sign`) in each."""

    row: Whole
    column: Whole
    columns: int
    sign: float = 1.0


class Paths:
    """The terms of sampled papers' paths, laid out so that many scenarios weigh all papers at once."""

    def __init__(self, forecast: Forecast, drawn: Sample, means: Scenario) -> None:
        self.forecast, papers, areas = forecast, len(drawn.area), len(forecast.areas)
        names = _names(forecast, drawn)
        adherent, begun_with = names.name[names.first] == 0, names.following[names.first]
        cell = (adherent * areas + drawn.area) * len(forecast.followings) + begun_with
        did, (went, self._way, self._open) = _leaving(names, means)
        chose, left, self._places, self._left = _choosing(names, forecast, drawn)
        one_of = Part(np.arange(papers), cell, 2 * areas * len(forecast.followings))
        self._terms = _matrix([did, went, chose, left, one_of], papers)
        lists = lists_of(forecast)
        number = np.array([each.following for each in lists])
        listed = np.argmax(number == begun_with[:, None], axis=1) * areas + drawn.area
        papers_of = np.bincount(listed[adherent], minlength=len(lists) * areas).reshape(len(lists), areas)
        self._begun, together = groups_together(papers_of)
        self._group = np.where(adherent, together[listed], len(self._begun) + names.name[names.first] - 1)
        member = Part(self._group, np.arange(papers), papers)
        self._groups = _matrix([member], len(self._begun) + len(forecast.names))
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
        adherents, free = followers(self.forecast, scenarios), first_preferences(self.forecast, scenarios)[1]
        wanted = np.concatenate([np.add.reduceat(adherents, self._begun, axis=1), free.sum(axis=1)], axis=1).T
        here *= (wanted / np.maximum(self._groups @ here, 1e-300))[self._group] * 10**decimals
        whole: Whole = np.rint(np.cumsum(here, axis=0)).astype(np.int64)
        whole[1:] -= whole[:-1].copy()
        return whole.T


def _names(forecast: Forecast, drawn: Sample) -> Names:
    paper, preference = np.nonzero(drawn.rankings)
    token = drawn.rankings[paper, preference].astype(np.int64)
    name, advised = np.maximum(token, 0), token < 0
    column = np.where(advised, -token - 1, 0)
    following = np.where(advised, column_followings(forecast)[column], following_of(forecast)[name])
    law = np.where(advised & (following == forecast.planning), advised_law(forecast), following)
    first, last = preference == 0, np.append(preference[1:] == 0, True)
    stays = np.append(~last[:-1] & (following[1:] == following[:-1]), False)
    begins = np.append(True, ~stays[:-1])
    sizes = np.array([len(each.names) for each in forecast.followings])
    sizes = np.where(
        advised & (following == forecast.planning), sizes[following] + len(forecast.after), sizes[following]
    )
    more = _running(np.ones(len(token), np.int64), begins) < sizes
    bits = _bits(len(forecast.followings))
    comes = np.where(begins, bits[following], 0)
    for place, other in enumerate(entered(forecast), len(forecast.followings[forecast.planning].names)):
        if other is not None:
            comes[advised & (column == place)] = bits[other]
    return Names(paper, preference, name, following, law, comes, first, last, begins, stays, more)


def _leaving(names: Names, means: Scenario) -> tuple[Part, tuple[Part, Whole, csr_array]]:
    """What voters did after each name; and of those who left, for where: which of the transfers, one after another, a
    term is, and the matrix that adds up the transfers to all who were open."""
    (laws, preferences), followings = means.stay.shape, len(means.transfers)
    visited = _running(names.comes, names.first)
    nowhere = np.where(_members(visited, followings), 0, means.transfers[names.following]).sum(axis=1) == 0
    did = np.select(
        [
            names.stays,
            names.more & names.last & nowhere,
            names.more & names.last,
            names.more,
            names.last & nowhere,
            names.last,
        ],
        [STAY, NOT_STAY, STOP, LEAVE, END, STOP_AT_END],
        LEAVE_AT_END,
    )
    after = np.minimum(names.preference, preferences - 1)
    going = Part(names.paper, (did * laws + names.law) * preferences + after, 7 * laws * preferences)
    leaves = np.flatnonzero(~names.stays & ~names.last)
    way, (sets, origin, to) = _distinct(visited[leaves], names.following[leaves], names.following[leaves + 1])
    open_to = _sums(~_members(sets, followings), origin, followings)
    return going, (Part(names.paper[leaves], way, len(sets)), origin * followings + to, open_to)


def _choosing(names: Names, forecast: Forecast, drawn: Sample) -> tuple[Part, Part, Whole, csr_array]:
    """Which names were chosen, and from which sets of names left, where it is a choice: where advice does not say, and
    more than one is left. Then areas in which names are known differently, since others are at home there; and the
    matrix that adds up each set's weights."""
    candidates = len(forecast.names)
    _, places, home = np.unique(at_home(forecast), axis=0, return_index=True, return_inverse=True)
    picks = np.flatnonzero((names.name > 0) & names.more)
    name, paper = names.name[picks] - 1, names.paper[picks]
    bits = np.append(_bits(candidates), 0)
    taken = _running(bits[names.name - 1], names.begins)[picks] - bits[name]
    of_all = np.array([bits[np.array(each.names) - 1].sum() for each in forecast.followings])
    at = home.ravel()[drawn.area[paper]]
    left, (sets, homes) = _distinct(of_all[names.following[picks]] - taken, at)
    chosen = Part(paper, at * candidates + name, len(places) * candidates)
    return chosen, Part(paper, left, len(sets), -1.0), places, _sums(_members(sets, candidates), homes, len(places))


def _matrix(parts: Sequence[Part], rows: int) -> csr_array:
    """The columns of one part after those of another."""
    ends = np.cumsum([part.columns for part in parts])
    row = np.concatenate([part.row for part in parts])
    column = np.concatenate([part.column + end - part.columns for part, end in zip(parts, ends, strict=True)])
    signs = np.repeat([part.sign for part in parts], [len(part.row) for part in parts])
    return csr_array((signs, (row, column)), shape=(rows, ends[-1]))


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
    (row, member), width = np.nonzero(members), members.shape[1]
    return _matrix([Part(row, block[row] * width + member, blocks * width)], len(members))
