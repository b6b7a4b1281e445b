"""hustings demo: the main job on bundled examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SIX = "ers97,scottish,northern-ireland,meek,warren,plurality"


def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the pages go.")] = Path("demo-out"),
) -> None:
    """Count the model election of the ERS97 rule book, compare six rule books, and write its count sheet."""
    from hustings.cli.compare import compare
    from hustings.cli.count import count
    from hustings.election.examples import example

    ballots = example("ers97-model-election.blt")
    out.mkdir(parents=True, exist_ok=True)
    sheet, record = out / "count-sheet.html", out / "count-record.json"
    typer.echo("The model election of the ERS97 rule book, counted under ers97:\n")
    count(ballots, rules="ers97", lot_seed="demo", html=sheet, json=record)
    typer.echo("\nThe same papers under six rule books:\n")
    compare(ballots, rules=SIX, lot_seed="demo")
    typer.echo(f"\nThe count sheet:  {sheet.resolve().as_uri()}")
    typer.echo(f"The count record: {record}  (hustings verify {record} {ballots})")
