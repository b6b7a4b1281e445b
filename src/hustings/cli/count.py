"""hustings count: a ballots file or an election folder in, a declared result out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.rules.question import Question
    from hustings.witness.declaring import Witnessed


def count(
    ballots: Annotated[Path, typer.Argument(metavar="BALLOTS|FOLDER", help="A ballots file, or an election folder.")],
    contest: Annotated[str | None, typer.Option(metavar="ID", help="Which contest of the folder.")] = None,
    rules: options.RulesName = None,
    seats: options.Seats = None,
    at_least: options.AtLeast = None,
    at_most: options.AtMost = None,
    groups: options.GroupsFile = None,
    withdraw: options.Withdraw = None,
    lot: options.LotBy = "seed",
    lot_seed: options.LotSeed = None,
    decisions: options.DecisionsFile = None,
    ask: Annotated[bool, typer.Option("--ask", help="Ask how a tie was decided, and add it to --decisions.")] = False,
    one_witness: options.OneWitness = False,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the count record.")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write votes by stage.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the count sheet.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Show who is elected, without the stages.")] = False,
) -> None:
    """Count an election by two witnesses and declare the result when they agree."""
    from hustings.cli.asking import answered
    from hustings.cli.outputs import Outputs
    from hustings.cli.tables import print_record
    from hustings.narrative.record_files import record_csv, to_json
    from hustings.reports.count_sheet import Frame, count_sheet
    from hustings.witness.contest import contest_of
    from hustings.witness.declaring import declare

    outputs = Outputs([ballots, groups, decisions], json=json, csv=csv, html=html)
    found = contest_of(
        ballots,
        contest,
        rules,
        seats,
        at_least=at_least or (),
        at_most=at_most or (),
        groups=groups,
        withdraw=withdraw or (),
        lot=lot,
        lot_seed=lot_seed,
        decisions=None if ask and decisions is not None and not decisions.exists() else decisions,
    )
    if found.ballots.tie_order and lot != "file":
        typer.echo("The ballots file's order for breaking ties is not used; --lot file uses it.", err=True)

    def count_once(question: Question) -> Witnessed:
        with options.progress() as progress:
            return declare(
                found.ballots,
                question,
                one_witness=one_witness,
                file=found.file,
                progress=progress,
            )

    witnessed = answered(found, count_once, decisions) if ask else count_once(found.question)
    record = witnessed.record
    outputs.write(
        json=lambda: to_json(record),
        csv=lambda: record_csv(record),
        html=lambda: count_sheet(record, Frame(notice=found.notice, noindex=bool(found.notice))),
    )
    if witnessed.by_one:
        typer.echo("Counted once only, by the statute counter, as --one-witness asks.", err=True)
    if not outputs.printed:
        print_record(record, brief=brief)
