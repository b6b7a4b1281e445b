"""hustings serve: a published site on this computer, with the headers that a page cannot give itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def serve(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A published site.")],
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="Of the site on localhost; 0 takes any free one.")
    ] = 8000,
) -> None:
    """Serve a published site on localhost until Ctrl-C. What is asked for is not logged."""
    import signal
    from contextlib import suppress

    from hustings.election.problems import BadInput, Problem

    if not (directory / "_headers").is_file():
        raise BadInput(Problem(str(directory), "this is not a published site; `hustings publish` makes one"))

    from hustings.cli.site_server import site_server

    try:
        server = site_server(directory, port)
    except OSError as error:
        said = f"{port} cannot be used ({error.strerror}); name another port, or 0 for any that is free"
        raise BadInput(Problem("--port", said)) from None
    # The server ends by itself at Python's own KeyboardInterrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        typer.echo(f"http://localhost:{server.effective_port}/index.html  (Ctrl-C ends)")
        server.run()
    server.close()
