"""What the index is packed by gives back what was packed, whatever that was."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.places.packing import deflated, from_recency, pack_existence, recency, unpack_existence


@given(districts=st.integers(0, 3), share=st.sampled_from((0, 0.001, 0.05, 0.8, 1)), seed=st.integers(0, 1000))
def test_the_postcodes_that_exist_come_back(districts: int, share: float, seed: int) -> None:
    existence = np.random.default_rng(seed).random(districts * 4000) < share
    packed = b"".join(pack_existence(existence))
    back, end = unpack_existence(packed + b"more", districts)
    assert (back == existence).all()
    assert end == len(packed)


def test_the_planes_behind_the_first_stand_by_how_many_letters_the_rows_have_before() -> None:
    # N1 0A has A and B, and E, which is letter 3; N1 0B has Z alone; N1 0D has A and, in the second plane, J, letter 7.
    existence = np.zeros(4000, np.bool_)
    existence[[0, 1, 3, 20 + 19, 40, 40 + 7]] = True
    lines = pack_existence(existence)[-3:]
    # Before the second plane the rows have 3, 0 and 1 letters, before the third 3, 0 and 2: so second, third, first.
    assert lines == [bytes([1 | 2 | 8, 0, 1]), bytes([0, 1 << 1, 0]), bytes([1 << 6, 0, 0])]


def test_a_row_with_a_letter_too_many_is_refused() -> None:
    existence = np.zeros(4000, np.bool_)
    existence[0] = True
    flags, *planes = pack_existence(existence)
    with pytest.raises(ValueError, match="more letters than there are"):
        unpack_existence(flags + b"\xff" + b"".join(planes)[1:], 1)


@given(st.lists(st.integers(0, 9)))
def test_values_come_back_from_their_recency(values: list[int]) -> None:
    assert from_recency(recency(values, 10).tolist(), 10) == values


def test_recency_is_how_many_others_have_been_used_since() -> None:
    # At first 0, 1, 2. 2 stands behind two; then 2 again behind none; 0 behind 2; 2 behind 0.
    assert recency([2, 2, 0, 2], 3).tolist() == [2, 0, 1, 1]


@given(st.lists(st.binary(max_size=300)))
def test_every_reader_inflates_the_parts_as_one_stream(parts: list[bytes]) -> None:
    assert zlib.decompress(deflated(parts)) == b"".join(parts)
