"""hustings count: a ballots file or an election folder in, a declared result out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options
from hustings.cli.reading_options import Asked, with_reading

if TYPE_CHECKING:
    from hustings.record.record import CountRecord
    from hustings.rules.question import Question
    from hustings.witness.declaring import Witnessed


@with_reading
def count(
    ballots: Annotated[Path, typer.Argument(metavar="BALLOTS|FOLDER", help="A ballots file, or an election folder.")],
    contest: Annotated[str | None, typer.Option(metavar="ID", help="Which contest of the folder.")] = None,
    rules: options.RulesName = None,
    seats: options.Seats = None,
    at_least: options.AtLeast = None,
    at_most: options.AtMost = None,
    groups: options.GroupsFile = None,
    withdraw: options.Withdraw = None,
    ron: Annotated[str | None, typer.Option(metavar="CANDIDATE", help="Who stands for re-opening nominations.")] = None,
    further_ron: Annotated[
        bool, typer.Option("--further-ron", help="A further RON takes the surplus of one that is elected (NUS).")
    ] = False,
    lot: options.LotBy = "seed",
    lot_seed: options.LotSeed = None,
    decisions: options.DecisionsFile = None,
    ask: Annotated[bool, typer.Option("--ask", help="Ask how a tie was decided, and add it to --decisions.")] = False,
    one_witness: options.OneWitness = False,
    json: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the count record.")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write votes by stage.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the count sheet.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Show who is elected, without the stages.")] = False,
    *,
    asked: Asked,
) -> None:
    """Count an election by two witnesses and declare the result when they agree."""
    from hustings.ballots.account import account_json
    from hustings.cli.asking import answered
    from hustings.cli.outputs import Outputs
    from hustings.cli.tables import print_record
    from hustings.witness.contest import contest_of
    from hustings.witness.declaring import declare

    outputs = Outputs([ballots, groups, decisions], json=json, csv=csv, html=html, reading=asked.path)
    found = contest_of(
        ballots,
        contest,
        rules,
        seats,
        at_least=at_least or (),
        at_most=at_most or (),
        groups=groups,
        withdraw=withdraw or (),
        ron=ron,
        further_ron=further_ron,
        lot=lot,
        lot_seed=lot_seed,
        decisions=None if ask and decisions is not None and not decisions.exists() else decisions,
        options=asked.options,
        format=asked.format,
    )
    asked.show(found.reading)
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
        json=lambda: _json(record),
        csv=lambda: _csv(record),
        html=lambda: _count_sheet(record, found.notice),
        reading=lambda: account_json(found.reading),
    )
    if witnessed.by_one:
        typer.echo("Counted once only, by the statute counter, as --one-witness asks.", err=True)
    if not outputs.printed:
        print_record(record, brief=brief)


# What writes a file is loaded only when one is written.
def _json(record: CountRecord) -> str:
    from hustings.narrative.record_files import to_json

    return to_json(record)


def _csv(record: CountRecord) -> str:
    from hustings.narrative.record_files import record_csv

    return record_csv(record)


def _count_sheet(record: CountRecord, notice: str) -> str:
    from hustings.reports.count_sheet import Frame, count_sheet

    return count_sheet(record, Frame(notice=notice, noindex=bool(notice)))
