"""Plans that balance first preferences: water-filling as an integer program.

Some names of the slate are *active*: only they are put first anywhere. What voters give who follow no advice is a
floor of uneven piles; each area's adherents are poured onto one active name, so that the lowest piles rise to one
level. The program makes the largest shortfall below that level, and then all shortfalls together, as small as can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from hustings.forecast.beliefs import Forecast
from hustings.planning.plan import Plan, Shape, dealt, own_piles, piles_and_adherents

# Close enough: within a thousandth of the level, or the best found in so many nodes (never in so many seconds).
SOLVING = {"mip_rel_gap": 1e-3, "node_limit": 2000}


def balanced_plans(forecast: Forecast, shape: Shape) -> Iterator[Plan]:
    """One balanced plan for every number of active names, the best known of them first."""
    piles = own_piles(forecast)
    names = sorted(piles, key=lambda name: (-piles[name], name))
    for active in range(1, len(names) + 1):
        yield balanced(forecast, shape, names[:active])


def balanced(forecast: Forecast, shape: Shape, active: Sequence[int]) -> Plan:
    """The plan that balances first preferences over these names; the rest of each list goes by need."""
    piles, adherents = piles_and_adherents(forecast)
    for area, order in shape.fixed.items():
        piles[order[0]] += adherents[area]
    voters = [sum(adherents[code] for code in unit) for unit in shape.units]
    floor = np.array([piles[name] for name in active])
    firsts = [active[i] for i in poured(np.array(voters), floor, shape.limit)]
    for first, amount in zip(firsts, voters, strict=True):
        piles[first] += amount
    # After the first name the active ones, the lowest pile first, since they may need help; then the others.
    by_need = sorted(piles, key=lambda name: (name not in active, piles[name], name))
    return dealt(forecast, shape, ((first, *(name for name in by_need if name != first)) for first in firsts))


def poured(voters: NDArray[np.float64], floor: NDArray[np.float64], limit: int) -> list[int]:
    """Which pile each unit's voters go to. floor: the piles before. limit: at most so many piles receive anything."""
    units, piles = len(voters), len(floor)
    if piles == 1 or not units:
        return [0] * units
    level = water_level(floor, float(voters.sum()))
    # Variables: unit × pile, whether a pile is used, each pile's shortfall, the largest shortfall; and the level, which
    # is 1: since it costs as well, a gap is relative to it, and not to shortfalls that may be next to nothing.
    pour, used, short = units * piles, piles, piles
    size = pour + used + short + 2
    each = np.arange(pour).reshape(units, piles)
    rows: list[tuple[NDArray[np.float64], float, float]] = []

    def row(low: float, high: float, **parts: NDArray[np.float64]) -> None:
        made = np.zeros(size)
        made[:pour], made[pour : pour + used] = parts.get("pour", 0.0), parts.get("used", 0.0)
        made[pour + used : -2], made[-2] = parts.get("short", 0.0), parts.get("worst", 0.0)
        rows.append((made, low, high))

    unit, scale = np.eye(piles), max(1.0, level)
    for u in range(units):
        row(1, 1, pour=np.isin(np.arange(pour), each[u]).astype(float))
    for i in range(piles):
        mine = np.zeros((units, piles))
        mine[:, i] = voters / scale
        row((level - floor[i]) / scale, np.inf, pour=mine.ravel(), short=unit[i])
        row(0, np.inf, short=-unit[i], worst=np.array(1.0))
        if limit < piles:
            row(0, np.inf, pour=-(mine > 0).astype(float).ravel(), used=unit[i] * units)
    if limit < piles:
        row(0, limit, used=np.ones(piles))
    matrix = np.array([made for made, _, _ in rows])
    cost = np.concatenate([np.zeros(pour + used), np.full(short, 0.1), [1.0, 1.0]])
    whole = np.concatenate([np.ones(pour + used), np.zeros(short + 2)])
    lower = np.concatenate([np.zeros(size - 1), [1.0]])
    upper = np.concatenate([np.ones(pour + used), np.full(short + 1, np.inf), [1.0]])
    limits = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
    found = milp(cost, integrality=whole, bounds=Bounds(lower, upper), constraints=limits, options=SOLVING)
    if found.x is None:
        return greedily(voters, floor, limit)
    return [int(i) for i in found.x[:pour].reshape(units, piles).argmax(axis=1)]


def water_level(floor: NDArray[np.float64], water: float) -> float:
    """The level at which the lowest piles stand when so much is poured on them."""
    piles = np.sort(floor)
    for count in range(len(piles), 0, -1):
        level = (piles[:count].sum() + water) / count
        if level >= piles[count - 1]:
            return float(level)
    raise ValueError("no water can be poured on no piles")


def greedily(voters: NDArray[np.float64], floor: NDArray[np.float64], limit: int) -> list[int]:
    """Each unit's voters, the largest first, go to the lowest pile; once `limit` piles are used, to one of those."""
    piles, firsts = floor.copy(), [0] * len(voters)
    used: list[int] = []
    for u in np.argsort(-voters, kind="stable").tolist():
        open_to = used if len(used) >= limit else range(len(piles))
        firsts[u] = min(open_to, key=lambda i: (piles[i], i))
        if firsts[u] not in used:
            used.append(firsts[u])
        piles[firsts[u]] += voters[u]
    return firsts
