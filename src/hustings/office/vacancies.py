"""Vacancies: who leaves the body that a declared result elected, who fills the place, and the declaration of it.

Each declaration writes the whole vacancy record anew, from the sitting body and the ballots. One that was wrong is
superseded by another that begins from the body before it; both stay in view.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, audit, countersigning, counting, declaring, runs, versions
from hustings.office.acting import who
from hustings.office.clock import now
from hustings.office.models import Election, Result, Run, Vacancy
from hustings.office.progress import last_declared
from hustings.office.uploads import IN

BODY, SHEET, ASKED, DECISIONS = "body.json", "body.html", f"{IN}asked.json", f"{IN}decisions.csv"
METHODS = ("countback", "runner-up")


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the officer says of a vacancy. leavers, declining: candidates by their numbers in the record.

    constraint: keep or lapse, "" where nobody has answered yet. decisions: whom lots have fallen on, as a file of
    decisions; "" where no lot was drawn. corrects: the Vacancy that it would supersede, by its
    number in the database; 0 for a further one. why: the reason of a correction.
    """

    leavers: tuple[int, ...]
    method: str
    because: str = ""
    declining: tuple[int, ...] = ()
    protect_sitting: bool = True
    constraint: str = ""
    decisions: str = ""
    corrects: int = 0
    why: str = ""


def body_path(contest: str) -> str:
    return f"records/{contest}.body.json"


def sheet_path(contest: str) -> str:
    return f"records/{contest}.body.html"


def chain(result: Result) -> list[Vacancy]:
    """The vacancies since a declared result that are in force, in order."""
    return list(Vacancy.objects.filter(result=result, superseded_by__isnull=True).order_by("number"))


def body_of(result: Result, vacancy: Vacancy | None) -> Path:
    """The record of the body that a result elected, or as it is with a vacancy filled."""
    home, contest = acts.home_of(result.election.key), result.contest
    if vacancy is not None:
        return versions.folder(home, vacancy.version) / body_path(contest)
    return versions.folder(home, result.version) / counting.record_path(contest)


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate of the election. number: in its record. sits, gone: whether in the body, or no more."""

    number: int
    name: str
    sits: bool
    gone: bool


def people(body: hustings.Body) -> list[Person]:
    """The candidates who stood, in the record's order."""
    record = body.record
    stood = (number for number in range(1, len(record.names) + 1) if number not in record.election.question.withdrawn)
    return [Person(n, record.names[n - 1], n in record.sitting, n in record.gone) for n in stood]


def fill(election: Election, contest: str, leaving: Leaving) -> Run:
    """Begin to fill places: `hustings vacancy`. Raises BadInput for what cannot be asked."""
    result, before = _begins_at(election, contest, leaving)
    body = hustings.Body.read(body_of(result, before))
    _check(body, leaving)
    names = body.record.names
    folder = acts.current_folder(election)
    _, post = counting.contest_of(election, contest)
    words = ["vacancy", str(body_of(result, before)), str(folder / counting.ballots_path(post))]
    words += [f"--leaver={names[number - 1]}" for number in leaving.leavers]
    words += [f"--declining={names[number - 1]}" for number in leaving.declining]
    words += [
        f"--method={leaving.method}",
        f"--because={leaving.because}",
        "--json",
        BODY,
        "--html",
        SHEET,
        "--tie",
        counting.TIE,
    ]
    words += [] if leaving.protect_sitting else ["--no-protect-sitting"]
    words += [f"--constraint={leaving.constraint}"] if leaving.constraint else []
    words += ["--decisions", DECISIONS] if leaving.decisions else []
    given = {ASKED: json.dumps(asdict(leaving), ensure_ascii=False).encode(), DECISIONS: leaving.decisions.encode()}
    return runs.begin(election, "vacancy", words, contest, None, given)


def asked(run: Run) -> Leaving:
    """What was said of the vacancy that a run fills."""
    told: dict[str, Any] = json.loads(runs.output(run, ASKED))
    return Leaving(**(told | {name: tuple(told[name]) for name in ("leavers", "declining")}))


