"""Who follows a recommended order, and what it says: the *lists* of a forecast.

The planning slate recommends an order of its names in each area, and may ask to go on with others after them
(`Forecast.after`). A rival whose plan is known does the same with its own names. On the paper of somebody who follows,
-k stands for the k-th column of the *table of advice*, which has the columns of all lists side by side and a row for
each area; so one sample of papers serves all plans.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.beliefs import Forecast

Order = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class List:
    """One slate's list. following: an index. first, length: its columns in the table of advice. after: how many of
    them, at the end, are names that are not on the slate."""

    following: int
    first: int
    length: int
    after: int = 0

    @property
    def names(self) -> int:
        """How many of its columns are names of the slate."""
        return self.length - self.after


def lists_of(forecast: Forecast) -> tuple[List, ...]:
    """The planning slate's list, and then those of rivals whose plans are known."""
    own, after = forecast.followings[forecast.planning], len(forecast.after)
    found = [List(forecast.planning, 0, len(own.names) + after, after)]
    for f, following in enumerate(forecast.followings):
        if following.orders:
            found.append(List(f, found[-1].first + found[-1].length, len(following.names)))
    return tuple(found)


def advice_table(forecast: Forecast, orders: Mapping[str, Order]) -> NDArray[np.int16]:
    """areas × columns: what each list says in each area, where the planning slate has these orders (by area code);
    zeros where a list says nothing."""
    parts = []
    for each in lists_of(forecast):
        made = orders if each.following == forecast.planning else forecast.followings[each.following].orders
        further = forecast.after if each.after else ()
        rows: dict[Order, int] = {}
        which = [rows.setdefault(made.get(area.code, ()), len(rows)) for area in forecast.areas]
        said = [(*order, *further) if order else (0,) * each.length for order in rows]
        parts.append(np.array(said, np.int16)[which])
    return np.concatenate(parts, axis=1)


def listed(forecast: Forecast, each: List, area: str, orders: Mapping[str, Order]) -> Order:
    """What a list says in an area; nothing where it has no order there."""
    if each.following != forecast.planning:
        return forecast.followings[each.following].orders.get(area, ())
    return (*orders[area], *forecast.after) if area in orders else ()


def column_followings(forecast: Forecast) -> NDArray[np.int64]:
    """The following whose list has each column."""
    lists = lists_of(forecast)
    return np.repeat([each.following for each in lists], [each.length for each in lists])


def entered(forecast: Forecast) -> tuple[int | None, ...]:
    """For each name to go on with after the slate's: the following that a voter comes to with it, if it is another than
    those before."""
    of = {name: f for f, each in enumerate(forecast.followings) for name in each.names}
    found: list[int | None] = []
    for name in forecast.after:
        found.append(None if of[name] in found else of[name])
    return tuple(found)
