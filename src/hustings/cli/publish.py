"""hustings publish: the campaign's or the returning officer's site, as files that any web server can carry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from datetime import datetime

    from hustings import Published


TrustRecord = Annotated[bool, typer.Option("--trust-record", help="Do not count records again; the pages say so.")]
MarginFiles = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="How close a count was: what `hustings margin --json` wrote.")
]
BranchLeaflets = Annotated[
    bool, typer.Option("--branch-leaflets", help="A PDF leaflet for every branch of branches.csv in such an area.")
]


def publish(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a site.toml.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the site goes: a link to the latest release.")],
    slate: Annotated[str | None, typer.Option(metavar="ID", help="This slate's site; else the neutral one.")] = None,
    contest: Annotated[str | None, typer.Option(metavar="ID", help="The main contest, if not the first.")] = None,
    plan: Annotated[Path | None, typer.Option(metavar="FILE", help="The plan, if not the folder's plan.csv.")] = None,
    evidence: Annotated[Path | None, typer.Option(metavar="FILE", help="What `hustings plan --json` wrote.")] = None,
    record: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="A count record, CONTEST.json.")] = None,
    trust_record: TrustRecord = False,
    ballots: Annotated[
        bool, typer.Option("--ballots", help="Publish the ballots too, with a page that says how to check the count.")
    ] = False,
    margin: MarginFiles = None,
    index: Annotated[Path | None, typer.Option(metavar="FILE", help="A postcode index.")] = None,
    base_url: Annotated[str, typer.Option(metavar="URL", help="Where the site will be.")] = "",
    leaflets: Annotated[bool, typer.Option("--leaflets", help="A PDF leaflet for every area with an order.")] = False,
    branch_leaflets: BranchLeaflets = False,
    cards: Annotated[bool, typer.Option("--cards", help="Pictures for sharing for every such area.")] = False,
    as_of: Annotated[
        str,
        typer.Option(metavar="TIME", help="The moment it shows, as 2022-08-01T12:00, by the election's time zone."),
    ] = "",
    json: options.Json = None,
) -> None:
    """Write the site of an election folder; the old one stays until the new one is complete."""
    from hustings import publish as published
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs

    outputs = Outputs([folder, plan, evidence, index, *(record or ()), *(margin or ())], json=json)
    done = published(
        folder,
        out,
        _moment(as_of),
        slate=slate,
        contest=contest,
        plan=plan,
        evidence=evidence,
        records=record or (),
        trust_record=trust_record,
        ballots=ballots,
        margins=margin or (),
        index=index,
        base_url=base_url,
        leaflets=leaflets,
        branch_leaflets=branch_leaflets,
        cards=cards,
    )
    if leaflets or branch_leaflets or cards:
        _what_is_not_printed(done)
    if ballots:
        typer.echo("The ballots are published. About one ranking in ten is on a single ballot:", err=True)
        typer.echo("somebody who knows part of how a person voted could find the rest.", err=True)
    outputs.write(json=lambda: as_json.publication(out, done))
    if not outputs.printed:
        typer.echo(f"{done.files} files in {out} (release {done.release.name})")


def _what_is_not_printed(done: Published) -> None:
    """Say why there are no leaflets, or what they lack."""
    if done.closed:
        typer.echo("Voting has closed, so there are no leaflets and cards", err=True)
        return
    if not done.ordered:
        typer.echo("No area's order is published, so there are no leaflets, and no card of an area", err=True)
    elif not done.addressed:
        typer.echo(
            "There are no QR codes and no cards, since they carry the site's address: give it with --base-url,",
            err=True,
        )
        typer.echo("or as base_address in site.toml", err=True)


def _moment(as_of: str) -> datetime:
    """The moment that the site shows: now, unless the user says another. Raises BadInput."""
    from datetime import UTC, datetime

    from hustings.election.problems import BadInput, Problem, shown

    try:
        return datetime.fromisoformat(as_of) if as_of else datetime.now(UTC)
    except ValueError:
        said = f"{shown(as_of)} is not a time; write it as 2022-08-01T12:00"
        raise BadInput(Problem("--as-of", said)) from None
