"""Dominion's exports of cast vote records: the zip of JSON files, and the CSV with four header lines (read only).

ContestManifest.json       contests with NumOfRanks
CandidateManifest.json     candidates with ContestId, and Type WriteIn for one who was not declared
CvrExport*.json            Sessions: Original, or Modified where that is not current; Cards, Contests, Marks

"An election","5.17"       CSV: a column for each candidate at each rank, holding 1 or 0; empty cells where a paper
,…,"Mayor (Number of positions=1, Number of ranks=2)",…                              does not have the contest
,…,"Ann(1)","Bob(1)","Ann(2)","Bob(2)"
"CvrNumber","TabulatorNum","BatchId","RecordId",…
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from hustings.ballots.account import Part, Reading
from hustings.ballots.ballots import MOST_PREFERENCES
from hustings.ballots.cvr import NOT_THERE, CvrContest, Fields, Records, chosen, json_fields, reading_of, records_of
from hustings.ballots.dominion_csv import read_csv
from hustings.ballots.registry import Format, Match
from hustings.ballots.source import Source
from hustings.election.archives import DAMAGED
from hustings.election.problems import BadInput, Problem, shown

MANIFESTS = ("ContestManifest.json", "CandidateManifest.json")
EXPORT = re.compile(r"CvrExport(_[0-9]+)?\.json")
INVALID = "InvalidContest"
# Of one file, which is read whole, and of all: a county's export of two million papers has some gigabytes.
MOST_MEGABYTES, MOST_MEGABYTES_TOGETHER = 100, 4000


def read(source: Source) -> Reading:
    """The papers of the export's ranked contest, or of the one that the options name. Raises BadInput."""
    if source.data.startswith(b"PK"):
        return _read_zip(source)
    return read_csv(source, FORMAT.title)


def _read_zip(source: Source) -> Reading:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return _Archive(archive, source).reading()
    except DAMAGED as error:
        raise BadInput(Problem(source.name, f"the zip is cut short or damaged ({shown(error)})")) from None


class _Archive:
    """The zip under way."""

    def __init__(self, archive: zipfile.ZipFile, source: Source) -> None:
        self.archive, self.source, self.unpacked = archive, source, 0
        self.files = {info.filename.rpartition("/")[2]: info for info in archive.infolist() if not info.is_dir()}
        lacking = [name for name in MANIFESTS if name not in self.files]
        if lacking or not any(map(EXPORT.fullmatch, self.files)):
            lacking += [] if any(map(EXPORT.fullmatch, self.files)) else ["CvrExport.json"]
            said = f"this zip has no {' and no '.join(lacking)}; give Dominion's whole export as one zip"
            raise BadInput(Problem(source.name, said))

    def reading(self) -> Reading:
        contest = chosen([each for each in self._contests() if each.ranks and each.ranks > 1], self.source)
        records = records_of(contest, self.source.name)
        invalid = self._condition(INVALID)
        exports = sorted(filter(EXPORT.fullmatch, self.files))
        for name in exports:
            for session in self._json(name).list("Sessions"):
                _session(session, records, invalid)
        parts = [Part("line", "CvrExport….json", "cast vote records", times=len(exports))]
        return reading_of(records, self.source, f"{FORMAT.title} (zip of JSON)", parts)

    def _json(self, name: str) -> Fields:
        """A file of the zip as JSON. Raises BadInput for one, or all together, that unpacks to too much."""
        file = f"{self.source.name}/{name}"
        with self.archive.open(self.files[name]) as packed:
            data = packed.read((MOST_MEGABYTES << 20) + 1)
        self.unpacked += len(data)
        if len(data) > MOST_MEGABYTES << 20 or self.unpacked > MOST_MEGABYTES_TOGETHER << 20:
            said = (
                f"it unpacks to more than {MOST_MEGABYTES} MB, or all together to more than {MOST_MEGABYTES_TOGETHER}"
            )
            raise BadInput(Problem(file, f"{said} MB, the most that is read"))
        return json_fields(data, file)

    def _contests(self) -> list[CvrContest]:
        found: dict[str, CvrContest] = {}
        for each in self._json(MANIFESTS[0]).list("List"):
            ranks = each.get("NumOfRanks", int, 0)
            found[each.text("Id")] = CvrContest(
                each.text("Id"), " ".join(each.text("Description").split()), ranks=ranks
            )
        for each in self._json(MANIFESTS[1]).list("List"):
            contest = found.get(each.text("ContestId"))
            if contest is not None:
                write_in = each.text("Type", "") == "WriteIn"
                contest.names[each.text("Id")] = None if write_in else " ".join(each.text("Description").split())
        return list(found.values())

    def _condition(self, description: str) -> str | None:
        """The number of an outstack condition, from its manifest; None where there is none."""
        if "OutstackConditionManifest.json" not in self.files:
            return None
        listed = self._json("OutstackConditionManifest.json").list("List")
        return next((each.text("Id") for each in listed if each.text("Description") == description), None)


def _session(session: Fields, records: Records, invalid: str | None) -> None:
    """One record: as it was scanned, or as people corrected it where that is the current state."""
    original, modified = session.object("Original"), session.object("Modified")
    if original is None:
        raise session.bad("Original is missing")
    current = original if original.get("IsCurrent", bool, True) else modified
    if current is None:
        records.skipped["records that are not current and have no corrected state"] += 1
        return
    cards = [*current.list("Cards")] or [current]
    contests = [each for card in cards for each in card.list("Contests") if each.text("Id") == records.contest.id]
    if not contests:
        records.skipped[NOT_THERE] += 1
    elif len(contests) > 1:
        raise session.bad(f"the contest {shown(records.contest.title)} stands there {len(contests)} times")
    elif invalid is not None and invalid in map(str, contests[0].get("OutstackConditionIds", list, [])):
        records.spoilt += 1
    else:
        records.add(list(_marks(contests[0], records)))


def _marks(contest: Fields, records: Records) -> Iterator[tuple[int, str]]:
    for mark in contest.list("Marks"):
        if mark.get("IsAmbiguous", bool, False):
            records.skipped["ambiguous marks, which nobody has decided"] += 1
            continue
        rank, candidate = mark.rank("Rank"), mark.text("CandidateId")
        if rank is None or rank > (records.contest.ranks or MOST_PREFERENCES):
            raise mark.bad(f"Rank is {rank}; it should be a number from 1 to {records.contest.ranks}")
        if candidate not in records.numbers:
            raise mark.bad(f"candidate {candidate} is not one of the contest {shown(records.contest.title)}")
        yield rank, candidate


def recognise(data: bytes) -> Match:
    """A zip with the manifests, or the header of the CSV."""
    if data.startswith(b"PK\x03\x04"):
        return Match.SURE if b"CvrExport" in data and b"Manifest.json" in data else Match.NO
    return (
        Match.SURE
        if re.search(rb'^"?CvrNumber"?[,\t]"?TabulatorNum"?[,\t]', data[: 1 << 20], re.MULTILINE)
        else Match.NO
    )


FORMAT = Format("dominion", "Dominion's cast vote records", ("zip", "csv"), recognise, read, takes=("--question",))
