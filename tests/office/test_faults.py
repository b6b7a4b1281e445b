"""Kills, a full disk, a clock that moves: what was acknowledged is there, nothing is torn, no run runs for ever."""

from __future__ import annotations

import hashlib
import http.client
import itertools
import json
import os
import random
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hustings.office.home import Home
from office.serving import Colleague, Server, children, kill
from office.test_runs import _until_running, endless
from waiting import LONGEST, until

# What is in the office once it has been started again, and everything that is wrong with it.
FOUND = """
import json, sys
from pathlib import Path
from hustings.office.accounts.serving import configure
from hustings.office.accounts.settings import Served
from hustings.office.home import Home
home = Home.at(Path(sys.argv[1]))
configure(Served(home, sys.argv[2], database=sys.argv[3]))
from hustings.office import acts, checking, runs, versions
from hustings.office.models import Run, Upload, Version
notes = {}
for row in Version.objects.select_related("election"):
    place = versions.folder(acts.home_of(row.election.key), row.name) / "notes.md"
    notes[row.number] = place.read_text() if place.is_file() else ""
print(json.dumps({
    "faults": list(checking.faults(home)),
    "notes": notes,
    "runs": {run.pk: [run.state, run.status] for run in Run.objects.all()},
    "over": runs.OVER,
    "uploads": list(Upload.objects.values_list("digest", flat=True)),
    "torn": [path.name for path in home.versions(sys.argv[4]).iterdir() if len(path.name) != 64],
}))
"""


class Script(threading.Thread):
    """Somebody who acts without a pause, and writes down what the office has acknowledged."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.server, self.over = server, threading.Event()
        self.notes: dict[int, str] = {}
        self.runs: set[int] = set()
        self.uploads: set[str] = set()
        self.errors: list[str] = []

    def run(self) -> None:
        me, at = Colleague(self.server, 0), f"/e/{self.server.key}"
        for number in itertools.count():
            if self.over.is_set():
                return
            try:
                self.act(me, at, number)
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)  # it was killed: what was begun was not acknowledged
            except Exception as error:
                self.errors.append(repr(error))
                return

    def act(self, me: Colleague, at: str, number: int) -> None:
        """Every act in its turn; a 503 or a 502 is no acknowledgement either."""
        if number % 6 == 3:
            status, where = me.post(f"{at}/count/chair/count", {})
            self.acknowledged(status, where)
        elif number % 6 == 5:
            content = f"First preference\nAnn\nBob\nCyd\nAnn\n{'Ann' if number % 12 == 5 else 'Bob'}\n".encode()
            content += b"Cyd\n" * (number % 7)
            status, where = me.send_file(f"{at}/count/chair/ballots", {}, "votes.csv", content)
            if self.acknowledged(status, where):
                self.uploads.add(hashlib.sha256(content).hexdigest())
        else:
            form = f"{at}/set-up/text?name=notes.md"
            given = {"name": "notes.md", "text": f"note {number}\n", "base": me.base(form)}
            status, where = me.post(f"{at}/set-up/text", given)
            saved = re.search(r"saved=(\d+)", where)
            if status == 302 and saved:
                self.notes[int(saved[1])] = f"note {number}\n"

    def acknowledged(self, status: int, where: str) -> bool:
        run = re.search(r"/run/(\d+)$", where)
        if status == 302 and run:
            self.runs.add(int(run[1]))
        return status == 302


def strike(server: Server, kind: str) -> None:
    """Kill -9 a run, the process that answers, the one that watches it, or all at once."""
    assert server.process is not None
    workers = server.workers()
    if kind == "run":
        for process in (child for worker in workers for child in children(worker)):
            kill(process)
    elif kind == "server":
        for process in workers:
            kill(process)
    elif kind == "supervisor":
        kill(server.process.pid)
    else:
        os.killpg(server.process.pid, signal.SIGKILL)
    if kind in ("supervisor", "all"):
        server.process.wait()
        server.start()


# 200 kills in all.
LONG = [pytest.param(50, seed, marks=pytest.mark.long) for seed in range(1, 5)]


@pytest.mark.parametrize(("kills", "seed"), [(4, 20), *LONG])
def test_no_kill_loses_what_was_acknowledged_or_leaves_a_run_running(kills: int, seed: int, tmp_path: Path) -> None:
    server, moments = Server(tmp_path / "office"), random.Random(seed)
    server.start()
    script = Script(server)
    script.start()
    kinds = (["run", "server", "supervisor", "all"] * kills)[:kills]
    moments.shuffle(kinds)
    try:
        for kind in kinds:
            time.sleep(moments.uniform(0.05, 1.2))
            strike(server, kind)
        until(lambda: (script.notes and script.runs and script.uploads) or not script.is_alive())
        script.over.set()
        script.join(LONGEST)
        strike(server, "all")
        until(lambda: all_over(server), "the end of every run")
    finally:
        script.over.set()
        server.stop()
    found = json.loads(server.python(FOUND, server.origin, server.url, server.key))
    assert script.errors == []
    assert (found["faults"], found["torn"]) == ([], [])
    lost = {number: note for number, note in script.notes.items() if found["notes"].get(str(number)) != note}
    assert lost == {}
    assert script.uploads <= set(found["uploads"])
    assert script.runs <= {int(number) for number in found["runs"]}
    assert {state for state, _ in found["runs"].values()} <= set(found["over"])
    assert not re.search("Traceback|Error", (tmp_path / "log").read_text()), (tmp_path / "log").read_text()[-3000:]


def all_over(server: Server) -> bool:
    found = json.loads(server.python(FOUND, server.origin, server.url, server.key))
    return all(state in found["over"] for state, _ in found["runs"].values())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB."""
    where = tmp_path / "disk"
    where.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(where)], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root can make a small disk")
    yield where
    subprocess.run(["umount", "--lazy", str(where)], check=True)


