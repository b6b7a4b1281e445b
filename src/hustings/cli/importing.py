"""hustings import: the export of a form program, into the ballots files of an election folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options
from hustings.cli.reading_options import ReadingAsked, with_reading

if TYPE_CHECKING:
    from hustings import Export


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
    asked: ReadingAsked,
) -> None:
    """Write one clean ballots file a contest into the folder, and keep what was said in its import.csv."""
    from hustings import read_export
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.files import make_folder
    from hustings.election.outputs import Writing
    from hustings.front.reading import account_lines

    outputs = Outputs([export, folder], json=json)
    kept, said = mapping or folder / "import.csv", asked.options
    found = read_export(
        export, folder, mapping=kept, contests=_contests(contest or ()),
        same=said.same, words=said.words, ignore=said.ignore, cells=said.cells,
    )  # fmt: skip
    number = len(found.questions)
    typer.echo(f"{export} has {number} question{'' if number == 1 else 's'}.", err=True)
    if ask:
        found = _answered(found)
    readings, files, texts = found.readings, found.files, found.texts()
    _check_free(files.values(), replace_)
    with Writing() as writing:
        for name, (text, losses) in texts.items():
            make_folder(files[name].parent)
            writing.add(files[name], text)
            for line in [*account_lines(readings[name]), *(f"Lost: {each}." for each in losses)]:
                typer.echo(line, err=True)
        writing.add(kept, found.mapping_csv())
    done = [(name, path, readings[name], texts[name][1]) for name, path in files.items()]
    outputs.write(json=lambda: as_json.imported(export, folder, kept, done))
    if outputs.printed:
        return
    for name, path in files.items():
        typer.echo(f"{name}: {readings[name].ballots.total:,f} papers written to {path}.")
    typer.echo(f"What was said of the export is kept in {kept}.")


def _contests(said: Iterable[str]) -> dict[str, str]:
    """The contests of questions, as the options say them. Raises BadInput."""
    from hustings.election.problems import BadInput, Problem, shown

    contests: dict[str, str] = {}
    for each in said:
        question, sign, name = each.rpartition("=")
        if not sign:
            right = f'{shown(each)} should be "QUESTION=ID", with the question as the export has it'
            raise BadInput(Problem("--contest", right))
        contests[question.strip()] = name.strip()
    return contests


def _answered(export: Export) -> Export:
    """The export with what the person at the terminal says of questions and names that nobody knows."""
    for question in export.unknown:
        export = export.settled(contests={question: _which(question, export)})
    same = {}
    for contest, names in export.strangers.items():
        for name, meant in names.items():
            _terminal()
            if meant and typer.confirm(f"{contest}: is “{name}” the candidate {meant}?", err=True):
                same[name] = meant
    return export.settled(same=same)


def _which(question: str, export: Export) -> str:
    """The id of the contest that the person says a question is, or - for none."""
    _terminal()
    contests = export.election.contests
    typer.echo(f"Which contest is the question “{question}”?", err=True)
    for contest in contests:
        typer.echo(f"  {contest.id}  {contest.title}", err=True)
    while True:
        answer: str = typer.prompt("Its id, or - for none", err=True)
        if answer == "-" or any(answer == contest.id for contest in contests):
            return answer
        typer.echo("That is not one of them.", err=True)


def _terminal() -> None:
    from hustings.election.problems import BadInput, Problem

    if not sys.stdin.isatty():
        raise BadInput(Problem("--ask", "there is no terminal to answer at; say --contest and --same"))


def _check_free(targets: Iterable[Path], may_replace: bool) -> None:
    """Raises BadInput for ballots files that are there already."""
    from hustings.election.problems import BadInput, Problem

    there = [path for path in targets if path.exists()]
    if there and not may_replace:
        raise BadInput([Problem(str(path), "it is there already; say --replace to write over it") for path in there])
