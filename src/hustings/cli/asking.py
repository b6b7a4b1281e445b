"""A tie that nobody has decided: put to the person at the terminal (`count --ask`), or written to a file (`--tie`)."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from hustings import LotNeeded
from hustings.cli import as_json
from hustings.election.files import read_text, write_atomically
from hustings.election.problems import BadInput, Problem
from hustings.front.contest import ContestWithBallots
from hustings.front.count import Count

HEADER = "stage,for,chosen\n"
TIED_FOR = {"surplus": "whose surplus moves next", "exclusion": "who is excluded", "election": "who is elected"}


def answered(found: ContestWithBallots, count: Callable[[ContestWithBallots], Count], file: Path | None) -> Count:
    """The count, asked again each time a tie has been decided at the terminal.

    file: the decisions, to which every answer is added before the count goes on. Raises BadInput where there is none,
    or no terminal.
    """
    if file is None:
        raise BadInput(Problem("--ask", "say with --decisions FILE where the answers are to be written"))
    while True:
        try:
            return count(found)
        except LotNeeded as needed:
            if not sys.stdin.isatty():
                raise BadInput(Problem("--ask", f"there is no terminal to answer at; {needed}")) from None
            chosen = _answer(needed, found)
            _write_down(file, needed, chosen, found)
            found = found.decided(needed, chosen, str(file))


@contextmanager
def tie_written(file: Path | None) -> Iterator[None]:
    """While something is counted: a tie that stops it is written to this file, if there is one, or printed for “-”."""
    try:
        yield
    except LotNeeded as needed:
        if file is not None:
            text = as_json.tie(needed)
            typer.echo(text, nl=False) if str(file) == "-" else write_atomically(file, text)
        raise


def _answer(needed: LotNeeded, found: ContestWithBallots) -> int:
    """The candidate that the person chooses among the tied."""
    typer.echo(f"Stage {needed.stage}: these are tied, and a lot has to decide {TIED_FOR[needed.purpose]}.", err=True)
    for number in needed.among:
        typer.echo(f"  {number}  {found.names[number - 1]}", err=True)
    while True:
        said = typer.prompt("The number or the name that the lot fell on", err=True)
        chosen = found.number_of(said)
        if chosen is not None and chosen in needed.among:
            return chosen
        typer.echo("That is not one of the tied.", err=True)


def _write_down(file: Path, needed: LotNeeded, chosen: int, found: ContestWithBallots) -> None:
    """Add the decision to the file, which is made if it is not there."""
    name = found.names[chosen - 1]
    row = io.StringIO()
    said = name if found.number_of(name) == chosen and found.names.count(name) == 1 else str(chosen)
    csv.writer(row, lineterminator="\n").writerow([needed.stage, needed.purpose, said])
    text = read_text(file) if file.exists() else HEADER
    write_atomically(file, f"{text}{'' if text.endswith(chr(10)) else chr(10)}{row.getvalue()}")
