"""A rule book's answers in words, for people who will not read the code: the catalogue's words for the questions."""

from __future__ import annotations

from dataclasses import dataclass

from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.rules.book import QUESTIONS, Rules
from hustings.rules.questions import NUMBER, RuleQuestion, Value, key_of

NAMES: dict[Value, str] = {True: "yes", False: "no", None: "none", NUMBER: "number"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an answer says as a line of `hustings rules NAME`, "" where it goes without saying; and what the field calls
    it, "" where it has no name of its own."""

    text: str
    term: str


def answers_in_words(rules: Rules, language: str = ENGLISH) -> list[tuple[str, str]]:
    """The questions that matter under this rule book, and its answers, in the order of a count."""
    asked = [question for question in QUESTIONS if rules.procedure in question.of]
    answers = [(question, answer_in_words(question, rules, language)) for question in asked]
    return [(question_in_words(question, language), said) for question, said in answers if said]


def question_in_words(question: RuleQuestion, language: str = ENGLISH) -> str:
    """What it asks, as a person asks it."""
    return _words(language)(f"rule_{question.name}.question")


def answer_in_words(question: RuleQuestion, rules: Rules, language: str = ENGLISH) -> str:
    """The rule book's answer to one question, with the field's own term for it; "" where it goes without saying."""
    value = getattr(rules, question.name)
    if question.name == "decimals" and value == 0:
        return _words(language)("rule_decimals.whole_votes")
    meaning = meaning_of(question, value, language)
    return f"{meaning.text} ({meaning.term})" if meaning.term else meaning.text


def meaning_of(question: RuleQuestion, value: Value, language: str = ENGLISH) -> Meaning:
    """What one answer of the table means."""
    say, key = _words(language), answer_key(question, value)
    term = say(f"{key}_term") if say.has(f"{key}_term") else ""
    return Meaning(say(key, number=value), term)


def answer_key(question: RuleQuestion, value: Value) -> str:
    """The key of what an answer means: «rule_quota.hare», «rule_surplus_papers.last_parcel»."""
    answer = key_of(value)
    named = NAMES[answer] if answer in NAMES else str(answer).lower().replace(", ", "_").replace(" ", "_")
    return f"rule_{question.name}.{named}"


def _words(language: str) -> Words:
    return words(language, file="rules")
