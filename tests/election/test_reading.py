"""Reading an election folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from election_folders import COMMITTEE, folder
from hustings.election.folder.missing import MINIMAL, MissingFile
from hustings.election.problems import BadInput
from hustings.election.reading import read_election
from hustings.election.terms import GroupConstraint


def problems(path: Path) -> list[str]:
    """What is wrong with the folder, without the folder's own name."""
    with pytest.raises(BadInput) as error:
        read_election(path)
    return [str(problem).removeprefix(f"{path}/") for problem in error.value.problems]


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert old in COMMITTEE[file]
    return COMMITTEE | {file: COMMITTEE[file].replace(old, new)}


def test_a_folder_is_an_election(tmp_path: Path) -> None:
    election = read_election(folder(tmp_path))
    contest = election.contest(None)
    assert (contest.id, contest.seats, contest.rules) == ("committee", 3, "scottish")
    assert contest.constraints == (GroupConstraint("at least", 1, "women"),)
    assert [each.name for each in election.independents("committee")] == ["Ed Elm"]
    assert election.slate("onward").candidates == {"committee": ("Cy Cedar", "Di Dogwood")}
    assert election.candidates[3].groups == ("women", "young")
    assert [area.code for area in election.leaves()] == ["north", "south", "abroad"]
    assert list(election.lineage("north")) == ["north", "home"]


def test_a_day_that_ends_something_lasts_until_midnight_of_the_local_clock(tmp_path: Path) -> None:
    """London is an hour ahead of UTC from 28 March 2027."""
    text = COMMITTEE["election.toml"].replace("2027-04-09T12:00:00", "2027-04-09")
    timetable = read_election(folder(tmp_path, election_toml=text)).timetable
    assert timetable.voting_closes is not None
    assert timetable.voting_closes.at == datetime(2027, 4, 9, 23, 0, tzinfo=UTC)
    assert timetable.voting_closes.day.isoformat() == "2027-04-09"
    assert timetable.nominations_close is not None
    assert timetable.nominations_close.at == datetime(2027, 2, 26, 17, 0, tzinfo=UTC)


def test_everything_wrong_is_said_at_once_with_file_line_value_and_what_would_be_right(tmp_path: Path) -> None:
    files = changed("election.toml", "seats = 3", 'seets = 3\nseats = "three"')
    files["candidates.csv"] += "Gus Gean,,west,perhaps\n"
    assert problems(folder(tmp_path, files)) == [
        "election.toml:14: there is no key “seets” here (did you mean “seats”?); there are id, title, seats, rules, "
        "at_least, at_most, areas, if, nominations_needed, nominations_per_branch, ballots, about, result",
        "election.toml:15: “seats” is “three”; it should be a whole number from 1: how many places are filled",
        "candidates.csv:8: there is no area “west” in areas.csv",
        "candidates.csv:8: withdrawn is “perhaps”; it should be yes, no or empty",
    ]


def test_a_missing_file_that_is_needed_is_named_and_a_minimal_one_shown(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text(COMMITTEE["areas.csv"])
    with pytest.raises(MissingFile) as error:
        read_election(tmp_path, needs=["slates.toml", "areas.csv"])
    assert error.value.names == ["election.toml", "slates.toml"]
    assert MINIMAL["slates.toml"] in f"{error.value}\n"
