"""hustings vacancy: who fills a place that has fallen vacant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from hustings.cli import options


def vacancy(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The count record, or the last vacancy record.")],
    ballots: Annotated[Path, typer.Argument(metavar="BALLOTS", help="The ballots of the election.")],
    leaver: Annotated[list[str], typer.Option(metavar="CANDIDATE", help="A sitting member who leaves.")],
    method: Annotated[Literal["countback", "runner-up"], typer.Option(help="How the place is filled.")],
    protect_sitting: Annotated[
        bool,
        typer.Option(
            "--protect-sitting/--no-protect-sitting",
            help="In a countback no sitting member is excluded (the default, as in ers97 7.1).",
        ),
    ] = True,
    declining: Annotated[list[str] | None, typer.Option(metavar="CANDIDATE", help="Who would not take it.")] = None,
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why they leave, for the record.")] = "",
    constraint: Annotated[
        Literal["keep", "lapse"] | None,
        typer.Option(help="What becomes of a constraint that the next newcomer would break."),
    ] = None,
    lot_seed: options.LotSeed = None,
    decisions: options.DecisionsFile = None,
    tie: options.TieFile = None,
    one_witness: options.OneWitness = False,
    language: options.Language = None,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the vacancy record.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the vacancy's count sheet.")] = None,
) -> None:
    """Fill a vacant place from the ballots of the election, by countback or by the runner-up."""
    from hustings import fill_vacancy
    from hustings.cli.asking import tie_written
    from hustings.cli.outputs import Outputs
    from hustings.cli.tables import print_vacancy

    inputs = [record, ballots, decisions]
    # A tie is written where it stops the count, and then there is nothing else to write.
    Outputs(inputs, tie=tie, json=json, html=html)
    outputs = Outputs(inputs, json=json, html=html)
    with options.progress() as progress, tie_written(tie):
        body = fill_vacancy(
            record,
            ballots,
            leaver,
            method,
            declining=declining or (),
            because=because,
            protect_sitting=protect_sitting,
            constraint=constraint,
            lot_seed=lot_seed,
            decisions=decisions or (),
            language=language,
            one_witness=one_witness,
            progress=progress,
        )
    outputs.write(json=body.to_json, html=body.to_html)
    if not outputs.printed:
        print_vacancy(body.record, asked_for_constraint=constraint is not None, language=body.language)
