"""hustings margin: how few papers would have changed who is elected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hustings.cli import options
from hustings.cli.reading_options import ReadingAsked, with_reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from hustings import Ballots, Margin
    from hustings.front.margin_files import Question
    from hustings.front.margins import Kind


Sources = Annotated[
    list[Path],
    typer.Argument(
        metavar="BALLOTS|FOLDER|RECORD…",
        help="Ballots files, folders of them, election folders; or count records.",
    ),
]
BallotsOf = Annotated[
    Path | None,
    typer.Option("--ballots", metavar="PATH", help="The ballots of a count record; of several, their folder."),
]
Nodes = Annotated[
    int | None, typer.Option(metavar="N", help="How far to search; the same N gives the same answer. [2000]")
]
Papers = Annotated[
    str | None,
    typer.Option(
        metavar="change|add|remove", help="How papers are altered: late ones add, invalid ones remove. [change]"
    ),
]
Candidate = Annotated[
    str | None, typer.Option(metavar="NAME", help="How far this candidate was from a place, or how safe in it.")
]
Exhibit = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Write the altered papers, which elect others (.blt .csv …)."),
]


@with_reading
def margin(
    sources: Sources,
    ballots: BallotsOf = None,
    contest: options.Contest = None,
    rules: options.RulesName = None,
    seats: options.Seats = None,
    at_least: options.AtLeast = None,
    at_most: options.AtMost = None,
    groups: options.GroupsFile = None,
    withdraw: options.Withdraw = None,
    lot_seed: options.LotSeed = None,
    decisions: options.DecisionsFile = None,
    papers: Papers = None,
    candidate: Candidate = None,
    nodes: Nodes = None,
    time: Annotated[float | None, typer.Option(metavar="SECONDS", help="Search for so long instead.")] = None,
    json: options.Json = None,
    html: Annotated[Path | None, typer.Option(metavar="PATH|-", help="Write it as one page.")] = None,
    exhibit: Exhibit = None,
    workers: options.Workers = None,
    *,
    asked: ReadingAsked,
) -> None:
    """Find how few papers would have had to be different for others to be elected: at least so many, which is proved,
    and at most so many, which is shown (docs/margins.md)."""
    from hustings.cli.margins_many import refuse_several, show_several

    _check_limits(nodes, time)
    kind = _kind(papers)
    limit = nodes if nodes is not None or time is not None else 2000
    put: dict[str, Any] = {"at_least": at_least or (), "at_most": at_most or (), "groups": groups}
    put |= {"withdraw": withdraw or (), "lot_seed": lot_seed, "decisions": decisions}
    records = [path for path in sources if _is_record(path)]
    if len(sources) > 1 or _is_folder_of_files(sources[0]):
        alone = {"contest": contest, "candidate": candidate, "html": html, "exhibit": exhibit, "reading": asked.path}
        alone |= {key: value for key, value in put.items() if key != "lot_seed"}
        put = {"rules": rules, "seats": seats, "lot_seed": lot_seed}
        refuse_several(sources, records, alone, put, ballots)
        put |= {"reading": asked.options, "format": asked.format}
        show_several(sources, put, kind, limit, time, workers=workers, json=json, ballots=ballots)
        return
    out = Where(json, html, exhibit, asked)
    put |= {"rules": rules, "seats": seats}
    _show_one(sources[0], contest, ballots, put, out, partial(_answer, kind, candidate, limit, time))


@dataclass(frozen=True)
class Where:
    """Where an answer goes, and how ballots are read."""

    json: Path | None
    html: Path | None
    exhibit: Path | None
    asked: ReadingAsked


def _answer(
    kind: Kind,
    candidate: str | None,
    nodes: int | None,
    time: float | None,
    ballots: Ballots,
    question: Question,
    declared: list[str] | None,
) -> Margin:
    from hustings.front.margins import margin_of

    with options.progress() as progress:
        return margin_of(ballots, question, declared, kind, candidate, nodes, _clock(time), progress)


def _show_one(
    source: Path,
    contest: str | None,
    ballots: Path | None,
    put: dict[str, Any],
    out: Where,
    answer_of: Callable[[Ballots, Question, list[str] | None], Margin],
) -> None:
    """Find the margin of one contest, and show it."""
    from hustings.cli.outputs import Outputs
    from hustings.front.contest import ContestOptions, read_contest
    from hustings.front.margin_files import margin_page
    from hustings.front.papers import ballots_text
    from hustings.narrative.margin import margin_words
    from hustings.narrative.margin_json import margin_json

    beside = [source, ballots, put["groups"], put["decisions"]]
    Outputs(beside, json=out.json, html=out.html, exhibit=out.exhibit, decisions=_lots(out.exhibit))
    outputs = Outputs(beside, json=out.json, html=out.html, reading=out.asked.path)
    if _is_record(source):
        cast, question, declared = _of_record(source, ballots, {**put, "contest": contest})
        reading: Callable[[], str] = str
    else:
        _refuse_ballots(ballots)
        found = read_contest(source, contest, ContestOptions(**put, reading=out.asked.options, format=out.asked.format))
        out.asked.show(found.account())
        cast, question, declared, reading = found.read.ballots, found.read.question, None, found.account_json
    if out.exhibit is not None:
        ballots_text(cast, out.exhibit)
    answer = answer_of(cast, question, declared)
    outputs.write(
        json=lambda: margin_json(answer, cast, question),
        html=lambda: margin_page(answer, cast, question),
        reading=reading,
    )
    if out.exhibit is not None:
        _write_exhibit(answer, out.exhibit)
    if not outputs.printed:
        typer.echo("\n".join(margin_words(answer)))


def _check_limits(nodes: int | None, time: float | None) -> None:
    """Raises BadInput for a search that cannot begin."""
    from hustings.election.problems import BadInput, Problem

    problems = []
    if nodes is not None and nodes < 1:
        problems.append(Problem("--nodes", f"there is nothing to search with {nodes}; it should be at least 1"))
    if time is not None and not 0 < time < float("inf"):
        problems.append(Problem("--time", f"it is {time:g}; it should be a number of seconds above 0"))
    if problems:
        raise BadInput(problems)


def _kind(papers: str | None) -> Kind:
    """How papers are altered. Raises BadInput."""
    from hustings.election.problems import BadInput, Problem, shown
    from hustings.front.margin_files import KINDS

    for kind in KINDS:
        if papers in (kind, None):
            return kind
    raise BadInput(Problem("--papers", f"{shown(papers or '')} is not one of {', '.join(KINDS)}"))


def _clock(seconds: float | None) -> Callable[[], float]:
    """How much of the time is used."""
    begun = monotonic()
    return lambda: 0.0 if seconds is None else (monotonic() - begun) / seconds


def _is_folder_of_files(path: Path) -> bool:
    """Whether it is a folder, and of no election."""
    return path.is_dir() and not (path / "election.toml").exists()


def _is_record(path: Path) -> bool:
    """Whether the file is a count record, or looks like one that is damaged."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        return b"hustings-count/" in file.read(200)


