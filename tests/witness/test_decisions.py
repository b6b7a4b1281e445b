"""Every recorded decision settles one tie of its stage, purpose and candidates, or nothing is declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from elections import election, question
from hustings.election.problems import BadInput
from hustings.record.record import CountRecord
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Decision
from hustings.witness.asking import ask, read_decisions
from hustings.witness.declaring import declare

# dec.blt: A 3, B 2, C 2, one place; B and C are tied for exclusion at stage 2, and each gives the other its papers.
TIED = election({"A": 3, "BC": 2, "CB": 2})


def counted(*decisions: Decision, seed: str | None = None) -> CountRecord:
    asked = question("scottish", 1, decisions=decisions, lot_seed=seed)
    return declare(TIED, asked, one_witness=True).record


def test_a_decision_that_settles_its_tie_is_used_and_kept() -> None:
    decision = Decision(2, "exclusion", 2)
    record = counted(decision)
    assert record.facts.elected == (3,)
    assert record.facts.stages[1].ties[0].by == "decision"
    assert record.question.decisions == (decision,)


@pytest.mark.parametrize("seed", [None, "a seed"])
@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision(1, "exclusion", 2), "exclusion at stage 1 settles no tie: nobody is tied for exclusion"),
        (Decision(2, "election", 2), "election at stage 2 settles no tie: nobody is tied for election"),
        (Decision(2, "exclusion", 1), "A is not among those tied there, B and C"),
    ],
)
def test_a_decision_that_met_no_tie_is_refused_by_its_line(decision: Decision, said: str, seed: str | None) -> None:
    where = Decision(decision.stage, decision.purpose, decision.chosen, "ties.csv", 7)
    with pytest.raises(BadInput) as refused:
        counted(where, seed=seed)
    assert str(refused.value).startswith("ties.csv:7: ")
    assert said in str(refused.value)


def test_a_decision_for_a_stage_that_the_count_does_not_reach_is_refused() -> None:
    with pytest.raises(BadInput, match="the count has only 2 stages"):
        counted(Decision(2, "exclusion", 2), Decision(9, "exclusion", 2))


def test_a_decision_for_a_stage_still_to_come_is_no_reason_to_refuse_while_a_lot_is_needed() -> None:
    with pytest.raises(LotNeeded):
        counted(Decision(9, "exclusion", 2))


def test_two_decisions_for_one_tie_are_refused_whether_they_differ_or_not() -> None:
    for second in (2, 3):
        with pytest.raises(BadInput, match="another decision has settled the tie already"):
            counted(Decision(2, "exclusion", 2), Decision(2, "exclusion", second))


def test_a_decision_where_looking_back_settles_the_tie_is_refused() -> None:
    """Stage 1: A 6, B 3, C 2, D 1 of 12, quota 7. D gives C 1: C and B have 3; B had more before, so C goes."""
    ballots = election({"A": 6, "B": 3, "C": 2, "DC": 1})
    asked = question("scottish", 1, decisions=(Decision(3, "exclusion", 2),), lot_seed=None)
    with pytest.raises(
        BadInput, match="B and C are tied there, and the rule book settles it by looking back to stage 1"
    ):
        declare(ballots, asked, one_witness=True)


def test_under_plurality_every_tie_of_the_one_stage_takes_a_decision_of_its_own() -> None:
    """Three with one vote each for two places: the lot falls twice."""
    ballots, decisions = election({"A": 1, "B": 1, "C": 1}), (Decision(1, "election", 3), Decision(1, "election", 2))
    asked = question("plurality", 2, decisions=decisions, lot_seed=None)
    record = declare(ballots, asked, one_witness=True).record
    assert set(record.facts.elected) == {2, 3}


def test_decisions_remember_the_line_they_stand_on(tmp_path: Path) -> None:
    file = tmp_path / "ties.csv"
    file.write_text("stage,for,chosen\n\n2,exclusion,B\n")
    (decision,) = read_decisions(file, TIED.names)
    assert (decision.file, decision.line) == (str(file), 3)
    assert decision == Decision(2, "exclusion", 2)


def test_a_result_without_constraints_that_would_take_a_lot_is_left_out() -> None:
    """With at least one of B elected nobody is tied; without it B and C are."""
    constrained = question("scottish", 1, constraints=(), lot_seed=None)
    with pytest.raises(LotNeeded):
        declare(TIED, constrained, one_witness=True)
    from elections import at_least

    asked = question("scottish", 1, constraints=(at_least(1, {2}),), lot_seed=None)
    record = declare(TIED, asked, one_witness=True).record
    assert record.facts.elected == (2,)
    assert record.without_constraints is None


# The order for breaking ties that a ballots file may give (tiewin.blt).


def with_order(order: tuple[int, ...]) -> object:
    import dataclasses

    return dataclasses.replace(TIED, seats=1, tie_order=order)


def test_the_first_listed_of_the_tied_is_chosen() -> None:
    """[tie 2 3 1]: B stands before C, so B is excluded and C has B's papers."""
    for order, elected in (((2, 3, 1), 3), ((1, 3, 2), 2)):
        ballots = with_order(order)
        asked = ask(ballots, question("scottish", 1).rules, None, lot="file")  # type: ignore[arg-type]
        record = declare(ballots, asked, one_witness=True).record  # type: ignore[arg-type]
        assert record.facts.elected == (elected,)
        assert record.facts.stages[1].ties[0].by == "lot"


def test_the_order_is_not_used_unasked() -> None:
    ballots = with_order((2, 3, 1))
    asked = ask(ballots, question("scottish", 1).rules, None)  # type: ignore[arg-type]
    assert asked.tie_order == ()
    with pytest.raises(LotNeeded):
        declare(ballots, asked, one_witness=True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("order", "rules", "seed", "said"),
    [
        ((), "scottish", None, "gives no order"),
        ((2, 3), "scottish", None, "does not list A"),
        ((2, 3, 1), "scottish", "seed", "by the ballots file.s order or by a seed"),
        ((2, 3, 1), "meek-nz", None, "meek-nz says itself"),
    ],
)
def test_an_order_that_cannot_be_used_is_refused(
    order: tuple[int, ...], rules: str, seed: str | None, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        ask(with_order(order), question(rules, 1).rules, None, lot="file", lot_seed=seed)  # type: ignore[arg-type]
