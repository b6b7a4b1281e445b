"""From a count to a declaration: provisional, perhaps complained of, declared, and perhaps corrected by another.

A declaration is never undone. One that was wrong is superseded by another, which says why; both stay in view.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

import hustings
from hustings.election.moments import Moment
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, audit, countersigning, counting, runs, versions
from hustings.office.acting import who
from hustings.office.clock import now
from hustings.office.models import Complaint, Election, Result, Run
from hustings.office.progress import last_declared
from hustings.office.settings import office_home

KEY = "office.pem"
# What may come until when, as the timetable has it.
WINDOWS = {"recount_requests_close": "requests for a recount", "complaints_close": "complaints"}


def accept(run: Run, base: str, why: str) -> Result:
    """Take a count's result as provisional. why: where it corrects one that was declared. Raises BadInput and Moved."""
    election = Election.objects.get(pk=run.election_id)
    acts.expect(base, election.current)
    if runs.stale(run):
        raise BadInput(Problem("count", "the election has been changed since this count; count again"))
    corrected = last_declared(election, run.contest)
    if corrected is not None and not why:
        said = "a result was declared already; say why this one corrects it"
        raise BadInput(Problem("why", said))
    text = (runs.place(run) / counting.RECORD).read_bytes()
    sheet = (runs.place(run) / counting.SHEET).read_bytes()
    new = {counting.record_path(run.contest): text, counting.sheet_path(run.contest): sheet}
    files = {path: each for path, each in acts.current_files(election).items() if path != _signature(run.contest)} | new
    digest = hashlib.sha256(text).hexdigest()
    made: list[Result] = []

    def also(changed: Election) -> None:
        open_ones = Result.objects.filter(election=changed, contest=run.contest, declared_at__isnull=True)
        open_ones.update(set_aside=True, supersedes=None)
        result = Result(election=changed, contest=run.contest, record=digest, run=run, version=changed.current)
        result.provisional_at, result.why, result.supersedes = now(), why, corrected
        result.save()
        made.append(result)

    what = f"Provisional result of {_title(election, run.contest)}"
    acts.change(election.key, base, files, what, "provisional result", also, contest=run.contest, record=digest)
    return made[0]


def set_aside(result: Result) -> None:
    """Take a provisional result away; the count can be accepted again."""
    with transaction.atomic():
        open_one = Result.objects.filter(pk=result.pk, declared_at__isnull=True, set_aside=False)
        if not open_one.update(set_aside=True, supersedes=None):
            raise acts.Moved("somebody has declared this result, or set it aside, since the page was shown")
        audit.record(who(), "set a result aside", result.election.key, contest=result.contest)


def complain(result: Result, said: str) -> None:
    """Write down a complaint or a request for a recount."""
    if result.declared_at:
        raise BadInput(Problem("said", "the result is declared; a correction supersedes it"))
    with transaction.atomic():
        Complaint.objects.create(result=result, said=said[:1000], at=now())
        audit.record(who(), "complaint", result.election.key, contest=result.contest, said=said[:1000])


def decide(complaint: Complaint, decided: str) -> None:
    """Write down what was decided on a complaint."""
    with transaction.atomic():
        if not Complaint.objects.filter(pk=complaint.pk, decided="").update(decided=decided[:1000]):
            raise acts.Moved("somebody has decided this complaint since the page was shown; it stays as they decided")
        key = complaint.result.election.key
        audit.record(who(), "decided a complaint", key, contest=complaint.result.contest, decided=decided[:1000])


def in_the_way(result: Result) -> list[str]:
    """Why the result cannot be declared; [] where it can."""
    election = Election.objects.get(pk=result.election_id)
    found: list[str] = []
    told, post = counting.contest_of(election, result.contest)
    found += countersigning.in_the_way(told)
    found += _before_the_close(told)
    found += [f"{what} may come until {said}; declare when that is over" for what, said in open_windows(told)]
    if result.complaints.filter(decided="").exists():
        found.append("a complaint is open; write down what was decided")
    matter = ("election.toml", "candidates.csv", counting.ballots_path(post), counting.decisions_path(result.contest))
    counted, current = versions.files(acts.home_of(election.key), result.version), acts.current_files(election)
    record = counting.record_path(result.contest)
    if any(counted.get(path) != current.get(path) for path in (*matter, record)):
        found.append("the election has been changed since this result; count again")
    return found


