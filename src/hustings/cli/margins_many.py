"""hustings margin, of several contests: a sentence each, or all as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from hustings.cli import options
from hustings.cli.count_many import GRAVEST_FIRST

if TYPE_CHECKING:
    from hustings.front.margins import Kind


def refuse_several(
    sources: Sequence[Path],
    records: Sequence[Path],
    alone: Mapping[str, object],
    asked: Mapping[str, object],
    ballots: Path | None,
) -> None:
    """Raises BadInput for options that are about one contest, and for records beside ballots or without them.

    alone: options about one contest. asked: those that a record answers itself.
    """
    from hustings.election.problems import BadInput, Problem

    problems = [
        Problem(f"--{key.replace('_', '-')}", "this option is about one contest; name one alone")
        for key, value in alone.items()
        if value
    ]
    if not records and ballots is not None:
        problems.append(Problem("--ballots", "this option goes with count records; ballots stand alone"))
    if records:
        others = [path for path in sources if path not in records]
        said = "this is no count record, and others here are; ask about records and about ballots one after the other"
        problems += [Problem(str(path), said) for path in others]
        if ballots is None:
            said = "this is a count record; name the folder of the ballots with --ballots FOLDER"
            problems += [Problem(str(path), said) for path in records]
        wrong = [f"--{key.replace('_', '-')}" for key, value in asked.items() if value]
        if wrong:
            said = f"a count record says itself what was counted; leave out {', '.join(wrong)}"
            problems.append(Problem(str(records[0]), said))
    if problems:
        raise BadInput(problems)


def show_several(
    sources: Sequence[Path],
    put: dict[str, Any],
    kind: Kind,
    nodes: int | None,
    seconds: float | None,
    *,
    workers: str | None,
    json: Path | None,
    ballots: Path | None = None,
) -> None:
    """Find the margin of each contest, and show them; those that cannot be counted are named at the end.

    ballots: of count records, the file or folder that they were made from.
    """
    from hustings.cli.outputs import Outputs
    from hustings.front.margins_many import margins, margins_json, records_of, sources_of

    outputs = Outputs(sources, json=json)
    with options.progress() as progress:
        several = sources_of(sources) if ballots is None else records_of(sources, ballots)
        found = list(margins(several, put, kind, nodes, seconds, workers=workers, progress=progress))
    outputs.write(json=lambda: margins_json(found))
    for each in found:
        if each.margin is not None and not outputs.printed:
            typer.echo(f"{each.source}: {each.said}")
    for each in found:
        if each.wrong:
            typer.echo(each.wrong, err=True)
    status = next((status for status in GRAVEST_FIRST if any(each.status == status for each in found)), 0)
    if status:
        raise typer.Exit(status)
