"""Exact fractions: nothing is cut, nothing is lost."""

from __future__ import annotations

from fractions import Fraction

import pytest

from elections import election, question
from hustings.ballots.ballots import Ballots
from hustings.kernel.counter import count

pytestmark = pytest.mark.kernel


def test_a_surplus_moves_in_exact_fractions() -> None:
    # 20 papers, 2 seats: quota ⌊20/3⌋+1 = 7. A has 12, surplus 5, so each paper moves at 5/12: AB 7 × 5/12 = 35/12 to B
    # (3 + 35/12 = 71/12), AC 3 × 5/12 = 5/4 to C (5 + 5/4 = 25/4), and 2 × 5/12 = 5/6 stops. B has less than C and
    # goes: its own 3 papers name nobody else, the 7 from A go on to C: 25/4 + 35/12 = 55/6, which is over 7.
    facts = count(election({"ABC": 7, "AC": 3, "A": 2, "B": 3, "C": 5}), question("wigm", 2))
    first, second, third = facts.stages
    assert first.quota == 7
    assert second.votes == (7, Fraction(71, 12), Fraction(25, 4))
    assert second.non_transferable == Fraction(5, 6)
    assert second.transfer_value == Fraction(5, 12)
    assert third.votes == (7, 0, Fraction(55, 6))
    assert [step.value for step in third.steps] == [1, Fraction(5, 12)]
    assert facts.elected == (1, 3)


@pytest.mark.data
def test_no_vote_is_lost_in_a_hundred_wards(wards: dict[str, Ballots]) -> None:
    for ballots in list(wards.values())[::5]:
        facts = count(ballots, question("wigm", ballots.seats or 0))
        for stage in facts.stages:
            assert sum(stage.votes) + stage.non_transferable == facts.valid
            assert stage.loss_by_fraction == 0
