"""The count record: written and read again without loss, and compared figure by figure."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from elections import at_least, election, question
from hustings.ballots.ballots import Ballots
from hustings.counting.count import count
from hustings.election.problems import BadInput
from hustings.narrative.record_files import to_json
from hustings.record.contradictions import contradictions, read_record
from hustings.record.differences import first_difference
from hustings.record.facts import Facts
from hustings.record.figures import FigureStyle, exact, read_exact
from hustings.record.json_reader import from_json
from hustings.record.json_writer import data_digest
from hustings.record.record import (
    CandidateOutcome,
    CountRecord,
    outcomes,
    record_of,
)
from hustings.rules.question import Decision, Question
from strategies import counts


def record(ballots: Ballots, ask: Question, **more: object) -> CountRecord:
    return record_of(ballots, ask, count(ballots, ask), ["statute counter"], **more)  # type: ignore[arg-type]


def counted(ballots: Ballots, ask: Question) -> Facts:
    """The facts, where the question has an answer."""
    try:
        return count(ballots, ask)
    except ValueError:
        assume(False)
        raise


# 60 papers, 2 places, quota 60 / 3 = 20: A has 30 and a surplus of 10, worth 0.33 of a vote to each of the 30 papers.
THREE = election({"ABC": 30, "B": 16, "CB": 14})


@given(counts(), st.integers(0, 2), st.text(max_size=8), st.booleans())
def test_a_record_read_again_is_the_record_written(
    case: tuple[Ballots, Question], decimals: int, text: str, known: bool
) -> None:
    ballots, ask = case
    facts = counted(dataclasses.replace(ballots, decimals=decimals), ask)
    about: dict[str, Any] = {
        "issued": 900 if known else None,
        "returned": 0 if known else None,
        "spoilt": 3 * known,
        "title": text,
    }
    names = (text, *ballots.names[1:])
    cast = dataclasses.replace(ballots, decimals=decimals, names=names, parties=names if known else (), **about)
    ask = dataclasses.replace(ask, guarded=frozenset({1}), lot_seed=text, decisions=(Decision(2, "surplus", 1),))
    without = facts.elected if known else None
    made = record_of(cast, ask, facts, ["statute counter", text], without_constraints=without, file=f"a/b\\{text}")
    assert from_json(to_json(made), "count.json") == made
    assert list(contradictions(to_json(made), made)) == []


def test_votes_are_text_in_the_rules_decimals_and_keys_that_do_not_apply_are_absent() -> None:
    """All papers of A have a next preference: 30 × 0.33 = 9.90 go to B, who then has 25.90; 0.10 is lost."""
    data = json.loads(to_json(record(THREE, question("ers97", 2))))
    first, second = data["stages"]
    assert data["format"] == "hustings-count/2"
    assert data["input"]["rule_book"]["look_back"] == "earliest"
    assert data["ballots"]["valid"] == "60"
    assert first["votes"] == ["30.00", "16.00", "14.00"]
    assert first["quota"] == "20.00"
    assert not {"transfer_value", "steps", "keep", "iterations", "guarded"} & set(first)
    assert second["kind"] == "surplus"
    assert second["of"] == [1]
    assert second["action"] == "Surplus of A"
    assert second["transfer_value"] == "0.33"
    assert second["votes"] == ["20.00", "25.90", "14.00"]
    assert second["steps"] == [
        {
            "value": "0.33",
            "papers": "30",
            "votes": ["0.00", "9.90", "0.00"],
            "non_transferable": "0.00",
            "loss_by_fraction": "0.10",
            "elected": [],
        }
    ]
    assert data["elected"] == [1, 2]
    assert [(c["outcome"], c["stage"]) for c in data["candidates"]] == [
        ("elected", 1),
        ("elected", 2),
        ("not elected", None),
    ]


def test_rationals_are_written_as_fractions() -> None:
    """Quota 21 of whole votes; A's surplus of 9 over 30 papers: 9/30 = 3/10 a paper, 9 in all; B has 25."""
    data = json.loads(to_json(record(THREE, question("wigm", 2))))
    assert data["stages"][1]["transfer_value"] == "3/10"
    assert data["stages"][1]["votes"] == ["21/1", "25/1", "14/1"]


