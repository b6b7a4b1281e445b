"""The web servers for which the documentation has recipes, run with them on this computer."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from waiting import LONGEST, until


def program_of(name: str, package: str) -> str:
    """Where a server's program is; where there is none the test is skipped, or fails if servers are required."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        lacking = pytest.fail if os.environ.get("HUSTINGS_SERVERS_REQUIRED") else pytest.skip
        lacking(f"needs {name} (Debian, Ubuntu: sudo apt-get install {package})")
    return str(found)


def recipe(document: Path, language: str) -> str:
    """What stands in a document as the code of a language."""
    found = re.search(rf"```{language}\n(.*?)```", document.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def free_port() -> int:
    """A port that nobody has, and that is not among those which a system gives to whoever asks for any (Linux: 32768
    to 60999): until a server has it, or while one starts again, no connection of another test takes it."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def nginx(program: str, servers: str, folder: Path) -> list[str]:
    """How nginx is begun with these blocks of servers; what it writes stays in the folder."""
    temporary = "".join(f"{each}_temp_path {folder};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.getuid() == 0 else ""
    types = "include /etc/nginx/mime.types;" if Path("/etc/nginx/mime.types").exists() else ""
    main = f"{user} daemon off; pid {folder}/pid; error_log {folder}/error;\nevents {{}}\n"
    (folder / "conf").write_text(f"{main}http {{ {types} {temporary}\n{servers} }}\n")
    return [program, "-c", str(folder / "conf"), "-e", str(folder / "error")]


def caddy(program: str, sites: str, folder: Path) -> list[str]:
    """How Caddy is begun with these sites."""
    (folder / "conf").write_text(f"{{\n    admin off\n    auto_https off\n}}\n{sites}")
    return [program, "run", "--config", str(folder / "conf"), "--adapter", "caddyfile"]


def served(command: list[str], folder: Path, port: int) -> Iterator[int]:
    """The port, once the server answers; at the end the server ends."""
    own = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        running = subprocess.Popen(command, stdout=said, stderr=said, env=own)
    try:
        until(lambda: answers(port) or running.poll() is not None, "the server")
        assert running.poll() is None, (folder / "said").read_text()
        yield port
    finally:
        running.terminate()
        running.wait(LONGEST)