def _of_record(path: Path, ballots: Path | None, given: dict[str, Any]) -> tuple[Ballots, Question, list[str]]:
    """A record's ballots, what was asked of them, and who was declared. Raises BadInput."""
    from hustings.election.problems import BadInput, Problem
    from hustings.front.margin_files import of_record

    wrong = [f"--{key.replace('_', '-')}" for key, value in given.items() if value]
    if wrong:
        said = f"a count record says itself what was counted; leave out {', '.join(wrong)}"
        raise BadInput(Problem(str(path), said))
    if ballots is None:
        raise BadInput(
            Problem(str(path), "this is a count record; name the ballots it was made from with --ballots FILE")
        )
    return of_record(path, ballots)


def _refuse_ballots(ballots: Path | None) -> None:
    from hustings.election.problems import BadInput, Problem

    if ballots is not None:
        raise BadInput(Problem("--ballots", "this option goes with a count record; ballots stand alone"))


def _lots(exhibit: Path | None) -> Path | None:
    """Where the decisions of an exhibit's count are written."""
    return None if exhibit is None else exhibit.with_suffix(".decisions.csv")


def _write_exhibit(answer: Margin, path: Path) -> None:
    """Write the altered papers, and the decisions of their count beside them where it needs lots."""
    from hustings import write_ballots
    from hustings.election.files import write_atomically

    shown = answer.exhibit
    if shown is None:
        typer.echo("No exhibit is written: no papers that elect others were found.", err=True)
        return
    for lost in write_ballots(shown.ballots, path):
        typer.echo(f"Lost: {lost}.", err=True)
    lots = _lots(path)
    if shown.decisions and lots is not None:
        rows = [f"{d.stage},{d.purpose},{d.chosen}" for d in shown.decisions]
        write_atomically(lots, "\n".join(["stage,for,chosen", *rows]) + "\n")
        typer.echo(f"Count the exhibit with --decisions {lots}: its result needs lots.", err=True)