def _before_the_close(told: hustings.Election) -> list[str]:
    """That voting goes on, where the timetable says so: nobody knows the result of a vote that is not over."""
    closes = told.timetable.voting_closes
    over = closes is None or closes.at <= now()
    return [] if closes is None or over else [f"voting closes on {_in_words(closes)}; declare after that"]


def open_windows(told: hustings.Election) -> list[tuple[str, str]]:
    """What may still come, and until when in words."""
    ends = ((what, getattr(told.timetable, key)) for key, what in WINDOWS.items())
    return [(what, _in_words(end)) for what, end in ends if end is not None and end.at > now()]


def too_late(told: hustings.Election) -> datetime | None:
    """From when on no request for a recount and no complaint is in time; None where no time is set for either."""
    ends = [end.at for key in WINDOWS if (end := getattr(told.timetable, key)) is not None]
    return max(ends, default=None)


def _in_words(end: Moment) -> str:
    return f"the end of {end.day:%-d %B %Y}" if end.whole_day else f"{end.local:%-d %B %Y, %H:%M}"


def declare(result: Result, base: str, name: str, *, second: bool = False) -> Result:
    """Declare a provisional result, signed with the office's key; where two people have to, keep the first one's word
    until the second's. second: this is the second one. Raises BadInput for what is in the way, and Moved."""
    acts.expect(base, Election.objects.get(pk=result.election_id).current)
    problems = [Problem("declare", said) for said in in_the_way(result)]
    if result.declared_at or result.set_aside:
        problems.append(Problem("declare", "this result is declared already, or was set aside"))
    if problems:
        raise BadInput(problems)
    election = Election.objects.get(pk=result.election_id)
    told_of, _ = counting.contest_of(election, result.contest)
    by = countersigning.declared_by(result.run, election, told_of, name, second=second)
    if not by:
        return result
    files = acts.current_files(election)
    record = files[counting.record_path(result.contest)]
    files[_signature(result.contest)] = signature(record)
    told: dict[str, Any] = {"contest": result.contest, "record": result.record, "by": by, "acts_before": audit.head()}

    def also(changed: Election) -> None:
        won = Result.objects.filter(pk=result.pk, declared_at__isnull=True, set_aside=False)
        if not won.update(declared_at=now(), declared_by=by, version=changed.current):
            raise acts.Moved("this result was declared or set aside in another window")

    corrects = "A correction of the declaration" if result.supersedes_id else "Declaration"
    what = f"{corrects} of {_title(election, result.contest)}"
    acts.change(election.key, base, files, what, "declared", also, told=told, contest=result.contest, by=by)
    result.refresh_from_db()
    return result


def signature(record: bytes) -> bytes:
    """The signature of a record by the office's key, which is made when it is first needed."""
    key = office_home().keys / KEY
    if not key.exists():
        _command(["new-key", str(key)], key.parent)
    with tempfile.TemporaryDirectory(dir=office_home().runs) as made:
        path = Path(made) / "record.json"
        path.write_bytes(record)
        _command(["sign", str(path), "--key", str(key)], Path(made))
        return path.with_name("record.json.sig").read_bytes()


def public_key() -> str:
    """The office's public key; "" until something is signed."""
    path = office_home().keys / f"{KEY}.pub"
    return path.read_text("utf-8") if path.is_file() else ""


def _title(election: Election, contest: str) -> str:
    return counting.contest_of(election, contest)[1].title


def _signature(contest: str) -> str:
    return f"{counting.record_path(contest)}.sig"


def _command(words: list[str], where: Path) -> None:
    """A short command of the program, to its end. Raises BadInput with its words where it fails."""
    program = [sys.executable, "-m", "hustings", *words]
    done = subprocess.run(program, cwd=where, env=runs.environment(where), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BadInput(Problem(words[0], done.stderr.strip()[:500] or "the command failed"))
