"""hustings compare: who wins under several rule books."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options
from hustings.cli.reading_options import Asked, with_reading


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
    json: options.Json = None,
    *,
    asked: Asked,
) -> None:
    """Show side by side who is elected under several rule books."""
    from hustings.ballots.account import account_json
    from hustings.ballots.reading import read_asked
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.cli.tables import print_comparison
    from hustings.election.problems import BadInput
    from hustings.rules.library import rule_book
    from hustings.witness.asking import read_groups
    from hustings.witness.comparing import compare as compared
    from hustings.witness.contest import no_rules

    named = [name.strip() for name in rules.split(",") if name.strip()]
    if not named:
        raise BadInput(no_rules())
    outputs = Outputs([ballots, groups], json=json, reading=asked.path)
    reading = read_asked(ballots, asked.options, asked.format)
    asked.show(reading)
    cast = reading.ballots
    with options.progress() as progress:
        results = compared(
            cast,
            [rule_book(name) for name in named],
            seats,
            one_witness=one_witness,
            progress=progress,
            at_least=at_least or (),
            at_most=at_most or (),
            groups=read_groups(groups, cast.names) if groups else None,
            withdraw=withdraw or (),
            lot_seed=lot_seed,
        )
    outputs.write(json=lambda: as_json.comparison(cast, results), reading=lambda: account_json(reading))
    if not outputs.printed:
        print_comparison(cast, results)
