"""hustings postcodes build and find, as a person or another program runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from directories import HACKNEY, ISLINGTON, Row, written
from hustings.cli import postcodes
from hustings.election.problems import BadInput

LONDON = "E12000007"
ROWS = [
    Row("E8 1AA", HACKNEY, 534000, 184000),
    Row("N1 1AA", ISLINGTON, 530000, 184000),
    Row("N1 1AB", HACKNEY, 530050, 184000),
    Row("N1 1AD", ISLINGTON, 531000, 184000, ended="201503"),
]
AREAS = """code,name,parent,voters,covers
hackney,Hackney,,,E14001260
rest,Everywhere else,,,E92000001 S92000003 W92000004 @ni
abroad,International,,,@overseas @crown
"""
ELECTION = """
title = "Committee 2026"
organisation = "Society"
[timetable]
time_zone = "Europe/London"
[[contest]]
id = "committee"
title = "Committee"
seats = 2
rules = "ers97"
"""


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.command()(postcodes.build)
    app.command()(postcodes.find)
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    built = run("build", written(tmp_path / "ONSPD_NOV_2025_UK.csv", ROWS), "-o", tmp_path / "postcodes.idx")
    assert built.exit_code == 0, built.output
    assert "3 postcodes, 2 constituencies" in built.stdout
    assert "1 terminated" in built.stdout
    assert "2 within 100 m" in built.stdout
    return tmp_path / "postcodes.idx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "election.toml").write_text(ELECTION)
    (folder / "areas.csv").write_text(AREAS)
    return folder


def found(*arguments: object) -> dict[str, object]:
    done = run("find", *arguments, "--json", "-")
    assert done.exit_code == 0, done.output
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


CONTRACT = ("state", "postcode", "constituency", "region", "area")


def test_find_gives_state_postcode_constituency_region_and_area(index: Path, folder: Path) -> None:
    def of(typed: str, *more: object) -> list[object]:
        answer = found(typed, "--index", index, *more)
        return [answer[key] for key in CONTRACT]

    assert of("e81aa") == ["found", "E8 1AA", HACKNEY, LONDON, None]
    assert of("e81aa", "--folder", folder) == ["found", "E8 1AA", HACKNEY, LONDON, "hackney"]
    assert of("N1 1AA", "--folder", folder) == ["boundary", "N1 1AA", ISLINGTON, LONDON, "rest"]
    assert of("N1 1AD", "--folder", folder) == ["terminated", "N1 1AD", ISLINGTON, LONDON, None]
    assert of("N1 1ZZ", "--folder", folder) == ["not in list", "N1 1ZZ", None, None, None]
    assert of("JE2 3AA", "--folder", folder) == ["crown dependency", "JE2 3AA", None, "L93000001", "abroad"]
    assert of("nonsense", "--folder", folder) == ["malformed", None, None, None, None]


def test_without_an_index_an_area_is_told_only_where_the_district_settles_it(folder: Path) -> None:
    assert found("AB10 1AA", "--folder", folder)["area"] == "rest"
    straddling = found("E8 1AA", "--folder", folder)
    assert straddling["area"] is None
    assert straddling["areas"] == ["rest", "hackney"]


def test_a_person_reads_sentences(index: Path, folder: Path) -> None:
    told = run("find", "E8 IAA", "--index", index, "--folder", folder).stdout
    assert told == ("E8 1AA is in Hackney South and Shoreditch (E14001260), London (E12000007).\nArea: Hackney.\n")
    told = run("find", "n1 1aa", "--index", index, "--folder", folder).stdout
    assert "Within 100 m of it: Hackney South and Shoreditch" in told
    assert "Area: Everywhere else or Hackney? The person has to say." in told
    assert "not in the postcode directory of 2025-11" in run("find", "N1 1ZZ", "--index", index).stdout


def test_an_unknown_month_is_said_and_can_be_given(tmp_path: Path) -> None:
    source = written(tmp_path / "directory.csv", ROWS)
    assert "month is not known" in run("build", source, "-o", tmp_path / "a.idx").stderr
    assert run("build", source, "-o", tmp_path / "b.idx", "--month", "2025-11").stderr.strip() == ""
    with pytest.raises(BadInput, match="as 2025-11"):
        run("build", source, "-o", tmp_path / "c.idx", "--month", "November")


def test_areas_that_leave_constituencies_out_are_refused(index: Path, folder: Path) -> None:
    (folder / "areas.csv").write_text(AREAS.replace(" W92000004", ""))
    with pytest.raises(BadInput, match=r"areas\.csv: no area covers Wales"):
        run("find", "E8 1AA", "--index", index, "--folder", folder)


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such file"):
        run("find", "E8 1AA", "--index", tmp_path / "no.idx")
