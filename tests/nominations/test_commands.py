"""`hustings nominations`, `hustings check` and `hustings new`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from election_folders import folder
from hustings.cli.check import check
from hustings.cli.new import new
from hustings.cli.nominations import nominations
from hustings.election.problems import BadInput

app = typer.Typer()
for command in (check, new, nominations):
    app.command()(command)

ROWS = "date,branch,candidate\n2027-01-20,1,Ann Ash\n2027-01-21,2,Ann Ash\n2027-01-25,1,Zoe\n"


def typed(*words: str) -> str:
    result = CliRunner().invoke(app, words, catch_exceptions=True)
    if isinstance(result.exception, BadInput):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_tally_as_json_goes_to_standard_output_or_a_file(tmp_path: Path) -> None:
    path = str(folder(tmp_path, nominations_csv=ROWS))
    found = json.loads(typed("nominations", path, "--json", "-"))
    assert found["format"] == "hustings-nominations/1"
    (contest,) = found["contests"]
    assert contest["candidates"][0] == {
        "name": "Ann Ash",
        "slates": ["together"],
        "nominations": 2,
        "rank": 1,
        "share": 1.0,
        "of_branches": 1.0,
        "majority": True,
        "short": 0,
        "reached_on": "2027-01-21",
    }
    assert contest["not_counted"] == [
        {"line": 4, "date": "2027-01-25", "branch": "1", "candidate": "Zoe", "why": "no candidate Zoe is known"}
    ]
    assert "Ann Ash" in typed("nominations", path, "--json", str(tmp_path / "out.json"))
    assert json.loads((tmp_path / "out.json").read_text()) == found


def test_a_file_that_somebody_sends_is_added_once_its_names_are_settled(tmp_path: Path) -> None:
    path = str(folder(tmp_path, nominations_csv=ROWS))
    (tmp_path / "sent.csv").write_text("Day,Branch,Nominee\n14/02/2027,4,E. Elm\n")
    before = (tmp_path / "nominations.csv").read_text()
    with pytest.raises(BadInput, match=r'same "E\. Elm=Ed Elm"'):
        typed("nominations", path, "--add", str(tmp_path / "sent.csv"))
    assert (tmp_path / "nominations.csv").read_text() == before
    for said in ("1 nomination added, 0 there already", "0 nominations added, 1 there already"):
        words = ("nominations", path, "--add", str(tmp_path / "sent.csv"), "--same", "E. Elm=Ed Elm")
        assert said in CliRunner().invoke(app, words).stderr
    assert (tmp_path / "nominations.csv").read_text() == f"{before}2027-02-14,4,Ed Elm\n"


def test_a_template_is_written_checked_and_tallied(tmp_path: Path) -> None:
    path = str(tmp_path / "mine")
    assert f"hustings check {path}" in typed("new", path)
    assert typed("check", path).startswith("Committee election 2027: 2 contests")
    said = typed("nominations", path)
    assert said.splitlines()[0] == "Committee, members' places"
    assert "Committee, young members' place" in said
    assert "Reached" in said
    assert "Reached" not in typed("nominations", path, "--contest", "young")


def test_without_nominations_the_file_is_named_and_a_minimal_one_shown(tmp_path: Path) -> None:
    try:
        typed("nominations", str(folder(tmp_path)))
    except BadInput as error:
        said = str(error)
    assert "nominations.csv: there is no such file, and this needs it" in said
    assert "date,branch,candidate\n" in said


def test_checking_reads_the_forecast_too(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "forecast.toml").write_text('[[forecast]]\ncontest = "comittee"\nslate = "together"\n')
    try:
        typed("check", str(path))
    except BadInput as error:
        said = str(error)
    assert "forecast.toml:1: “note” is missing" in said
