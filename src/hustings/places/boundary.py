"""Postcodes on a boundary: within 100 m of a postcode of another constituency."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hustings.election.problems import BadInput, Problem
from hustings.places.directory import Postcodes

METRES = 100
# Wider than the national grid is long, so that a square's number is unlike that of any square near it but itself.
COLUMN = 1 << 20
# Great Britain has 0.5 million (see `_refuse_crowds`). So many pairs take about 300 MB.
MOST_PAIRS = 3_000_000

Numbers = NDArray[np.int64]


def neighbours(postcodes: Postcodes, grid: NDArray[np.bool_], file: str) -> tuple[Numbers, list[tuple[int, ...]]]:
    """For each postcode, which set of other places lies within METRES of it; and the sets, the first one empty.

    grid: whether the postcode's position is on the Irish grid (Northern Ireland), else on the British one: the
    same numbers mean other points there. A set holds place numbers, ascending. Distances are between the points
    that the directory gives, one to a postcode. file: the directory's, for messages.
    Raises BadInput where postcodes stand closer together than in any real place.
    """
    located = np.flatnonzero((postcodes.place > 0) & (postcodes.east >= 0) & (postcodes.north >= 0))
    of_postcode = np.zeros(len(postcodes.bits), np.int64)
    if not len(located):
        return of_postcode, [()]
    east = postcodes.east[located] + grid[located] * (METRES * COLUMN >> 1)
    # Many postcodes may share a point (large users); each point of a place is looked at once.
    points, of_point = np.unique(
        np.stack([east, postcodes.north[located], postcodes.place[located]], axis=1), axis=0, return_inverse=True
    )
    sets = _sets(points[:, :2], points[:, 2], file)
    distinct = [(), *sorted(set(sets.values()))]
    number = {places: i for i, places in enumerate(distinct)}
    near = np.zeros(len(points), np.int64)
    near[list(sets)] = [number[places] for places in sets.values()]
    of_postcode[located] = near[of_point.reshape(-1)]
    return of_postcode, distinct


def _sets(points: Numbers, place: Numbers, file: str) -> dict[int, tuple[int, ...]]:
    """The other places near each point that has any: by the point's number, ascending."""
    from scipy.spatial import cKDTree

    mixed = np.flatnonzero(_in_mixed_squares(points, place))
    if not len(mixed):
        return {}
    _refuse_crowds(points[mixed], file)
    pairs = cKDTree(points[mixed].astype(float)).query_pairs(METRES, output_type="ndarray")
    pairs = mixed[pairs]
    pairs = pairs[place[pairs[:, 0]] != place[pairs[:, 1]]]
    one, other = np.concatenate([pairs, pairs[:, ::-1]]).T
    near: dict[int, list[int]] = {}
    for point, beside in np.unique(np.stack([one, place[other]], axis=1), axis=0).tolist():
        near.setdefault(point, []).append(beside)
    return {point: tuple(places) for point, places in near.items()}


class _Squares(NamedTuple):
    """The squares of METRES in which there are points, in order; which of them each point is in."""

    numbers: Numbers
    of_point: Numbers


def _squares(points: Numbers) -> _Squares:
    numbers, of_point = np.unique(points // METRES @ np.array([COLUMN, 1]), return_inverse=True)
    return _Squares(numbers, of_point.reshape(-1))


def _around(squares: _Squares) -> list[tuple[Numbers, NDArray[np.bool_]]]:
    """For each of the nine squares around and including a square: where it is among the squares, and whether."""
    around = []
    for east in (-1, 0, 1):
        for north in (-1, 0, 1):
            beside = squares.numbers + east * COLUMN + north
            found = np.minimum(np.searchsorted(squares.numbers, beside), len(squares.numbers) - 1)
            around.append((found, squares.numbers[found] == beside))
    return around


def _in_mixed_squares(points: Numbers, place: Numbers) -> NDArray[np.bool_]:
    """Whether a point's square of METRES, or one of the eight around it, holds points of another place.

    No other point can have a neighbour of another place; this leaves one in thirty.
    """
    squares = _squares(points)
    least = np.full(len(squares.numbers), np.iinfo(np.int64).max)
    most = np.full(len(squares.numbers), -1)
    np.minimum.at(least, squares.of_point, place)
    np.maximum.at(most, squares.of_point, place)
    least_around, most_around = least.copy(), most.copy()
    for found, there in _around(squares):
        least_around = np.where(there, np.minimum(least_around, least[found]), least_around)
        most_around = np.where(there, np.maximum(most_around, most[found]), most_around)
    mixed: NDArray[np.bool_] = (least_around != most_around)[squares.of_point]
    return mixed


def _refuse_crowds(points: Numbers, file: str) -> None:
    """Raise BadInput where the points of squares and of those around them make too many pairs to be looked at."""
    squares = _squares(points)
    held = np.bincount(squares.of_point)
    pairs = held * sum(np.where(there, held[found], 0) for found, there in _around(squares)) // 2
    if int(pairs.sum()) > MOST_PAIRS:
        east, north = points[squares.of_point == pairs.argmax()].min(axis=0).tolist()
        said = (
            f"{int(held[pairs.argmax()]):,} points stand within 100 m of east {east % (METRES * COLUMN >> 1)}, north"
            f" {north}, and too many elsewhere; no real place is so dense, so the positions cannot be right"
        )
        raise BadInput(Problem(file, said))
