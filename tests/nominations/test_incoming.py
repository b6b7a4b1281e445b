"""Nominations as people send them: what a column is, who is meant, and what day 03/11 is."""

from __future__ import annotations

from pathlib import Path

import pytest

import hustings
from election_folders import COMMITTEE, folder
from hustings.election.problems import BadInput
from hustings.nominations.incoming import incoming

BRANCHES = "code,name,area\n001,Ashford & Weir,north\n002,Bradwell,south\n"
SENT = (
    "Timestamp,E-mail,CLP,Nominee 1,Nominee 2,Comments\n"
    "2027/01/12 9:14:02 am GMT,a@example.org,Ashford & Weir,Ann Ash,Cy Cedar;Ben Birch,\n"
    "2027/01/12 1:05:00 pm GMT,b@example.org,bradwell,ANN  ASH,,well attended\n"
)


def sent(path: Path, text: str = SENT, **more: object) -> hustings.NewNominations:
    (path / "sent.csv").write_text(text)
    return hustings.read_nominations(path / "sent.csv", path, **more)  # type: ignore[arg-type]


@pytest.fixture
def league(tmp_path: Path) -> Path:
    return folder(tmp_path, None, branches_csv=BRANCHES)


def test_a_branchs_row_of_several_nominees_becomes_a_row_for_each_with_the_folders_names(league: Path) -> None:
    found = sent(league)
    assert [(row.date, row.branch, row.candidate, row.line) for row in found.rows] == [
        ("2027-01-12 09:14:02", "001", "Ann Ash", 2),
        ("2027-01-12 09:14:02", "001", "Cy Cedar", 2),
        ("2027-01-12 09:14:02", "001", "Ben Birch", 2),
        ("2027-01-12 13:05", "002", "Ann Ash", 3),
    ]
    assert [column for column, kind in found.columns if not kind] == ["E-mail", "Comments"]
    (league / "nominations.csv").write_text(found.to_csv())
    assert len(hustings.tally_nominations(league).tallies[0].counted) == 4


def test_what_is_there_already_is_not_added_a_second_time_and_what_was_settled_by_hand_stays(league: Path) -> None:
    """The same spreadsheet comes again, with one row more; and one row has been challenged meanwhile."""
    text = sent(league).to_csv().replace("date,branch,candidate", "date,branch,candidate,challenged")
    first, *rest = text.splitlines()
    (league / "nominations.csv").write_text("\n".join([first, f"{rest[0]},no quorum", *rest[1:]]) + "\n")
    found = sent(league, SENT + "2027/01/13 9:00:00 am GMT,c@example.org,002,Ben Birch,,\n")
    assert (found.there, [row.candidate for row in found.rows]) == (4, ["Ben Birch"])
    assert found.to_csv().splitlines()[1].endswith(",no quorum")
    assert found.to_csv().splitlines()[-1] == "2027-01-13 09:00,002,Ben Birch,"


def test_in_an_election_of_several_posts_a_row_is_of_the_one_for_which_the_candidate_stands(tmp_path: Path) -> None:
    """Ann stands for two posts, Ben for one; the contest may be told by its title, and columns may have capitals."""
    posts = '[[contest]]\nid = "chair"\ntitle = "The Chair"\nseats = 1\nrules = "scottish"\n'
    toml = COMMITTEE["election.toml"].replace("at_least = {women = 1}", "")
    files = {
        "election.toml": f"{toml}\n{posts}",
        "candidates.csv": "name,contest\nAnn Ash,committee\nBen Birch,committee\nAnn Ash,chair\n",
        "nominations.csv": "Date,Branch,Candidate,Contest\n2027-01-14,1,Ben Birch,committee\n",
    }
    folder(tmp_path, files)
    with pytest.raises(BadInput, match="Ann Ash stands in several contests"):
        sent(tmp_path, "date,branch,candidate\n2027-01-14,1,Ann Ash\n")
    with pytest.raises(BadInput, match="nosuch"):
        sent(tmp_path, "date,branch,candidate\n2027-01-14,1,Ben Birch\n", contest="nosuch")
    rows = "2027-01-14,1,Ben Birch,\n2027-01-14,1,Ann Ash,the chair\n2027-01-14,1,Ann Ash,Treasurer\n"
    found = sent(tmp_path, f"date,branch,candidate,post\n{rows}")
    assert (found.there, [(row.candidate, row.contest) for row in found.rows]) == (1, [("Ann Ash", "chair")])
    assert [(each.kind, each.said) for each in found.unknown] == [("contest", "Treasurer")]
    assert found.to_csv().splitlines()[1:] == ["2027-01-14,1,Ben Birch,committee", "2027-01-14,1,Ann Ash,chair"]


def test_the_folders_own_nominations_sent_back_add_nothing() -> None:
    hedgerow = Path(__file__).parents[2] / "examples/hedgerow-league"
    found = hustings.read_nominations(hedgerow / "nominations.csv", hedgerow)
    assert (found.rows, found.unknown) == ((), ())
    assert found.there == len((hedgerow / "nominations.csv").read_text().splitlines()) - 1


