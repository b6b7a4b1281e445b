"""hustings vacancy: who fills a place that has fallen vacant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from hustings.cli import options


def vacancy(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The count record of the election.")],
    ballots: Annotated[Path, typer.Argument(metavar="BALLOTS", help="The ballots it was made from.")],
    leaver: Annotated[str, typer.Option(metavar="CANDIDATE", help="The elected candidate who leaves.")],
    method: Annotated[Literal["countback", "runner-up"], typer.Option(help="How the place is filled.")],
    protect_sitting: Annotated[
        bool, typer.Option("--protect-sitting", help="No sitting member is excluded in a countback.")
    ] = False,
    declining: Annotated[list[str] | None, typer.Option(metavar="CANDIDATE", help="Who would not take it.")] = None,
    lot_seed: options.LotSeed = None,
    decisions: options.DecisionsFile = None,
    one_witness: options.OneWitness = False,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the countback's record.")] = None,
) -> None:
    """Fill a vacant place from the ballots of the election, by countback or by the runner-up."""
    from hustings.ballots.reading import read_ballots
    from hustings.cli.outputs import Outputs
    from hustings.cli.tables import print_record
    from hustings.election.files import read_text
    from hustings.narrative.record_files import to_json
    from hustings.record.json_reader import from_json
    from hustings.witness.asking import numbers_of, read_decisions
    from hustings.witness.vacancies import countback, runner_up, same_ballots

    outputs = Outputs([record, ballots, decisions], json=json)
    count, cast = from_json(read_text(record), str(record)), read_ballots(ballots)
    same_ballots(count, cast, str(ballots))
    (number,) = numbers_of([leaver], count.names, "--leaver")
    without = numbers_of(declining or (), count.names, "--declining")
    if method == "runner-up":
        filling = runner_up(count, cast, number, declining=without, lot_seed=lot_seed)
        if protect_sitting:
            typer.echo("--protect-sitting has no meaning for a runner-up: nobody is counted again.", err=True)
    else:
        with options.progress() as progress:
            filling = countback(
                count,
                cast,
                number,
                declining=without,
                protect_sitting=protect_sitting,
                lot_seed=lot_seed,
                decisions=read_decisions(decisions, count.names) if decisions else (),
                one_witness=one_witness,
                progress=progress,
            )
    if filling.countback is not None:
        again = filling.countback.record
        outputs.write(json=lambda: to_json(again))
        if outputs.printed:
            return
        print_record(again)
    who = count.names[filling.newcomer - 1] if filling.newcomer else "Nobody"
    typer.echo(f"{who} fills the place of {count.names[number - 1]}: {filling.why}.")
