"""The table of questions: every answer has a meaning, and rules that mean nothing cannot be made."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import pytest

from hustings.narrative.rule_book import answers_in_words, question_in_words
from hustings.rules.book import QUESTIONS, Rules
from hustings.rules.library import names, rule_book
from hustings.rules.questions import Asks, InvalidRules, questions_of

SCOTTISH = rule_book("scottish")
ROOT = Path(__file__).parent.parent.parent
# What happens in every count that has stages, whatever the answers.
ALWAYS = {"election", "exclusion", "batches", "last places", "tied exclusion", "completion"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"transfer_value": "divided"},
            "surplus_papers “all” needs transfer_value “share” or “fraction”, and it is “divided”",
        ),
        ({"quota": "Droop"}, "quota is “Droop”; it can be “whole”, “fractional”"),
        ({"quota": "none"}, "procedure “transfers” needs quota"),
        ({"decimals": -1}, "decimals is -1; it can be a number, None"),
        ({"procedure": "meek"}, "surplus_papers is “all”, but is not asked under procedure “meek”"),
        ({"convergence": 6}, "convergence is 6, but is not asked under procedure “transfers”"),
        ({"paragraphs": {"qouta": "46"}}, "there is no event “qouta” for a paragraph"),
    ],
)
def test_rules_that_no_counter_knows_cannot_be_made(changed: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidRules, match=r"^scottish: ") as refused:
        dataclasses.replace(SCOTTISH, **changed)  # type: ignore[arg-type]
    assert said in str(refused.value)


@pytest.mark.parametrize("places", [0, 10])
def test_shares_converge_within_the_decimal_places(places: int) -> None:
    """meek counts with nine. With none the total surplus would have to fall below a whole vote only."""
    with pytest.raises(InvalidRules, match=f"convergence is {places}; it should be from 1 to the 9 decimal places"):
        dataclasses.replace(rule_book("meek"), convergence=places)
    assert dataclasses.replace(rule_book("meek"), convergence=9).convergence == 9


@pytest.mark.parametrize("name", names())
def test_a_rule_book_names_the_paragraphs_of_what_can_happen_under_it(name: str) -> None:
    rules = rule_book(name)
    answers = [question.answer(getattr(rules, question.name)) for question in QUESTIONS]
    happens = {event for answer in answers if answer for event in answer}
    happens |= ALWAYS if rules.procedure != "plurality" else {"election"}
    # Who is elected first among equals matters only where a rule book says so (ers97 5.6.2).
    assert happens <= set(rules.paragraphs) <= happens | {"tied election"}


@pytest.mark.parametrize("name", names())
def test_every_question_that_matters_is_answered_in_words(name: str) -> None:
    said = answers_in_words(rule_book(name))
    assert len(said) >= 7
    assert all(question.endswith("?") and answer and "{" not in answer for question, answer in said)


def test_an_answer_that_the_type_or_the_table_lacks_is_refused() -> None:
    @dataclass
    class Planted:
        quota: Annotated[Literal["whole", "hare"], Asks({"whole": ("quota",)})] = "whole"

    with pytest.raises(TypeError, match="quota: the table's answers are not those of the field's type"):
        questions_of(Planted)


def test_no_two_questions_ask_the_same() -> None:
    assert len({question_in_words(question) for question in QUESTIONS}) == len(QUESTIONS)
    assert {question.name for question in QUESTIONS} == {
        field.name
        for field in dataclasses.fields(Rules)
        if field.name not in ("name", "title", "source", "text", "paragraphs")
    }


def test_an_answer_that_the_statute_counter_lacks_fails_the_type_check(tmp_path: Path) -> None:
    """Planted: a quota in the table alone. `make check` runs the same type check."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    table = tmp_path / "src/hustings/rules/table/quotas.py"
    text = table.read_text()
    assert 'Literal["whole"' in text
    table.write_text(text.replace('Literal["whole"', 'Literal["imperiali", "whole"'))
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "-p", "hustings.counting", "--cache-dir", str(tmp_path / "cache")],
        cwd=tmp_path / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'Argument 1 to "assert_never" has incompatible type "Literal[\'imperiali\']"' in checked.stdout
