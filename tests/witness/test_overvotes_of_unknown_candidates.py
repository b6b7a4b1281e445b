"""A file may say "overvote" and not of whom: the rule book says what that does to the paper, in both counters."""

from __future__ import annotations

import dataclasses

import pytest

from elections import question
from hustings.ballots.ballots import OVERVOTE, Ballots
from hustings.counting.count import count as by_statute
from hustings.kernel.counter import count as by_kernel
from hustings.rules.table.papers import Overvoted

# Two papers Ann then Bob, three with an overvoted first preference and Bob second, one Bob then Ann.
CAST = Ballots.of(["Ann", "Bob"], {(1, 2): 2, (OVERVOTE, 2): 3, (2, 1): 1}.items())


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("overvoted", "valid", "elected"),
    [
        ("stops", 3, 1),  # 2 papers for Ann, 1 for Bob
        ("stops if any continues", 3, 1),
        ("stops if several continue", 3, 1),
        ("passed over", 6, 2),  # Bob has 3 + 1 of 6
    ],
)
def test_the_rule_book_says_what_becomes_of_the_paper(overvoted: Overvoted, valid: int, elected: int) -> None:
    asked = question("scottish", 1)
    asked = dataclasses.replace(asked, rules=dataclasses.replace(asked.rules, overvoted=overvoted))
    for count in (by_statute, by_kernel):
        facts = count(CAST, asked)
        assert (facts.valid, facts.invalid, facts.elected) == (valid, 6 - valid, (elected,)), count.__module__
