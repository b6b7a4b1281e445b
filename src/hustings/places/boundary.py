"""Postcodes on a boundary: within 100 m of a postcode of another constituency."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hustings.places.directory import Postcodes

METRES = 100
# Wider than the national grid is long, so that a square's number is unlike that of any square near it but itself.
COLUMN = 1 << 20


def neighbours(postcodes: Postcodes, grid: NDArray[np.bool_]) -> tuple[NDArray[np.int64], list[tuple[int, ...]]]:
    """For each postcode, which set of other places lies within METRES of it; and the sets, the first one empty.

    grid: whether the postcode's position is on the Irish grid (Northern Ireland), else on the British one: the
    same numbers mean other points there. A set holds place numbers, ascending. Distances are between the points
    that the directory gives, one to a postcode.
    """
    from scipy.spatial import cKDTree

    located = np.flatnonzero((postcodes.place > 0) & (postcodes.east >= 0) & (postcodes.north >= 0))
    place = postcodes.place[located]
    points = np.stack(
        [postcodes.east[located] + grid[located] * (METRES * COLUMN >> 1), postcodes.north[located]], axis=1
    )
    mixed = _in_mixed_squares(points, place)
    located, place, points = located[mixed], place[mixed], points[mixed]
    pairs = cKDTree(points.astype(float)).query_pairs(METRES, output_type="ndarray")
    pairs = pairs[place[pairs[:, 0]] != place[pairs[:, 1]]]
    one, other = np.concatenate([pairs, pairs[:, ::-1]]).T

    near: dict[int, set[int]] = {}
    for postcode, beside in zip(located[one].tolist(), place[other].tolist(), strict=True):
        near.setdefault(postcode, set()).add(beside)
    sets = {postcode: tuple(sorted(places)) for postcode, places in near.items()}
    distinct = [(), *sorted(set(sets.values()))]
    number = {places: i for i, places in enumerate(distinct)}
    of_postcode = np.zeros(len(postcodes.bits), np.int64)
    of_postcode[list(sets)] = [number[places] for places in sets.values()]
    return of_postcode, distinct


def _in_mixed_squares(points: NDArray[np.int64], place: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a point's square of METRES, or one of the eight around it, holds points of another place.

    No other point can have a neighbour of another place; this leaves one in thirty.
    """
    square = points // METRES @ np.array([COLUMN, 1])
    squares, of_point = np.unique(square, return_inverse=True)
    least = np.full(len(squares), np.iinfo(np.int64).max)
    most = np.full(len(squares), -1)
    np.minimum.at(least, of_point, place)
    np.maximum.at(most, of_point, place)
    least_around, most_around = least.copy(), most.copy()
    for east in (-1, 0, 1):
        for north in (-1, 0, 1):
            beside = squares + east * COLUMN + north
            found = np.minimum(np.searchsorted(squares, beside), len(squares) - 1)
            there = squares[found] == beside
            least_around = np.where(there, np.minimum(least_around, least[found]), least_around)
            most_around = np.where(there, np.maximum(most_around, most[found]), most_around)
    mixed: NDArray[np.bool_] = (least_around != most_around)[of_point]
    return mixed
