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


def test_what_is_expected_with_certainty_is_written_exactly_and_counted_by_the_folder(tmp_path: Path) -> None:
    """1,000 voters, 60 % for the pair, of whom half adhere to «Birch, Ash»; Ash is three times as well known. After a
    name 60 % go on to the other, 10 % stop, 30 % leave for Cedar; after the pair's last 25 % stop, 75 % leave. Of 300
    who adhere 30 stop, 90 go to Cedar, 180 to Ash, of whom 45 stop and 135 go on. Of the other 300, 225 begin with Ash
    (22.5, 67.5, 33.75, 101.25) and 75 with Birch (7.5, 22.5, 11.25, 33.75). Dogwood, who has withdrawn, is on none."""
    files = {
        "election.toml": '[[contest]]\nid = "c"\ntitle = "Committee"\nseats = 2\nrules = "scottish"\n',
        "candidates.csv": "name,withdrawn\nAnn Ash,\nBen Birch,\nDi Dogwood,yes\nCat Cedar,\n",
        "slates.toml": '[[slate]]\nid = "pair"\nname = "Pair"\ncandidates.c = ["Ann Ash", "Ben Birch"]\n',
        "areas.csv": "code,name,voters\nnorth,North,1000\n",
        "plan.csv": "contest,slate,area,list,1,2\nc,pair,north,A,Ben Birch,Ann Ash\n",
        "forecast.toml": '[[forecast]]\ncontest = "c"\nslate = "pair"\nnote = "Of a test."\nadherence.mean = 0.5\n'
        'shares.pair = 0.6\nrecognition = { "Ann Ash" = 3, "Ben Birch" = 1 }\n'
        "onward = { pair = { stay = 0.6, stop = 0.1 }, independents = { stay = 0.5, stop = 0.125 } }\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(("title = 'T'\n" if name == "election.toml" else "") + text)
    done = hustings("simulate", tmp_path, "--plan", tmp_path / "plan.csv", "--out", tmp_path / "ballots", "--draws", 5)
    assert done.stdout.startswith("One simulated election of 1,000 papers in ")
    assert "every draw would be the same" in done.stdout
    (file,) = (tmp_path / "ballots").iterdir()
    # Cedar's 400: a quarter stop, three quarters go on to the pair, 225 by way of Ash and 75 of Birch.
    expected = {
        "1": 22.5,
        "1 3": 67.5,
        "1 2": 33.75,
        "1 2 3": 101.25,
        "2": 30 + 7.5,
        "2 3": 90 + 22.5,
        "2 1": 45 + 11.25,
        "2 1 3": 135 + 33.75,
        "3": 100,
        "3 1": 225 * 0.4,
        "3 1 2": 225 * 0.6,
        "3 2": 75 * 0.4,
        "3 2 1": 75 * 0.6,
    }
    papers = [line.split(" ", 1) for line in file.read_text().splitlines()[1:] if line.endswith(" 0")]
    assert {ranking.removesuffix(" 0"): float(weight) for weight, ranking in papers} == pytest.approx(expected)
    file.rename(tmp_path / "ballots" / "c.blt")
    counted = hustings("count", tmp_path, "--json", "-")
    assert counted.returncode == 0, counted.stderr
    # The quota is 334 of 1,000; Ash 225, Birch 375, Cedar 400.
    assert json.loads(counted.stdout)["elected"] == [3, 2]


TREASURER = "2 1\n5 1 0\n3 2 0\n0\nFay Fir\nGus Gorse\nTreasurer\n"


def test_every_contest_that_has_ballots_is_counted(folder: Path) -> None:
    one = hustings("count", folder, "--brief")
    assert "Committee" in one.stdout
    assert "Treasurer" not in one.stdout
    (folder / "ballots/t.blt").write_text(TREASURER)
    words = (
        "--json",
        "out",
        "--html",
        "out",
        "--csv",
        "tables",
        "--organisation",
        "The Society",
        "--date",
        "2027-05-01",
    )
    done = hustings("count", folder, *words, folder=folder)
    assert done.returncode == 0, done.stderr
    for contest in ("Committee", "Treasurer"):
        assert f"The Society · {contest} · Saturday 1 May 2027" in done.stdout
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["c.html", "c.json", "t.html", "t.json"]
    for contest in ("c", "t"):
        record = json.loads((folder / f"out/{contest}.json").read_text())
        assert (record["organisation"], record["date"]) == ("The Society", "2027-05-01")
        assert record["sha256"] in (folder / f"out/{contest}.html").read_text()
        rows = (folder / f"tables/{contest}.csv").read_text().splitlines()
        assert rows[0].endswith(",record")
        assert all(row.endswith(record["sha256"]) for row in rows[1:])


def test_where_one_contest_cannot_be_counted_none_is_declared(folder: Path) -> None:
    """Fir and Gorse have four papers each, and no lot is given."""
    (folder / "ballots/t.blt").write_text(TREASURER.replace("5 1 0", "3 1 0"))
    done = hustings("count", folder, "--json", "out", folder=folder)
    assert (done.returncode, done.stdout) == (4, "")
    assert "Contest t; nothing is declared for any contest" in done.stderr
    assert not list((folder / "out").iterdir())


@pytest.mark.parametrize("words", [["--seats", "2"], ["--json", "-"], ["--withdraw", "Fay Fir"]])
def test_options_of_one_contest_need_one(folder: Path, words: list[str]) -> None:
    (folder / "ballots/t.blt").write_text(TREASURER)
    done = hustings("count", folder, *words)
    assert (done.returncode, "2 contests have ballots (c, t)" in done.stderr) == (2, True), done.stderr


def test_a_folder_without_ballots_says_which_are_wanted(folder: Path) -> None:
    (folder / "ballots/c.blt").unlink()
    done = hustings("count", folder)
    assert done.returncode == 2
    assert "no contest has ballots yet; the files wanted are ballots/c.blt, ballots/t.blt" in done.stderr


def test_a_candidate_nobody_ranked_has_no_votes_and_the_record_can_be_verified(tmp_path: Path) -> None:
    """Quota of 5 papers for 2 places is 2: Ann has 3 first preferences; Dee is in candidates.csv alone."""
    (tmp_path / "election.toml").write_text(
        'title = "Small"\n[[contest]]\nid = "c"\ntitle = "C"\nseats = 2\nrules = "scottish"\nballots = "c.csv"\n'
    )
    (tmp_path / "candidates.csv").write_text("name\nAnn\nBob\nCyd\nDee\n")
    (tmp_path / "c.csv").write_text("preference 1,preference 2\nAnn,Bob\nAnn,Bob\nBob,Cyd\nAnn,\nCyd,Ann\n")
    record = tmp_path / "record.json"
    done = hustings("count", tmp_path, "--json", record, "--reading", tmp_path / "reading.json")
    assert done.returncode == 0, done.stderr
    assert "Dee: 0 votes, since nobody ranked them." in done.stderr
    said = json.loads(record.read_text())
    assert [each["name"] for each in said["candidates"]] == ["Ann", "Bob", "Cyd", "Dee"]
    assert (said["elected"], said["stages"][0]["votes"][3]) == ([1, 2], "0.00000")
    assert json.loads((tmp_path / "reading.json").read_text())["sha256"] == said["ballots"]["sha256"]
    assert hustings("verify", record, tmp_path / "c.csv").returncode == 0
    assert hustings("check", tmp_path).returncode == 0


def test_brackets_are_one_name_in_folder_and_ballots_alike(tmp_path: Path) -> None:
    """Every candidate has brackets here, so that alone they would be parties; the folder's list has them as names."""
    (tmp_path / "ballots").mkdir()
    (tmp_path / "election.toml").write_text(
        'title = "Small"\n[[contest]]\nid = "c"\ntitle = "C"\nseats = 1\nrules = "irv"\n'
    )
    (tmp_path / "candidates.csv").write_text("name\nAnn (Red)\nBob (Blue)\nRON (Re-open nominations)\n")
    ballots = tmp_path / "ballots/c.blt"
    ballots.write_text('3 1\n3 1 0\n2 2 0\n1 3 0\n0\n"Ann (Red)"\n"Bob (Blue)"\n"RON (Re-open nominations)"\n')
    record = tmp_path / "record.json"
    done = hustings("count", tmp_path, "--json", record, "--lot-seed", "noon")
    assert done.returncode == 0, done.stderr
    names = [each["name"] for each in json.loads(record.read_text())["candidates"]]
    assert names == ["Ann (Red)", "Bob (Blue)", "RON (Re-open nominations)"]
    assert hustings("verify", record, ballots).returncode == 0
    assert hustings("check", tmp_path).returncode == 0
