"""hustings count-many: many ballots files under several rule books, as one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings import CountedFile

# Exit statuses: two counters differ, a file cannot be used, there is one counter only, a lot is needed.
GRAVEST_FIRST = (3, 2, 5, 4, 1)


Table = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="TABLE", help="Write a row a file and rule book: .parquet, .csv or .jsonl."),
]
Again = Annotated[bool, typer.Option("--again", help="Count everything again, also what TABLE has already.")]


def count_many(
    ballots: Annotated[list[Path], typer.Argument(metavar="FILES|FOLDER", help="Ballots files, or folders of them.")],
    rules: Annotated[str, typer.Option("--rules", metavar="a,b,c", help="Rule books, with commas between them.")] = "",
    out: Table = None,
    seats: options.Seats = None,
    lot_seed: options.LotSeed = None,
    one_witness: options.OneWitness = False,
    workers: options.Workers = None,
    again: Again = False,
    json: options.Json = None,
) -> None:
    """Count many ballots files under several rule books, on all cores, into one table.

    A file that does not read is named and the others go on. What TABLE or an interrupted run has already is not counted
    again.
    """
    from contextlib import nullcontext
    from time import thread_time

    from hustings.cli import as_json
    from hustings.cli.many_tables import print_batch, print_failures
    from hustings.cli.outputs import Outputs
    from hustings.front.counting import books_named
    from hustings.front.many import CountedTable, ballots_files, count_files

    named = books_named(rules)
    kept = CountedTable(out) if out is not None else None
    own = [path for path in (out, json, kept.journal if kept else None) if path is not None]
    files = ballots_files(ballots, leave_out=own)
    outputs = Outputs(files, out=out, json=json)
    known = kept.known() if kept and not again else []
    with kept.resumable() if kept else nullcontext(), options.progress() as progress:
        counted = count_files(
            files, named, seats, lot_seed=lot_seed, one_witness=one_witness, known=known, clock=thread_time,
            workers=workers, progress=progress,
        )  # fmt: skip
        rows = list(kept.keeping(counted, known) if kept else counted)
        made = {} if kept is None else {"out": lambda: kept.content(rows)}
        outputs.write(json=lambda: as_json.batch(rows), **made)
    if kept:
        kept.finished()
    if not outputs.printed:
        print_batch(rows, len(files), out)
    print_failures(rows)
    if status := _status(rows):
        raise typer.Exit(status)


def _status(rows: Sequence[CountedFile]) -> int:
    """The exit status: that of the gravest failure."""
    from hustings.cli.many_tables import failures

    found = {row.status for row in failures(rows)}
    return next((status for status in GRAVEST_FIRST if status in found), 0)
