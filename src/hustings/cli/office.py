"""hustings office: everything that Hustings does, in the browser, on one's own computer or for an organisation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.office.accounts.settings import Served
    from hustings.office.home import Home

FolderOption = Annotated[
    Path | None, typer.Option("--folder", metavar="DIR", help="Where the office keeps everything.")
]
OriginOption = Annotated[
    str,
    typer.Option(
        envvar="HUSTINGS_OFFICE_ORIGIN", metavar="URL", help="The office's address, such as https://office.example.org."
    ),
]
app = typer.Typer(
    help="Set up, count and declare elections in the browser, on this computer or for an organisation.",
    invoke_without_command=True,
)


@app.callback()
def office(
    context: typer.Context,
    folder: FolderOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="0 takes any free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address and open no window.")] = False,
) -> None:
    """Open the office on this computer, for one user, until Ctrl-C."""
    context.obj = folder
    if context.invoked_subcommand is not None:
        return
    import signal

    from hustings.cli.site_server import SiteFiles
    from hustings.election.problems import BadInput, Problem
    from hustings.office.home import Home
    from hustings.office.server import address_of_running, has_accounts, open_office

    home = Home.at(folder or default_folder())
    if address := address_of_running(home):
        typer.echo("This office is open already; here is a new way in.", err=True)
        _show(home, address, no_browser)
        return
    if has_accounts(home):
        said = "this office has accounts; open it with “hustings office serve”"
        raise BadInput(Problem(str(home.root), said))
    opened = open_office(home, port, SiteFiles)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _show(home, opened.address(), no_browser)
    typer.echo(f"Everything is kept in {home.root}. Ctrl-C closes the office.", err=True)
    opened.run()


@app.command("check")
def check(
    context: typer.Context,
    folder: FolderOption = None,
    head: Annotated[
        list[str] | None,
        typer.Option(metavar="DIGEST", help="An act's digest that somebody has written down; may be repeated."),
    ] = None,
    without_copy: Annotated[
        bool,
        typer.Option("--without-copy", help="Change tables of an earlier version without a copy: you have a backup."),
    ] = False,
    json: options.Json = None,
) -> None:
    """Say whether acts, versions or uploads of an office were altered behind its back."""
    from django.conf import settings

    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.office.door import Door
    from hustings.office.settings import configure, migrate

    home = _there(context, folder)
    if not settings.configured:  # a restored office is checked in the same process
        configure(Door(home, "127.0.0.1", "/"), _database())
    migrate(copy=not without_copy)
    from hustings.office import audit, checking

    outputs = Outputs([], json=json)
    found, last = list(checking.faults(home, head or ())), audit.head()
    outputs.write(json=lambda: as_json.office_checked(home.root, found, last))
    if not outputs.printed:
        typer.echo("\n".join(found) if found else f"Nothing was altered. The last act is {last}.")
    if found:
        raise typer.Exit(1)


@app.command("backup")
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Such as office.tar.gz; it is replaced if it is there.")],
    folder: FolderOption = None,
) -> None:
    """Write a whole office to one file, also while it is open. Keep it as safe as the office: its keys are in it."""
    from hustings.office.backup import write

    number = write(_there(context, folder), file, _database())
    typer.echo(f"{file} has {number:,} files.", err=True)


@app.command("restore")
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    folder: FolderOption = None,
) -> None:
    """Make an office from a backup, in a folder that is empty, and say whether anything of it was altered.

    With HUSTINGS_DATABASE_URL its accounts, acts and runs go into PostgreSQL, also from a backup of SQLite. A copy
    office.postgresql.before-… goes there, too, beside the folder of its office.
    """
    from hustings.office.backup import restore

    home = restore(file, folder or context.obj or default_folder(), _database())
    typer.echo(f"The office is in {home.root}.", err=True)
    check(context, home.root)


@app.command("serve")
def serve(
    context: typer.Context,
    origin: OriginOption,
    folder: FolderOption = None,
    bind: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where the proxy finds the office, or unix:PATH.")
    ] = "127.0.0.1:8088",
    sites_origin: Annotated[
        str,
        typer.Option(
            envvar="HUSTINGS_SITES_ORIGIN", metavar="URL", help="Another host, for published pages; none without it."
        ),
    ] = "",
    threads: Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Requests answered at a time.")] = 16,
) -> None:
    """Serve an office for an organisation: people sign in with accounts. It stands behind nginx or Caddy.

    HUSTINGS_MAIL_URL=smtp://user:password@host:port sends invitations by mail.
    HUSTINGS_DATABASE_URL=postgresql://user:password@host/name keeps accounts, acts and runs in PostgreSQL, not SQLite.
    """
    from hustings.cli.site_server import SiteFiles
    from hustings.office.accounts.serving import serve

    served = _served(context, origin, folder, sites_origin)
    typer.echo(f"The office answers {bind} for {origin}. Everything is kept in {served.home.root}.", err=True)
    serve(served, bind, threads, SiteFiles)


@app.command("administrator")
def administrator(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    email: Annotated[str, typer.Argument(metavar="E-MAIL")],
    origin: OriginOption,
    folder: FolderOption = None,
) -> None:
    """Print a link, good once, that makes an administrator's account, or lets an administrator in again."""
    from hustings.office.accounts.serving import administrator

    typer.echo(administrator(_served(context, origin, folder), name, email))


def _there(context: typer.Context, folder: Path | None) -> Home:
    """The office that is in the folder. Raises BadInput where none is."""
    from hustings.election.problems import BadInput, Problem
    from hustings.office.home import Home

    root = folder or context.obj or default_folder()
    if not any((root / name).is_file() for name in ("office.sqlite3", "office.json")):
        raise BadInput(Problem(str(root), "there is no office in this folder"))
    return Home.at(root)


def _database() -> str:
    """Where an organisation's office has its rows; "" for SQLite, in its folder."""
    import os

    return os.environ.get("HUSTINGS_DATABASE_URL", "")


def _served(context: typer.Context, origin: str, folder: Path | None, sites: str = "") -> Served:
    import os

    from hustings.office.accounts.settings import Served
    from hustings.office.home import Home

    home = Home.at(folder or context.obj or default_folder())
    given = {name: os.environ.get(f"HUSTINGS_{name.upper()}", "") for name in ("mail_url", "mail_from")}
    return Served(home, origin, sites, given["mail_url"], given["mail_from"], _database())


def default_folder() -> Path:
    """Where an office is, unless --folder says otherwise."""
    import platformdirs

    return platformdirs.user_data_path("hustings", appauthor=False) / "office"


def _show(home: Home, address: str, no_browser: bool) -> None:
    """The address, and a window that opens it."""
    import webbrowser

    from hustings.office.server import opener

    typer.echo(address)
    if not no_browser:
        webbrowser.open(opener(home, address).as_uri())
