"""Guarded and doomed are decided exactly: as by trying every completion."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hustings.kernel.constraints import feasible
from hustings.kernel.tally import GROUPS, TYPES

_feasible: Any = getattr(feasible, "py_func", feasible)
counts = st.integers(0, 4)


@given(
    st.lists(st.integers(0, TYPES - 1), max_size=8),
    st.integers(0, 6),
    st.lists(counts, min_size=GROUPS, max_size=GROUPS),
    st.lists(counts, min_size=GROUPS, max_size=GROUPS),
    st.lists(st.integers(0, 6), min_size=GROUPS, max_size=GROUPS),
)
def test_feasible_is_what_trying_every_choice_finds(
    continuing: list[int], places: int, have: list[int], least: list[int], most: list[int]
) -> None:
    def meets(chosen: tuple[int, ...]) -> bool:
        total = [have[g] + sum(kind >> g & 1 for kind in chosen) for g in range(GROUPS)]
        return all(least[g] <= total[g] <= most[g] for g in range(GROUPS))

    every = itertools.combinations(continuing, min(places, len(continuing)))
    there = [continuing.count(kind) for kind in range(TYPES)]
    assert _feasible(have, there, places, least, most) == any(map(meets, every))
