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

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from hustings.forecast.advised import column_followings, entered, lists_of
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Sample, advised_law, groups_together
from hustings.forecast.scenario import Floats, Scenario, at_home
from hustings.forecast.voters import first_preferences, followers, voters_of

Whole = NDArray[np.int64]


class Setting(NamedTuple):
    """What of a forecast says which choices voters have; kernel/paths/src/lib.rs says what each is."""

    candidates: int
    names: list[tuple[int, ...]]
    planning: int
    after: int
    columns: list[tuple[int, int | None]]
    laws: tuple[int, int]
    preferences: int
    goes: list[list[int]]
    known: tuple[list[int], int]


class Paths:
    """The terms of sampled papers' paths, laid out so that many scenarios weigh all papers at once."""

    def __init__(self, forecast: Forecast, drawn: Sample, means: Scenario) -> None:
        from hustings.kernel._kernel import paths

        self.forecast, areas, followings = forecast, len(forecast.areas), len(forecast.followings)
        # Areas in which names are known differently, since others are at home there.
        _, self._places, home = np.unique(at_home(forecast), axis=0, return_index=True, return_inverse=True)
        setting = _setting(forecast, means, (home.ravel().tolist(), len(self._places)))
        rankings = np.ascontiguousarray(drawn.rankings)
        (terms, open_to, left), way, columns = paths(setting, rankings.ravel(), rankings.shape[1], drawn.area)
        self._terms, self._open = _ones(terms, columns), _ones(open_to, followings**2)
        self._left, self._way = _ones(left, len(self._places) * len(forecast.names)), np.frombuffer(way, np.int32)
        begins, lists = rankings[:, 0], lists_of(forecast)
        adherent = begins < 0
        listed = np.searchsorted([each.first for each in lists], np.where(adherent, -begins - 1, 0), "right") - 1
        listed = listed * areas + drawn.area
        papers_of = np.bincount(listed[adherent], minlength=len(lists) * areas).reshape(len(lists), areas)
        self._begun, together = groups_together(papers_of)
        self._group = np.where(adherent, together[listed], len(self._begun) + begins - 1)
        papers, groups = len(begins), len(self._begun) + len(forecast.names)
        self._groups = csr_array((np.ones(papers), (self._group, np.arange(papers))), (groups, papers))
        self._drawn, self._usual = drawn.weights[:, None], self._logs(means.many)

    def _logs(self, scenarios: Scenario) -> Floats:
        """Papers × scenarios: the log of how likely each path is, but for what is the same in all of a group."""
        stay, stop, end = scenarios.stay, scenarios.stop, scenarios.stop_at_end
        going = np.stack([stay, 1 - stay, stop, 1 - stay - stop, np.ones_like(stay), end, 1 - end], axis=1)
        transfers, known = _columns(scenarios.transfers), _columns(scenarios.recognition[:, self._places])
        cells = np.stack(voters_of(self.forecast, scenarios), axis=1)
        went = transfers[self._way] / (self._open @ transfers)
        logs = np.empty((self._terms.shape[1], len(stay)))
        np.concatenate([_columns(going), known, _columns(cells), went, self._left @ known], out=logs)
        with np.errstate(divide="ignore"):
            np.log(logs, out=logs)
        # The more there was to choose from, the less likely was the choice.
        logs[len(logs) - self._left.shape[0] :] *= -1
        found: Floats = self._terms @ logs
        return found

    def weights(self, scenarios: Scenario, decimals: int) -> Whole:
        """Scenarios × papers: how many papers each counts for in each of many scenarios together, in units of
        10**-decimals; exact in every group and so in all but for rounding the total."""
        here = self._logs(scenarios)
        # In place: so many numbers take longer to find room for than to work out.
        here -= self._usual
        np.exp(here, out=here)
        here *= self._drawn
        adherents, free = followers(self.forecast, scenarios), first_preferences(self.forecast, scenarios)[1]
        wanted = np.concatenate([np.add.reduceat(adherents, self._begun, axis=1), free.sum(axis=1)], axis=1).T
        here *= (wanted / np.maximum(self._groups @ here, 1e-300))[self._group] * 10**decimals
        np.rint(np.cumsum(here, axis=0, out=here), out=here)
        return np.diff(here.astype(np.int64).T, prepend=0)


def _setting(forecast: Forecast, means: Scenario, known: tuple[list[int], int]) -> Setting:
    names = len(forecast.followings[forecast.planning].names)
    # With the columns of the planning slate's list, those with which it goes on at their end, one may come to others.
    comes = dict(enumerate(entered(forecast), names))
    return Setting(
        candidates=len(forecast.names),
        names=[each.names for each in forecast.followings],
        planning=forecast.planning,
        after=len(forecast.after),
        columns=[(following, comes.get(k)) for k, following in enumerate(column_followings(forecast).tolist())],
        laws=(means.stay.shape[0], advised_law(forecast)),
        preferences=means.stay.shape[1],
        goes=[np.flatnonzero(row).tolist() for row in means.transfers],
        known=known,
    )


def _ones(rows: tuple[bytes, bytes], columns: int) -> csr_array:
    """The matrix of ones where each row has its columns."""
    starts, where = (np.frombuffer(each, np.int32) for each in rows)
    return csr_array((np.ones(len(where)), where, starts), (len(starts) - 1, columns))


def _columns(many: Floats) -> Floats:
    """What is told of each scenario, as a column of its own."""
    return many.reshape(len(many), -1).T
