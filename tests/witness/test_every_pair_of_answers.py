"""Both counters know every answer of the table beside every other that the table allows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest

from elections import assert_conserved, election
from hustings.counting.count import count as by_statute
from hustings.rules.book import QUESTIONS, Rules
from hustings.rules.library import names, rule_book
from hustings.rules.needs import NEEDS
from hustings.rules.question import Question
from hustings.rules.questions import NUMBER, Value, key_of

pytestmark = pytest.mark.kernel

BOOKS = [rule_book(name) for name in names()]
# Ties, surpluses of papers of several values, an overvoted, a repeated and a skipped preference, short papers.
ELECTIONS = (
    election({"ABC": 9, "ACB": 4, "B-C": 3, "BAD": 3, "CBA": 3, "DCE": 2, "ECD": 2, "A=BC": 2, "CDCE": 2, "E--A": 1}),
    election({"AB": 6, "BC": 6, "CD": 4, "DE": 4, "EA=CB": 3, "D=EA": 2, "BAEB": 2, "C-D-E": 2, "A": 1}),
    election({"AECBD": 12, "BDA": 5, "CE": 4, "DBC": 4, "EDD": 3, "CB=DA": 3, "DA-BC": 2, "E": 2}),
)


def allowed(answers: Mapping[str, Value]) -> bool:
    """Whether the answers given so far can stand together, as far as the table says."""
    procedure = answers.get("procedure")
    for question in QUESTIONS:
        asked = procedure is None or procedure in question.of or question.name not in answers
        if not asked and answers[question.name] != key_of(question.default):
            return False
    return not any(
        need.question in answers
        and need.other in answers
        and answers[need.question] in need.answers
        and answers[need.other] not in need.others
        for need in NEEDS
    )


def completed(answers: dict[str, Value], like: Rules) -> dict[str, Value] | None:
    """All questions answered with these among them, otherwise like a rule book as far as may be; None if impossible."""
    if not allowed(answers):
        return None
    question = next((each for each in QUESTIONS if each.name not in answers), None)
    if question is None:
        return answers
    first = key_of(getattr(like, question.name))
    for key in sorted(question.answers, key=lambda each: each != first):
        if (found := completed({**answers, question.name: key}, like)) is not None:
            return found
    return None


def made(answers: Mapping[str, Value], like: Rules) -> Rules:
    numbers = {"decimals": like.decimals or 4, "convergence": 2}
    values = {name: numbers[name] if key == NUMBER else key for name, key in answers.items()}
    return dataclasses.replace(like, name="pair", **values)  # type: ignore[arg-type]


def all_pairs() -> Iterator[Rules]:
    """Rules for every pair of answers that can stand together."""
    for number, (one, other) in enumerate(combinations(QUESTIONS, 2)):
        for key in one.answers:
            for beside in other.answers:
                like = BOOKS[number % len(BOOKS)]
                answers = completed({one.name: key, other.name: beside}, like)
                if answers is not None:
                    yield made(answers, like)


def test_every_pair_of_answers_is_counted_alike_by_both() -> None:
    from hustings.kernel.counter import count as by_kernel

    pairs = 0
    for rules in all_pairs():
        pairs += 1
        for ballots, undeclared in zip(ELECTIONS, ((), (), (4,)), strict=True):
            seats = 1 if rules.quota == "majority" else 2
            ask = Question(rules, seats, lot_seed="pairs", undeclared=frozenset(undeclared))
            facts = by_statute(ballots, ask)
            assert by_kernel(ballots, ask) == facts, rules.answers()
            assert_conserved(facts, ask, ballots.decimals)
    assert pairs > 1000


def test_every_answer_is_met_by_some_pair() -> None:
    met = {(question.name, key_of(getattr(rules, question.name))) for rules in all_pairs() for question in QUESTIONS}
    assert met == {(question.name, key) for question in QUESTIONS for key in question.answers}


def test_elections_have_what_the_questions_ask_about() -> None:
    tokens: list[list[int]] = [list(ranking) for ballots in ELECTIONS for ranking, _ in ballots]
    assert any(token < 0 for ranking in tokens for token in ranking)
    assert any(0 in ranking for ranking in tokens)
    assert any(len(set(ranking) - {0}) < len([t for t in ranking if t]) for ranking in tokens)
