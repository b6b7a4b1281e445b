"""hustings count: a ballots file or an election folder in, a declared result out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hustings.cli import options
from hustings.cli.reading_options import Asked, with_reading

if TYPE_CHECKING:
    from hustings.record.record import CountRecord, Heading
    from hustings.rules.question import Question
    from hustings.witness.contest import ContestToCount
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
    ron: options.Ron = None,
    further_ron: options.FurtherRon = False,
    lot: options.LotBy = "seed",
    lot_seed: options.LotSeed = None,
    decisions: options.DecisionsFile = None,
    ask: options.Ask = False,
    tie: options.TieFile = None,
    one_witness: options.OneWitness = False,
    json: Annotated[
        Path | None, typer.Option(metavar="PATH|-", help="Write the count record (of several contests: a folder).")
    ] = None,
    csv: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write votes by stage (likewise).")] = None,
    html: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the count sheet (likewise).")] = None,
    organisation: options.Organisation = None,
    title: options.Title = None,
    date: options.Date = None,
    brief: options.Brief = False,
    *,
    asked: Asked,
) -> None:
    """Count an election by two witnesses and declare the result when they agree; of a folder every contest that has
    ballots, where --json, --csv and --html name folders for CONTEST.json, CONTEST.csv and CONTEST.html."""
    from hustings.ballots.account import account_json
    from hustings.cli.outputs import Outputs
    from hustings.cli.tables import print_record

    contests = _contests(ballots, contest)
    of_one: dict[str, object] = {"--seats": seats, "--ron": ron, "--groups": groups, "--decisions": decisions}
    of_one |= {"--tie": tie}
    of_one |= {"--reading": asked.path, "--at-least": at_least, "--at-most": at_most, "--withdraw": withdraw}
    _refuse_options(contests, of_one)
    files = _files(contests, json=json, csv=csv, html=html)
    Outputs([ballots, groups, decisions], writes=(), tie=tie, **files)
    outputs = Outputs([ballots, groups, decisions], writes=(), reading=asked.path, **files)
    put: dict[str, Any] = {"at_least": at_least or (), "at_most": at_most or (), "groups": groups}
    put |= {"withdraw": withdraw or (), "ron": ron, "further_ron": further_ron, "lot": lot, "lot_seed": lot_seed}
    put |= {"options": asked.options, "format": asked.format}
    put |= {"decisions": None if ask and decisions is not None and not decisions.exists() else decisions}
    counting = _Counting(
        ballots, rules, seats, put, asked, one_witness, ask, decisions, tie, _heading(organisation, title, date)
    )
    made: dict[str, Callable[[], str]] = {}
    records = []
    for each in contests:
        found, record = counting.declared(each, one_of_many=len(contests) > 1)
        records.append(record)
        made |= _texts(f"/{each}" if len(contests) > 1 else "", record, found.notice)
    outputs.write(reading=lambda: account_json(found.reading), **made)
    if one_witness:
        typer.echo("Counted once only, by the statute counter, as --one-witness asks.", err=True)
    if not outputs.printed:
        for record in records:
            print_record(record, brief=brief)


@dataclass(frozen=True, slots=True)
class _Counting:
    """How every contest is counted. put: options of `contest_of`. file: where answers to `ask` are written. tie: where
    a tie that stops the count is written."""

    ballots: Path
    rules: str | None
    seats: int | None
    put: dict[str, Any]
    asked: Asked
    one_witness: bool
    ask: bool
    file: Path | None
    tie: Path | None
    named: Callable[[Heading], Heading]

    def declared(self, contest: str | None, *, one_of_many: bool) -> tuple[ContestToCount, CountRecord]:
        """One contest, its reading shown, and its record."""
        from hustings.cli.asking import answered, tie_written
        from hustings.election.problems import HustingsError
        from hustings.witness.contest import contest_of

        try:
            found = contest_of(self.ballots, contest, self.rules, self.seats, **self.put)
            self.asked.show(found.reading)
            if found.ballots.tie_order and self.put["lot"] != "file":
                typer.echo("The ballots file's order for breaking ties is not used; --lot file uses it.", err=True)
            counted = partial(self._counted, found)
            with tie_written(self.tie, found.ballots.names):
                witnessed = answered(found, counted, self.file) if self.ask else counted(found.question)
        except HustingsError:
            if one_of_many:
                typer.echo(f"Contest {contest}; nothing is declared for any contest:", err=True)
            raise
        return found, witnessed.record

    def _counted(self, found: ContestToCount, question: Question) -> Witnessed:
        from hustings.witness.declaring import declare

        heading, once = self.named(found.heading), self.one_witness
        with options.progress() as progress:
            return declare(
                found.ballots, question, one_witness=once, file=found.file, heading=heading, progress=progress
            )


def _contests(ballots: Path, contest: str | None) -> tuple[str | None, ...]:
    """The contests to be counted: the one that is named, those of a folder that have ballots, or a file's one."""
    from hustings.witness.contest import contests_with_ballots

    if contest is not None or not ballots.is_dir():
        return (contest,)
    return contests_with_ballots(ballots) or (None,)


def _refuse_options(contests: Sequence[str | None], given: dict[str, object]) -> None:
    """Raises BadInput for options that are of one contest, where several are counted."""
    if len(contests) == 1:
        return
    from hustings.election.problems import BadInput, Problem

    said = f"{len(contests)} contests have ballots ({', '.join(map(str, contests))}); this option needs --contest"
    if wrong := [Problem(option, said) for option, value in given.items() if value]:
        raise BadInput(wrong)


def _files(contests: Sequence[str | None], **asked: Path | None) -> dict[str, Path | None]:
    """The files to write, by option; for several contests one file each in the folder that the option names."""
    from hustings.election.files import make_folder

    if len(contests) == 1:
        return asked
    _refuse_options(contests, {f"--{option} -": str(path) == "-" for option, path in asked.items()})
    found: dict[str, Path | None] = {}
    for option, folder in asked.items():
        if folder is not None:
            make_folder(folder)
            found |= {f"{option}/{each}": folder / f"{each}.{option}" for each in contests}
    return found


def _heading(organisation: str | None, title: str | None, date: str | None) -> Callable[[Heading], Heading]:
    """A result's heading, with what the options say in place of the folder's. Raises BadInput."""
    from datetime import date as day

    from hustings.election.problems import BadInput, Problem, shown
    from hustings.record.record import Heading

    try:
        said = day.fromisoformat(date).isoformat() if date else ""
    except ValueError:
        raise BadInput(Problem("--date", f"{shown(date)} is not a date; write it as 2022-08-01")) from None
    return lambda of: Heading(organisation or of.organisation, title or of.contest, said or of.date)


def _texts(suffix: str, record: CountRecord, notice: str) -> dict[str, Callable[[], str]]:
    """What writes each output of a contest."""
    return {
        f"json{suffix}": lambda: _json(record),
        f"csv{suffix}": lambda: _csv(record),
        f"html{suffix}": lambda: _count_sheet(record, notice),
    }


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
