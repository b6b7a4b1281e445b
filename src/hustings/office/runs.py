"""Runs: long work as a row of the database and a supervised process of `hustings …`.

A crash or a kill of the process ends the run, nothing else. A run whose office was killed is found by its silence, is
called lost, and can be begun again. What a run has found is tied to the version it was made from.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction

from hustings.office import audit
from hustings.office.acting import who
from hustings.office.clock import now
from hustings.office.models import Election, Run, Upload
from hustings.office.settings import office_home
from hustings.office.versions import NotKept

# Seconds between two looks at a process, and after which a silent run is lost.
LOOK, SILENCE = 0.2, 15
# So many runs go on at once; the others wait their turn. Hours after which one is ended that does not end.
AT_ONCE, HOURS = max(1, os.cpu_count() or 1), 4
OVER = ("done", "failed", "cancelled", "lost")
# What these have found is with the election once it counts: their folders go (`expiring`).
PASSING = ("count", "recount", "reading", "vacancy")
MOST_SAID = 40_000
# Runs that a thread of this process looks after: however silent, they are not lost. The clock may have been moved.
_looked_after: set[int] = set()


def begin(
    election: Election,
    kind: str,
    words: Sequence[str],
    contest: str = "",
    upload: Upload | None = None,
    files: Mapping[str, bytes] | None = None,
    version: str = "",
) -> Run:
    """Begin a run of `hustings WORDS…` on a version of the election, the current one if none is named, in a folder of
    its own, with these files."""
    with transaction.atomic():
        run = Run.objects.create(
            election=election,
            kind=kind,
            contest=contest,
            words=json.dumps(list(words), ensure_ascii=False),
            version=version or election.current,
            upload=upload,
            asked_at=now(),
        )
        audit.record(who(), f"began: {kind}", election.key, run=run.pk, contest=contest, version=run.version)
        _prepare(place(run), files or {})
    _looked_after.add(run.pk)
    threading.Thread(target=_supervised, args=(run.pk,), name=f"run {run.pk}", daemon=True).start()
    return run


def _prepare(where: Path, files: Mapping[str, bytes]) -> None:
    """The folder of a run with these files. Raises NotKept where the disk refuses."""
    forget_folder(where)  # of a run whose row never came to be
    try:
        where.mkdir(mode=0o700)
        for name, content in files.items():
            (where / name).write_bytes(content)
    except OSError as error:
        forget_folder(where)
        raise NotKept(f"the run’s files could not be written to the disk ({error.strerror})") from None


def again(run: Run) -> Run:
    """Begin a run again as it was, on the version that is current now."""
    kept = {path.name: path.read_bytes() for path in sorted(place(run).glob("in-*"))}
    election = Election.objects.get(pk=run.election_id)
    words = [word.replace(run.version, election.current) for word in json.loads(run.words)]
    return begin(election, run.kind, words, run.contest, run.upload, kept)


def begin_as(run: Run) -> Run:
    """Begin a run again on the version that it was made from, whatever is current now."""
    return begin(run.election, run.kind, json.loads(run.words), run.contest, version=run.version)


def place(run: Run) -> Path:
    """The folder of a run: its process works there, and its outputs are there."""
    return office_home().runs / str(run.pk)


def output(run: Run, name: str) -> str:
    """The text of an output; "" where there is none."""
    path = place(run) / name
    return path.read_text("utf-8", "replace")[: 64 << 20] if path.is_file() else ""


def cancel(run: Run) -> None:
    """Ask that a run be ended."""
    Run.objects.filter(pk=run.pk).exclude(state__in=OVER).update(cancel=True)


def end_with_the_best(run: Run) -> None:
    """Ask that a run end with the best that it has so far, as Ctrl-C asks a command that can."""
    Run.objects.filter(pk=run.pk).exclude(state__in=OVER).update(enough=True)


def stale(run: Run) -> bool:
    """Whether the election has been changed since the run began, so that its result is of an earlier version."""
    current: str = Election.objects.get(pk=run.election_id).current
    return run.version != current


def find_lost(*, all_of_them: bool = False) -> int:
    """Call every run lost that has been silent for too long; at the start of an office, every one that is not over."""
    going = Run.objects.exclude(state__in=OVER)
    if not all_of_them:
        since = now() - timedelta(seconds=SILENCE)
        going = going.exclude(pk__in=list(_looked_after))
        going = going.filter(beat__lt=since) | going.filter(beat__isnull=True, asked_at__lt=since)
    return going.update(state="lost", ended_at=now())


def wait(run: Run, seconds: float) -> Run:
    """The run once it is over, or after so many seconds."""
    ends = time.monotonic() + seconds
    while True:
        run.refresh_from_db()
        if run.state in OVER or time.monotonic() >= ends:
            return run
        time.sleep(LOOK / 4)


def environment(where: Path) -> dict[str, str]:
    """What a run's process knows of its surroundings: nothing of the office's, and nothing secret."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV") if name in os.environ}
    own = {"HOME": str(where), "TMPDIR": str(where), "LANG": "C.UTF-8", "PYTHONUTF8": "1", "COLUMNS": "200"}
    return kept | own | {"PYTHONPATH": os.pathsep.join(sys.path), "HUSTINGS_PROGRESS": str(where / "progress")}


