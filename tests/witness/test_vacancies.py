"""Filling a vacant place by countback and by the runner-up, each with and without protection of sitting members."""

from __future__ import annotations

import pytest

from elections import election, question
from hustings.ballots.ballots import Ballots
from hustings.election.problems import BadInput
from hustings.record.record import CountRecord
from hustings.witness.declaring import declare
from hustings.witness.vacancies import countback, runner_up, same_ballots


def record_of(ballots: Ballots, seats: int = 2) -> CountRecord:
    return declare(ballots, question("scottish", seats), one_witness=True).record


# 100 papers, 2 seats, quota 34. A 40 is elected; of its surplus of 6, half goes to D: 8. D goes: C has 28 + 5 = 33,
# more than B's 27. B goes, and C is elected. A and C sit.
PLAIN = election({"A": 20, "AD": 20, "B": 27, "C": 28, "DC": 5})


def test_a_countback_passes_over_the_leaver_and_elects_the_first_who_does_not_sit() -> None:
    """Without A: 20 of its papers are invalid, 20 go to D: D 25, B 27, C 28; 80 valid, quota 27. B and C have it at
    once: C sits, B is the newcomer."""
    record = record_of(PLAIN)
    assert set(record.facts.elected) == {1, 3}
    filling = countback(record, PLAIN, 1)
    assert filling.newcomer == 2
    assert filling.countback is not None
    assert filling.countback.record.facts.stages[0].elected == (3, 2)


def test_the_runner_up_is_the_candidate_excluded_last() -> None:
    """D goes first and B last."""
    record = record_of(PLAIN)
    assert [stage.of for stage in record.facts.stages if stage.kind == "exclusion"] == [(4,), (2,)]
    assert runner_up(record, PLAIN, 1).newcomer == 2


def test_of_several_who_still_stood_the_runner_up_has_most_votes() -> None:
    """A 40 and B 35 fill both places at once (quota 34): C 15 and D 10 still stand."""
    ballots = election({"A": 40, "B": 35, "C": 15, "D": 10})
    assert runner_up(record_of(ballots), ballots, 2).newcomer == 3


def test_equal_runners_up_are_settled_by_lot() -> None:
    ballots = election({"A": 40, "B": 40, "C": 10, "D": 10})
    filling = runner_up(record_of(ballots), ballots, 1)
    assert filling.newcomer in (3, 4)
    assert "lot" in filling.why


# 100 papers, 3 seats, quota 26. A 30 and B 30 are elected at once; C 15, D 14, E 11. A's surplus of 4 goes to E,
# 0.13333 a paper: 14.99990. D goes, its papers to nobody; then E, and C has 26. A, B and C sit.
# Without A its 30 papers are E's: E 41, B 30 and then C 15, D 14. E's surplus goes to D, but for the 11 papers for C.
SITTING = election({"AED": 30, "B": 30, "C": 15, "D": 14, "EC": 11})


@pytest.mark.parametrize("protect", [False, True])
def test_the_newcomer_is_the_first_elected_of_those_who_do_not_sit(protect: bool) -> None:
    """E is the newcomer either way: E is elected at the first stage of the countback. Without protection C, who sits,
    would lose to D; with it, D goes."""
    record = record_of(SITTING, 3)
    assert set(record.facts.elected) == {1, 2, 3}
    filling = countback(record, SITTING, 1, protect_sitting=protect)
    assert filling.newcomer == 5
    assert filling.countback is not None
    elected = set(filling.countback.record.facts.elected)
    assert elected == ({2, 3, 5} if protect else {2, 4, 5})
    assert ("is not elected again" in filling.why) == (not protect)


def test_whoever_declines_is_passed_over() -> None:
    record = record_of(SITTING, 3)
    assert countback(record, SITTING, 1, declining=[5]).newcomer == 4
    assert runner_up(record, SITTING, 1, declining=[4]).newcomer == 5


def test_only_the_elected_can_leave() -> None:
    with pytest.raises(BadInput, match="D was not elected"):
        countback(record_of(PLAIN), PLAIN, 4)


def test_a_vacancy_is_filled_from_the_ballots_of_the_record() -> None:
    with pytest.raises(BadInput, match="not the record's ballots"):
        same_ballots(record_of(PLAIN), SITTING, "other.blt")
