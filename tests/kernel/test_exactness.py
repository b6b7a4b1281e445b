"""64-bit numbers count exactly up to a stated electorate, and refuse beyond it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from elections import at_most, election, question
from hustings.ballots.views import views, with_papers
from hustings.kernel.counter import count
from hustings.kernel.exactness import TooLarge, largest
from hustings.rules.library import names, rule_book

pytestmark = pytest.mark.kernel

FIXED_POINT = [name for name in names() if rule_book(name).decimals is not None]


@pytest.mark.parametrize("rules", FIXED_POINT)
def test_the_largest_electorate_is_counted_exactly_and_one_paper_more_is_refused(rules: str) -> None:
    seats = 1 if rules == "irv" else 2
    asked = question(rules, seats)
    most = largest(asked.rules, seats)
    assert most is not None
    shares = {"ABC": most // 2 + 7, "BCA": most // 5 + 11, "CAB": most // 7 + 1, "DCA": most // 9 + 3}
    cast = election({**shares, "DA": most - sum(shares.values())})
    facts = count(cast, asked)
    one = 10 ** (asked.rules.decimals or 0)
    votes = most * one * (seats if rules == "plurality" else 1)
    for before, stage in zip((None, *facts.stages), facts.stages, strict=False):
        assert sum(stage.votes) + stage.non_transferable + stage.loss_by_fraction == votes
        assert min(*stage.votes, stage.non_transferable, stage.loss_by_fraction) >= 0
        # In unbounded numbers: A's surplus at stage 2 is of papers of full value.
        if stage.kind == "surplus" and stage.number == 2 and before and before.quota and stage.steps:
            held, surplus = before.votes[0], before.votes[0] - before.quota
            step = stage.steps[0]
            if asked.rules.transfer_value == "divided":
                assert step.value == min(one, surplus // step.papers)
            elif asked.rules.transfer_value == "fraction":
                assert step.value == surplus * one // held
            else:
                assert step.value == one * surplus // held
    with pytest.raises(TooLarge, match="at most"):
        count(with_papers(cast, views(cast).papers + np.array([1, 0, 0, 0, 0])), asked)


def test_fractions_have_no_bound() -> None:
    assert largest(rule_book("wigm"), 3) is None
    cast = election({"AB": 3 * 10**17, "BA": 10**17, "C": 10**17})
    assert count(cast, question("wigm", 2)).elected == (1, 2)


def test_weights_with_many_decimals_leave_less_room() -> None:
    rules = rule_book("scottish")
    assert largest(rules, 9, decimals=5) == largest(rules, 9)
    assert largest(rules, 9, decimals=14) == 0
    with pytest.raises(TooLarge):
        count(dataclasses.replace(election({"A": 1, "B": 2}), decimals=14), question("scottish", 1))


def test_many_groups_are_counted() -> None:
    # Neighbours in the alphabet share a group, and of each group at most one may be elected. 15 papers, quota 6. E and
    # D go; of A, B and C only A and C fit together, so B is doomed and goes; A has 5 + 4, and C the last place.
    cast = election({"ABCDE": 5, "BA": 4, "C": 3, "D": 2, "E": 1})
    groups = tuple(at_most(1, {k, k + 1}, f"group {k}") for k in range(1, 5))
    assert count(cast, question("scottish", 2, constraints=groups)).elected == (1, 3)
