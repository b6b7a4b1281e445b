"""Claims behind faults that tests once passed over (mutants/named.py)."""

from __future__ import annotations

from elections import election, question
from hustings.record.body import Body
from hustings.rules.lot import Lot
from hustings.witness.asking import candidate_number
from hustings.witness.declaring import declare
from hustings.witness.runners_up import runners_up
from hustings.witness.vacancies import Counting, VacancyQuestion, fill_vacancy


def test_a_name_goes_before_a_number() -> None:
    """The third candidate is called 2, and is meant by that; 1 is nobody's name, so the first is meant."""
    assert candidate_number("2", ("Ash", "Birch", "2")) == 3
    assert candidate_number("1", ("Ash", "Birch", "2")) == 1


def test_those_excluded_together_are_runners_up_by_their_votes_before_that() -> None:
    """ERS97, quota 33.34: the surplus of A, 6.66, waits, and C (6) and D (3) are excluded together, since with 9 of
    their own they have less than E's 24. Both have nothing afterwards; before it C had more."""
    cast = election({"A": 40, "B": 27, "E": 24, "C": 6, "D": 3})
    record = declare(cast, question("ers97", 2), one_witness=True).record
    assert any(stage.excluded == (3, 4) for stage in record.facts.stages)
    lot = Lot(question("ers97", 2, lot_seed=None), record.names, 100)
    newcomers, ties, _ = runners_up(record, set(record.facts.elected), 3, lambda _chosen, _number: True, lot)
    assert (newcomers, ties) == ((5, 3, 4), ())


def test_only_sitting_members_are_guarded_in_a_countback() -> None:
    """A and B sit; A leaves, and C declines: B alone is protected."""
    cast = election({"A": 40, "B": 27, "E": 24, "C": 6, "D": 3})
    record = declare(cast, question("scottish", 2), one_witness=True).record
    asked = VacancyQuestion(leavers=(1,), method="countback", declining=(3,), protect_sitting=True)
    after = fill_vacancy(Body(record), cast, asked, Counting(one_witness=True))
    countback = after.vacancies[-1].countback
    assert countback is not None
    assert countback.question.guarded == frozenset({2})
