"""The office as it really runs: one port of this computer, one way in, and a second start that finds the first."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from waiting import LONGEST

pytestmark = pytest.mark.solo
WORDS = [sys.executable, "-m", "hustings", "office", "--no-browser", "--folder"]


def asked(address: str, **headers: str) -> tuple[int, str]:
    """The status of an answer, and its cookie; by the real server."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=LONGEST)
    connection.request("GET", parts.path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, (answer.getheader("Set-Cookie") or "").strip().partition(";")[0]


def test_the_office_answers_its_own_user_and_a_second_start_finds_the_first(tmp_path: Path) -> None:
    home = tmp_path / "office"
    (home / "uploads").mkdir(parents=True, mode=0o700)
    (home / "uploads" / "half.upload").write_text("an upload that was cut off")
    office = subprocess.Popen([*WORDS, str(home)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert office.stdout is not None
    try:
        address = office.stdout.readline().strip()
        root = address.partition("open/")[0]
        assert asked(f"{urlsplit(address).scheme}://{urlsplit(address).netloc}/")[0] == 404
        assert asked(root)[0] == 403
        assert asked(address, Host="evil.example")[0] == 403
        assert asked(address, X_Forwarded_For="127.0.0.1")[0] == 403
        assert asked(address, X_Forwarded_Host="127.0.0.1")[0] == 403
        status, cookie = asked(address)
        assert status == 200
        assert asked(root, Cookie=cookie)[0] == 200
        assert asked(address)[0] == 403
        for path in ("static/office/office.css", "static/site/site.css", "static/django_htmx/htmx-2.min.js"):
            assert asked(root + path, Cookie=cookie)[0] == 200
            assert asked(root + path)[0] == 403
        again = subprocess.run([*WORDS, str(home)], capture_output=True, text=True, check=True)
        assert "open already" in again.stderr
        assert again.stdout.startswith(root)
        assert asked(again.stdout.strip())[0] == 200
        assert not (home / "uploads" / "half.upload").exists()
        # Nobody else of this computer may come to its files; where it is open is said to its user alone.
        assert all(
            os.stat(path).st_mode & 0o077 == 0 for path in (home, home / "running.json", home / "office.sqlite3")
        )
    finally:
        office.terminate()
        office.wait()
