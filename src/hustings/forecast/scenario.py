"""One draw from a forecast: the shocks fall, and everything has one value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.beliefs import Forecast

Floats = NDArray[np.float64]

SEARCH, CHOOSE, REPORT, SIMULATE = range(4)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One draw. voters: one an area. shares: areas × followings, rows summing to 1. adherence: one an area.

    recognition: areas × candidates (column n - 1 is candidate n). stay, stop, stop_at_end: followings × preferences,
    after which they hold; what holds after the last column's goes on. transfers: followings × followings, rows summing
    to 1, the diagonal 0.
    """

    voters: Floats
    shares: Floats
    adherence: Floats
    recognition: Floats
    stay: Floats
    stop: Floats
    stop_at_end: Floats
    transfers: Floats


def generator(seed: int, stream: int, number: int) -> np.random.Generator:
    """The random numbers of one scenario: the same for a seed, a stream and a number, whatever else is drawn."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, stream, number))))


def draw(forecast: Forecast, random: np.random.Generator) -> Scenario:
    """One scenario. Every shock is drawn whether or not it has a spread, so that numbers stay in step."""
    areas, followings = forecast.areas, forecast.followings
    size = len(followings)
    national = forecast.national_shock * random.standard_normal(size)
    local = forecast.area_shock * random.standard_normal((len(areas), size))
    believed = np.array([area.shares for area in areas])
    with np.errstate(divide="ignore"):
        logs = np.log(believed) + national + local
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    mood = random.standard_normal()
    adherence = np.array([_shifted(a.adherence.mean, a.adherence.spread * mood) for a in areas])
    fame = np.exp(forecast.recognition_shock * random.standard_normal(len(forecast.names)))
    going_on = random.standard_normal(size)
    stay = np.array(
        [_shifted(f.onward.stay.mean, f.onward.stay.spread * z) for f, z in zip(followings, going_on, strict=True)]
    )
    turnout = np.exp(forecast.turnout_shock * random.standard_normal(len(areas)))
    way = np.exp(forecast.transfers_shock * random.standard_normal((size, size)))
    home = forecast.home * np.exp(forecast.home_shock * random.standard_normal())
    ending = random.standard_normal(size)
    patience = random.standard_normal()
    # What does not stay stops or leaves in the believed proportion.
    stop_at_end = np.array(
        [_shifted(f.onward.stop_at_end, f.onward.stop_spread * z) for f, z in zip(followings, ending, strict=True)]
    )
    ends = _ends(forecast, patience)
    inside = stay / (stay + (1 - stay) * (1 - stop_at_end))
    everywhere = np.ones((size, 1))
    return Scenario(
        voters=np.array([area.voters for area in areas]) * turnout,
        shares=shares / shares.sum(axis=1, keepdims=True),
        adherence=adherence,
        recognition=_recognition(forecast, float(home)) * fame,
        stay=np.outer(inside, 1 - ends) if len(ends) else stay[:, None],
        stop=everywhere * ends if len(ends) else ((1 - stay) * stop_at_end)[:, None],
        stop_at_end=everywhere * ends if len(ends) else stop_at_end[:, None],
        transfers=_transfers(forecast, way),
    )


def means_of(forecast: Forecast) -> Scenario:
    """The scenario in which everything is at its mean."""
    return draw(forecast.without_spread(), generator(0, SEARCH, 0))


def _shifted(mean: float, shock: float) -> float:
    """The probability moved by a shock on the logit scale; 0 and 1 stay."""
    if mean in (0, 1):
        return mean
    return float(1 / (1 + (1 - mean) / mean * np.exp(-shock)))


def _ends(forecast: Forecast, patience: float) -> Floats:
    """The chance of stopping after each preference, by how many are given at least; empty where nothing is believed."""
    given = np.array(forecast.lengths)
    if len(given) < 2:
        return np.zeros(0)
    return np.array([_shifted(end, forecast.lengths_shock * patience) for end in 1 - given[1:] / given[:-1]])


def _recognition(forecast: Forecast, home: float) -> Floats:
    weights = np.zeros((len(forecast.areas), len(forecast.names)))
    for following in forecast.followings:
        weights[:, [name - 1 for name in following.names]] = following.recognition
    for g, area in enumerate(forecast.areas):
        for name, codes in forecast.homes.items():
            if area.code in codes:
                weights[g, name - 1] *= home
    return weights


def _transfers(forecast: Forecast, way: Floats) -> Floats:
    """Rows: from; columns: to, each moved by its factor. Where nothing is believed, in proportion to the shares of the
    whole contest."""
    voters = np.array([area.voters for area in forecast.areas], float)
    overall = voters @ np.array([area.shares for area in forecast.areas])
    rows = []
    for i, following in enumerate(forecast.followings):
        row = np.array([following.transfers.get(each.slate, 0.0) for each in forecast.followings])
        row = row if row.any() else overall.copy()
        row = row * way[i]
        row[i] = 0
        rows.append(row / row.sum() if row.any() else row)
    return np.array(rows)
