"""How likely sampled papers are in other scenarios than the one they were sampled in.

A stream samples papers at the forecast's means. In a scenario each paper counts for as many voters as its *group* has
there (the adherents of an area; of everybody else, those who begin with one candidate), shared out within the group by
how likely each paper's path is in the scenario compared with the means.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Floats, Sample, first_preferences, following_of, voters_of
from hustings.forecast.scenario import Scenario


class Paths:
    """The choices on sampled papers, laid out so that a scenario weighs all of them at once."""

    def __init__(self, forecast: Forecast, drawn: Sample, means: Scenario) -> None:
        self.forecast, self.drawn = forecast, drawn
        there = drawn.rankings != 0
        paper, _ = np.nonzero(there)
        token = drawn.rankings[there].astype(np.int64)
        advised, name = token < 0, np.maximum(token, 0)
        following = np.where(advised, forecast.planning, following_of(forecast)[name])
        # A visit is a run of one following's names on one paper.
        same = np.zeros(len(token), bool)
        same[1:] = (paper[1:] == paper[:-1]) & (following[1:] == following[:-1])
        begins = np.flatnonzero(~same)
        visit = np.cumsum(~same) - 1
        place = np.arange(len(token)) - begins[visit]
        sizes = np.array([len(following.names) for following in forecast.followings])
        more = place + 1 < sizes[following]
        last = np.ones(len(token), bool)
        last[:-1] = paper[1:] != paper[:-1]
        stays = np.zeros(len(token), bool)
        stays[:-1] = same[1:]
        # What each name's choice weighs is looked up by area and name; advised names weigh nothing (the last column).
        columns = len(forecast.names) + 1
        self._weight = drawn.area[paper] * columns + np.where(advised, columns - 1, name - 1)
        self._total = drawn.area[paper] * len(sizes) + following
        self._begin = begins[visit]
        # Choosing one's last name is no choice.
        self._picks = np.flatnonzero(~advised & more)
        self._going = _Going(means, paper, following, visit, stays, more, last)
        self._first = np.flatnonzero(np.concatenate([[True], paper[1:] != paper[:-1]]))
        adherent = advised[self._first]
        self._cell = (adherent * len(forecast.areas) + drawn.area) * len(sizes) + following[self._first]
        self.group = np.where(adherent, drawn.area, len(forecast.areas) + name[self._first] - 1)
        self._base = drawn.weights / self._likelihood(means)

    def _likelihood(self, scenario: Scenario) -> Floats:
        """Of each paper's path, in units that are the same for all papers of a group."""
        known = np.pad(scenario.recognition, ((0, 0), (0, 1)))
        totals = np.stack([known[:, np.array(f.names) - 1].sum(axis=1) for f in self.forecast.followings], axis=1)
        weights = known.ravel()[self._weight]
        before = np.cumsum(weights) - weights
        chance = self._going.chances(scenario)
        picks = self._picks
        left = totals.ravel()[self._total[picks]] - (before[picks] - before[self._begin[picks]])
        chance[picks] *= weights[picks] / left
        cells = np.stack(voters_of(self.forecast, scenario))
        found: Floats = np.multiply.reduceat(chance, self._first) * cells.ravel()[self._cell]
        return found

    def weights(self, scenario: Scenario, decimals: int) -> NDArray[np.int64]:
        """How many papers each counts for in this scenario, in units of 10**-decimals, exact in every group and so in
        all but for rounding the total."""
        here = self._base * self._likelihood(scenario)
        adherents, free = first_preferences(self.forecast, scenario)
        wanted = np.concatenate([adherents, free.sum(axis=0)])
        totals = np.bincount(self.group, here, len(wanted))
        exact = here * (wanted / np.maximum(totals, 1e-300))[self.group] * 10**decimals
        whole: NDArray[np.int64] = np.diff(np.rint(np.cumsum(exact)).astype(np.int64), prepend=0)
        return whole


class _Going:
    """What became of the voter after each name on the papers: stayed, stopped, or left, and for where."""

    def __init__(
        self,
        means: Scenario,
        paper: NDArray[np.int64],
        following: NDArray[np.int64],
        visit: NDArray[np.int64],
        stays: NDArray[np.bool_],
        more: NDArray[np.bool_],
        last: NDArray[np.bool_],
    ) -> None:
        """Of each name: its paper, its following, which visit of all it belongs to (a run of one following's names);
        whether the next name is of the visit; whether names of the following are left; whether it ends the paper."""
        size, preferences = means.stay.shape
        begins = np.searchsorted(paper, np.arange(paper[-1] + 1))
        preference = np.minimum(np.arange(len(paper)) - begins[paper], preferences - 1)
        # Which followings a paper has visited by the end of each visit.
        whose = np.concatenate([[True], visit[1:] != visit[:-1]])
        entered = np.cumsum(np.eye(size, dtype=np.int64)[following[whose]], axis=0)
        before = np.concatenate([np.zeros((1, size), np.int64), entered])[visit[begins]][paper[whose]]
        self._closed = (entered - before > 0)[visit]
        nowhere = ((means.transfers[following] > 0) & ~self._closed).sum(axis=1) == 0
        kind = np.select([stays, more & last & nowhere, more & last, more, last & nowhere, last], [0, 1, 2, 3, 4, 5], 6)
        self._index = (kind * size + following) * preferences + preference
        self._leaving = np.flatnonzero(~stays & ~last)
        self._from, self._to = following[self._leaving], following[np.minimum(self._leaving + 1, len(following) - 1)]
        self._closed = self._closed[self._leaving]
        self._transfers, self._usual = means.transfers, self._ways(means)

    def chances(self, scenario: Scenario) -> Floats:
        """How likely each of it is in a scenario; of where to go, how much likelier than at the means."""
        stay, stop, end = scenario.stay, scenario.stop, scenario.stop_at_end
        sure = np.ones_like(stay)
        found: Floats = np.stack([stay, 1 - stay, stop, 1 - stay - stop, sure, end, 1 - end]).ravel()[self._index]
        if (scenario.transfers != self._transfers).any():
            found[self._leaving] *= self._ways(scenario) / self._usual
        return found

    def _ways(self, scenario: Scenario) -> Floats:
        """The chance of going where each went who left, among the followings that were not visited yet."""
        ways = np.where(self._closed, 0, scenario.transfers[self._from])
        found: Floats = scenario.transfers[self._from, self._to] / ways.sum(axis=1)
        return found