def _begins_at(election: Election, contest: str, leaving: Leaving) -> tuple[Result, Vacancy | None]:
    """The result and the vacancy from which the body before this one is. Raises BadInput where nobody is elected yet,
    or what is to be corrected is not the last."""
    result = last_declared(election, contest)
    if result is None:
        raise BadInput(Problem("vacancy", "a place falls vacant once a result is declared; declare one first"))
    filled = chain(result)
    if not leaving.corrects:
        return result, filled[-1] if filled else None
    if not filled or filled[-1].pk != leaving.corrects:
        said = "only the last declaration of a vacancy can be corrected; those before it have others built on them"
        raise BadInput(Problem("vacancy", said))
    if not leaving.why:
        raise BadInput(Problem("why", "say why the declaration is corrected"))
    return result, filled[-2] if len(filled) > 1 else None


def _check(body: hustings.Body, leaving: Leaving) -> None:
    sits = {person.number for person in people(body) if person.sits}
    there = {person.number for person in people(body) if not person.gone}
    if not leaving.leavers or not set(leaving.leavers) <= sits:
        raise BadInput(Problem("leavers", "mark who leaves: a member who sits now"))
    if not set(leaving.declining) <= there - sits:
        raise BadInput(Problem("declining", "only a candidate who does not sit, and has not left, can decline a place"))
    if leaving.method not in METHODS:
        raise BadInput(Problem("method", "choose how the place is filled; your organisation’s rules say it"))


def decide(run: Run, election: Election, chosen: Mapping[str, Any], how: str) -> Run:
    """Write down whom the lot has fallen on, and go on. chosen: of the tie that stopped the run."""
    leaving, tie = asked(run), counting.tie(run)
    with transaction.atomic():
        check_last(run)
        detail = {"contest": run.contest, "stage": tie["stage"], "chosen": chosen["name"], "how": how}
        audit.record(who(), "decided a lot", election.key, **detail)
    decisions = counting.decided(leaving.decisions.encode(), tie, chosen).decode()
    return fill(election, run.contest, replace(leaving, decisions=decisions))


def check_last(run: Run) -> None:
    """Raise Moved where somebody has gone on from this run, or begun the vacancy anew."""
    later = Run.objects.filter(election=run.election_id, contest=run.contest, kind="vacancy", pk__gt=run.pk)
    if later.exclude(state="cancelled").exists():
        raise acts.Moved("somebody has gone on with this vacancy since the page was shown; see the newest work on it")


def declare(run: Run, base: str, name: str, *, second: bool = False) -> Vacancy | None:
    """Declare who fills the places, signed with the office's key; None where a second person has to countersign first.
    second: this is the second one. Raises BadInput for what is in the way, and Moved."""
    acts.expect(base, Election.objects.get(pk=run.election_id).current)
    election, leaving = Election.objects.get(pk=run.election_id), asked(run)
    result, before = _begins_at(election, run.contest, leaving)
    told_of, _ = counting.contest_of(election, run.contest)
    problems = [Problem("declare", said) for said in countersigning.in_the_way(told_of)]
    if runs.stale(run):
        problems.append(Problem("vacancy", "the election has been changed since this was worked out; do it again"))
    if problems:
        raise BadInput(problems)
    by = countersigning.declared_by(run, election, told_of, name, second=second)
    if not by:
        return None
    text = (runs.place(run) / BODY).read_bytes()
    path, digest = body_path(run.contest), hashlib.sha256(text).hexdigest()
    files = acts.current_files(election) | {path: text, f"{path}.sig": declaring.signature(text)}
    files |= {sheet_path(run.contest): (runs.place(run) / SHEET).read_bytes()}
    told: dict[str, Any] = {"contest": run.contest, "record": digest, "by": by, "acts_before": audit.head()}
    corrected = Vacancy.objects.filter(pk=leaving.corrects).first()
    made: list[Vacancy] = []

    def also(changed: Election) -> None:
        made.append(
            Vacancy.objects.create(
                result=result,
                number=1 + (before.number if before else 0),
                record=digest,
                run=run,
                version=changed.current,
                declared_at=now(),
                declared_by=by,
                why=leaving.why,
                supersedes=corrected,
            )
        )

    title = counting.contest_of(election, run.contest)[1].title
    what = f"{'A correction of a vacancy' if corrected else 'Vacancy'} of {title}"
    acts.change(election.key, base, files, what, "declared", also, told=told, contest=run.contest, by=by)
    return made[0]
