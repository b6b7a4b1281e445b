"""How many voters there are of each kind in a scenario: free ones and adherents, and whom they begin with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.advised import lists_of
from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import Floats, Scenario


def voters_of(forecast: Forecast, scenario: Scenario) -> tuple[Floats, Floats]:
    """Expected voters, areas × followings: those who are free, and those who adhere to their slate's list. Of many
    scenarios together: with an axis for them in front."""
    cells = scenario.voters[..., None] * scenario.shares
    adhere = np.zeros_like(cells)
    adhere[..., forecast.planning] = cells[..., forecast.planning] * scenario.adherence
    for f, each in enumerate(forecast.followings):
        if each.orders:
            advised = np.array([area.code in each.orders for area in forecast.areas])
            adhere[..., f] = cells[..., f] * each.managed * advised
    return cells - adhere, adhere


def first_preferences(forecast: Forecast, scenario: Scenario) -> tuple[Floats, Floats]:
    """Expected adherents of the planning slate, one number an area; expected first preferences of all who adhere to no
    list, areas × candidates. Of many scenarios together: with an axis for them in front."""
    free, adhere = voters_of(forecast, scenario)
    firsts = np.zeros_like(scenario.recognition)
    for f, following in enumerate(forecast.followings):
        columns = np.array(following.names) - 1
        weights = scenario.recognition[..., columns]
        firsts[..., columns] = free[..., f : f + 1] * weights / weights.sum(axis=-1, keepdims=True)
    return adhere[..., forecast.planning], firsts


def followers(forecast: Forecast, scenario: Scenario) -> Floats:
    """Expected adherents of each list in each area, one list after another."""
    _, adhere = voters_of(forecast, scenario)
    return np.concatenate([adhere[..., each.following] for each in lists_of(forecast)], axis=-1)


def following_of(forecast: Forecast) -> NDArray[np.int64]:
    """The index of each candidate's following, by candidate number; entry 0 means nothing."""
    found = np.zeros(len(forecast.names) + 1, np.int64)
    for f, following in enumerate(forecast.followings):
        found[list(following.names)] = f
    return found
