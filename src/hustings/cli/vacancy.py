"""hustings vacancy: who fills a place that has fallen vacant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.record.body import Body


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
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the vacancy record.")] = None,
) -> None:
    """Fill a vacant place from the ballots of the election, by countback or by the runner-up."""
    from hustings.cli.asking import tie_written
    from hustings.cli.outputs import Outputs
    from hustings.election.files import read_text
    from hustings.front.body import filled
    from hustings.narrative.vacancy import vacancy_json
    from hustings.record.body_json import read_body
    from hustings.witness.asking import numbers_of, read_decisions
    from hustings.witness.vacancies import Asked, Counting

    inputs = [record, ballots, decisions]
    # A tie is written where it stops the count, and then there is nothing else to write.
    Outputs(inputs, tie=tie, json=json)
    outputs = Outputs(inputs, json=json)
    body = read_body(read_text(record), str(record))
    asked = Asked(
        leavers=tuple(sorted(numbers_of(leaver, body.names, "--leaver"))),
        method=method,
        because=because,
        declining=tuple(sorted(numbers_of(declining or (), body.names, "--declining"))),
        protect_sitting=protect_sitting,
        constraint=constraint,
        lot_seed=lot_seed,
        decisions=read_decisions(decisions, body.names) if decisions else (),
    )
    with options.progress() as progress, tie_written(tie, body.names):
        after = filled(body, str(record), ballots, asked, Counting(one_witness, progress))
    outputs.write(json=lambda: vacancy_json(after))
    if not outputs.printed:
        _show(after, constraint)


def _show(body: Body, constraint: str | None) -> None:
    """The last vacancy: its count, who came in and why, and who sits now. constraint: as it was asked for."""
    from hustings.cli.tables import new_console, print_record, say
    from hustings.narrative.vacancy import body_said, vacancy_said

    filled, out = body.vacancies[-1], new_console()
    if filled.countback is not None:
        print_record(filled.countback, out)
    say(out, vacancy_said(body, filled))
    say(out, body_said(body))
    if constraint is not None and not filled.broken:
        say(out, "No constraint was in question, so --constraint changed nothing.")
