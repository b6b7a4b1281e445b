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


def refuse_several(records: Sequence[Path], alone: Mapping[str, object], *, reading: Path | None) -> None:
    """Raises BadInput for records among several, and for options that are about one contest."""
    from hustings.election.problems import BadInput, Problem

    said = "this is a count record; name it alone, with its ballots: --ballots FILE"
    problems = [Problem(str(path), said) for path in records]
    for key, value in {**alone, "reading": reading}.items():
        if value and key != "lot_seed":
            problems.append(Problem(f"--{key.replace('_', '-')}", "this option is about one contest; name one alone"))
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
) -> None:
    """Find the margin of each contest, and show them; those that cannot be counted are named at the end."""
    from hustings.cli.outputs import Outputs
    from hustings.front.margins_many import margins, margins_json, sources_of

    outputs = Outputs(sources, json=json)
    with options.progress() as progress:
        several = sources_of(sources)
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
