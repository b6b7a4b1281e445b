"""Papers that are misread at random: shown beside the margin, and never against it."""

from __future__ import annotations

from random import Random

import pytest

from hustings.ballots.ballots import Ballots
from hustings.margins import misreading
from hustings.margins.aim import Aim
from hustings.margins.finding import find_margin
from hustings.margins.misreading import misread, swapped
from hustings.rules.library import rule_book
from hustings.rules.question import Question
from hustings.witness.declaring import declare
from tiny_contests import tiny


def test_neighbouring_preferences_that_stand_alone_are_swapped() -> None:
    # 1; 2; 3 and 4 together; 5. Only 1 and 2 are neighbours of which each stands alone.
    assert swapped((1, 2, 3, -4, 5)) == [(2, 1, 3, -4, 5)]
    assert swapped((1, 2, 0, 3)) == [(2, 1, 0, 3)]
    assert swapped((1,)) == []


@pytest.mark.parametrize("rules", ["scottish", "ers97", "meek"])
def test_fewer_papers_than_the_margin_never_elect_others(rules: str) -> None:
    random = Random(4)
    for _ in range(40):
        _, ballots, question = tiny(random, rules)
        found = find_margin(ballots, question, declare(ballots, question).record)
        for each in found.misread:
            assert each.papers >= found.at_least or each.other == each.lot == 0


def test_where_every_paper_is_alike_nothing_can_be_misread() -> None:
    ballots = Ballots.of("AB", [((1,), 50)])
    found = misread(ballots, Question(rule_book("scottish"), 1), Aim(frozenset({1})), draws=20)
    assert [(each.papers, each.other, each.lot) for each in found] == [(n, 0, 0) for n in (1, 1, 1, 1, 2)]


def test_with_too_many_distinct_rankings_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(misreading, "MOST_RANKINGS", 1)
    ballots = Ballots.of("AB", [((1,), 51), ((2,), 49)])
    assert misread(ballots, Question(rule_book("scottish"), 1), Aim(frozenset({1}))) == ()


def test_a_lead_of_one_is_lost_as_often_as_arithmetic_says() -> None:
    # 51 papers A, 49 B; 1 of 100 is misread, as another of the same count or (with one preference) so too. A paper of A
    # becomes B with 0.51 * 0.49 = 0.25: then both have 50 and a lot decides. Of 500 draws 125, give or take 4 * 9.7.
    ballots = Ballots.of("AB", [((1,), 51), ((2,), 49)])
    found = misread(ballots, Question(rule_book("scottish"), 1), Aim(frozenset({1})))
    one = next(each for each in found if each.thousandths == 10)
    assert one.papers == 1
    assert one.other == 0
    assert 86 <= one.lot <= 164
