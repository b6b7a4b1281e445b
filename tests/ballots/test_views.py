"""Ballots as arrays: equal rankings are put together, and others are not, whatever their lengths."""

from __future__ import annotations

import numpy as np

from elections import election
from hustings.ballots.views import Arrays, ballots_from, merged, views


def test_equal_rankings_are_put_together_in_order_of_first_appearance() -> None:
    # 1 2; 2; 1 2; 2 1; 2; each on one paper.
    tokens, starts = np.array([1, 2, 2, 1, 2, 2, 1, 2], np.int16), np.array([0, 2, 3, 5, 7, 8], np.int64)
    found = merged(Arrays(tokens, starts, np.ones(5, np.int64)))
    assert found.tokens.tolist() == [1, 2, 2, 2, 1]
    assert found.starts.tolist() == [0, 2, 3, 5]
    assert found.papers.tolist() == [2, 2, 1]


def test_ballots_are_the_same_after_a_way_through_arrays() -> None:
    ballots = election({"ABC": 70_000, "B": 2, "": 1})
    assert dict(ballots_from(ballots.names, views(ballots))) == dict(ballots)
