"""Ctrl-C at any moment, a full disk, a port that is taken: a line and an exit status, never a traceback."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.program import ROOT, hustings
from waiting import LONGEST

SITE = """\
import sys
from hustings.cli import program
sys.argv = ["hustings", "serve", sys.argv[1], "--port", sys.argv[2]]
program()
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """As little as `hustings serve` takes for a published site."""
    (tmp_path / "_headers").write_text("/*\n  X-Frame-Options: DENY\n")
    return tmp_path


def test_a_ctrl_c_that_python_loses_is_given_again() -> None:
    """What is raised in __del__ is dropped by Python, with a traceback; the program would have gone on for an hour."""
    program = (
        "import signal, time\n"
        "from hustings.cli.interruption import Interrupted, listen\n"
        "class Clearing:\n"
        "    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "listen()\n"
        "try:\n"
        "    Clearing()\n"
        "    time.sleep(3600)\n"
        "except Interrupted as stop:\n"
        "    print(stop)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=LONGEST)
    assert (done.stdout, done.stderr) == ("Interrupted; nothing was left half-written.\n", "")


def test_ctrl_c_is_how_serving_ends(site: Path) -> None:
    command = [sys.executable, "-u", "-c", SITE, str(site), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert "Ctrl-C ends" in running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=LONGEST)
    assert (running.returncode, said) == (0, "")


def test_a_port_that_is_taken_is_said_in_one_line(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = hustings("serve", site, "--port", port)
    assert done.returncode == 2
    assert done.stderr.startswith(f"--port: {port} cannot be used (")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [["rules"], ["nominations", str(ROOT / "examples/hedgerow-league")]])
def test_a_full_disk_is_said_in_one_line(words: list[str]) -> None:
    program = [sys.executable, "-c", "from hustings.cli.main import main; main()", *words]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, timeout=LONGEST)
    assert (done.returncode, done.stderr) == (2, "hustings: No space left on device\n")
