"""Paper ballots typed by hand: each batch by two people who do not see each other's, every difference settled.

A paper is a line: the candidates' numbers, first preference first. Nothing is read as ballots until every batch has
been typed twice, has as many papers as it says, and no difference is open.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from django.db import transaction

from hustings.election.files import csv_text
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, shown
from hustings.office import acts, audit
from hustings.office.acting import who
from hustings.office.clock import now
from hustings.office.models import Batch, Election, Event

# What stands on a line besides numbers: a paper with no preference, a preference left out, one given to several.
BLANK, SKIPPED, OVERVOTED = "-", "_", "x"
OVERVOTE = "overvoted"
MOST_PAPERS = 1_000
THROWN = "threw a batch away"


def batches(election: Election, contest: str) -> list[Batch]:
    """The batches of a contest, in the order of their names."""
    return sorted(Batch.objects.filter(election=election, contest=contest), key=lambda b: (len(b.name), b.name))


def type_in(election: Election, contest: str, name: str, by: str, total: int, lines: str, candidates: int) -> Batch:
    """Keep what one person typed of a batch: as the first, or as the second. Raises BadInput for what is wrong with it,
    and where both have been typed, or the same person typed the first."""
    papers = [" ".join(line.replace(",", " ").split()) for line in lines.split("\n")]
    while papers and not papers[-1]:
        papers.pop()
    problems = list(_wrong(name, by, total, papers, candidates))
    with transaction.atomic():
        batch = Batch.objects.select_for_update().filter(election=election, contest=contest, name=name).first()
        if batch is not None:
            problems += _second(batch, by, total)
        if problems:
            raise BadInput(problems)
        text = "\n".join(papers)
        if batch is None:
            batch = Batch(election=election, contest=contest, name=name, total=total, first_by=by, first=text, at=now())
        else:
            batch.second_by, batch.second = by, text
        batch.save()
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        audit.record(
            who(), "typed a batch", election.key, contest=contest, batch=name, by=by, papers=total, sha256=sha256
        )
    return batch


def _wrong(name: str, by: str, total: int, papers: Sequence[str], candidates: int) -> Iterator[Problem]:
    if not name:
        yield Problem("batch", "write the batch’s name or number, as it stands on it")
    if not by:
        yield Problem("by", "write the name of the person who types")
    if not 1 <= total <= MOST_PAPERS:
        yield Problem("total", f"write how many papers are in the batch, from 1 to {MOST_PAPERS:,}")
    elif total != len(papers):
        yield Problem("papers", f"the batch says {total:,} papers, and {len(papers):,} lines were typed")
    for line, paper in enumerate(papers, 1):
        if said := unclear(paper, candidates):
            yield Problem("papers", f"line {line}: {said}")


def unclear(paper: str, candidates: int) -> str:
    """Why a line is no paper; "" where it is one.

    >>> unclear("3 1 _ 2", 3), unclear("3 7", 3)
    ('', '“7” is not a candidate’s number; they go from 1 to 3')
    """
    marks = paper.split()
    if not marks:
        return f"it is empty; type {BLANK} for a paper with no preference"
    if marks == [BLANK]:
        return ""
    for mark in marks:
        if mark not in (SKIPPED, OVERVOTED) and not (
            mark.isascii() and mark.isdecimal() and 1 <= int(mark) <= candidates
        ):
            return f"{shown(mark)} is not a candidate’s number; they go from 1 to {candidates}"
    return "" if marks[-1] != SKIPPED else f"no preference follows the last {SKIPPED}"


def _second(batch: Batch, by: str, total: int) -> Iterator[Problem]:
    if batch.second:
        yield Problem("batch", f"batch {batch.name} has been typed twice; throw it away to type it again")
    if folded(batch.first_by) == folded(by):
        yield Problem("by", f"{by} typed this batch; somebody else has to type it the second time")
    if batch.total != total:
        yield Problem("total", f"the first time the batch had {batch.total:,} papers; count them, or throw it away")


def throw_away(batch: Batch, seen: str) -> None:
    """Forget what was typed of a batch. seen: its state, as its page showed it. Raises Moved."""
    with transaction.atomic():
        acts.expect(seen, state(Batch.objects.select_for_update().get(pk=batch.pk)))
        key, detail = batch.election.key, {"contest": batch.contest, "batch": batch.name, "row": batch.pk}
        audit.record(who(), THROWN, key, **detail)
        batch.delete()


def was_thrown_away(election: Election, row: int) -> bool:
    """Whether a batch of this election had this number, and is gone."""
    details = Event.objects.filter(election=election.key, act=THROWN).values_list("detail", flat=True)
    return any(json.loads(each).get("row") == row for each in details)


def differences(batch: Batch) -> list[tuple[int, str, str, str]]:
    """Papers that were typed differently: each by its number from 1, both lines, and what was settled, "" while it is
    open."""
    if not batch.second:
        return []
    settled: dict[str, str] = json.loads(batch.settled)
    pairs = zip(batch.first.split("\n"), batch.second.split("\n"), strict=True)
    return [(n, a, b, settled.get(str(n), "")) for n, (a, b) in enumerate(pairs, 1) if a != b]


def state(batch: Batch) -> str:
    """What was typed and settled of a batch, as a digest: who decides something of it says which state they saw."""
    told = json.dumps([batch.first, batch.second_by, batch.second, batch.settled])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def settle(batch: Batch, paper: int, said: str, candidates: int, seen: str) -> None:
    """Write down what a paper says where two people typed it differently. seen: what it was settled to, as its page
    showed it; "" while it was open. Raises BadInput, and Moved where somebody else has settled it since."""
    found = {number: (a, b) for number, a, b, _ in differences(batch)}
    text = " ".join(said.replace(",", " ").split())
    if paper not in found:
        raise BadInput(Problem("paper", f"both typed paper {paper} alike; there is nothing to settle"))
    if wrong := unclear(text, candidates):
        raise BadInput(Problem(f"said-{paper}", f"paper {paper}: {wrong}"))
    with transaction.atomic():
        fresh = Batch.objects.select_for_update().get(pk=batch.pk)
        acts.expect(seen, json.loads(fresh.settled).get(str(paper), ""))
        fresh.settled = json.dumps(json.loads(fresh.settled) | {str(paper): text})
        fresh.save()
        a, b = found[paper]
        detail = {
            "contest": batch.contest,
            "batch": batch.name,
            "paper": paper,
            "first": a,
            "second": b,
            "settled": text,
        }
        audit.record(who(), "settled a paper", batch.election.key, **detail)


def open_questions(election: Election, contest: str) -> list[str]:
    """Why the batches cannot be read as ballots yet; [] where they can."""
    found = []
    for batch in batches(election, contest):
        unsettled = [number for number, _, _, settled in differences(batch) if not settled]
        if not batch.second:
            found.append(f"batch {batch.name} has been typed once")
        elif unsettled:
            many = "1 difference is" if len(unsettled) == 1 else f"{len(unsettled)} differences are"
            found.append(f"batch {batch.name}: {many} not settled")
    return found


def as_csv(election: Election, contest: str, names: Sequence[str], which: str) -> str:
    """All batches as a table of ballots. which: first or second, as each was typed; agreed, with what was settled."""
    rows = [
        (f"{batch.name}-{number}", _cells(paper, names))
        for batch in batches(election, contest)
        for number, paper in enumerate(_papers(batch, which), 1)
    ]
    wide = max((len(cells) for _, cells in rows), default=1)
    header = ["Ballot", *(f"Preference {n}" for n in range(1, wide + 1))]
    return csv_text(header, [[ballot, *cells, *[""] * (wide - len(cells))] for ballot, cells in rows])


def _papers(batch: Batch, which: str) -> list[str]:
    text = batch.second if which == "second" else batch.first
    papers = text.split("\n") if text else []
    if which == "agreed":
        for number, _, _, settled in differences(batch):
            papers[number - 1] = settled
    return papers


def _cells(paper: str, names: Sequence[str]) -> list[str]:
    said = {BLANK: "", SKIPPED: "", OVERVOTED: OVERVOTE}
    return [said[mark] if mark in said else names[int(mark) - 1] for mark in paper.split()]
