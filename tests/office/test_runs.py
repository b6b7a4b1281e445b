"""A run is a process of its own: its end, its kill and its office's kill are told, and it can be begun again."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hustings.office.home import Home
from office.browsing import Browser
from waiting import LONGEST, until

if TYPE_CHECKING:
    from hustings.office.models import Election, Run

BALLOTS = b'3 1\n5 1 2 0\n3 2 1 0\n2 3 2 0\n0\n"Ann"\n"Bob"\n"Cyd"\n""\n'


@pytest.fixture
def count(home: Home, committee: dict[str, bytes]) -> tuple[Election, list[str]]:
    """An election with ballots, and the words of the command that counts it."""
    from hustings.office import acts

    assert home.mark.is_file()
    election = acts.create("Counted", committee | {"ballots/chair.blt": BALLOTS}, "made")
    return election, ["count", str(acts.current_folder(election)), "--json", "record.json", "--brief"]


def test_progress_is_spoken_once_a_quarter_and_not_with_every_second(
    count: tuple[Election, list[str]], browser_in: Browser
) -> None:
    from hustings.office.clock import now
    from hustings.office.models import Run

    moment = {"asked_at": now(), "beat": now()}
    run = Run.objects.create(election=count[0], kind="plan", words="[]", state="running", part=0.6, **moment)
    part = f"e/{count[0].key}/run/{run.pk}/progress"
    spoken = '<p id="said" hx-swap-oob="innerHTML">Half is done.</p>'
    assert [spoken in browser_in.page(f"{part}?said={said}") for said in (0, 1, 2)] == [True, True, False]
    run.delete()


def test_a_run_is_the_command_itself_and_tied_to_its_version(count: tuple[Election, list[str]], tmp_path: Path) -> None:
    from hustings.office import acts, runs

    election, words = count
    run = runs.wait(runs.begin(election, "count", words, "chair"), LONGEST)
    assert (run.state, run.status) == ("done", 0), runs.output(run, "said")
    command = [sys.executable, "-m", "hustings", *words[:2], "--json", str(tmp_path / "record.json")]
    subprocess.run(command, check=True, capture_output=True)
    assert (runs.place(run) / "record.json").read_bytes() == (tmp_path / "record.json").read_bytes()
    assert not runs.stale(run)
    files = acts.current_files(election) | {"notes.md": b""}
    acts.change(election.key, election.current, files, "later")
    assert runs.stale(run)
    assert runs.again(run).version != run.version


def test_a_run_knows_nothing_of_the_office_and_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hustings.office import runs

    monkeypatch.setenv("HUSTINGS_DATABASE_URL", "postgres://officer:secret@localhost/office")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    assert "secret" not in json.dumps(runs.environment(tmp_path))


def test_a_cancelled_run_ends_and_a_killed_one_is_no_result(home: Home, count: tuple[Election, list[str]]) -> None:
    from hustings.office import runs
    from hustings.office.models import Run

    election, _ = count
    words = endless(home.root / "pipe")
    run = runs.begin(election, "count", words)
    _until_running(run)
    begun = time.monotonic()
    assert runs.wait(run, 0.5).state == "running"
    assert time.monotonic() - begun >= 0.5
    runs.cancel(run)
    assert runs.wait(run, LONGEST).state == "cancelled"
    killed = runs.begin(election, "count", words)
    child = _until_running(killed).child
    assert child is not None
    os.kill(child, signal.SIGKILL)
    killed = runs.wait(killed, LONGEST)
    assert (killed.state, killed.status) == ("failed", -signal.SIGKILL)
    assert Run.objects.exclude(state__in=runs.OVER).filter(election=election).count() == 0


def test_of_many_runs_few_go_on_at_once_and_the_others_wait_their_turn(
    home: Home, count: tuple[Election, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With room for two: the third and the fourth wait, one is cancelled as it waits, the other goes on next."""
    from hustings.office import runs
    from hustings.office.models import Run

    monkeypatch.setattr(runs, "AT_ONCE", 2)
    election, quick = count
    long = endless(home.root / "queue")
    first, second = (_until_running(runs.begin(election, "count", long)) for _ in range(2))
    third, fourth = runs.begin(election, "count", long), runs.begin(election, "count", quick, "chair")
    until(lambda: _as_it_is(fourth).doing)
    assert (fourth.state, fourth.doing) == ("waiting", "It waits for 3 other runs to end.")
    assert Run.objects.filter(state="running", election=election).count() == 2
    runs.cancel(third)
    assert runs.wait(third, LONGEST).state == "cancelled"
    assert third.child is None
    runs.cancel(first)
    assert runs.wait(fourth, LONGEST).state == "done"
    runs.cancel(second)
    assert {runs.wait(first, LONGEST).state, runs.wait(second, LONGEST).state} == {"cancelled"}


