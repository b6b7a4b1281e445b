"""The parts of the documentation that are made from the program: questions, rule books, commands, Python.

A page asks for one with a line `<!-- generated: NAME -->`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator

from parameters import known_names, listed
from typer import Context
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

import hustings
from hustings.narrative.rule_book import answers_in_words, meaning_of, question_in_words
from hustings.rules.book import QUESTIONS
from hustings.rules.library import names, rule_book
from hustings.rules.needs import NEEDS
from hustings.rules.questions import NUMBER, PROCEDURES, Needs, RuleQuestion, Value, key_of

MARK = re.compile(r"^<!-- generated: ([\w -]+) -->$", re.M)


def filled(page: str, name: str = "") -> str:
    """The page with everything it asks for. Raises ValueError for an unknown part."""

    def part(match: re.Match[str]) -> str:
        if match[1] not in PARTS:
            raise ValueError(f"{name}: there is no generated part “{match[1]}”; there are {', '.join(PARTS)}")
        return "\n".join(PARTS[match[1]]())

    return MARK.sub(part, page)


# Questions and rule books


def questions() -> Iterator[str]:
    """Every question: its answers with their term, meaning and rule books, and what needs what."""
    for question in QUESTIONS:
        yield f"## {question.name}"
        yield ""
        yield f"{question_in_words(question)} {_asked_under(question)}"
        yield ""
        for answer in question.answers:
            meaning = meaning_of(question, answer)
            term = f" ({meaning.term})" if meaning.term else ""
            books = _books(question, answer)
            yield from (f"`{_word(answer)}`{term}", f": {_sentence(meaning.text)}")
            yield from ("", f"  Rule books: {books}.") if books else ()
            yield ""
        needs = [*_needs(question)]
        if needs:
            yield from ("", *needs)
        yield ""


def _sentence(meaning: str) -> str:
    return f"{meaning.replace(NUMBER, 'n') or 'No'}."


def _asked_under(question: RuleQuestion) -> str:
    default = f"Where a rule book does not say: `{_word(question.default)}`." if _has_default(question) else ""
    if question.of == PROCEDURES:
        return default
    procedures = " or ".join(f"`{procedure}`" for procedure in question.of)
    return f"Asked under the procedure {procedures}. {default}"


def _has_default(question: RuleQuestion) -> bool:
    return key_of(question.default) in question.answers


def _books(question: RuleQuestion, answer: Value) -> str:
    """The rule books that give the answer, where they are asked."""
    asked = (book for book in map(rule_book, names()) if book.procedure in question.of)
    return ", ".join(book.name for book in asked if key_of(getattr(book, question.name)) == answer)


def _needs(question: RuleQuestion) -> Iterator[str]:
    for need in NEEDS:
        if need.question == question.name:
            yield f"* {_words(need.answers)} needs [`{need.other}`](#{_anchor(need.other)}) {_words(need.others)}."
        elif need.other == question.name:
            other = f"[`{need.question}`](#{_anchor(need.question)})"
            yield f"* {other} {_words(need.answers)} needs {_words(need.others)} here."


def needs() -> Iterator[str]:
    """Which answers need which others, as one table."""

    def row(need: Needs) -> tuple[str, ...]:
        return (f"`{need.question}` {_words(need.answers)}", f"`{need.other}` {_words(need.others)}")

    yield from table(("an answer", "needs"), map(row, NEEDS))


def rule_books() -> Iterator[str]:
    """Every rule book: its paragraphs in our own words, and its answers."""
    for book in map(rule_book, names()):
        yield from (f"## {book.name}", "", f"{book.title}.", "", f"Source: {book.source}.", "")
        yield from ("```text", book.text.strip(), "```", "")
        yield from table(("question", "answer"), answers_in_words(book))
        yield ""


def _words(answers: Iterable[Value]) -> str:
    return " or ".join(f"`{_word(answer)}`" for answer in answers)


def _word(answer: Value) -> str:
    if answer == NUMBER:
        return "n"
    return {True: "yes", False: "no", None: "none"}.get(answer, str(answer)) if not isinstance(answer, str) else answer


def _anchor(name: str) -> str:
    """The address of the heading with this text."""
    return name.lower()


# Commands


def commands() -> Iterator[str]:
    """Every command, with the text of its --help."""
    from hustings.cli.main import app

    yield from _help_of(get_command(app), "hustings", None)


def _help_of(command: TyperCommand | TyperGroup, name: str, above: Context | None) -> Iterator[str]:
    context = Context(command, info_name=name, parent=above, terminal_width=90, max_content_width=90)
    if above is not None:
        yield from (f"## {context.command_path}", "", "```text", command.get_help(context).strip(), "```", "")
    if isinstance(command, TyperGroup):
        for below in command.commands:
            yield from _help_of(command.commands[below], below, context)


# Python


def python(kind: Callable[[object], bool]) -> Iterator[str]:
    """The public names of a kind, in the order in which the front door lists them."""
    for name in hustings.__all__:
        value = getattr(hustings, name)
        if not kind(value):
            continue
        yield from (f"### {name}", "", "```{eval-rst}")
        if is_error(value) or value is hustings.Rules:
            # The questions page has the fields of Rules.
            yield from (f".. py:{'exception' if is_error(value) else 'class'}:: hustings.{name}", "")
            yield from (f"   {line}" for line in listed(inspect.getdoc(value).splitlines(), known_names(value)))
        else:
            yield f".. {'autofunction' if inspect.isfunction(value) else 'autoclass'}:: hustings.{name}"
        yield from ("```", "")


def is_error(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, Exception)


def is_class(value: object) -> bool:
    return inspect.isclass(value) and not is_error(value)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "questions": questions,
    "needs": needs,
    "rule books": rule_books,
    "commands": commands,
    "functions": lambda: python(inspect.isfunction),
    "values": lambda: python(is_class),
    "errors": lambda: python(is_error),
}
