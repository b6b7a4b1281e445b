"""hustings reconcile: two typings of the same ballots, compared, settled and put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.front.double_entry import Difference, Reconciliation

MOST_PRINTED = 20


def reconcile(
    first: Annotated[Path, typer.Argument(metavar="A", help="The ballots as one person typed them (CSV, XLSX, ODS).")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The same ballots as another person typed them.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="AGREED", help="Write the ballots both agree on here.")
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV: what the paper says where they differ; made if it is not there."),
    ] = None,
    number: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column with ballot numbers, if it has an unusual name.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="COLUMN", help="A column that is not compared.")] = None,
    json: options.Json = None,
) -> None:
    """Compare two typings of the same paper ballots. Nothing is written to AGREED until every difference is settled."""
    from hustings import reconcile as reconciled
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.files import write_atomically

    outputs = Outputs([first, second, decisions], out=out, json=json)
    Outputs([first, second], decisions=decisions)
    found = reconciled(first, second, decisions=decisions, number=number, ignore=ignore or ())
    if found.identical:
        typer.echo("The two files are byte for byte the same: if one is a copy, nothing has been checked.", err=True)

    def said() -> str:
        return as_json.reconciliation((first, second), found.agreement, decisions, out, identical=found.identical)

    if found.open:
        for difference in found.open[: 0 if outputs.printed else MOST_PRINTED]:
            typer.echo(_sentence(difference, found))
        if decisions:
            write_atomically(decisions, found.decisions_csv())
        Outputs([], json=json).write(json=said)
        _stop(found, decisions)
    outputs.write(out=found.to_csv, json=said)
    if outputs.printed:
        return
    settled = found.agreement.settled
    were = "1 difference is" if settled == 1 else f"{settled} differences are"
    by = f"; {were} settled by {decisions}" if settled else ""
    typer.echo(f"{len(found.agreement.rows):,} ballots agree{by}." + (f" {out} is written." if out else ""))


def _sentence(difference: Difference, found: Reconciliation) -> str:
    from hustings.election.problems import shown

    one, other = found.first, found.second
    ballot = f"{'Ballot' if one.number else 'Row'} {difference.ballot}"
    places = [f"{sheet.file}:{line}" for sheet, line in zip((one, other), difference.lines, strict=True)]
    if difference.column:
        typed = [shown(text) if text else "nothing" for text in (difference.first, difference.second)]
        return f"{ballot}, {shown(difference.column)}: {typed[0]} in {places[0]}, {typed[1]} in {places[1]}"
    if difference.second is None:
        return f"{ballot} is in {places[0]} and not in {other.file}"
    return f"{ballot} is in {places[1]} and not in {one.file}"


def _stop(found: Reconciliation, decisions: Path | None) -> None:
    """Raise Unsettled, with what is to be done."""
    from hustings.front.double_entry import Unsettled

    one, other, left = found.first, found.second, len(found.open)
    more = f"and {left - MOST_PRINTED:,} more; " if left > MOST_PRINTED else ""
    many = f"{left:,} differences are" if left > 1 else "1 difference is"
    said = f"{more}{many} not settled, so nothing is written. Look at the paper ballots"
    if decisions:
        said += f", fill in the last column of {decisions} and run this again"
    else:
        said += " and mend the files, or name a file with --decisions FILE"
    if not one.number and len(one.rows) != len(other.rows):
        said += (
            f". {one.file} has {len(one.rows):,} rows and {other.file} {len(other.rows):,}: where all differ from one"
            " row on, a ballot is missing there. Number the ballots, and give both files a column for the number"
        )
    raise Unsettled(said)
