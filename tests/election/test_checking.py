"""Checking a whole folder, and the template that `hustings new` writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from election_folders import COMMITTEE, folder, read_listed
from hustings.election.checking import check
from hustings.election.folder.missing import MINIMAL
from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem
from hustings.election.template_folder import write_template
from hustings.rules.contests import unfit
from hustings.rules.library import names


def checked(path: Path) -> str:
    return check(path, rule_books=names(), read_ballots=read_listed, readers={}, unfit=unfit)


def problems(path: Path) -> list[str]:
    with pytest.raises(BadInput) as error:
        checked(path)
    return [str(problem).removeprefix(f"{path}/") for problem in error.value.problems]


def test_a_sound_folder_is_told_in_one_line(tmp_path: Path) -> None:
    assert checked(folder(tmp_path)) == "Committee election 2027: 1 contest, 6 candidates, 2 slates, 4 areas."


def test_the_template_is_sound_and_never_written_over_something(tmp_path: Path) -> None:
    write_template(tmp_path / "mine")
    assert checked(tmp_path / "mine").startswith("Committee election 2027: 2 contests, 7 candidates, 2 slates, 7 areas")
    with pytest.raises(BadInput, match="there is something here already"):
        write_template(tmp_path / "mine")


def test_the_minimal_files_that_messages_show_are_sound_together(tmp_path: Path) -> None:
    assert checked(folder(tmp_path, dict(MINIMAL))) == (
        "Committee election 2027: 1 contest, 2 candidates, 1 slate, 2 areas, 2 branches, 2 nominations, "
        "orders for 1 area."
    )


def test_a_file_of_almost_the_right_name_is_not_passed_over(tmp_path: Path) -> None:
    (folder(tmp_path) / "candidats.csv").write_text("name\n")
    (tmp_path / "candidates.csv").unlink()
    assert "candidats.csv: nothing reads a file of this name; should it be candidates.csv?" in problems(tmp_path)


def test_a_file_that_others_refer_to_throughout_is_missed_once_and_hides_nothing_in_them(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        branches_csv="code,name,area\n1,Ashford,north\n2,,\n",
        nominations_csv="date,branch,candidate\n2027-01-14,1,Ann Ash\n2027-1-15,1,Ben Birch\n",
        plan_csv="contest,slate,area,list,1,2\ncommittee,together,north,A,Ann Ash,Ann Ash\n",
        forecast_toml="[[forecast]]\n",
    )
    (path / "candidates.csv").unlink()
    (path / "areas.csv").unlink()
    assert [each.partition("; it should")[0] for each in problems(path)] == [
        "candidates.csv: there is no such file, and nominations.csv and forecast.toml need it",
        "areas.csv: there is no such file, and plan.csv and forecast.toml need it",
        "branches.csv:3: the branch has no name",
        "nominations.csv:3: the date is “2027-1-15”",
        "plan.csv:2: Ann Ash has preferences 1 and 2; each name stands once",
    ]


def test_slips_in_nominations_plan_and_ballots_are_found(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        branches_csv="code,name,area\n1,Ashford,north\n2,Birchwood,wset\n",
        nominations_csv="date,branch,candidate\n2027-01-14,1,Ann Ash\n2027-1-15,1,Ben Birch\n2027-01-15,3,Ann Asch\n",
        plan_csv="contest,slate,area,list,1,2\ncommittee,together,north,A,Ann Ash,Ann Ash\n",
    )
    (path / "ballots").mkdir()
    (path / "ballots" / "committee.blt").write_text('3 1\n4 1 2 0\n0\n"Ann Ash"\n"Ben Birch"\n"Zoe"\n"T"\n')
    found = problems(path)
    assert "branches.csv:3: there is no area “wset” in areas.csv" in found
    assert (
        "nominations.csv:3: the date is “2027-1-15”; it should be a day or a time, as in 2027-06-28 or 2027-06-28 12:00"
        in found
    )
    assert "nominations.csv:4: there is no branch “3” in branches.csv" in found
    assert "nominations.csv:4: there is no candidate “Ann Asch” in candidates.csv (did you mean “Ann Ash”?)" in found
    assert "plan.csv:2: Ann Ash has preferences 1 and 2; each name stands once" in found
    assert "ballots/committee.blt: “Zoe” is not a candidate for committee in candidates.csv" in found
    assert "ballots/committee.blt: “Cy Cedar” stands for committee and is not on these ballots" in found


def test_a_nomination_without_a_name_is_told_once(tmp_path: Path) -> None:
    path = folder(tmp_path, nominations_csv="date,branch,candidate\n2027-01-14,1,\n2027-01-14,,Ann Ash\n")
    assert problems(path) == [
        "nominations.csv:2: the candidate is missing",
        "nominations.csv:3: the branch is missing",
    ]


def test_what_is_wrong_in_any_file_is_said_at_once_and_no_slip_twice(tmp_path: Path) -> None:
    """One fault in each of nine files. No other file is checked against names that may be wrong themselves: with a
    faulty areas.csv the north's branches would be told of as well."""
    path = folder(
        tmp_path,
        election_toml=COMMITTEE["election.toml"].replace("seats = 3", "seats = 0"),
        candidates_csv=COMMITTEE["candidates.csv"].replace("Flo Fir,women,,yes", "Flo Fir,women,,perhaps"),
        slates_toml=COMMITTEE["slates.toml"].replace('name = "Onward"', 'nmae = "Onward"'),
        areas_csv="kode,name\nnorth,North\n",
        branches_csv="code,name,area\n1,Ashford,north\n2,,north\n",
        nominations_csv="date,branch,candidate\n2027-1-15,1,Ann Ash\n",
        plan_csv="contest,slate,area,list,1,2\ncommittee,together,north,A,Ann Ash,Ann Ash\n",
        site_toml='imprnt = "A. Ash"\n',
    )
    (path / "forecast.toml").write_text("[[forecsat]]\n")

    def read(election: Election, sound: bool) -> None:
        raise BadInput(Problem(str(election.folder / "forecast.toml"), f"the reader was told {sound}", 1))

    with pytest.raises(BadInput) as error:
        check(path, rule_books=names(), read_ballots=read_listed, readers={"forecast.toml": read})
    found = [str(problem).removeprefix(f"{path}/") for problem in error.value.problems]
    assert [each.split(" ")[0] for each in found] == [
        "election.toml:14:",
        "areas.csv:1:",
        "areas.csv:1:",
        "candidates.csv:7:",
        "slates.toml:8:",
        "slates.toml:10:",
        "branches.csv:3:",
        "nominations.csv:2:",
        "site.toml:1:",
        "plan.csv:2:",
        "forecast.toml:1:",
    ]
    assert found[-1].endswith("the reader was told False")


