"""hustings office: everything that Hustings does, in the browser, on one's own computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hustings.cli import options

if TYPE_CHECKING:
    from hustings.office.home import Home

FolderOption = Annotated[
    Path | None, typer.Option("--folder", metavar="DIR", help="Where the office keeps everything.")
]
app = typer.Typer(
    help="Set up, count and declare elections in the browser, on this computer.", invoke_without_command=True
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

    from hustings.office.home import Home
    from hustings.office.server import address_of_running, open_office

    home = Home.at(folder or default_folder())
    if address := address_of_running(home):
        typer.echo("This office is open already; here is a new way in.", err=True)
        _show(home, address, no_browser)
        return
    opened = open_office(home, port)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _show(home, opened.address(), no_browser)
    typer.echo(f"Everything is kept in {home.root}. Ctrl-C closes the office.", err=True)
    opened.run()


@app.command("check")
def check(context: typer.Context, folder: FolderOption = None, json: options.Json = None) -> None:
    """Say whether acts, versions or uploads of an office were altered behind its back."""
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.problems import BadInput, Problem
    from hustings.office.door import Door
    from hustings.office.home import Home
    from hustings.office.settings import configure, migrate

    root = folder or context.obj or default_folder()
    if not (root / "office.sqlite3").is_file():
        raise BadInput(Problem(str(root), "there is no office in this folder"))
    home = Home.at(root)
    configure(Door(home, "127.0.0.1", "/"))
    migrate()
    from hustings.office import audit, checking

    outputs = Outputs([], json=json)
    found, head = list(checking.faults(home)), audit.head()
    outputs.write(json=lambda: as_json.office_checked(home.root, found, head))
    if not outputs.printed:
        typer.echo("\n".join(found) if found else f"Nothing was altered. The last act is {head}.")
    if found:
        raise typer.Exit(1)


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
