"""Two witnesses, and what is said when they differ."""

from __future__ import annotations

import dataclasses

import pytest

from elections import at_least, election, question
from hustings.record.facts import Facts
from hustings.witness import declaring
from hustings.witness.declaring import Dispute, declare

BALLOTS = election({"AB": 40, "B": 26, "C": 20, "D": 8, "E": 6})


def test_a_result_is_declared_by_both_witnesses() -> None:
    pytest.importorskip("numba")
    witnessed = declare(BALLOTS, question("scottish", 3))
    assert witnessed.record.witnesses == (declaring.STATUTE, declaring.KERNEL)
    assert witnessed.why_one == ""


def test_one_witness_is_written_in_the_record() -> None:
    witnessed = declare(BALLOTS, question("scottish", 3), one_witness=True)
    assert witnessed.record.witnesses == (declaring.STATUTE,)
    assert witnessed.why_one


def test_when_the_witnesses_differ_nothing_is_declared_and_the_first_difference_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = declare(BALLOTS, question("scottish", 3), one_witness=True).record.facts
    second = facts.stages[1]
    other = dataclasses.replace(second, votes=(second.votes[0], second.votes[1] + 1, *second.votes[2:]))
    false = dataclasses.replace(facts, stages=(facts.stages[0], other, *facts.stages[2:]))

    def lying_witness(*_: object) -> tuple[Facts, str]:
        return false, ""

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
