"""A published site as a WSGI application, and the server that carries it: waitress, with files by WhiteNoise."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from waitress import create_server
from waitress.server import MultiSocketServer
from whitenoise import WhiteNoise

from hustings.site.headers import headers_for

Environ = dict[str, Any]
Start = Callable[..., Any]
HEADERS = "_headers"
MISSING = "404.html"
# A browser opens six connections; more than these wait until one is closed.
CONNECTIONS = 100
# Seconds after which a connection that says nothing more is closed.
TIMEOUT = 30


class SiteFiles(WhiteNoise):  # type: ignore[misc]
    """The files of a site, as they are at the moment of each request, so that a new release shows at once.

    A path that leads out of the site, by a symbolic link or otherwise, is not found; nor is a folder.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        super().__init__(
            self._not_found,
            site,
            autorefresh=True,
            max_age=None,
            allow_all_origins=False,
            add_headers_function=self._add,
        )

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.endswith("/"):
            environ["PATH_INFO"] = f"{path}index.html"
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._answer(HTTPStatus.METHOD_NOT_ALLOWED, start_response)
        try:
            return super().__call__(environ, start_response)  # type: ignore[no-any-return]
        except (OSError, ValueError):  # a file that may not be read, or a name that no file can have
            return self._not_found(environ, start_response)

    def candidate_paths_for_url(self, url: str) -> Iterator[str]:
        """The file that the address means, if it is one of the site's own."""
        root = os.path.realpath(self.site)
        path = os.path.realpath(os.path.join(root, url.lstrip("/")))
        if path.startswith(root + os.sep) and path != os.path.join(root, HEADERS):
            yield path

    def _add(self, headers: Headers, _path: str, url: str) -> None:
        headers["Cache-Control"] = "no-cache"
        for name, value in headers_for(url, (self.site / HEADERS).read_text("utf-8")).items():
            headers[name] = value

    def _not_found(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """The site's own page for what is not there, or a line of text where it has none."""
        try:
            page = (self.site / MISSING).read_bytes()
        except OSError:
            return self._answer(HTTPStatus.NOT_FOUND, start_response)
        headers = Headers([("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))])
        self._add(headers, "", environ.get("PATH_INFO", ""))
        start_response(f"{HTTPStatus.NOT_FOUND.value} {HTTPStatus.NOT_FOUND.phrase}", headers.items())
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else page]

    def _answer(self, status: HTTPStatus, start_response: Start) -> Iterable[bytes]:
        body = f"{status.phrase}\n".encode()
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return [body]


def site_server(site: Path, port: int, *, connections: int = CONNECTIONS, timeout: int = TIMEOUT) -> Any:
    """A server of the site on localhost; port 0 takes any free one. `run()` serves until Ctrl-C.

    What is asked for is not logged. Raises OSError where the port cannot be used.
    """
    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    server = create_server(
        SiteFiles(site),
        # Its sockets alone: else two servers in a program would answer each other's requests, each in its own thread.
        map={},
        host="127.0.0.1",
        port=port,
        connection_limit=connections,
        channel_timeout=timeout,
        cleanup_interval=max(1, timeout // 3),
        max_request_header_size=16_384,
        max_request_body_size=16_384,
        ident=None,
    )
    assert not isinstance(server, MultiSocketServer)
    return server
