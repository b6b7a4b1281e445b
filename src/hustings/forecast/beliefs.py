"""What a campaign believes about a contest, with its uncertainty: the forecast.

Voters are told apart by whom they begin with: the *following* of a slate, or of the independents together. Defaults
come from 1,351 cases of a party with two or more candidates in Scottish council wards 2007-2022 (docs/forecast.md).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

INDEPENDENTS = "independents"

# After a name of a slate with others left: goes on within the slate, stops. The rest leaves for another following.
TWO_NAMES = (0.78, 0.06)
MORE_NAMES = (0.79, 0.08)
# The same for independents, of whom there are two, three, or more: 140 wards of 2012 and 2017 with two to four.
INDEPENDENT = ((0.28, 0.15), (0.43, 0.15), (0.52, 0.12))

# What the order of the names on the ballot paper is known to be; and, where nobody says how well a name is known, how
# far the log of its recognition can be off. 422 pairs of colleagues and 43 threes in Scottish wards of 2012, whose
# papers are alphabetical: the earlier of two is better known by a factor of 1.68, and each name is off that by 0.48
# (0.60 off an even split, for whom the alphabet is not known to matter). With these constants the earlier name leads in
# 78 of 100 pairs; in 2017 it led in 82 of 211.
BallotOrder = Literal["alphabetical", "drawn", "unknown"]
ALPHABETICAL: Final = "alphabetical"
DRAWN: Final = "drawn"
UNKNOWN: Final = "unknown"
EARLIER = 1.68
OFF: dict[BallotOrder, float] = {ALPHABETICAL: 0.48, DRAWN: 0.48, UNKNOWN: 0.60}

# Standard deviations that a forecast has as a whole.
SHOCKS = (
    *("national_shock", "area_shock", "turnout_shock", "recognition_shock", "home_shock"),
    *("transfers_shock", "lengths_shock"),
)
_NO_SHOCKS: dict[str, Any] = dict.fromkeys(SHOCKS, 0.0)


@dataclass(frozen=True, slots=True)
class Belief:
    """A probability believed to be `mean`; spread: standard deviation of a shock on the logit scale."""

    mean: float
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class Onward:
    """What a voter does after each name. stay: goes on within the slate, if names are left. stop: ends the paper.

    The rest leaves for another following. Where no name is left, stay is shared out between stop and leave in
    proportion. stop_spread: standard deviation of a shock, on the logit scale, to stopping among those who do not stay.
    """

    stay: Belief
    stop: float
    stop_spread: float = 0.0

    def __post_init__(self) -> None:
        if not (0 < self.stay.mean < 1 and 0 < self.stop < 1 and self.stay.mean + self.stop < 1):
            raise ValueError("stay and stop should be above 0 and together below 1")

    @property
    def stop_at_end(self) -> float:
        """The chance of stopping where no name of the slate is left."""
        return self.stop / (1 - self.stay.mean)

    def without_spread(self) -> Onward:
        return Onward(Belief(self.stay.mean), self.stop)


@dataclass(frozen=True, slots=True)
class Following:
    """Those who begin with a name of one slate (or of the independents).

    slate: its id. names: candidate numbers in the slate's one order. recognition: how well each is known, relative
    weights of a Plackett-Luce choice by voters who do not follow the slate's advice. unsure: standard deviation of a
    shock to the log of each one's recognition where nobody has said how well it is known, and 0 where somebody has;
    empty where all are said. off: standard deviation of the same log where it is said; the forecast's
    recognition_shock, if None. transfers: relative chances of going to each other following when leaving, by slate id;
    without it, in proportion to shares. managed: the part that follows this slate's own advice: its orders, by area
    code, where they are known (orders_from: a file), or else one that evens out the first preferences of its names as
    far as so many can.
    """

    slate: str
    names: tuple[int, ...]
    recognition: tuple[float, ...]
    onward: Onward
    transfers: Mapping[str, float] = field(default_factory=dict)
    unsure: tuple[float, ...] = ()
    off: float | None = None
    managed: float = 0.0
    orders: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    orders_from: str = ""

    @property
    def said(self) -> tuple[bool, ...]:
        """Whether it is said how well each name is known."""
        return tuple(not off for off in self.unsure) or (True,) * len(self.names)


@dataclass(frozen=True, slots=True)
class AreaBelief:
    """One area. voters: valid voters. shares: of first preferences, in the order of followings, summing to 1.

    adherence: the chance that a supporter of the planning slate follows its recommended order here.
    """

    code: str
    voters: int
    shares: tuple[float, ...]
    adherence: Belief


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of one contest.

    slate: id of the planning slate. names: of all candidates, in the order of candidates.csv, withdrawn ones left out;
    candidate number n is names[n - 1]. national_shock, area_shock: standard deviations of shocks to the logs of all
    shares, one for each following in all areas and one in each. recognition_shock: of the logs of recognition weights,
    where names are not more unsure, and their following has none of its own. ballot_order: how names stand on the
    ballot paper. home: factor of a candidate's recognition in the home area. homes: candidate number → area codes where
    it holds.
    turnout_shock, home_shock, transfers_shock: of the logs of each area's voters, of home, of each transfer.
    lengths: the part of voters who give at least one, two, three… preferences; where there are any they take the place
    of every stop, and the last step goes on. lengths_shock: on the logit scale, of stopping after a preference.
    after: candidate numbers with which the planning slate's advice goes on below its own names, in order. adhering: how
    those who follow its advice go on after each name, if otherwise than its other voters.
    note: what the numbers rest on; shown wherever they are.
    """

    contest: str
    slate: str
    names: tuple[str, ...]
    followings: tuple[Following, ...]
    areas: tuple[AreaBelief, ...]
    national_shock: float = 0.0
    area_shock: float = 0.0
    recognition_shock: float = 0.0
    home: float = 1.0
    turnout_shock: float = 0.0
    home_shock: float = 0.0
    transfers_shock: float = 0.0
    lengths: tuple[float, ...] = ()
    lengths_shock: float = 0.0
    homes: Mapping[int, frozenset[str]] = field(default_factory=dict)
    note: str = ""
    ballot_order: BallotOrder = UNKNOWN
    after: tuple[int, ...] = ()
    adhering: Onward | None = None

    @property
    def planning(self) -> int:
        """The index of the planning slate's following."""
        return [following.slate for following in self.followings].index(self.slate)

    def off(self, following: Following) -> float:
        """The standard deviation of the log of each name's recognition in a following, where it is said."""
        return self.recognition_shock if following.off is None else following.off

    @property
    def voters(self) -> int:
        return sum(area.voters for area in self.areas)

    @property
    def certain(self) -> bool:
        """Whether nothing varies from draw to draw: expected papers can then be found exactly."""
        return self == self.without_spread()

    def without_spread(self) -> Forecast:
        """The same beliefs held with certainty: every spread and shock at zero."""
        return replace(
            self,
            **_NO_SHOCKS,
            areas=tuple(replace(area, adherence=Belief(area.adherence.mean)) for area in self.areas),
            followings=tuple(
                replace(each, onward=each.onward.without_spread(), unsure=(), off=None) for each in self.followings
            ),
            adhering=self.adhering and self.adhering.without_spread(),
        )

    def without_advice(self, areas: Collection[str]) -> Forecast:
        """The same beliefs, but nobody adheres to a recommendation in these areas (by code).

        Spreads stay, so that a forecast with a spread of adherence alone has as many scenarios without advice as with.
        """
        return replace(
            self,
            areas=tuple(
                replace(each, adherence=replace(each.adherence, mean=0.0)) if each.code in areas else each
                for each in self.areas
            ),
        )


