"""Serving a site: bad requests, paths that lead out of it, parts of files, silence, and too many at once."""

from __future__ import annotations

import http.client
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from hustings.cli.site_server import site_server
from hustings.site.release import release
from waiting import LONGEST

FILES = {
    "index.html": b"<p>home",
    "areas/wales.html": b"<p>wales",
    "embed/index.html": b"<p>embed",
    "data/bytes.bin": bytes(range(100)),
    "_headers": b"/*\n  X-Frame-Options: DENY\n  X-Content-Type-Options: nosniff\n/embed/*\n  ! X-Frame-Options\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    release(FILES, tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    """Of a server of the site."""
    yield from _served(site, LONGEST)


@pytest.fixture
def hasty(site: Path) -> Iterator[int]:
    """Of one that closes silent connections after a second."""
    yield from _served(site, 1)


def _served(site: Path, timeout: int) -> Iterator[int]:
    """The port of a server that holds four connections. timeout: seconds after which it closes silent ones."""
    server = site_server(site, 0, connections=4, timeout=timeout)

    def run() -> None:
        with suppress(OSError):  # its sockets are closed at the end of the test
            server.run()

    threading.Thread(target=run, daemon=True).start()
    yield server.effective_port
    server.close()


def asked(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)) as connection:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def raw(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=LONGEST) as connection:
        connection.sendall(request)
        found = b""
        with suppress(ConnectionResetError):
            while part := connection.recv(4096):
                found += part
    return found


def test_files_are_served_with_the_headers_of_the_site(port: int) -> None:
    for path in ("/", "/index.html"):
        status, headers, body = asked(port, path)
        assert (status, body) == (200, b"<p>home")
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Content-Type"].startswith("text/html")
        assert headers["Cache-Control"] == "no-cache"
    _, headers, _ = asked(port, "/embed/")
    assert "X-Frame-Options" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, headers, body = asked(port, "/areas/wales.html", "HEAD")
    assert (status, headers["Content-Length"], body) == (200, "8", b"")


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9 what\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"\x00\xff\xfe\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_malformed_request_is_a_bad_request(port: int, request_: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    answer = raw(port, request_)
    assert answer.startswith((b"HTTP/1.0 400 ", b"HTTP/1.1 400 ")), answer
    assert b"Traceback" not in answer
    assert capfd.readouterr() == ("", "")
    assert asked(port, "/")[0] == 200, "the server goes on"


def test_a_request_that_is_too_long_is_refused(port: int) -> None:
    answer = raw(port, b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n\r\n")
    assert not answer or answer.split()[1] in (b"400", b"414", b"431")
    assert asked(port, "/")[0] == 200, "the server goes on"


def test_nothing_outside_the_site_is_served_and_no_folder_is_listed(site: Path, port: int) -> None:
    (site.parent / "secret.txt").write_text("secret")
    os.symlink(site.parent / "secret.txt", site / "linked.txt")
    os.symlink(site.parent, site / "folder")
    (site / "closed.txt").write_text("secret")
    for path in (
        "/linked.txt",
        "/folder/secret.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/areas/..%2f..%2f..%2fsecret.txt",
        "//etc/passwd",
        "/areas/",
        "/areas",
        "/data",
        "/_headers",
        "/a%00b",
        "/%ff%fe",
        "/none.html",
    ):
        status, _, body = asked(port, path)
        assert (status, body) == (404, b"Not Found\n"), path
    assert asked(port, "/", "POST")[0] == 405


def test_a_link_within_the_site_is_followed(site: Path, port: int) -> None:
    os.symlink("areas/wales.html", site / "wales.html")
    assert asked(port, "/wales.html")[2] == b"<p>wales"


@pytest.mark.parametrize(
    ("wanted", "status", "body"),
    [
        ("bytes=10-19", 206, bytes(range(10, 20))),
        ("bytes=90-", 206, bytes(range(90, 100))),
        ("bytes=-5", 206, bytes(range(95, 100))),
        ("bytes=200-300", 416, b""),
        ("bytes=what", 200, bytes(range(100))),
    ],
)
def test_parts_of_a_file(port: int, wanted: str, status: int, body: bytes) -> None:
    found, headers, content = asked(port, "/data/bytes.bin", Range=wanted)
    assert (found, content) == (status, body)
    if status == 206:
        assert headers["Content-Range"] == f"bytes {body[0]}-{body[-1]}/100"


def test_a_connection_that_says_nothing_is_closed(hasty: int) -> None:
    with socket.create_connection(("127.0.0.1", hasty), timeout=LONGEST) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        assert silent.recv(100) == b""


def test_more_connections_than_are_allowed_wait(hasty: int) -> None:
    """Idle ones are closed after a second, and then those that wait are answered."""
    idle = [socket.create_connection(("127.0.0.1", hasty), timeout=LONGEST) for _ in range(12)]
    assert asked(hasty, "/")[0] == 200
    for connection in idle:
        connection.close()


def test_a_new_release_shows_at_once(site: Path, port: int) -> None:
    release({**FILES, "index.html": b"<p>new"}, site)
    assert asked(port, "/")[2] == b"<p>new"


def test_what_is_not_there_is_answered_with_the_sites_own_page(site: Path, port: int) -> None:
    assert asked(port, "/nowhere.html")[2] == b"Not Found\n"
    release({**FILES, "404.html": b"<p>There is no such page"}, site)
    status, headers, body = asked(port, "/areas/nowhere.html")
    assert (status, body) == (404, b"<p>There is no such page")
    assert (headers["Content-Type"], headers["X-Frame-Options"]) == ("text/html; charset=utf-8", "DENY")
    assert headers["Cache-Control"] == "no-cache"
    assert asked(port, "/areas/nowhere.html", "HEAD")[::2] == (404, b"")
