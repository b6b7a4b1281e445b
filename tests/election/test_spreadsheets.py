"""Files as spreadsheets and people leave them: what means nothing is passed over, what says nothing clear is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from election_folders import COMMITTEE, folder
from hustings.ballots.reading import read_ballots
from hustings.election.folder.nominations_csv import unknown_names
from hustings.election.problems import BadInput
from hustings.election.reading import read_branches, read_election, read_nominations
from hustings.witness.asking import read_decisions, read_groups

NOMINATIONS = "date,branch,candidate\n2027-01-14,Ashford,Ann Ash\n2027-01-15,Birch,Ben Birch\n"


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\n" + NOMINATIONS.replace(",", ";").replace("\n", "\r\n"),
        '"sep=;",,\n' + NOMINATIONS.replace(",", ";"),
        "\n\n" + NOMINATIONS,
        NOMINATIONS.replace("\n", "\r"),
        NOMINATIONS.replace("\n", ",,\n") + ",,,,\n",
        'date, branch, candidate\n2027-01-14, "Ashford", "Ann Ash"\n2027-01-15, Birch, Ben Birch\n',
    ],
    ids=["Excel's sep=;", "sep=; quoted", "blank lines first", "carriage returns alone", "empty columns", "spaces"],
)
def test_spreadsheets_leave_marks_that_mean_nothing(tmp_path: Path, text: str) -> None:
    """The same two nominations whatever stands around them; a quotation mark may follow a space."""
    path = folder(tmp_path)
    (path / "nominations.csv").write_bytes(text.encode())
    rows = read_nominations(read_election(path), ())
    assert [(row.at.day.isoformat(), row.branch, row.candidate) for row in rows] == [
        ("2027-01-14", "Ashford", "Ann Ash"),
        ("2027-01-15", "Birch", "Ben Birch"),
    ]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", ": this is a spreadsheet's own format; save it as CSV (in Excel: “CSV UTF-8”)"),
        (NOMINATIONS.encode("utf-16-le"), ": this is not a text file; save it as text in UTF-8"),
        (b"", ": the file is empty; its first line should name the columns date, branch, candidate"),
        (b"date,branch\n", ":1: the first line should name the columns date, branch, candidate; candidate is missing"),
        (
            b"\ndate,,branch,candidate\n",
            ":2: column 2 has no name; there are date, branch, candidate, contest, challenged, decision",
        ),
        (
            (NOMINATIONS + '2027-01-16,"Ash,Ann Ash\n\n\n').encode(),
            ":4: this is not CSV: a quotation mark is opened in this line and never closed",
        ),
        (
            (NOMINATIONS + '2027-01-16,"Ash"ford,Ann Ash\n').encode(),
            ":4: this is not CSV: something follows a closing quotation mark; one that belongs to the cell is written "
            "twice",
        ),
        (
            NOMINATIONS.replace("2027-01-14", "03/11/2025").replace("2027-01-15", "4.11.25 12:00").encode(),
            ":2: the date is “03/11/2025” (and so in 1 more line); it should be as 2027-06-28, since day and month "
            "could be either way round (in a spreadsheet: the format yyyy-mm-dd)",
        ),
        (
            NOMINATIONS.replace("2027-01-14", "14 January").encode(),
            ":2: the date is “14 January”; it should be a day or a time, as in 2027-06-28 or 2027-06-28 12:00",
        ),
    ],
)
def test_a_file_that_says_nothing_clear_is_told_in_one_line(tmp_path: Path, content: bytes, wanted: str) -> None:
    path = folder(tmp_path)
    (path / "nominations.csv").write_bytes(content)
    election = read_election(path)
    with pytest.raises(BadInput) as error:
        read_nominations(election, ())
    assert str(error.value) == f"{path}/nominations.csv{wanted}"


@pytest.mark.parametrize(
    "typed",
    [
        "Siân O'Hara-Lee",
        "SIÂN  O`HARA–LEE",
        "Sia\u0302n O\u2019Hara\u2011Lee",
        "\u200bSiân O’Hara-Lee\ufeff",
        "sian-o-hara-lee",
    ],
)
def test_a_name_is_known_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    """Kinds of apostrophe and dash, an accent as a letter of its own, what cannot be seen; or the id."""
    path = folder(tmp_path, candidates_csv=COMMITTEE["candidates.csv"] + "Siân O’Hara-Lee,,,\n")
    (path / "nominations.csv").write_text(f"date,branch,candidate\n2027-01-14,Ashford,{typed}\n", "utf-8")
    assert [row.candidate for row in read_nominations(read_election(path), ())] == ["Siân O’Hara-Lee"]


def test_a_slip_made_in_many_lines_is_told_once(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "nominations.csv").write_text(
        "date,branch,candidate\n2027-01-14,1,Ann Ashe\n2027-01-15,2,Ann Ash\n2027-01-16,3,Ann Ashe\n"
    )
    election = read_election(path)
    found = unknown_names("f", election, (), read_nominations(election, ()))
    assert [str(each) for each in found] == [
        "f:2: there is no candidate “Ann Ashe” in candidates.csv (did you mean “Ann Ash”?) (and so in 1 more line)",
    ]


def test_every_small_file_may_have_semicolons_and_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text("sep=;\r\nCandidate;Group;\r\nann ash;women;\r\n;;\r\n", "utf-8-sig", newline="")
    assert read_groups(file, ["Ann Ash", "Ben Birch"]) == {"women": frozenset({1})}
    file.write_text("Stage;For;Chosen\n3;exclusion;Ben Birch\n", "utf-16")
    assert [(each.stage, each.chosen) for each in read_decisions(file, ["Ann Ash", "Ben Birch"])] == [(3, 2)]
    file.write_text("Ash;Birch;papers;\r\n1;2;5;\r\n;;1;\r\n", "utf-8-sig", newline="")
    assert dict(read_ballots(file)) == {(1, 2): 5, (): 1}


def test_one_candidate_is_not_split_by_how_the_name_is_typed_on_papers(tmp_path: Path) -> None:
    """Three papers for Siân O’Hara, typed three ways, and one that ranks her twice."""
    file = tmp_path / "papers.csv"
    file.write_text("1,2\nSiân O’Hara,Birch\nSIÂN O'Hara,Birch\nSia\u0302n  O’Hara,birch\n", "utf-8")
    ballots = read_ballots(file)
    assert (ballots.names, dict(ballots)) == (("Siân O’Hara", "Birch"), {(1, 2): 3})
    file.write_text("1,2\nSiân O’Hara,Siân O'Hara\n", "utf-8")
    assert dict(read_ballots(file)) == {(1, 1): 1}
    file.write_text("Siân O’Hara,Siân O'Hara\n1,2\n", "utf-8")
    with pytest.raises(BadInput, match="two columns are called"):
        read_ballots(file)


def test_a_code_without_its_zeros_is_told_what_it_was(tmp_path: Path) -> None:
    path = folder(tmp_path, branches_csv="code,name\n001,Ashford\n010,Birch\n")
    (path / "nominations.csv").write_text("date,branch,candidate\n2027-01-14,10,Ann Ash\n")
    election = read_election(path)
    branches = read_branches(election)
    assert [str(each) for each in unknown_names("f", election, branches, read_nominations(election, branches))] == [
        "f:2: there is no branch “10” in branches.csv (did you mean “010”? A spreadsheet drops the zeros that a number "
        "begins with)"
    ]


@pytest.mark.parametrize(
    "text", ['candidate,group\n"Ann Ash,women\n', "candidate,group\n" + "x" * 1_100_000 + ",women\n"]
)
def test_a_file_of_groups_that_is_no_csv_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "groups.csv"
    file.write_text(text)
    with pytest.raises(BadInput, match=r"groups\.csv:2: this is not CSV"):
        read_groups(file, ["Ann Ash"])


def test_a_column_beside_the_preferences_that_nobody_knows_is_named(tmp_path: Path) -> None:
    file = tmp_path / "papers.csv"
    file.write_text("Team,1st choice,2nd choice\nRed,Ash,Birch\n")
    with pytest.raises(BadInput, match=r"papers\.csv:1: column “Team” is neither a preference") as error:
        read_ballots(file)
    assert len(error.value.problems) == 1


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (("14/01/2027", "3/2/2027"), ["2027-01-14", "2027-02-03"]),
        (("31.12.2026 9:30", "2027-01-02"), ["2026-12-31", "2027-01-02"]),
        (("03/02/2027", "04/02/2027"), None),  # either way round
        (("14/01/2027", "01/14/2027"), None),  # both ways round
        (("01/14/2027", "02/03/2027"), None),  # month first
        (("14/01/27", "03/02/27"), None),  # 2027-01-14, or 1927
    ],
)
def test_days_before_months_are_read_where_the_column_proves_it(
    tmp_path: Path, dates: tuple[str, str], days: list[str] | None
) -> None:
    path = folder(tmp_path)
    rows = "".join(f"{date},10{n},Ann Ash\n" for n, date in enumerate(dates))
    (path / "nominations.csv").write_text("date,branch,candidate\n" + rows, "utf-8")
    election = read_election(path)
    if days is None:
        with pytest.raises(BadInput, match="either way round"):
            read_nominations(election, ())
    else:
        assert [str(each.at.day) for each in read_nominations(election, ())] == days