def test_what_became_of_each_candidate() -> None:
    """E has withdrawn. Quota ⌊33/3⌋ + 1 = 12; D (2) is excluded, then C (3), and B is left for the second place."""
    ballots = election({"A": 20, "B": 8, "C": 3, "D": 2, "E": 4})
    ask = question("scottish", 2, withdrawn=frozenset({5}))
    facts = count(ballots, ask)
    assert outcomes(facts, ask, 5) == (
        CandidateOutcome("elected", 1),
        CandidateOutcome("elected", 4),
        CandidateOutcome("excluded", 4),
        CandidateOutcome("excluded", 3),
        CandidateOutcome("withdrawn", None),
    )


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [(5, 2, "0.05"), (132050, 2, "1320.50"), (7, 0, "7"), (Fraction(7, 3), None, "7/3"), (Fraction(2), None, "2/1")],
)
def test_figures_are_exact_text_and_back(number: int | Fraction, places: int | None, text: str) -> None:
    assert exact(number, places) == text
    assert read_exact(text, places) == number


def test_figures_in_sentences_differ_where_the_numbers_do() -> None:
    """Meek's nine places are shown as two, unless two figures that are compared would then look the same."""
    figures = FigureStyle(9)
    assert figures.said(107_571_428_572) == "107.57"
    assert figures.said(107_571_428_572, 107_571_000_000) == "107.5714"
    assert figures.said(1_200_000_000_000) == "1,200"


# Differences


def changed(facts: Facts, stage: int, **what: object) -> Facts:
    stages = list(facts.stages)
    stages[stage - 1] = dataclasses.replace(stages[stage - 1], **what)  # type: ignore[arg-type]
    return dataclasses.replace(facts, stages=tuple(stages))


def test_equal_counts_have_no_difference() -> None:
    ask = question("ers97", 2)
    assert first_difference(count(THREE, ask), count(THREE, ask), THREE.names) is None


def test_the_first_difference_names_stage_figure_and_both_values() -> None:
    facts = count(THREE, question("ers97", 2))
    other = changed(facts, 2, votes=(2000, 2589, 1401), loss_by_fraction=11)
    said = first_difference(facts, other, THREE.names, FigureStyle(2), ("the record", "the count made again"))
    assert said == "Stage 2, votes of B: 25.90 in the record, 25.89 in the count made again."


def test_a_keep_value_that_differs_is_its_candidates() -> None:
    facts = count(THREE, question("meek", 2))
    first, second, third = facts.stages[-1].keep
    other = changed(facts, len(facts.stages), keep=(first, second - 1, third))
    assert ", keep value of B: " in (first_difference(facts, other, THREE.names) or "")


def test_a_missing_stage_and_another_winner_are_differences() -> None:
    facts = count(THREE, question("ers97", 2))
    shorter = dataclasses.replace(facts, stages=facts.stages[:1])
    assert "Stage 2" in (first_difference(facts, shorter, THREE.names) or "")
    assert "umber of stages" in (first_difference(shorter, facts, THREE.names) or "")
    swapped = dataclasses.replace(facts, elected=(2, 1))
    assert first_difference(facts, swapped, THREE.names) == (
        "The elected in order: A, B in the first count, B, A in the second."
    )


@given(counts(), st.data())
def test_every_fact_that_is_changed_is_found(case: tuple[Ballots, Question], data: st.DataObject) -> None:
    ballots, ask = case
    facts = counted(ballots, ask)
    number = data.draw(st.integers(1, len(facts.stages)))
    stage = facts.stages[number - 1]
    key = data.draw(st.sampled_from([field.name for field in dataclasses.fields(stage) if field.name != "number"]))
    value = data.draw(st.sampled_from([getattr(one, key) for one in facts.stages]))
    other = changed(facts, number, **{key: value})
    said = first_difference(facts, other, ballots.names, FigureStyle(ask.rules.decimals))
    assert (said is None) == (other == facts)
    assert said is None or said.startswith(f"Stage {number}, ")


# Records that are not right


def spoilt(change: Callable[[dict], object]) -> str:  # type: ignore[type-arg]
    data = json.loads(to_json(record(THREE, question("ers97", 2, constraints=(at_least(1, [2, 3]),)))))
    change(data)
    return json.dumps(data)


def remove(*keys: str | int) -> Callable[[dict], object]:  # type: ignore[type-arg]
    def change(data: dict) -> object:  # type: ignore[type-arg]
        for key in keys[:-1]:
            data = data[key]
        return data.pop(keys[-1])

    return change