def test_on_a_full_disk_nothing_is_half_done_and_work_goes_on_when_there_is_room(small_disk: Path) -> None:
    server = Server(small_disk / "office")
    server.start()
    me, at = Colleague(server, 0), f"/e/{server.key}"
    form = f"{at}/set-up/text?name=notes.md"
    filler = small_disk / "filler"

    def write(text: str) -> int:
        return me.post(f"{at}/set-up/text", {"name": "notes.md", "text": text, "base": me.base(form)})[0]

    try:
        assert write("before\n") == 302
        with suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(bytes(1 << 16))
                file.flush()
        for _ in range(3):
            assert write("full\n") in (503, 507)
            assert me.send_file(f"{at}/count/chair/ballots", {}, "votes.csv", bytes(100_000))[0] in (503, 507)
            # With its rows elsewhere the office can begin a run, which then ends without a result.
            assert me.post(f"{at}/count/chair/count", {})[0] in (302, 503, 507)
        assert me.get(form)[0] == 200
        filler.unlink()
        assert write("after\n") == 302
        status, where = me.post(f"{at}/count/chair/count", {})
        assert (status, "/run/" in where) == (302, True)
        until(lambda: not re.search("goes on|progress", me.get(where)[1]), "the end of the run")
    finally:
        server.stop()
    found = json.loads(server.python(FOUND, server.origin, server.url, server.key))
    assert (found["faults"], found["torn"]) == ([], [])
    assert [note for note in found["notes"].values() if note] == ["before\n", "after\n"]
    states = [found["runs"][number] for number in sorted(found["runs"], key=int)]
    assert states[-1] == ["done", 0]
    assert {state for state, _ in states} <= set(found["over"])


def test_a_clock_that_moves_loses_no_run_and_breaks_no_chain(
    home: Home, committee: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A day forward while a run goes on, two days back after it: the run is neither lost nor ended, acts follow on."""
    from hustings.office import acts, audit, clock, runs

    assert home.mark.is_file()
    election = acts.create("Moved clock", committee, "made")
    moved = timedelta(0)

    def moving() -> datetime:
        return clock.now() + moved

    for module in (acts, audit, runs):
        monkeypatch.setattr(module, "now", moving)
    run = _until_running(runs.begin(election, "count", endless(tmp_path / "clock")))
    moved = timedelta(days=1)
    assert runs.find_lost() == 0
    time.sleep(1.5)
    run.refresh_from_db()
    assert run.state == "running"
    moved = timedelta(days=-2)
    election = acts.change(election.key, election.current, committee | {"notes.md": b"later\n"}, "later")
    runs.cancel(run)
    assert runs.wait(run, LONGEST).state == "cancelled"
    acts.restore(election, 1, election.current)
    assert [fault for fault in audit.faults() if "follow" in fault or "missing" in fault] == []
