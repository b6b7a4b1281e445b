"""A stream of scenarios, and what a plan is worth in them: common random numbers, compiled counts.

The papers of a stream are sampled once, from the forecast at its means. In each scenario every paper is weighted by
how many voters its cell (area, following, adherence) has there, and by how likely its own path is there compared with
the means. So a scenario is a row of weights, a plan changes only the names on adherents' papers, and no plan has luck
that another has not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Sample, TooMany, enumerated, sample
from hustings.forecast.scenario import Scenario, draw, generator
from hustings.planning.plan import Plan
from hustings.rules.question import Question

# Weights are whole numbers of a hundredth of a paper.
DECIMALS = 2
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Worth:
    """What a plan comes to in each scenario of a stream, in order.

    seats: how many of the slate are elected. elected: scenarios × names of the slate. margin: votes by which the
    slate's last excluded candidate was behind the one next above at that moment (0 if none was excluded).
    """

    seats: NDArray[np.int64]
    elected: NDArray[np.bool_]
    margin: NDArray[np.float64]


class Stream:
    """Scenarios of one stream of a seed, ready to be counted under any plan."""

    def __init__(
        self, forecast: Forecast, question: Question, *, seed: int, stream: int, scenarios: int, papers: int
    ) -> None:
        self.forecast, self.question = forecast, question
        means = draw(forecast.without_spread(), generator(seed, stream, 0))
        self._again = {"seed": seed, "stream": stream, "scenarios": scenarios, "papers": papers}
        self.sample = self._sample(means)
        number = 1 if forecast.certain else scenarios
        drawn = (draw(forecast, generator(seed, stream, n)) for n in range(1, number + 1))
        paths = _Paths(forecast, self.sample)
        base = paths.log_chances(means)
        self.weights = np.stack([paths.weights(scenario, base) for scenario in drawn])

    def __len__(self) -> int:
        return len(self.weights)

    def _sample(self, means: Scenario) -> Sample:
        """Every possible paper where nothing is uncertain and they are few; else a sample."""
        if self.forecast.certain:
            try:
                return enumerated(self.forecast, means)
            except TooMany:
                pass
        random = generator(self._again["seed"], self._again["stream"], 0)
        return sample(self.forecast, means, self._again["papers"], random)

    @cached_property
    def unadvised(self) -> Stream:
        """The same scenarios when nobody is given any advice."""
        return Stream(self.forecast.without_advice(), self.question, **self._again)

    def worth(self, plan: Plan, part: slice = slice(None), threads: int | None = None) -> Worth:
        """Count these scenarios under a plan. part: some of them only."""
        from hustings.kernel.batch import DECIDED, count_batch, plant

        if not plan.orders:
            free = self.forecast.areas[0].code
            slate = self.forecast.followings[self.forecast.planning].names
            return self.unadvised.worth(Plan({free: slate}), part, threads)
        planted = plant(_ballots(self.forecast, self.sample.under(plan.table(self.forecast))), self.question)
        batch = count_batch(planted, self.weights[part], self.question, decimals=DECIMALS, threads=threads)
        if (batch.status != DECIDED).any():
            raise ValueError("a scenario has no result: its constraints cannot be met, or a tie needs a lot")
        names = np.array(self.forecast.followings[self.forecast.planning].names)
        elected = (batch.elected[:, :, None] == names).any(axis=1)
        left = batch.stage_left[:, names - 1]
        last = left.argmax(axis=1)
        rows = np.arange(len(left))
        above, own = batch.next_above[rows, names[last] - 1], batch.votes_left[rows, names[last] - 1]
        unit = 10.0 ** ((self.question.rules.decimals or 0) + DECIMALS)
        margin = np.where((left.max(axis=1) > 0) & (above >= 0), (above - own) / unit, 0.0)
        return Worth(elected.sum(axis=1), elected, margin)


def _ballots(forecast: Forecast, rankings: NDArray[np.int16]) -> Ballots:
    """One ranking a row, unmerged, so that rows and weights keep in step."""
    lengths = (rankings != 0).sum(axis=1)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Ballots(forecast.names, rankings[rankings != 0], starts, np.ones(len(rankings), np.int64))


class _Paths:
    """How likely each sampled paper's path is in a scenario: choices of names, and going on, stopping or leaving."""

    def __init__(self, forecast: Forecast, drawn: Sample) -> None:
        self.forecast, self.drawn = forecast, drawn
        following_of = np.zeros(len(forecast.names) + 1, np.int64)
        for f, following in enumerate(forecast.followings):
            following_of[list(following.names)] = f
        rankings = drawn.rankings
        self.advised = rankings < 0
        self.there = rankings != 0
        self.names = np.where(rankings > 0, rankings, 0)
        self.following = np.where(self.advised, forecast.planning, following_of[self.names])
        self.adherent = self.advised[:, 0]
        start = self.following[:, 0]
        self.cell = (drawn.area * len(forecast.followings) + start) * 2 + self.adherent
        sizes = np.array([len(following.names) for following in forecast.followings])
        visit = np.zeros_like(self.following)
        for t in range(1, rankings.shape[1]):
            visit[:, t] = np.where(self.following[:, t] == self.following[:, t - 1], visit[:, t - 1] + 1, 0)
        self.more = visit + 1 < sizes[self.following]
        self.fresh = visit == 0
        ends = np.zeros_like(self.there)
        ends[:, :-1] = self.there[:, :-1] & ~self.there[:, 1:]
        ends[:, -1] = self.there[:, -1]
        self.stops = ends
        stays = np.zeros_like(self.there)
        stays[:, :-1] = self.there[:, 1:] & (self.following[:, 1:] == self.following[:, :-1])
        self.stays = stays

    def log_chances(self, scenario: Scenario) -> NDArray[np.float64]:
        """Of each paper's path; what is the same in every scenario is left out."""
        weights = scenario.recognition[self.drawn.area]
        padded = np.concatenate([np.zeros((len(weights), 1)), weights], axis=1)
        chosen = np.take_along_axis(padded, self.names, axis=1)
        totals = np.stack([weights[:, np.array(f.names) - 1].sum(axis=1) for f in self.forecast.followings], axis=1)
        log = np.zeros(len(weights))
        spent = np.zeros(len(weights))
        for t in range(self.names.shape[1]):
            spent = np.where(self.fresh[:, t], 0.0, spent)
            picks = self.there[:, t] & ~self.advised[:, t]
            rest = np.take_along_axis(totals, self.following[:, t : t + 1], axis=1)[:, 0] - spent
            with np.errstate(divide="ignore", invalid="ignore"):
                log += np.where(picks & (rest > 1e-12), np.log(chosen[:, t]) - np.log(np.maximum(rest, 1e-12)), 0.0)
            spent += np.where(picks, chosen[:, t], 0.0)
            f = self.following[:, t]
            stay, stop = scenario.stay[f], scenario.stop[f]
            going = np.where(self.stays[:, t], stay, np.where(self.stops[:, t], stop, 1 - stay - stop))
            log += np.where(self.there[:, t] & self.more[:, t], np.log(going), 0.0)
        return log

    def weights(self, scenario: Scenario, base: NDArray[np.float64]) -> NDArray[np.int64]:
        """Hundredths of papers in this scenario: each cell has its voters, shared out by how likely its papers are
        here."""
        here = self.drawn.weights * np.exp(self.log_chances(scenario) - base)
        forecast, f = self.forecast, self.forecast.planning
        voters = np.array([area.voters for area in forecast.areas], float)[:, None] * scenario.shares
        cells = np.stack([voters, np.zeros_like(voters)], axis=2)
        cells[:, f, 1] = voters[:, f] * scenario.adherence
        cells[:, f, 0] -= cells[:, f, 1]
        totals = np.bincount(self.cell, here, cells.size)
        exact = here * cells.ravel()[self.cell] / totals[self.cell] * 10**DECIMALS
        whole: NDArray[np.int64] = np.floor(exact).astype(np.int64)
        rest = round(float(exact.sum())) - int(whole.sum())
        whole[np.argsort(-(exact - whole), kind="stable")[:rest]] += 1
        return whole
