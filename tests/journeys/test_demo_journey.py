"""The whole journey in one command: check, nominations, plan, simulated count, published site."""

from __future__ import annotations

import csv
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from hustings.election.examples import voting_today
from hustings.election.problems import BadInput
from hustings.election.reading import read_election
from journeys.program import hustings


def test_the_demo_makes_everything_it_says(tmp_path: Path) -> None:
    pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")
    out = tmp_path / "demo"
    done = hustings("demo", "--no-serve", "--out", out)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader((out / "hedgerow-league" / "plan.csv").open()))
    assert len(rows) == 13
    assert len({row["list"] for row in rows}) <= 6
    record = json.loads((out / "council.json").read_text())
    assert len(record["witnesses"]) == 2
    assert len(record["elected"]) == 9
    ballots = out / "hedgerow-league" / "ballots" / "council.blt"
    assert hustings("verify", out / "council.json", ballots).returncode == 0
    assert hustings("office", "--folder", out / "office", "check").returncode == 0
    (kept,) = (out / "office" / "elections" / "hedgerow-league").glob("*/folder/ballots/council.blt")
    assert kept.read_bytes() == ballots.read_bytes()
    london = (out / "site" / "areas" / "london.html").read_text()
    advised = next(row for row in rows if row["area"] == "london")
    places = [london.index(f">{advised[str(place)]}<") for place in range(1, 7)]
    assert places == sorted(places)
    for page in (out / "plan.html", out / "count-sheet.html", out / "site" / "index.html"):
        assert re.search("Fictional example", page.read_text()), page
    assert (out / "site" / "leaflets" / "london.pdf").read_bytes().startswith(b"%PDF")


def test_a_copy_of_an_example_votes_today_and_its_dates_keep_their_distances(tmp_path: Path) -> None:
    """In the example ballots go out on 12 July 2027, voting closes on 16 August, nominations open on 12 January."""
    voting_today("hedgerow-league", tmp_path / "copy", date(2030, 3, 8))
    times = read_election(tmp_path / "copy").timetable
    assert times.ballots_out is not None
    assert times.voting_closes is not None
    assert times.nominations_open is not None
    assert times.ballots_out.day == date(2030, 3, 1)
    assert times.voting_closes.day - times.ballots_out.day == timedelta(days=35)
    assert times.ballots_out.day - times.nominations_open.day == timedelta(days=181)
    assert hustings("check", tmp_path / "copy").returncode == 0


def test_where_the_demo_cannot_write_it_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be copied here"):
        voting_today("hedgerow-league", tmp_path / "file" / "copy", date(2030, 3, 8))
