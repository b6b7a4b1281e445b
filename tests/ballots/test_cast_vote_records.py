"""Exports of cast vote records: NIST's common data format and Dominion's two, for one contest."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from hustings.ballots.account import Reading
from hustings.ballots.reading import read_source
from hustings.ballots.source import Options, Source
from hustings.election.problems import BadInput


def reading(name: str, data: bytes, **options: Any) -> Reading:
    return read_source(Source(name, data, Options(**options)))


def refused(name: str, data: bytes, **options: Any) -> str:
    with pytest.raises(BadInput) as bad:
        reading(name, data, **options)
    return bad.value.on_command_line()


def told(found: Reading) -> dict[str, int]:
    left_out = {part.text: part.times for part in found.parts if part.taken_for == "left out"}
    assert found.warnings == tuple(f"left out ({times}): {why}" for why, times in left_out.items())
    return left_out


def selection(id: str, *ranks: int | str, **more: Any) -> dict[str, Any]:
    positions = [{"HasIndication": "yes", "IsAllocable": "unknown", "NumberVotes": 1, "Rank": r, **more} for r in ranks]
    return {"ContestSelectionId": id, "SelectionPosition": positions}


def cvr(*selections: dict[str, Any], contest: str = "c1") -> dict[str, Any]:
    """A record whose first snapshot, as it was scanned, is not the current one."""
    now = {
        "@id": "s2",
        "Type": "interpreted",
        "CVRContest": [{"ContestId": contest, "CVRContestSelection": selections}],
    }
    scanned = {"@id": "s1", "Type": "original", "CVRContest": [{"ContestId": contest, "CVRContestSelection": []}]}
    return {"@type": "CVR.CVR", "CurrentSnapshotId": "s2", "CVRSnapshot": [scanned, now], "ElectionId": "e"}


def report(*records: dict[str, Any], contests: int = 1) -> dict[str, Any]:
    people = [{"@id": f"p{n}", "Name": name, "PartyId": "y"} for n, name in enumerate(["Ann", "Bob", "Cyd"], 1)]
    selections: list[dict[str, object]] = [{"@id": f"x{n}", "CandidateIds": [f"p{n}"]} for n in (1, 2, 3)]
    selections.append({"@id": "w", "IsWriteIn": True})
    listed = [
        {"@id": f"c{n}", "Name": f"Hall {n}", "NumberElected": 2, "ContestSelection": selections}
        for n in range(1, contests + 1)
    ]
    return {
        "@type": "CVR.CastVoteRecordReport",
        "Version": "1.0.0",
        "Election": [{"@id": "e", "Candidate": people, "Contest": listed}],
        "Party": [{"@id": "y", "Name": "Orchard"}],
        "CVR": records,
    }


def cdf(*records: dict[str, Any], **more: Any) -> bytes:
    return json.dumps(report(*records, **more)).encode()


def test_the_common_data_format_of_nist() -> None:
    found = reading(
        "x.json",
        cdf(
            cvr(selection("x1", 1), selection("x2", 2)),
            cvr(selection("x1", 1), selection("x2", 2)),
            cvr(selection("x3", 2), selection("x1", 1, 3)),  # Ann again at rank 3
            cvr(selection("x1", 1), selection("x2", 1), selection("x3", 3)),  # overvoted, and rank 2 left out
            cvr(selection("w", 1), selection("x2", 2)),
            cvr(selection("x1", 1, IsAllocable="no"), selection("x2", 1)),
            cvr({"ContestSelectionId": "x3", "Rank": 1}),
            cvr(),
            cvr(selection("z", 1), contest="another"),
        ),
    )
    assert dict(found.ballots) == {
        (1, 2): 2,
        (1, 3, 1): 1,
        (1, -2, 0, 3): 1,
        (4, 2): 1,
        (2,): 1,
        (3,): 1,
        (): 1,
    }
    assert found.ballots.names == ("Ann", "Bob", "Cyd", "Write-in")
    assert found.ballots.parties == ("Orchard", "Orchard", "Orchard", "")
    assert (found.ballots.undeclared, found.ballots.seats, found.ballots.title) == ((4,), 2, "Hall 1")
    assert told(found) == {
        "marks that are no votes (HasIndication or IsAllocable “no”)": 1,
        "records without this contest": 1,
    }


def test_a_write_in_whom_the_report_names_is_that_candidate() -> None:
    data = json.loads(cdf(cvr(selection("x3", 1)), cvr(selection("w", 1))))
    (person,) = [each for each in data["Election"][0]["Contest"][0]["ContestSelection"] if each["@id"] == "x3"]
    person["IsWriteIn"] = True
    found = reading("x.json", json.dumps(data).encode()).ballots
    assert (found.names, found.undeclared) == (("Ann", "Bob", "Cyd", "Write-in"), (4,))
    assert dict(found) == {(3,): 1, (4,): 1}


def test_of_several_contests_one_is_named() -> None:
    data = cdf(cvr(selection("x1", 1), contest="c2"), contests=2)
    assert "there are 2 contests: “Hall 1”; “Hall 2”; say --question TEXT" in refused("x.json", data)
    assert dict(reading("x.json", data, question="hall 2").ballots) == {(1,): 1}
    assert "there is no contest “Hall 3”" in refused("x.json", data, question="Hall 3")


def test_marks_that_still_need_a_person_are_refused_until_it_is_settled_what_they_are() -> None:
    data = cdf(cvr({**selection("x1", 1), "Status": ["needs-adjudication"]}, selection("x2", 2)))
    assert 'so the report is not final; --word "needs-adjudication=blank"' in refused("x.json", data)
    found = reading("x.json", data, words={"needs-adjudication": "blank"})
    assert dict(found.ballots) == {(0, 2): 1}
    assert told(found) == {"marks with the status needs-adjudication": 1}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (cvr(selection("x9", 1)), "x.json: CVR 1, CVRSnapshot 2, CVRContest 1, CVRContestSelection 1, “x9” is not a"),
        (cvr(selection("x1", 0)), "Rank is “0”; it should be a number from 1 to 1,000"),
        (cvr(selection("x1", 10**30)), "Rank is “1000000"),
        (cvr(selection("x1", "9" * 5000)), "Rank is “9999999"),  # more digits than Python makes a number of
        (cvr({"ContestSelectionId": "x1", "SelectionPosition": [{}]}), "the mark for “x1” has no Rank"),
        (cvr({"SelectionPosition": []}), "ContestSelectionId is missing"),
        ({**cvr(), "CurrentSnapshotId": "s9"}, "CVR 1, there are 0 snapshots “s9”"),
        ({**cvr(), "CVRSnapshot": {"a": 1}}, "CVR 1, CVRSnapshot is “{'a': 1}”, which is not of the kind"),
        ({**cvr(), "CVRSnapshot": [1]}, "“1” stands where an object should"),
    ],
)
def test_what_is_wrong_with_a_record_is_told_with_its_place(record: dict[str, Any], said: str) -> None:
    assert said in refused("x.json", cdf(record))


@pytest.mark.parametrize("people", [["p1", "p2"], ["p9"], [1], []])
def test_a_selection_that_names_no_one_candidate_is_refused(people: list[object]) -> None:
    data = report()
    data["Election"][0]["Contest"][0]["ContestSelection"][0]["CandidateIds"] = people
    assert "it should name one candidate of the election" in refused("x.json", json.dumps(data).encode())


def test_a_report_that_is_no_json_or_has_no_contest() -> None:
    whole = cdf(cvr(selection("x1", 1)))
    assert "this is not JSON" in refused("x.json", whole[:-5])
    assert "nested too deep" in refused("x.json", whole[:-1] + b', "x": ' + b"[" * 100_000)
    assert "there is no contest" in refused("x.json", json.dumps({**report(), "Election": []}).encode())
    same = whole.replace(b"Bob", b"ANN")
    assert "“Ann” and “ANN” differ only" in refused("x.json", same)


def marks(*at: tuple[int, int], **more: Any) -> list[dict[str, Any]]:
    return [{"CandidateId": id, "Rank": rank, "IsAmbiguous": False, "IsVote": rank == 1, **more} for id, rank in at]


def session(found: list[dict[str, Any]], contest: int = 1, conditions: tuple[int, ...] = ()) -> dict[str, Any]:
    state = {"Contests": [{"Id": contest, "Marks": found, "OutstackConditionIds": conditions}]}
    return {"TabulatorId": 1, "Original": {"IsCurrent": True, "Cards": [state]}}


CANDIDATES = [
    {"Description": "Ann", "Id": 11, "ContestId": 1, "Type": "Regular"},
    {"Description": "Bob", "Id": 12, "ContestId": 1, "Type": "Regular"},
    {"Description": "Write-in", "Id": 13, "ContestId": 1, "Type": "WriteIn"},
    {"Description": "Yes", "Id": 21, "ContestId": 2, "Type": "Regular"},
]
CONTESTS = [
    {"Description": "Mayor", "Id": 1, "VoteFor": 1, "NumOfRanks": 3},
    {"Description": "Measure A", "Id": 2, "VoteFor": 1, "NumOfRanks": 0},
]


def dominion(sessions: list[dict[str, Any]], **files: object) -> bytes:
    """The export as a zip, in a folder, with its records in two files."""
    out = io.BytesIO()
    contents: dict[str, object] = {
        "ContestManifest.json": {"Version": "5.17", "List": CONTESTS},
        "CandidateManifest.json": {"Version": "5.17", "List": CANDIDATES},
        "OutstackConditionManifest.json": {"List": [{"Description": "InvalidContest", "Id": 7}]},
        "CvrExport_1.json": {"Sessions": sessions[:1]},
        "CvrExport_2.json": {"Sessions": sessions[1:]},
        **{name.replace("_json", ".json"): value for name, value in files.items()},
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in contents.items():
            if value is not None:
                archive.writestr(f"export/{name}", value if isinstance(value, bytes) else json.dumps(value))
    return out.getvalue()


def test_dominions_zip() -> None:
    corrected = session(marks((11, 1)))
    corrected["Original"]["IsCurrent"] = False
    corrected["Modified"] = session(marks((12, 1), (11, 2)))["Original"]
    found = reading(
        "export.zip",
        dominion(
            [
                session(marks((11, 1), (12, 2))),
                session(marks((13, 1), (12, 3))),
                session(marks((11, 1), (12, 1))),
                session([*marks((11, 1), IsAmbiguous=True), *marks((12, 1))]),
                corrected,
                session([]),
                session(marks((11, 1)), conditions=(7,)),
                session([], contest=2),
            ]
        ),
    )
    assert dict(found.ballots) == {(1, 2): 1, (3, 0, 2): 1, (1, -2): 1, (2,): 1, (2, 1): 1, (): 1}
    assert (found.ballots.names, found.ballots.undeclared) == (("Ann", "Bob", "Write-in"), (3,))
    assert (found.ballots.title, found.ballots.spoilt, found.ballots.seats) == ("Mayor", 1, None)
    assert [(part.text, part.times) for part in found.parts if part.taken_for == "cast vote records"] == [
        ("CvrExport….json", 2)
    ]
    assert told(found) == {
        "ambiguous marks, which nobody has decided": 1,
        "records without this contest": 1,
        "papers set aside as invalid for this contest": 1,
    }


@pytest.mark.parametrize(
    ("sessions", "files", "said"),
    [
        ([], {"CandidateManifest_json": None}, "this zip has no CandidateManifest.json"),
        ([], {"CvrExport_1_json": b"{"}, "export.zip/CvrExport_1.json:1: this is not JSON"),
        ([session(marks((21, 1)))], {}, "candidate 21 is not one of the contest “Mayor”"),
        ([session(marks((11, 4)))], {}, "Sessions 1, Original, Cards 1, Contests 1, Marks 1, Rank is 4; it should be"),
        ([{}], {}, "Sessions 1, Original is missing"),
        ([], {"ContestManifest_json": {"List": CONTESTS[1:]}}, "there is no contest with ranked preferences"),
        ([], {"CandidateManifest_json": {"List": CANDIDATES[3:]}}, "the contest “Mayor” has no candidates"),
    ],
)
def test_what_is_wrong_with_dominions_zip(sessions: list[dict[str, Any]], files: dict[str, object], said: str) -> None:
    assert said in refused("export.zip", dominion(sessions, **files))


def test_a_zip_that_unpacks_to_too_much_or_is_damaged_is_one_line() -> None:
    bomb = dominion([], CvrExport_1_json=b" " * (101 << 20))
    assert "it unpacks to more than 100 MB" in refused("export.zip", bomb)
    good = dominion([session(marks((11, 1)))])
    for cut in (len(good) // 2, len(good) - 10):
        assert "\n" not in refused("export.zip", good[:cut])


MAYOR = '"Mayor (Number of positions=1, Number of ranks=2)"'
CSV = f""""Town election","5.17.17.1",,,,,,,,,
,,,,,,{MAYOR},{MAYOR},{MAYOR},{MAYOR},"Measure (Vote For=1)"
,,,,,,"Ann(1)","Write-in(1)","Ann(2)","Write-in(2)","Yes"
"CvrNumber","TabulatorNum","BatchId","RecordId","ImprintedId","BallotType",,,,,
"1","108","1","104","108-1-104","DS-01",1,0,0,1,1
="2","108","1","105","108-1-105","DS-01",1,1,0,0,
"3","108","1","106","108-1-106","DS-01",0,0,1,0,
"4","108","1","107","108-1-107","DS-01",0,0,0,0,
"5","108","1","108","108-1-108","DS-02",,,,,1
"""


def test_dominions_csv() -> None:
    found = reading("export.csv", CSV.encode())
    assert dict(found.ballots) == {(1, 2): 1, (1, -2): 1, (0, 1): 1, (): 1}
    assert (found.ballots.names, found.ballots.undeclared) == (("Ann", "Write-in"), (2,))
    assert (found.ballots.title, found.ballots.seats) == ("Mayor", 1)
    assert told(found) == {"records without this contest": 1}
    assert {part.text for part in found.parts if part.taken_for == "ignored"} >= {"CvrNumber", "Measure (Vote For=1)"}


def test_a_party_in_dominions_last_line_of_headings_is_no_column_that_is_passed_over() -> None:
    """Of a primary the last line of headings has the parties, in capitals; a short name is a column all the same."""
    columns = '"BallotType",,,,,'
    assert columns in CSV
    text = CSV.replace(columns, '"Type","DEM","DEM","DEM","DEM",').replace('"BatchId"', '"PRECINCT"')
    ignored = {part.text for part in reading("export.csv", text.encode()).parts if part.taken_for == "ignored"}
    assert ignored >= {"CvrNumber", "PRECINCT", "Type"}
    assert "DEM" not in ignored


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"DS-01",1,0,0,1,1', '"DS-01",x,0,0,1,1', "export.csv:5: “x” stands in a column of the contest"),
        ('"Ann(2)"', '"Ann"', "export.csv:3: “Ann” should be a candidate and a rank from 1 to 2"),
        ('"Ann(2)"', '"Ann(3)"', "export.csv:3: “Ann(3)” should be a candidate and a rank"),
        ('"Ann(2)"', '"ann(1)"', "export.csv:3: “ann(1)” stands there twice"),
        ("Number of positions=1, ", "", "there is no contest with ranked preferences"),
    ],
)
def test_what_is_wrong_with_dominions_csv(old: str, new: str, said: str) -> None:
    assert refused("export.csv", CSV.replace(old, new).encode()).startswith(
        said if said.startswith("export") else f"export.csv: {said}"
    )