def test_names_that_nobody_has_are_asked_about_with_the_nearest_and_remembered_as_settled(league: Path) -> None:
    text = 'date,branch,candidate\n2027-01-12,Ashford and Weir,A. Ash\n2027-01-12,2,"Birch, Ben"\n2027-01-12,002,Zoe\n'
    text += "2027-01-12,002,BIRCH Ben\n"
    found = sent(league, text)
    assert found.rows == ()
    assert [(each.kind, each.said, each.line, each.proposals[:1]) for each in found.unknown] == [
        ("branch", "Ashford and Weir", 2, ("Ashford & Weir",)),
        ("candidate", "A. Ash", 2, ("Ann Ash",)),
        ("branch", "2", 3, ("002",)),
        ("candidate", "Birch, Ben", 3, ("Ben Birch",)),
        ("candidate", "Zoe", 4, ()),
        ("candidate", "BIRCH Ben", 5, ("Ben Birch",)),
    ]
    same = {
        "ashford AND weir": "001",
        "A. Ash": "Ann Ash",
        "2": "Bradwell",
        "Birch, Ben": "Ben Birch",
        "Zoe": "",
        "BIRCH Ben": "Ben Birch",
    }
    found = sent(league, text, same=same)
    assert [(row.branch, row.candidate) for row in found.rows] == [
        ("001", "Ann Ash"),
        ("002", "Ben Birch"),
        ("002", "Ben Birch"),
    ]
    assert (found.unknown, found.left_out) == ((), 1)


@pytest.mark.parametrize(
    ("days", "right"),
    [
        (["03/11/2027", "14/11/2027"], ["2027-11-03", "2027-11-14"]),
        (["11/03/2027", "11/14/2027"], ["2027-11-03", "2027-11-14"]),
        (["3 November 2027", "14th Nov 2027"], ["2027-11-03", "2027-11-14"]),
        (["04/04/2027", "2027-04-05T12:30"], ["2027-04-04", "2027-04-05 12:30"]),
        (["13.11.2027 12:00 am", "13.11.2027 12:00 pm"], ["2027-11-13 00:00", "2027-11-13 12:00"]),
        (["2027-07-01 09:00 GMT+1", "2027-07-01 09:00Z"], ["2027-07-01 09:00+01:00", "2027-07-01 09:00+00:00"]),
    ],
)
def test_a_day_is_what_its_column_proves(days: list[str], right: list[str]) -> None:
    cells = [(1, ["date", "branch", "name"]), *((n, [day, "1", "Ann"]) for n, day in enumerate(days, 2))]
    assert [row.date for row in incoming(cells, "x").rows] == right


def test_a_time_of_the_summer_is_told_by_the_elections_clocks(league: Path) -> None:
    """London is an hour ahead of GMT in July; at the end of October half past one comes twice, and the offset stays."""
    toml = (league / "election.toml").read_text()
    assert 'time_zone = "Europe/London"' in toml
    rows = "2027-07-01 09:00 GMT,001,Ann Ash\n2027-10-31 01:30 GMT,002,Ann Ash\n"
    assert [row.date for row in sent(league, f"date,branch,candidate\n{rows}").rows] == [
        "2027-07-01 10:00",
        "2027-10-31 01:30+00:00",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there are no nominations in it"),
        ("day,who\n2027-01-12,Ann\n", "no column is headed “branch”"),
        ("branch,candidate\n1,Ann\n", "no column is headed “date”"),
        ("date,day,branch,candidate\n2027-01-12,,1,Ann\n", "two columns are the date’s"),
        ("date,branch,candidate\n03/11/2027,1,Ann\n", "could be either of two days"),
        ("date,branch,candidate\n14/11/2027,1,Ann\n11/14/2027,1,Ann\n", "could be either of two days"),
        ("date,branch,candidate\nsoon,1,Ann\n", "the date is “soon”; it should be a day as in 2027-06-28"),
        ("date,branch,candidate\n31/02/2027,1,Ann\n", "the date is “31/02/2027”; it should be a day"),
        ("date,branch,candidate\n2027-01-12 09:00 EST,1,Ann\n", "the date is “2027-01-12 09:00 EST”"),
        ("date,branch,candidate\n2027-01-12,,Ann\n", "the branch is missing"),
        ("date,branch,candidate\n2027-01-12,1,\n", "nobody is nominated in it"),
    ],
)
def test_what_is_not_clear_is_told_by_its_line(league: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=r"sent\.csv") as wrong:
        sent(league, text)
    assert any(said in problem.message for problem in wrong.value.problems), str(wrong.value)


def test_a_spreadsheets_titles_and_empty_rows_are_passed_over_and_told(league: Path) -> None:
    text = "Nominations received - draft,,\n,,\nBranch name,Meeting date,Nominees\nBradwell,14/01/2027,Ann Ash\n,,\n"
    found = sent(league, text)
    assert [(row.branch, row.candidate, row.line) for row in found.rows] == [("002", "Ann Ash", 4)]
    assert found.columns[0] == ("Nominations received - draft", "")


def test_days_that_can_be_read_in_two_ways_are_asked_about_once(league: Path) -> None:
    rows = "03/11/2027,001,Ann Ash\n04/11/2027,,Ann Ash\n"
    with pytest.raises(BadInput) as wrong:
        sent(league, f"date,branch,candidate\n{rows}")
    assert [each.line for each in wrong.value.problems] == [2, 3]
    assert "the branch is missing" in wrong.value.problems[1].said


def test_rows_without_headings_and_rows_without_a_date(league: Path) -> None:
    assert [row.candidate for row in sent(league, "2027-01-12,001,Ann Ash\n").rows] == ["Ann Ash"]
    rows = sent(league, "branch,candidate\n001,Ann Ash\n", day="2027-01-20").rows
    assert [row.date for row in rows] == ["2027-01-20"]
