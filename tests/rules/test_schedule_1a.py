"""Lots under New Zealand's Schedule 1A: its generator's numbers, by hand, and which of them chooses."""

from __future__ import annotations

import pytest

from elections import question
from hustings.rules.lot import Lot, schedule_1a

# 3 candidates, 2 vacancies, 100 papers: x, y, z = 8, 2, 100. Four steps of x·171 mod 30269, y·172 mod 30307 and
# z·170 mod 30323 end at 9221, 15020, 26229; the next three are 2803 7345 1449, 25278 20753 3746 and 24340 23597
# 37. Each number is the sum of the whole parts of 10000·x/30269, 10000·y/30307 and 10000·z/30323: 926 + 2423 +
# 477, 8351 + 6847 + 1235, 8041 + 7785 + 12.
NUMBERS = [3826, 16433, 15838]


def test_the_numbers_of_the_schedule() -> None:
    assert schedule_1a(3, 2, 100) == NUMBERS


@pytest.mark.parametrize(("stage", "excluded"), [(1, 1), (2, 2), (3, 1), (4, 2)])
def test_the_lowest_number_is_excluded_at_odd_stages_and_the_highest_at_even_ones(stage: int, excluded: int) -> None:
    lot = Lot(question("meek-nz", 2, lot_seed=None), ("Ash", "Birch", "Cedar"), 100)
    assert lot.choose(stage, "exclusion", (1, 2, 3)) == (excluded, "lot")
