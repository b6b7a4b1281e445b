"""Draws from a forecast: the shocks fall, and everything has one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.beliefs import Forecast

Floats = NDArray[np.float64]

SEARCH, CHOOSE, REPORT, SIMULATE = range(4)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One draw; or many together, then every array has one axis more, in front, with an entry a draw.

    voters: one an area. shares: areas × followings, rows summing to 1. adherence: one an area. recognition: areas ×
    candidates (column n - 1 is candidate n). stay, stop, stop_at_end: laws × preferences, after which they hold; what
    holds after the last column's goes on; there is a law for each following, and one more for those who follow the
    planning slate's advice, if they go on otherwise. transfers: followings × followings, rows summing to 1, the
    diagonal 0.
    """

    voters: Floats
    shares: Floats
    adherence: Floats
    recognition: Floats
    stay: Floats
    stop: Floats
    stop_at_end: Floats
    transfers: Floats

    @property
    def many(self) -> Scenario:
        """A single draw as one of many."""
        return together([self])

    def one(self, number: int) -> Scenario:
        """One of many, from 0."""
        return Scenario(*(getattr(self, field.name)[number] for field in fields(self)))


def together(scenarios: Sequence[Scenario]) -> Scenario:
    """Single draws as many together."""
    return Scenario(*(np.stack([getattr(each, field.name) for each in scenarios]) for field in fields(Scenario)))


def generator(seed: int, stream: int, number: int) -> np.random.Generator:
    """The random numbers of one scenario: the same for a seed, a stream and a number, whatever else is drawn."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, stream, number))))


def draw(forecast: Forecast, random: np.random.Generator) -> Scenario:
    """One scenario."""
    return draws(forecast, [random]).one(0)


def draws(forecast: Forecast, randoms: Sequence[np.random.Generator]) -> Scenario:
    """Many scenarios together, each from random numbers of its own. Every shock is drawn whether or not it has a
    spread, and those of names come last, so that numbers stay in step, for a slate of another size as well."""
    areas, followings, names = len(forecast.areas), len(forecast.followings), len(forecast.names)
    shapes = [
        (followings,), (areas, followings), (1,), (followings, 1), (areas,), (followings, followings), (1, 1),
        (followings, 1), (1,), (names,),
    ]  # fmt: skip
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    normal = np.stack([random.standard_normal(ends[-1]) for random in randoms])
    national, local, mood, going_on, turnout, way, home, ending, patience, fame = (
        part.reshape(-1, *shape) for part, shape in zip(np.split(normal, ends[:-1], axis=1), shapes, strict=True)
    )
    with np.errstate(divide="ignore"):
        logs = np.log(np.array([area.shares for area in forecast.areas]))
    logs = logs + forecast.national_shock * national[:, None] + forecast.area_shock * local
    shares = np.exp(logs - logs.max(axis=2, keepdims=True))
    adhering, moods = np.array([(area.adherence.mean, area.adherence.spread) for area in forecast.areas]).T
    onward = [following.onward for following in forecast.followings]
    if forecast.adhering:
        # Those who follow advice are moved by the shocks of the slate's other voters.
        onward.append(forecast.adhering)
        going_on, ending = (np.concatenate([each, each[:, [forecast.planning]]], axis=1) for each in (going_on, ending))
    staying, stays = np.array([(each.stay.mean, each.stay.spread) for each in onward]).T
    stopping, stops = np.array([(each.stop_at_end, each.stop_spread) for each in onward]).T
    stay = _shifted(staying[:, None], stays[:, None] * going_on)
    # What does not stay stops or leaves in the believed proportion.
    stop_at_end = _shifted(stopping[:, None], stops[:, None] * ending)
    stop = (1 - stay) * stop_at_end
    after = _ends(forecast, patience)
    if after.shape[1]:
        stay = stay / (stay + (1 - stay) * (1 - stop_at_end)) * (1 - after[:, None])
        stop = stop_at_end = np.repeat(after[:, None], len(onward), axis=1)
    return Scenario(
        voters=np.array([area.voters for area in forecast.areas]) * np.exp(forecast.turnout_shock * turnout),
        shares=shares / shares.sum(axis=2, keepdims=True),
        adherence=_shifted(adhering, moods * mood),
        recognition=_managed(forecast, _recognition(forecast, home) * np.exp(_unsure(forecast) * fame)[:, None]),
        stay=stay,
        stop=stop,
        stop_at_end=stop_at_end,
        transfers=_transfers(forecast, np.exp(forecast.transfers_shock * way)),
    )


def means_of(forecast: Forecast) -> Scenario:
    """The scenario in which everything is at its mean."""
    return draw(forecast.without_spread(), generator(0, SEARCH, 0))


def _shifted(mean: Floats, shock: Floats) -> Floats:
    """Probabilities moved by shocks on the logit scale; 0 and 1 stay."""
    with np.errstate(divide="ignore"):
        moved: Floats = 1 / (1 + (1 - mean) / mean * np.exp(-shock))
    return moved


def _ends(forecast: Forecast, patience: Floats) -> Floats:
    """Draws × preferences: the chance of stopping after each, by how many are given at least; no columns where nothing
    is believed."""
    given = np.array(forecast.lengths)
    if len(given) < 2:
        return np.zeros((len(patience), 0))
    return _shifted(1 - given[1:] / given[:-1], forecast.lengths_shock * patience)


def _recognition(forecast: Forecast, home: Floats) -> Floats:
    """Draws × areas × candidates, before fame moves them. home: the shock of each draw."""
    weights = np.zeros((len(forecast.areas), len(forecast.names)))
    for following in forecast.followings:
        weights[:, [name - 1 for name in following.names]] = following.recognition
    factor = forecast.home * np.exp(forecast.home_shock * home)
    return weights * np.where(at_home(forecast), factor, 1.0)


def _managed(forecast: Forecast, recognition: Floats) -> Floats:
    """Draws × areas × candidates: where a part of a slate's supporters evens out its first preferences."""
    for following in forecast.followings:
        if following.managed and not following.orders:
            columns = [name - 1 for name in following.names]
            recognition[..., columns] = evened(recognition[..., columns], following.managed)
    return recognition


