"""hustings import: the export of a form program, into the ballots files of an election folder."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options
from hustings.cli.reading_options import Asked, with_reading

if TYPE_CHECKING:
    from hustings.ballots.importing import Mapping
    from hustings.ballots.source import Source
    from hustings.election.nouns import Contest, Election


@partial(with_reading, without=("candidates", "asked_for", "as_format", "reading"))
def import_(
    export: Annotated[Path, typer.Argument(metavar="EXPORT", help="What the form program exported: CSV, XLSX or ODS.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The election folder.")],
    contest: Annotated[
        list[str] | None, typer.Option(metavar="QUESTION=ID", help="The contest that a question is; - for none.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What was said before; FOLDER/import.csv unless named.")
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Ask at the terminal for what is not known.")] = False,
    replace_: Annotated[bool, typer.Option("--replace", help="Write over ballots files that are there.")] = False,
    json: options.Json = None,
    *,
    asked: Asked,
) -> None:
    """Write one clean ballots file a contest into the folder, and keep what was said in its import.csv."""
    from hustings.ballots import importing
    from hustings.ballots.account import account_lines
    from hustings.ballots.source import Source
    from hustings.ballots.writing import ballots_text
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.files import make_folder, read_bytes
    from hustings.election.outputs import Writing
    from hustings.election.problems import BadInput
    from hustings.election.reading import read_election

    outputs = Outputs([export, folder], json=json)
    election = read_election(folder)
    kept = mapping or folder / "import.csv"
    said = _said(importing.read_mapping(kept) if kept.exists() else importing.Mapping(), contest or (), asked)
    source = Source(str(export), read_bytes(export))
    titles = importing.questions(source, said)
    typer.echo(f"{export} has {len(titles)} question{'' if len(titles) == 1 else 's'}.", err=True)
    said, found = _contests(titles, election, said, ask)
    if not found:
        raise BadInput(importing.unsaid(titles, election))
    for title, post in found.items():
        said = _names(source, title, election, post, said) if ask else said
    readings = {post.id: importing.read_for_contest(source, t, election, post, said) for t, post in found.items()}
    targets = {post.id: importing.target(election, post) for post in found.values()}
    _check_free(targets.values(), replace_)
    losses: dict[str, list[str]] = {}
    with Writing() as writing:
        for name, reading in readings.items():
            make_folder(targets[name].parent)
            text, losses[name] = ballots_text(reading.ballots, targets[name])
            writing.add(targets[name], text)
            for line in [*account_lines(reading), *(f"Lost: {each}." for each in losses[name])]:
                typer.echo(line, err=True)
        writing.add(kept, importing.mapping_csv(said))
    done = [(name, path, readings[name], losses[name]) for name, path in targets.items()]
    outputs.write(json=lambda: as_json.imported(export, folder, kept, done))
    if outputs.printed:
        return
    for name, path, reading, _ in done:
        typer.echo(f"{name}: {reading.ballots.total:,f} papers written to {path}.")
    typer.echo(f"What was said of the export is kept in {kept}.")


def _said(before: Mapping, contests: list[str] | tuple[str, ...], asked: Asked) -> Mapping:
    """The kept mapping, with what the options add."""
    from hustings.election.problems import BadInput, Problem, shown

    more: dict[str, str] = {}
    for each in contests:
        question, sign, name = each.rpartition("=")
        if not sign:
            said = f'{shown(each)} should be "QUESTION=ID", with the question as the export has it'
            raise BadInput(Problem("--contest", said))
        more[question.strip()] = name.strip()
    options = asked.options
    return replace(
        before,
        contests={**before.contests, **more},
        same={**before.same, **options.same},
        words={**before.words, **options.words},
        ignore=tuple(dict.fromkeys((*before.ignore, *options.ignore))),
        cells=options.cells or before.cells,
    )


def _contests(titles: list[str], election: Election, said: Mapping, ask: bool) -> tuple[Mapping, dict[str, Contest]]:
    """The mapping with every question in it, and the questions that are contests. Raises BadInput for unknown ones."""
    from hustings.ballots.importing import NO_CONTEST, contest_of, unsaid
    from hustings.election.problems import BadInput, Problem, shown

    found: dict[str, Contest] = {}
    contests, unknown = dict(said.contests), []
    for title in titles:
        post = contest_of(title, titles, election, said)
        if post is None and said.contest(title) is None:
            if not ask:
                unknown.append(title)
                continue
            answer = _which(title, election)
            post = election.contest(answer) if answer != NO_CONTEST else None
        contests[title] = post.id if post else NO_CONTEST
        if post and post in found.values():
            twice = next(other for other, each in found.items() if each == post)
            said_twice = f"{shown(twice)} and {shown(title)} are both said to be {post.id}"
            raise BadInput(Problem("--contest", f"{said_twice}; one of them should be another contest, or -"))
        if post:
            found[title] = post
    if unknown:
        raise BadInput(unsaid(unknown, election))
    return replace(said, contests=contests), found


def _which(title: str, election: Election) -> str:
    """The contest that the person says a question is."""
    _terminal()
    ids = [contest.id for contest in election.contests]
    typer.echo(f"Which contest is the question “{title}”?", err=True)
    for contest in election.contests:
        typer.echo(f"  {contest.id}  {contest.title}", err=True)
    while True:
        answer: str = typer.prompt("Its id, or - for none", err=True)
        if answer in (*ids, "-"):
            return answer
        typer.echo("That is not one of them.", err=True)


def _names(source: Source, title: str, election: Election, post: Contest, said: Mapping) -> Mapping:
    """The mapping with the names that the person has said to be a candidate's."""
    from hustings.ballots.importing import read_question, strangers

    same = dict(said.same)
    for name, meant in strangers(read_question(source, title, said), election, post, said):
        _terminal()
        if meant and typer.confirm(f"{post.id}: is “{name}” the candidate {meant}?", err=True):
            same[name] = meant
    return replace(said, same=same)


def _terminal() -> None:
    from hustings.election.problems import BadInput, Problem

    if not sys.stdin.isatty():
        raise BadInput(Problem("--ask", "there is no terminal to answer at; say --contest and --same"))


def _check_free(targets: object, may_replace: bool) -> None:
    """Raises BadInput for ballots files that are there already."""
    from hustings.election.problems import BadInput, Problem

    there = [path for path in targets if path.exists()]  # type: ignore[attr-defined]
    if there and not may_replace:
        raise BadInput([Problem(str(path), "it is there already; say --replace to write over it") for path in there])
