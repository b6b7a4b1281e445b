"""hustings serve: a published site on this computer, with the headers that a page cannot give itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def serve(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A published site.")],
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="Of the site on localhost; 0 takes any free one.")
    ] = 8000,
) -> None:
    """Serve a published site on localhost until Ctrl-C. What is asked for is not logged."""
    import functools
    import http.server
    from contextlib import suppress

    from hustings.cli.interruption import Interrupted
    from hustings.election.problems import BadInput, Problem
    from hustings.site.headers import headers_for

    rules = directory / "_headers"
    if not rules.is_file():
        raise BadInput(Problem(str(directory), "this is not a published site; `hustings publish` makes one"))
    text = rules.read_text(encoding="utf-8")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers_for(self.path, text).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is logged: what people ask for is theirs."""

    handler = functools.partial(Handler, directory=str(directory))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        said = f"{port} cannot be used ({error.strerror}); name another port, or 0 for any that is free"
        raise BadInput(Problem("--port", said)) from None
    with server, suppress(Interrupted):
        typer.echo(f"http://localhost:{server.server_address[1]}/index.html  (Ctrl-C ends)")
        server.serve_forever()