def evened(recognition: Floats, part: float) -> Floats:
    """Parts of first preferences (the last axis) when a part of those who give them fills up the smallest piles, as far
    as it goes."""
    piles = (1 - part) * recognition / recognition.sum(axis=-1, keepdims=True)
    lowest = np.sort(piles, axis=-1)
    levels = (np.cumsum(lowest, axis=-1) + part) / np.arange(1, piles.shape[-1] + 1)
    # With too few piles the level is above the next one, with too many their own height raises it: the least is right.
    full: Floats = np.maximum(piles, levels.min(axis=-1, keepdims=True))
    return full


def _unsure(forecast: Forecast) -> Floats:
    """The standard deviation of the log of each candidate's recognition."""
    found = np.zeros(len(forecast.names))
    for following in forecast.followings:
        found[[name - 1 for name in following.names]] = np.maximum(following.unsure or 0.0, forecast.off(following))
    return found


def at_home(forecast: Forecast) -> NDArray[np.bool_]:
    """Areas × candidates: where each is in the home area."""
    there = np.zeros((len(forecast.areas), len(forecast.names)), bool)
    for name, codes in forecast.homes.items():
        there[:, name - 1] = [area.code in codes for area in forecast.areas]
    return there


def _transfers(forecast: Forecast, way: Floats) -> Floats:
    """Draws × from × to, each moved by its factor. Where nothing is believed, in proportion to the shares of the whole
    contest."""
    voters = np.array([area.voters for area in forecast.areas], float)
    overall = voters @ np.array([area.shares for area in forecast.areas])
    rows = [[each.transfers.get(to.slate, 0.0) for to in forecast.followings] for each in forecast.followings]
    believed = np.array([row if any(row) else overall for row in rows])
    np.fill_diagonal(believed, 0)
    moved = believed * way
    total = moved.sum(axis=2, keepdims=True)
    return moved / np.where(total > 0, total, 1.0)
