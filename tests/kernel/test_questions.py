"""The compiled counter knows every question of the table, and the same answers."""

from __future__ import annotations

import dataclasses

import pytest

from elections import question
from hustings.kernel import _kernel
from hustings.kernel.asking import named
from hustings.rules.book import QUESTIONS
from hustings.rules.questions import NUMBER

pytestmark = pytest.mark.kernel


def test_both_lists_have_the_same_questions_and_answers() -> None:
    words = {each.name: set(each.answers) for each in QUESTIONS if all(isinstance(key, str) for key in each.answers)}
    words = {name: answers for name, answers in words.items() if NUMBER not in answers}
    assert {name: set(answers) for name, answers in _kernel.QUESTIONS.items()} == words
    assert set(_kernel.YES_OR_NO) == {each.name for each in QUESTIONS if set(each.answers) == {False, True}}
    assert set(_kernel.NUMBERS) == {each.name for each in QUESTIONS if NUMBER in each.answers}
    assert len(words) + len(_kernel.YES_OR_NO) + len(_kernel.NUMBERS) == len(QUESTIONS)


def test_an_unknown_answer_is_refused_by_name() -> None:
    passed = named(question("scottish", 1), 2, 0)
    passed["answers"] = {**dataclasses.asdict(question("scottish", 1).rules), "batches": "by colour"}
    word, what, _ = _kernel.count(b"", b"", b"", _kernel.ask(passed), lambda *_: [])
    assert (word, what) == ("refused", "the answer “by colour” to the question “batches”")