def default_onward(names: int, slate: str = "") -> Onward:
    """What voters do after a name of a slate of so many, or of so many independents, measured: see above."""
    if slate == INDEPENDENTS:
        stay, stop = INDEPENDENT[min(max(names, 2), 4) - 2]
    else:
        stay, stop = TWO_NAMES if names <= 2 else MORE_NAMES
    return Onward(Belief(stay), stop)


def usual_recognition(names: tuple[str, ...], ballot_order: BallotOrder) -> tuple[float, ...]:
    """Recognition where nothing is known of the candidates but the order on the ballot paper; 1 in the mean (of logs).

    In alphabetical order the second of two weighs 1 / EARLIER of the first. Beyond two names that is an assumption:
    weights of 1, 1 / 1.68, 1 / 2.36, … before they are scaled.
    """
    if ballot_order != ALPHABETICAL:
        return (1.0,) * len(names)
    surnames = sorted(range(len(names)), key=lambda i: (names[i].split()[-1].casefold(), names[i].casefold()))
    weights = [0.0] * len(names)
    for rank, i in enumerate(surnames):
        weights[i] = 1 / (1 + rank * (EARLIER - 1))
    mean = math.prod(weights) ** (1 / len(weights))
    return tuple(weight / mean for weight in weights)


def unsure_of(said: Sequence[bool], ballot_order: BallotOrder) -> tuple[float, ...]:
    """How unsure each name's recognition is, by whether it is said; empty where that moves nothing."""
    unsure = tuple(0.0 if each else OFF[ballot_order] for each in said)
    return unsure if len(said) > 1 and any(unsure) else ()