def _supervised(number: int) -> None:
    try:
        run = Run.objects.get(pk=number)
        if _has_its_turn(run):
            _supervise(run)
    finally:
        _looked_after.discard(number)
        connection.close()


def _has_its_turn(run: Run) -> bool:
    """Wait until few enough runs go on and none waits that was asked for before; False where it was cancelled first."""
    beaten = time.monotonic() - 1
    while True:
        waiting = Run.objects.filter(pk=run.pk, state="waiting")
        with transaction.atomic():
            if waiting.filter(cancel=True).update(state="cancelled", ended_at=now()) or not waiting.exists():
                return False
            before = Run.objects.filter(state="waiting", pk__lt=run.pk).count()
            before += Run.objects.filter(state="running").count()
            if before < AT_ONCE:
                return bool(waiting.update(state="running", beat=now(), doing=""))
        if time.monotonic() - beaten >= 1:
            beaten = time.monotonic()
            # One whose office was killed is silent, and must not hold up the others.
            find_lost()
            runs = "another run" if before == 1 else f"{before} other runs"
            waiting.update(beat=now(), doing=f"It waits for {runs} to end.")
        time.sleep(LOOK)


def _supervise(run: Run) -> None:
    where = place(run)
    words = [sys.executable, "-m", "hustings.office.limited", str(os.getpid()), *json.loads(run.words)]
    try:
        with (where / "said").open("wb") as said:
            child = subprocess.Popen(
                words,
                cwd=where,
                env=environment(where),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                close_fds=True,
            )
    except OSError:
        Run.objects.filter(pk=run.pk).update(state="failed", status=None, ended_at=now())
        return
    try:
        Run.objects.filter(pk=run.pk).update(child=child.pid, beat=now())
        status = _watched(run, child)
    except BaseException:  # the database is gone: what nobody can write down is not gone on with
        child.kill()
        child.wait()
        raise
    state = "cancelled" if status is None else "done" if 0 <= status < 70 else "failed"
    going = Run.objects.filter(pk=run.pk, state__in=("waiting", "running"))
    going.update(state=state, status=status, ended_at=now(), part=1.0 if state == "done" else 0.0, beat=now())


def _watched(run: Run, child: subprocess.Popen[bytes]) -> int | None:
    """The exit status of the process, once it ends; None where the run was cancelled."""
    beaten = begun = time.monotonic()
    asked = False
    while True:
        try:
            return child.wait(LOOK)
        except subprocess.TimeoutExpired:
            row = Run.objects.filter(pk=run.pk).values("cancel", "state", "enough").first()
            if row is None or row["cancel"] or row["state"] == "lost":
                child.kill()
                child.wait()
                return None
            if row["enough"] and not asked and _progress(place(run))[0] > 0:
                asked = True
                child.send_signal(signal.SIGINT)
            if time.monotonic() - begun >= HOURS * 3600:
                child.kill()
                with (place(run) / "said").open("a", encoding="utf-8") as said:
                    said.write(f"the run was ended, since it took more than {HOURS} hours\n")
                return child.wait()
            if time.monotonic() - beaten >= 1:
                beaten = time.monotonic()
                part, doing = _progress(place(run))
                Run.objects.filter(pk=run.pk).update(beat=now(), part=part, doing=doing)


def _progress(where: Path) -> tuple[float, str]:
    """How much is done, and what is being done now, as the command last wrote it."""
    try:
        part, _, doing = (where / "progress").read_text("utf-8").partition(" ")
        return min(max(float(part), 0.0), 1.0), doing.strip()[:300]
    except (OSError, ValueError):
        return 0.0, ""


def forget(run: Run) -> None:
    """Remove a run's folder; the row stays."""
    forget_folder(place(run))


def is_forgotten(run: Run) -> bool:
    """Whether what a count or a reading has found was removed, since newer work took its place."""
    return run.kind in PASSING and run.state in OVER and not place(run).is_dir()


def forget_folder(where: Path) -> None:
    """Remove a folder in which a run has worked."""
    shutil.rmtree(where, ignore_errors=True)
