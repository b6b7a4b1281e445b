"""A rule book's answers in words, for people who will not read the code: made from the table of questions."""

from __future__ import annotations

from hustings.rules.book import QUESTIONS, Rules
from hustings.rules.questions import RuleQuestion


def answers_in_words(rules: Rules, language: str = "en") -> list[tuple[str, str]]:
    """The questions that matter under this rule book, and its answers, in the order of a count."""
    asked = (question for question in QUESTIONS if rules.procedure in question.of)
    return [(question.text, said) for question in asked if (said := answer_in_words(question, rules))]


def answer_in_words(question: RuleQuestion, rules: Rules) -> str:
    """The rule book's answer to one question, with the field's own term for it; "" where it goes without saying."""
    value = getattr(rules, question.name)
    answer = question.answer(value)
    assert answer is not None
    if question.name == "decimals" and value == 0:
        return "In whole votes"
    meaning = answer.meaning.format(value)
    return f"{meaning} ({answer.term})" if answer.term else meaning
