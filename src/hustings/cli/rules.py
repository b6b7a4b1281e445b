"""hustings rules: which rule books there are, and what one of them says."""

from __future__ import annotations

from typing import Annotated

import typer

from hustings.cli import options


def rules(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A rule book.")] = None,
    language: options.Language = None,
    json: options.Json = None,
) -> None:
    """List the rule books, or show one: its paragraphs in our words, and its answers to the questions of a count."""
    from hustings import rule_books
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.front.counting import book_named
    from hustings.narrative.catalogue import words
    from hustings.narrative.languages import language_of
    from hustings.narrative.rule_book import answers_in_words

    outputs, spoken = Outputs([], json=json), language_of(language)
    if name is None:
        books = rule_books()
        outputs.write(json=lambda: as_json.rule_books(books.values()))
        if outputs.printed:
            return
        width = max(map(len, books))
        for each, book in books.items():
            typer.echo(f"{each:<{width}}  {book.title}")
        return
    book = book_named(name, "NAME")
    outputs.write(json=lambda: as_json.rule_book(book))
    if outputs.printed:
        return
    source = words(spoken, file="rules")("rule_book.source", source=book.source)
    typer.echo(f"{book.name}: {book.title}\n{source}\n\n{book.text.strip()}\n")
    for question, answer in answers_in_words(book, spoken):
        typer.echo(f"{question}\n    {answer}")
