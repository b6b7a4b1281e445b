"""How a question that every count must ask is declared: its possible answers, and what these need.

The questions themselves are the fields of `Rules` (book.py). Everything else that knows a question or an answer is made
from them or checked against them: the refusal of unknown answers, the record's JSON, the words of `hustings rules NAME`
(narrative/words/LANGUAGE/rules.toml), the reference documentation, and the compiled counter's own list.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Value = str | bool | int | None
Procedure = typing.Literal["transfers", "meek", "warren", "plurality"]
PROCEDURES: tuple[Procedure, ...] = typing.get_args(Procedure)
# The procedures in which papers move, in which candidates keep parts of them, and both: those that have stages.
MOVING: tuple[Procedure, ...] = ("transfers",)
KEEPING: tuple[Procedure, ...] = ("meek", "warren")
STAGED = (*MOVING, *KEEPING)
# The answer of a question that asks for a number, whatever number it is.
NUMBER = "a number"


class InvalidRules(ValueError):
    """Answers that no counter knows, or that have no meaning together; the message names all of them."""


# What happens under an answer: events of which a rule book names the paragraphs (book.EVENTS).
Events = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asks:
    """A question, as `Rules` declares it beside the type of its field.

    answers: in the order of the field's type, which must list the same, with what happens under each.
    of: the procedures under which it is asked; under the others the field must keep its default.
    """

    answers: Mapping[Value, Events]
    of: tuple[Procedure, ...] = PROCEDURES


@dataclass(frozen=True, slots=True)
class RuleQuestion:
    """A question of the table. name: of the field of `Rules`, and the key in a record. default: of the field."""

    name: str
    answers: Mapping[Value, Events]
    of: tuple[Procedure, ...]
    default: Value

    def answer(self, value: Value) -> Events | None:
        """What happens where this value is the answer; None where it is no answer to this question."""
        if isinstance(value, bool) or not isinstance(value, int):
            return self.answers.get(value)
        return self.answers.get(NUMBER) if value >= 0 else None


@dataclass(frozen=True, slots=True)
class Needs:
    """Answers to one question that have a meaning only beside certain answers to another."""

    question: str
    answers: tuple[Value, ...]
    other: str
    others: tuple[Value, ...]

    def broken_by(self, answers: Mapping[str, Value]) -> str:
        """What is wrong with these answers, in words; "" where nothing is."""
        value, other = answers[self.question], answers[self.other]
        if key_of(value) not in self.answers or key_of(other) in self.others:
            return ""
        wanted = " or ".join(map(_worded, self.others))
        return f"{self.question} {_worded(value)} needs {self.other} {wanted}, and it is {_worded(other)}"


def key_of(value: Value) -> Value:
    """The answer in the table that a value is: itself, or NUMBER."""
    return NUMBER if isinstance(value, int) and not isinstance(value, bool) else value


def questions_of(rules: type) -> tuple[RuleQuestion, ...]:
    """The table: every field of `Rules` that is a question, in order.

    Raises TypeError where a question's answers are not those of its field's type, each once.
    """
    fields = rules.__dataclass_fields__  # type: ignore[attr-defined]
    return tuple(RuleQuestion(name, asks.answers, asks.of, fields[name].default) for name, asks in _declared(rules))


def _declared(rules: type) -> Iterator[tuple[str, Asks]]:
    for name, hint in typing.get_type_hints(rules, include_extras=True).items():
        asks = next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Asks)), None)
        if asks is None:
            continue
        if tuple(_answers_of(hint.__origin__)) != tuple(asks.answers):
            raise TypeError(f"Rules.{name}: the table's answers are not those of the field's type")
        yield name, asks


def _answers_of(kind: object) -> Iterator[Value]:
    """The answers that a type allows: `Literal`s, bool, or whole numbers and None."""
    if kind is bool:
        yield from (False, True)
    elif kind is int:
        yield NUMBER
    elif kind is type(None):
        yield None
    elif typing.get_origin(kind) is typing.Literal:
        yield from typing.get_args(kind)
    else:
        for part in typing.get_args(kind):
            yield from _answers_of(part)


def faults(answers: Mapping[str, Value], table: Sequence[RuleQuestion], needs: Sequence[Needs]) -> Iterator[str]:
    """Everything wrong with these answers, in words: unknown ones, ones out of place, ones that exclude each other."""
    unknown = [each for each in table if each.answer(answers[each.name]) is None]
    for question in unknown:
        known = ", ".join(map(_worded, question.answers))
        yield f"{question.name} is {_worded(answers[question.name])}; it can be {known}"
    if unknown:
        return
    for question in table:
        value = answers[question.name]
        if answers["procedure"] not in question.of and value != question.default:
            procedure = _worded(answers["procedure"])
            yield f"{question.name} is {_worded(value)}, but is not asked under procedure {procedure}"
    for need in needs:
        if said := need.broken_by(answers):
            yield said


def _worded(value: Value) -> str:
    return f"“{value}”" if isinstance(value, str) and value != NUMBER else str(value)
