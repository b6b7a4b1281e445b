"""What `count-many` shows: a line for each rule book, and everything that could not be counted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from hustings.cli.ending import MOST_PRINTED
from hustings.cli.tables import FADED, new_console, new_table, say
from hustings.election.wording import verb
from hustings.many.counted_file import CountedFile


def print_batch(rows: Sequence[CountedFile], files: int, out: Path | None) -> None:
    """How many files were counted under each rule book, and how often a lot decided."""
    console = new_console()
    books = list(dict.fromkeys(row.rules for row in rows))
    table = new_table("Rule book", max(map(len, ["Rule book", *books])))
    for heading in ("counted", "no result", "places", "unfilled", "ties", "by lot"):
        table.add_column(heading, justify="right", no_wrap=True)
    for book in books:
        counted = [row for row in rows if row.rules == book and not row.error]
        figures = [
            len(counted),
            files - len(counted),
            sum(row.seats or 0 for row in counted),
            sum(row.unfilled for row in counted),
            sum(row.ties for row in counted),
            sum(row.lots for row in counted),
        ]
        table.add_row(book, *(f"{figure:,}" for figure in figures))
    console.print(table)
    failed = set(failures(rows))
    for book in books:
        unfit = [row for row in rows if row.rules == book and row.error and row not in failed]
        if unfit:
            also = f" (and {len(unfit) - 1:,} more)" if len(unfit) > 1 else ""
            say(console, f"{book}: no result for {unfit[0].file}{also}, because {unfit[0].error}", FADED)
    if out is not None:
        say(console, f"{len(rows):,} {verb(len(rows), 'row is', 'rows are')} in {out}.")


def print_failures(rows: Sequence[CountedFile]) -> None:
    """A line on standard error for each failure; of many the first twenty, and how many more there are."""
    lines = list(dict.fromkeys(_line(row) for row in failures(rows)))
    for line in lines[:MOST_PRINTED]:
        sys.stderr.write(f"{line}\n")
    if len(lines) > MOST_PRINTED:
        sys.stderr.write(f"and {len(lines) - MOST_PRINTED:,} more; the column “error” has all of them\n")


def _line(row: CountedFile) -> str:
    said = " ".join(row.error.split())
    if row.status == 2:
        return said if row.file in said else f"{row.file}: {said}"
    return f"{row.file}, {row.rules}: {said}"


def failures(rows: Sequence[CountedFile]) -> list[CountedFile]:
    """The rows without a count for another reason than that a rule book does not fit the contest."""
    counted = {row.file for row in rows if not row.error}
    return [row for row in rows if row.error and (row.status != 2 or row.file not in counted)]
