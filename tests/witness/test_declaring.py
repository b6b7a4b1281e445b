"""Two witnesses, and what is said when they differ."""

from __future__ import annotations

import dataclasses
import sys

import pytest

from elections import at_least, election, question
from hustings.record.facts import Facts
from hustings.rules.library import rule_book
from hustings.witness import declaring
from hustings.witness.comparing import compare
from hustings.witness.declaring import Dispute, NoSecondWitness, declare

BALLOTS = election({"AB": 40, "B": 26, "C": 20, "D": 8, "E": 6})


def test_a_result_is_declared_by_both_witnesses() -> None:
    pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")
    witnessed = declare(BALLOTS, question("scottish", 3))
    assert witnessed.record.witnesses == (declaring.STATUTE, declaring.KERNEL)
    assert not witnessed.by_one


def test_one_witness_is_written_in_the_record() -> None:
    witnessed = declare(BALLOTS, question("scottish", 3), one_witness=True)
    assert witnessed.record.witnesses == (declaring.STATUTE,)
    assert witnessed.by_one


@pytest.mark.parametrize("file", ["home/ann/ward.blt", "C:\\Users\\Ann\\ward.blt", "ward.blt"])
def test_of_the_ballots_file_the_record_has_the_name_alone(file: str) -> None:
    assert declare(BALLOTS, question("scottish", 1), file=file).record.ballots.file == "ward.blt"


def test_when_the_witnesses_differ_nothing_is_declared_and_the_first_difference_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = declare(BALLOTS, question("scottish", 3), one_witness=True).record.facts
    second = facts.stages[1]
    other = dataclasses.replace(second, votes=(second.votes[0], second.votes[1] + 1, *second.votes[2:]))
    false = dataclasses.replace(facts, stages=(facts.stages[0], other, *facts.stages[2:]))

    def lying_witness(*_: object) -> Facts:
        return false

    monkeypatch.setattr(declaring, "_second_witness", lying_witness)
    with pytest.raises(Dispute) as dispute:
        declare(BALLOTS, question("scottish", 3))
    assert dispute.value.difference.startswith("Stage 2, votes of B: 26.00000 in the statute counter, 26.00001")


def test_the_record_says_what_the_result_would_have_been_without_the_constraint() -> None:
    """As in tests/counting/test_constraints.py: A, B, C without the constraint; D for C with it."""
    ask = question("scottish", 3, constraints=(at_least(1, {4, 5}),))
    record = declare(BALLOTS, ask, one_witness=True).record
    assert set(record.facts.elected) == {1, 2, 4}
    assert record.without_constraints is not None
    assert set(record.without_constraints) == {1, 2, 3}


def test_where_the_second_counter_is_missing_nothing_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hustings.kernel", None)
    with pytest.raises(NoSecondWitness, match="the compiled counter is not built here") as stop:
        declare(BALLOTS, question("scottish", 3))
    assert stop.value.status == 5
    assert declare(BALLOTS, question("scottish", 3), one_witness=True).record.witnesses == (declaring.STATUTE,)
    (compared,) = compare(BALLOTS, [rule_book("scottish")], 3)
    assert compared.record is None
    assert compared.why_none.startswith("only one counter can make this count: the compiled counter is not built here")


def test_where_the_second_counter_refuses_nothing_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = pytest.importorskip("hustings.kernel.counter")

    def refuse(*_: object) -> Facts:
        raise counter.Refused("there are more papers than it can hold")

    monkeypatch.setattr(counter, "count", refuse)
    with pytest.raises(NoSecondWitness, match="refuses: there are more papers than it can hold"):
        declare(BALLOTS, question("scottish", 3))
