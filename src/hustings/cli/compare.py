"""hustings compare: who wins under several rule books."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options
from hustings.cli.reading_options import ReadingAsked, with_reading


@with_reading
def compare(
    ballots: Annotated[Path, typer.Argument(metavar="BALLOTS", help="A ballots file.")],
    rules: Annotated[str, typer.Option("--rules", metavar="a,b,c", help="Rule books, with commas between them.")] = "",
    seats: options.Seats = None,
    at_least: options.AtLeast = None,
    at_most: options.AtMost = None,
    groups: options.GroupsFile = None,
    withdraw: options.Withdraw = None,
    lot_seed: options.LotSeed = None,
    one_witness: options.OneWitness = False,
    margin: Annotated[
        bool, typer.Option("--margin", help="Find how close each count was; this takes a while.")
    ] = False,
    language: options.Language = None,
    json: options.Json = None,
    *,
    asked: ReadingAsked,
) -> None:
    """Show side by side who is elected under several rule books."""
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.cli.tables import print_comparison
    from hustings.front.counting import books_named, compared
    from hustings.front.reading import read_with_account
    from hustings.narrative.languages import language_of

    books, spoken = books_named(rules), language_of(language)
    outputs = Outputs([ballots, groups], json=json, reading=asked.path)
    read = read_with_account(ballots, asked.options, asked.format)
    asked.show(read.account())
    with options.progress() as progress:
        found = compared(
            read.ballots,
            books,
            seats,
            groups=groups,
            one_witness=one_witness,
            margin=margin,
            progress=progress,
            at_least=at_least or (),
            at_most=at_most or (),
            withdraw=withdraw or (),
            lot_seed=lot_seed,
        )
    outputs.write(
        json=lambda: as_json.comparison(found.ballots, found.results, found.margins), reading=read.account_json
    )
    if not outputs.printed:
        print_comparison(found.ballots, found.results, language=spoken, margins=found.margins)