def put(value: object, *keys: str | int) -> Callable[[dict], object]:  # type: ignore[type-arg]
    def change(data: dict) -> object:  # type: ignore[type-arg]
        for key in keys[:-1]:
            data = data[key]
        data[keys[-1]] = value
        return None

    return change


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "count.json:1: this is not JSON"),
        ("{\n\n", "count.json:3: this is not JSON"),
        ("[]", "not a count record: it names no format"),
        ("[" * 100_000, "not JSON that can be read"),
        ('{"format": "hustings-count/9"}', "its format is “hustings-count/9”; “hustings-count/2” is wanted"),
        (spoilt(remove("elected")), "elected: this key is missing"),
        (spoilt(remove("stages", 1, "votes")), "stages[1].votes: this key is missing"),
        (spoilt(put(12, "stages", 1, "votes", 0)), "stages[1].votes[0]: “12” is wrong"),
        (spoilt(put("12", "stages", 1, "votes", 0)), "stages[1].votes[0]: “12” is wrong; a number with 2 decimal"),
        (spoilt(put("-1.00", "stages", 1, "votes", 0)), "stages[1].votes[0]: “-1.00” is wrong"),
        (
            spoilt(remove("stages", 0, "votes", 2)),
            "stages[0].votes: a list of 2 is wrong; it should be one figure a candidate, 3",
        ),
        (spoilt(put([4], "stages", 0, "elected")), "stages[0].elected: candidate 4 is wrong"),
        (spoilt(put([{}], "stages", 0, "ties")), "stages[0].ties[0].for"),
        (spoilt(put("elsewhere", "stages", 0, "kind")), "stages[0].kind: “elsewhere” is wrong"),
        (spoilt(put("random", "input", "rule_book", "look_back")), "input.rule_book.look_back: “random” is wrong"),
        (spoilt(put(1, "input", "rule_book", "look_bak")), "“look_bak” is not a question of a rule book (did you mean"),
        (spoilt(put("meek", "rules")), "rules: “meek” is wrong; it should be “ers97”, as in input.rule_book"),
        (spoilt(put(3, "seats")), "seats: 3 is wrong; it should be 2, as in input.seats"),
        (spoilt(put("zz", "ballots", "sha256")), "ballots.sha256: “zz” is wrong"),
        (spoilt(put(7, "candidates", 0, "number")), "candidates: the numbering is wrong; it should be 1, 2, 3"),
    ],
)
def test_a_malformed_record_is_refused_with_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        from_json(text, "count.json")
    assert said in str(refused.value)


def test_all_that_is_wrong_with_a_record_is_said_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        from_json(spoilt(lambda data: data["stages"][0]["votes"].__setitem__(slice(None), ["a", "b", "1.00"])), "x")
    assert [str(problem).split(":")[1] for problem in refused.value.problems] == [
        " stages[0].votes[0]",
        " stages[0].votes[1]",
    ]


def test_an_outcome_that_the_stages_do_not_bear_out_is_found() -> None:
    text = spoilt(put("elected", "candidates", 2, "outcome"))
    said = list(contradictions(text, from_json(text, "x")))
    assert said[0].startswith("its digest (sha256) is")
    assert said[1:] == ['candidates[2].outcome is "elected", but by the rest of the record it is "not elected"']


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("29.00", "stages", 0, "votes", 0), "stage 1 adds up to 59.00 votes, and the valid papers to 60.00"),
        (put("59", "ballots", "valid"), "stage 1 adds up to 60.00 votes, and the valid papers to 59.00"),
        (put([2, 1], "elected"), "elected are 2, 1, but its stages elect 1, 2"),
        (put([1], "input", "groups", "women"), "input.groups.women"),
        (put("9.9", "stages", 1, "steps", 0, "votes", 1), "stages[1].steps[0].votes[1]"),
    ],
)
def test_a_record_that_contradicts_itself_is_never_read(change: Callable[[dict], object], said: str) -> None:  # type: ignore[type-arg]
    """Even where its digest has been made again to fit."""

    def forged(data: dict) -> None:  # type: ignore[type-arg]
        change(data)
        data["sha256"] = data_digest(data)

    with pytest.raises(BadInput) as refused:
        read_record(spoilt(forged), "x")
    assert said in str(refused.value)


def test_a_key_that_stands_twice_is_refused() -> None:
    """Readers differ on which of the two they take, so that one file could tell two results."""
    text = spoilt(lambda _: None)
    with pytest.raises(BadInput, match="the key “elected” stands twice"):
        from_json(text[:-1] + ', "elected": [3, 1]}', "x")
