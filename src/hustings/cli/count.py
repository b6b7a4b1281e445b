"""hustings count: a ballots file or an election folder in, a declared result out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hustings.cli import options
from hustings.cli.reading_options import ReadingAsked, with_reading

if TYPE_CHECKING:
    from hustings import Count
    from hustings.front.contest import ContestOptions, ContestWithBallots


RecordFile = Annotated[
    Path | None, typer.Option(metavar="PATH|-", help="Write the count record (of several contests: a folder).")
]
VotesFile = Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write votes by stage (likewise).")]
MarginFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="How close it was: what `hustings margin --json` wrote of it.")
]
SheetFile = Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write the count sheet (likewise).")]


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
    json: RecordFile = None,
    csv: VotesFile = None,
    html: SheetFile = None,
    margin: MarginFile = None,
    organisation: options.Organisation = None,
    title: options.Title = None,
    date: options.Date = None,
    language: options.Language = None,
    brief: options.Brief = False,
    *,
    asked: ReadingAsked,
) -> None:
    """Count an election by two witnesses and declare the result when they agree; of a folder every contest that has
    ballots, where --json, --csv and --html name folders for CONTEST.json, CONTEST.csv and CONTEST.html."""
    from hustings.cli.outputs import Outputs
    from hustings.front.contest import ContestOptions

    contests = _contests(ballots, contest)
    _refuse_options(
        contests, seats=seats, ron=ron, groups=groups, decisions=decisions, tie=tie, reading=asked.path,
        at_least=at_least, at_most=at_most, withdraw=withdraw, margin=margin,
    )  # fmt: skip
    files = _files(contests, json=json, csv=csv, html=html)
    Outputs([ballots, groups, decisions, margin], writes=(), tie=tie, **files)
    outputs = Outputs([ballots, groups, decisions], writes=(), reading=asked.path, **files)
    kept = None if ask and decisions is not None and not decisions.exists() else decisions
    put = ContestOptions(
        rules=rules, seats=seats, at_least=at_least or (), at_most=at_most or (), groups=groups, decisions=kept,
        withdraw=withdraw or (), ron=ron, further_ron=further_ron, lot=lot, lot_seed=lot_seed,
        reading=asked.options, format=asked.format,
    )  # fmt: skip
    how = {"one_witness": one_witness, "organisation": organisation or "", "title": title or "", "date": _day(date)}
    counting = _Counting(ballots, put, language, asked, how, ask, decisions, tie)
    declared = [counting.declared(each, one_of_many=len(contests) > 1) for each in contests]
    counts = [counted for _, counted in declared]
    outputs.write(reading=declared[-1][0].account_json, **_written(contests, counts, margin))
    if one_witness:
        typer.echo("Counted once only, by the statute counter, as --one-witness asks.", err=True)
    if not outputs.printed:
        _print(counts, margin, brief=brief)


@dataclass(frozen=True, slots=True)
class _Counting:
    """How every contest is counted. put, language: for `read_contest`; how: for `ContestWithBallots.count`. file: where
    answers to `ask` are written. tie: where a tie that stops the count is written."""

    ballots: Path
    put: ContestOptions
    language: str | None
    asked: ReadingAsked
    how: dict[str, Any]
    ask: bool
    file: Path | None
    tie: Path | None

    def declared(self, contest: str | None, *, one_of_many: bool) -> tuple[ContestWithBallots, Count]:
        """One contest, its reading shown, and its count."""
        from hustings import HustingsError
        from hustings.cli.asking import answered, tie_written
        from hustings.front.contest import read_contest

        try:
            found = read_contest(self.ballots, contest, self.put, self.language)
            self.asked.show(found.account())
            if found.has_tie_order and self.put.lot != "file":
                typer.echo("The ballots file's order for breaking ties is not used; --lot file uses it.", err=True)
            with tie_written(self.tie):
                counted = answered(found, self._counted, self.file) if self.ask else self._counted(found)
        except HustingsError:
            if one_of_many:
                typer.echo(f"Contest {contest}; nothing is declared for any contest:", err=True)
            raise
        return found, counted

    def _counted(self, found: ContestWithBallots) -> Count:
        with options.progress() as progress:
            return found.count(progress=progress, **self.how)


def _print(counts: Sequence[Count], margin: Path | None, *, brief: bool) -> None:
    """Show every count, and how close it was where a file says so."""
    from hustings.cli.tables import print_record

    for counted in counts:
        close = () if margin is None else counted.how_close(margin)
        print_record(counted.record, brief=brief, language=counted.language)
        for line in close:
            typer.echo(line)


def _written(
    contests: Sequence[str | None], counts: Sequence[Count], margin: Path | None
) -> dict[str, Callable[[], str]]:
    """What is written of the counts, by option; of several contests «json/ID»."""
    made: dict[str, Callable[[], str]] = {}
    for each, count in zip(contests, counts, strict=True):
        of = f"/{each}" if len(contests) > 1 else ""
        made |= {f"json{of}": count.to_json, f"csv{of}": count.to_csv, f"html{of}": partial(count.to_html, margin)}
    return made


def _contests(ballots: Path, contest: str | None) -> tuple[str | None, ...]:
    """The contests to be counted: the one that is named, those of a folder that have ballots, or a file's one."""
    from hustings.front.contest import contests_to_count

    return (contest,) if contest is not None else contests_to_count(ballots)


def _refuse_options(contests: Sequence[str | None], **given: object) -> None:
    """Raises BadInput for options that are of one contest, where several are counted."""
    if len(contests) == 1:
        return
    from hustings.election.problems import BadInput, Problem

    said = f"{len(contests)} contests have ballots ({', '.join(map(str, contests))}); this option needs --contest"
    if wrong := [Problem(f"--{option.replace('_', '-')}", said) for option, value in given.items() if value]:
        raise BadInput(wrong)


def _files(contests: Sequence[str | None], **asked: Path | None) -> dict[str, Path | None]:
    """The files to write, by option; for several contests one file each in the folder that the option names."""
    from hustings.election.files import make_folder

    if len(contests) == 1:
        return asked
    _refuse_options(contests, **{f"{option} -": str(path) == "-" for option, path in asked.items()})
    found: dict[str, Path | None] = {}
    for option, folder in asked.items():
        if folder is not None:
            make_folder(folder)
            found |= {f"{option}/{each}": folder / f"{each}.{option}" for each in contests}
    return found


def _day(date: str | None) -> str:
    """The day of --date as a record has it; "" where it is not said. Raises BadInput."""
    from datetime import date as day

    from hustings.election.problems import BadInput, Problem, shown

    try:
        return day.fromisoformat(date).isoformat() if date else ""
    except ValueError:
        raise BadInput(Problem("--date", f"{shown(date)} is not a date; write it as 2022-08-01")) from None