def test_a_file_that_cannot_be_read_hides_nothing_in_the_others(tmp_path: Path) -> None:
    path = folder(tmp_path, site_toml='imprnt = "A. Ash"\n')
    (path / "candidates.csv").write_bytes(b"\x00\x01")
    found = problems(path)
    assert [each.split(":")[0] for each in found] == ["candidates.csv", "site.toml"]


def test_a_rule_book_that_does_not_exist_is_named_with_the_nearest(tmp_path: Path) -> None:
    text = COMMITTEE["election.toml"].replace('"scottish"', '"scotish"')
    assert problems(folder(tmp_path, election_toml=text))[0].startswith(
        "election.toml:15: there is no rule book “scotish” (did you mean “scottish”?); there are ers97"
    )


def test_what_a_rule_book_does_not_know_is_said_of_the_contest_that_asks_for_it(tmp_path: Path) -> None:
    """Plurality (1, 2) has no exclusions that a constraint could steer; irv (1) fills one place."""
    text = COMMITTEE["election.toml"].replace('"scottish"', '"plurality"')
    assert problems(folder(tmp_path, election_toml=text)) == [
        "election.toml:16: plurality has no exclusions, so it knows no constraints; take them away, or name another "
        "rule book"
    ]
    text = text.replace("at_least = {women = 1}", "[contest.at_most]\nwomen = 1")
    text = text.replace("nominations_needed = 2\nnominations_per_branch = 3\n", "")
    assert problems(folder(tmp_path, election_toml=text))[0].startswith("election.toml:16: plurality has no exclusions")
    text = COMMITTEE["election.toml"].replace('"scottish"', '"irv"')
    assert problems(folder(tmp_path, election_toml=text)) == [
        "election.toml:14: irv fills one place, and committee has 3; a rule book for several is scottish or ers97"
    ]


def test_plurality_without_constraints_and_one_place_under_irv_are_sound(tmp_path: Path) -> None:
    text = COMMITTEE["election.toml"].replace("at_least = {women = 1}\n", "")
    assert checked(folder(tmp_path, election_toml=text.replace('"scottish"', '"plurality"')))
    one = text.replace('"scottish"', '"irv"').replace("seats = 3", "seats = 1")
    assert checked(folder(tmp_path, election_toml=one))


def test_the_commands_load_nothing_heavy_before_they_are_called() -> None:
    code = (
        "import sys, hustings.cli.new, hustings.cli.check;"
        "print([name for name in ('pydantic', 'numpy', 'altair') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
