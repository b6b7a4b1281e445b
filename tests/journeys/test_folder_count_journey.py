"""Counting a contest of an election folder: rules, places, groups and constraints are the folder's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journeys.program import hustings

FILES = {
    "election.toml": 'title = "Small"\n[timetable]\ntime_zone = "Europe/London"\n'
    '[[contest]]\nid = "c"\ntitle = "Committee"\nseats = 3\nrules = "scottish"\nat_least = {women = 1}\n'
    '[[contest]]\nid = "t"\ntitle = "Treasurer"\nseats = 1\nrules = "irv"\n',
    "candidates.csv": "contest,name,groups\nc,Al Ash,\nc,Ben Birch,\nc,Carl Cedar,\n"
    "c,Dee Dogwood,women\nc,Eve Elm,women\nt,Fay Fir,\nt,Gus Gorse,\n",
}
# The constraint of tests/counting/test_constraints.py: without it Ash, Birch and Cedar are elected, with it Dogwood.
BALLOTS = (
    "5 3\n40 1 0\n26 2 0\n20 3 0\n8 4 0\n6 5 0\n0\nAl Ash\nBen Birch\nCarl Cedar\nDee Dogwood\nEve Elm\nCommittee\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "ballots").mkdir()
    (tmp_path / "ballots/c.blt").write_text(BALLOTS)
    return tmp_path


def test_rules_places_groups_and_constraints_are_the_folders(folder: Path) -> None:
    done = hustings("count", folder, "--contest", "c", "--json", "-")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert (record["rules"], record["seats"], record["elected"]) == ("scottish", 3, [1, 2, 4])
    assert record["input"]["constraints"]


def test_what_an_option_says_goes_before_the_folder(folder: Path) -> None:
    done = hustings("count", folder, "--contest", "c", "--rules", "ers97", "--seats", "2", "--json", "-")
    record = json.loads(done.stdout)
    assert (record["rules"], record["seats"], record["elected"]) == ("ers97", 2, [1, 4])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "there are several contests; say --contest with one of c, t"),
        (["--contest", "t"], "t.blt"),
        (["--contest", "x"], "there is no contest “x”"),
    ],
)
def test_what_is_missing_is_named(folder: Path, words: list[str], said: str) -> None:
    done = hustings("count", folder, *words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_ballots_of_other_people_are_refused(folder: Path) -> None:
    (folder / "ballots/c.blt").write_text(BALLOTS.replace("Eve Elm", "Eve Elms"))
    done = hustings("count", folder, "--contest", "c")
    assert done.returncode == 2
    assert "“Eve Elm” of candidates.csv is not on the ballots (did you mean “Eve Elms”?)" in done.stderr
    assert "“Eve Elms” is on the ballots and not in candidates.csv" in done.stderr
