"""Cast vote records in the common data format of NIST SP 1500-103, version 1, as JSON (read only).

CVR                        one a sheet; of its CVRSnapshot the one that CurrentSnapshotId names is read
  CVRContest               ContestId, and CVRContestSelection: ContestSelectionId with a Rank, or SelectionPosition
                           with a Rank; a mark with HasIndication or IsAllocable "no" is no vote
Election                   Candidate (Name), Contest (Name, ContestSelection: CandidateIds or IsWriteIn)
Party                      Name, by PartyId of the candidate
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hustings.ballots.account import Reading
from hustings.ballots.cvr import NOT_THERE, CvrContest, Fields, Records, chosen, json_fields, reading_of, records_of
from hustings.ballots.registry import Format, Match
from hustings.ballots.source import Source
from hustings.election.problems import shown

NEEDS = "needs-adjudication"


def read(source: Source) -> Reading:
    """The papers of the report's contest, or of the one that the options name. Raises BadInput."""
    report = json_fields(source.data, source.name)
    contest = chosen(list(_contests(report)), source)
    records = records_of(contest, source.name)
    settled = NEEDS in source.options.words
    for cvr in report.list("CVR"):
        _record(cvr, records, settled=settled)
    return reading_of(records, source, FORMAT.title)


def _contests(report: Fields) -> Iterator[CvrContest]:
    parties = {each.text("@id"): each.text("Name", "") for each in report.list("Party")}
    for election in report.list("Election"):
        names = {each.text("@id"): " ".join(each.text("Name").split()) for each in election.list("Candidate")}
        of = {each.text("@id"): parties.get(each.text("PartyId", ""), "") for each in election.list("Candidate")}
        for found in election.list("Contest"):
            contest = CvrContest(
                found.text("@id"), found.text("Name", found.text("@id")), seats=found.rank("NumberElected")
            )
            for selection in found.list("ContestSelection"):
                _selection(selection, contest, names, of)
            if contest.names:
                yield contest


def _selection(selection: Fields, contest: CvrContest, names: dict[str, str], parties: dict[str, str]) -> None:
    """A candidate of a contest; a write-in without one is undeclared."""
    id = selection.text("@id")
    people = selection.get("CandidateIds", list, [])
    if id in contest.names:
        raise selection.bad(f"the selection {shown(id)} stands there twice")
    if not people and selection.get("IsWriteIn", (bool, str), False) in (True, "true"):
        contest.names[id] = None
    elif len(people) != 1 or not isinstance(people[0], str) or people[0] not in names:
        raise selection.bad(f"CandidateIds is {shown(people)}; it should name one candidate of the election")
    else:
        contest.names[id], contest.parties[id] = names[people[0]], parties[people[0]]


def _record(cvr: Fields, records: Records, *, settled: bool) -> None:
    current = cvr.text("CurrentSnapshotId")
    snapshots = [each for each in cvr.list("CVRSnapshot") if each.text("@id", "") == current]
    if len(snapshots) != 1:
        raise cvr.bad(f"there are {len(snapshots)} snapshots {shown(current)}; CurrentSnapshotId should name one")
    contests = [each for each in snapshots[0].list("CVRContest") if each.text("ContestId") == records.contest.id]
    if not contests:
        records.skipped[NOT_THERE] += 1
        return
    if len(contests) > 1:
        raise cvr.bad(f"the contest {shown(records.contest.id)} stands there {len(contests)} times")
    records.add([mark for each in contests[0].list("CVRContestSelection") for mark in _marks(each, records, settled)])


def _marks(selection: Fields, records: Records, settled: bool) -> Iterator[tuple[int, str]]:
    """The ranks at which a candidate is marked."""
    id = selection.text("ContestSelectionId")
    positions = list(selection.list("SelectionPosition"))
    if NEEDS in _status(selection) or any(NEEDS in _status(each) for each in positions):
        if not settled:
            said = f"a mark for {shown(id)} has the status {NEEDS}, so the report is not final"
            raise selection.bad(f'{said}; --word "{NEEDS}=blank" leaves such marks out')
        records.skipped[f"marks with the status {NEEDS}"] += 1
        return
    own = selection.rank("Rank")
    for position in positions or [selection]:
        if "no" in (position.text("HasIndication", ""), position.text("IsAllocable", "")):
            records.skipped["marks that are no votes (HasIndication or IsAllocable “no”)"] += 1
            continue
        rank = own or position.rank("Rank")
        if rank is None:
            raise selection.bad(f"the mark for {shown(id)} has no Rank; only ranked contests can be read")
        if id not in records.numbers:
            raise selection.bad(f"{shown(id)} is not a selection of the contest {shown(records.contest.title)}")
        yield rank, id


def _status(fields: Fields) -> list[str]:
    found = fields.get("Status", (list, str), [])
    return [found] if isinstance(found, str) else [str(each) for each in found]


def recognise(data: bytes) -> Match:
    """JSON with the name of the report's type, or with its parts."""
    if not re.match(rb"(\xef\xbb\xbf)?\s*\{", data):
        return Match.NO
    parts = (b'"CVRSnapshot"', b'"CVRContest"', b'"ContestSelection"')
    return Match.SURE if b"CVR.CastVoteRecordReport" in data or all(part in data for part in parts) else Match.NO


FORMAT = Format("cdf", "NIST's common data format", ("json",), recognise, read, takes=("--question", "--word"))
