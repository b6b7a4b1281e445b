"""Full facts of many elections at once are those of each counted alone."""

from __future__ import annotations

import numpy as np
import pytest

from elections import election, question
from hustings.ballots.ballots import Ballots
from hustings.kernel.batch import count_batch, plant
from hustings.kernel.counter import count
from hustings.kernel.records import facts_of_batch, facts_of_each


@pytest.mark.data
@pytest.mark.parametrize("threads", [1, 3])
def test_facts_of_many_wards_are_those_of_each(threads: int, wards: dict[str, Ballots]) -> None:
    some = list(wards.values())[::25]
    pairs = [(ward, question(("scottish", "meek", "wigm")[i % 3], ward.seats or 1)) for i, ward in enumerate(some)]
    assert list(facts_of_each(pairs, threads=threads)) == [count(*pair) for pair in pairs]


def test_facts_of_a_batch_have_the_winners_of_the_batch() -> None:
    cast = election({"ABC": 1, "BCA": 1, "CAB": 1, "DA": 1, "EB": 1, "A": 1})
    ask = question("ers97", 2)
    weights = np.random.default_rng(1).integers(1, 50, (40, len(cast)))
    planted = plant(cast, ask)
    batch = count_batch(planted, weights, ask)
    for row, facts in zip(batch.elected.tolist(), facts_of_batch(planted, weights, ask), strict=True):
        assert tuple(number for number in row if number) == facts.elected
