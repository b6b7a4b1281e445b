"""A form with two questions, as its program exports it, becomes the ballots of two contests of an election folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from hustings.ballots.reading import read_ballots
from hustings.cli import importing
from hustings.cli.main import app
from journeys.program import hustings
from spreadsheets import xlsx

EXPORT = (
    "Timestamp,Email address,Chair [Ann Ash],Chair [Ben Birch],Committee (two places) [Cyd],"
    "Committee (two places) [Dee],Committee (two places) [Eve]\n"
    "2026/11/03 9:14:02 am GMT,a@example.org,1st,2nd,1st,2nd,3rd\n"
    "2026/11/03 9:20:41 am GMT,b@example.org,2nd,1st,,1st,\n"
    "2026/11/03 9:25:10 am GMT,c@example.org,1st,,,,1st\n"
)
ELECTION = """title = "Club officers"
[[contest]]
id = "chair"
title = "Chair"
seats = 1
rules = "irv"
[[contest]]
id = "committee"
title = "Committee"
seats = 2
rules = "scottish"
ballots = "ballots/committee.csv"
"""
CANDIDATES = (
    "name,contest\nAnn Ash,chair\nBen Birch,chair\nCyd,committee\nDee,committee\nEve,committee\nFay,committee\n"
)


@pytest.fixture
def club(tmp_path: Path) -> Path:
    folder = tmp_path / "club"
    folder.mkdir()
    (folder / "election.toml").write_text(ELECTION)
    (folder / "candidates.csv").write_text(CANDIDATES)
    (tmp_path / "export.csv").write_text(EXPORT)
    return folder


def test_two_questions_become_two_contests_and_what_was_said_is_kept(club: Path) -> None:
    export = club.parent / "export.csv"
    refused = hustings("import", export, club)
    assert refused.returncode == 2
    assert (
        "it is not known which contests these questions are: “Committee (two places)”; say --contest" in refused.stderr
    )
    assert not (club / "ballots").exists()

    done = hustings("import", export, club, "--contest", "Committee (two places)=committee")
    assert done.returncode == 0, done.stderr
    assert "Ignored: column “Timestamp” (says when); column “Email address” (says who voted); columns “" in done.stderr
    assert "Fay: 0 votes, since there is no column; nobody ranked them." in done.stderr
    chair, committee = read_ballots(club / "ballots/chair.blt"), read_ballots(club / "ballots/committee.csv")
    assert (chair.names, dict(chair)) == (("Ann Ash", "Ben Birch"), {(1, 2): 1, (2, 1): 1, (1,): 1})
    assert (committee.names, committee.seats) == (("Cyd", "Dee", "Eve", "Fay"), 2)
    assert dict(committee) == {(1, 2, 3): 1, (2,): 1, (3,): 1}
    assert (club / "import.csv").read_text() == (
        "kind,written,means\nquestion,Committee (two places),committee\nquestion,Chair,chair\n"
    )
    counted = hustings("count", club, "--contest", "chair", "--brief")
    assert "Ann Ash" in counted.stdout, counted.stderr

    again = hustings("import", export, club)
    assert (again.returncode, "say --replace" in again.stderr) == (2, True)
    assert hustings("import", export, club, "--replace").returncode == 0


def test_names_are_confirmed_by_a_person_and_kept(club: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = club.parent / "export.csv"
    export.write_text(EXPORT.replace("Chair [Ann Ash]", '"Chair [ASH, Ann]"'))
    refused = hustings("import", export, club, "--contest", "Committee (two places)=committee")
    assert 'say --same "ASH, Ann=Ann Ash"' in refused.stderr

    monkeypatch.setattr(importing, "_terminal", lambda: None)
    answers = CliRunner().invoke(app, ["import", str(export), str(club), "--ask"], input="board\ncommittee\ny\n")
    assert answers.exit_code == 0, answers.output
    assert 'name,"ASH, Ann",Ann Ash' in (club / "import.csv").read_text()
    assert read_ballots(club / "ballots/chair.blt").names == ("Ann Ash", "Ben Birch")


def test_a_question_that_is_no_contest_is_left_out(club: Path) -> None:
    export = club.parent / "export.csv"
    done = hustings("import", export, club, "--contest", "Committee (two places)=-")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (club / "ballots").iterdir()] == ["chair.blt"]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("kind,written,means\nquestion,Chair,chare\n", "chare"),
        ("kind,written,means\nnames,Ann,Ann Ash\n", ":2: “names” is not a kind (did you mean “name”?)"),
        ("kind,written,means\nword,Nobody,nothing\n", ":2: “nothing” is not a meaning of a word"),
    ],
)
def test_a_mapping_that_says_nothing_clear_is_told_by_its_line(club: Path, mapping: str, said: str) -> None:
    (club / "import.csv").write_text(mapping)
    done = hustings("import", club.parent / "export.csv", club)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_a_spreadsheet_becomes_the_same_contests(club: Path) -> None:
    (club.parent / "form.xlsx").write_bytes(xlsx([line.split(",") for line in EXPORT.splitlines()]))
    mapping = club / "import.csv"
    mapping.write_text("kind,written,means\nquestion,Committee (two places),committee\n")
    done = hustings("import", club.parent / "form.xlsx", club)
    assert done.returncode == 0, done.stderr
    assert read_ballots(club / "ballots/chair.blt").total == 3