def test_a_run_that_does_not_end_is_ended(
    home: Home, count: tuple[Election, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hustings.office import runs

    monkeypatch.setattr(runs, "HOURS", 1 / 3600)
    run = runs.wait(runs.begin(count[0], "count", endless(home.root / "endless")), LONGEST)
    assert (run.state, run.status) == ("failed", -signal.SIGKILL)
    assert "the run was ended, since it took more than" in runs.output(run, "said")


NETWORK = """
import socket, subprocess, sys
from hustings.office.limited import leave_the_network
child = f"import socket; socket.create_connection(('127.0.0.1', {sys.argv[1]}), 2)"
leave_the_network()
address = "127.0.0.1", int(sys.argv[1])
for call, given in ((socket.create_connection, (address, 2)), (socket.getaddrinfo, ("a.example", 80))):
    try:
        print("answered", call(*given))
    except PermissionError as error:
        print(error)
print(subprocess.run([sys.executable, "-c", child], capture_output=True).returncode)
"""


def test_a_run_has_no_network() -> None:
    """Somebody listens on this computer, and the run cannot reach them. What a run starts cannot either, where the
    system lets a process have a network of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        words = [sys.executable, "-c", NETWORK, port]
        done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=LONGEST)
        own = [sys.executable, "-c", "import ctypes; print(ctypes.CDLL(None).unshare(0x50000000))"]
        allowed = subprocess.run(own, capture_output=True, text=True, timeout=LONGEST).stdout.strip() == "0"
    first, second, child = done.stdout.splitlines()
    assert (first, second) == ("a run of the office has no network",) * 2
    assert child == ("1" if allowed else "0")


def endless(pipe: Path) -> list[str]:
    """The words of a command that goes on until somebody ends it: it reads a pipe that is open and never written to."""
    os.mkfifo(pipe)
    os.open(pipe, os.O_RDWR)
    return ["count", str(pipe), "--rules", "scottish"]


OFFICE = """
import os, sys, time
from pathlib import Path
from hustings.office.door import Door
from hustings.office.home import Home
from hustings.office.settings import configure, migrate
home = Home.at(Path(sys.argv[1]))
configure(Door(home, "127.0.0.1", "/"))
migrate()
from hustings.office import acts, runs
pipe = home.root / "pipe"
os.mkfifo(pipe)
os.open(pipe, os.O_RDWR)
files = {"election.toml": b'title = "A"\\n[[contest]]\\nid = "c"\\ntitle = "C"\\nseats = 1\\n'}
run = runs.begin(acts.create("A", files, "made"), "count", ["count", str(pipe), "--rules", "scottish"])
while run.child is None:
    time.sleep(0.02)
    run.refresh_from_db()
print(run.child, flush=True)
sys.stdin.read()
"""
AFTER = """
import sys
from pathlib import Path
from hustings.office.door import Door
from hustings.office.home import Home
from hustings.office.settings import configure
configure(Door(Home.at(Path(sys.argv[1])), "127.0.0.1", "/"))
from hustings.office import runs
from hustings.office.models import Run
print(runs.find_lost(all_of_them=True), Run.objects.get().state)
"""


def test_a_run_whose_office_was_killed_ends_with_it_and_is_found(tmp_path: Path) -> None:
    words = [sys.executable, "-c", OFFICE, str(tmp_path / "home")]
    office = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert office.stdout is not None
    child = int(office.stdout.readline())
    os.kill(office.pid, signal.SIGKILL)
    office.wait()
    until(lambda: not _alive(child), "the end of the run’s process")
    after = [sys.executable, "-c", AFTER, str(tmp_path / "home")]
    assert subprocess.run(after, capture_output=True, text=True, check=True).stdout == "1 lost\n"


def _alive(process: int) -> bool:
    """Whether the process does anything still: one that only waits to be noticed does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _until_running(run: Run) -> Run:
    until(lambda: _as_it_is(run).state == "running" and run.child is not None, "the beginning of the run")
    return run


def _as_it_is(run: Run) -> Run:
    run.refresh_from_db()
    return run
