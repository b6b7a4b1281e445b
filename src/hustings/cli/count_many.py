"""hustings count-many: many ballots files under several rule books, as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options
from hustings.election.problems import HustingsError

if TYPE_CHECKING:
    from hustings.many.journal import Journal
    from hustings.many.tally import Tally

# Exit statuses: two counters differ, a file cannot be used, there is one counter only, a lot is needed.
GRAVEST_FIRST = (3, 2, 5, 4, 1)


class Unfinished(HustingsError):
    """A batch that ended early. What it has counted is kept."""

    def __init__(self, stop: HustingsError, kept: Path) -> None:
        self.status = stop.status
        why = stop.on_command_line().rstrip(".")
        super().__init__(f"{why}; what is counted is kept in {kept}, and the same command goes on from there")


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
    from time import thread_time

    from hustings.cli import as_json
    from hustings.cli.many_tables import print_batch, print_failures
    from hustings.cli.outputs import Outputs
    from hustings.front.counting import books_named
    from hustings.front.many import count_files
    from hustings.many.files import ballots_files
    from hustings.many.journal import Journal
    from hustings.many.tables import check_ending, rows_in, table

    named = books_named(rules)
    if out is not None:
        check_ending(out)
    journal = Journal(out) if out is not None else None
    own = [path for path in (out, json, journal.path if journal else None) if path is not None]
    files = ballots_files(ballots, leave_out=own)
    outputs = Outputs(files, out=out, json=json)
    known = [*rows_in(out), *journal.rows()] if out is not None and journal is not None and not again else []
    with _kept(journal), options.progress() as progress:
        rows, kept = [], {row.key for row in known}
        for row in count_files(
            files,
            named,
            seats,
            lot_seed=lot_seed,
            one_witness=one_witness,
            known=known,
            clock=thread_time,
            workers=workers,
            progress=progress,
        ):
            rows.append(row)
            if journal is not None and not row.error and row.key not in kept:
                journal.add([row])
        outputs.write(out=lambda: table(rows, out.suffix.lower() if out else ""), json=lambda: as_json.batch(rows))
    if journal is not None:
        journal.remove()
    if not outputs.printed:
        print_batch(rows, len(files), out)
    print_failures(rows)
    if status := _status(rows):
        raise typer.Exit(status)


@contextmanager
def _kept(journal: Journal | None) -> Iterator[None]:
    """A batch that ends early says where its rows are."""
    try:
        yield
    except HustingsError as stop:
        if journal is None or not journal.path.exists():
            raise
        raise Unfinished(stop, journal.path) from None


def _status(rows: Sequence[Tally]) -> int:
    """The exit status: that of the gravest failure."""
    from hustings.cli.many_tables import failures

    found = {row.status for row in failures(rows)}
    return next((status for status in GRAVEST_FIRST if status in found), 0)
