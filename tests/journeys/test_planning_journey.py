"""A slate organiser's way: check the folder, plan, see what a plan is worth, simulate."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from hustings.ballots.reading import read_ballots
from journeys.program import ROOT, hustings

LEAGUE = ROOT / "examples/hedgerow-league"
pytest.importorskip("numba", reason="planning counts with the compiled counter, and numba is not installed here")


def test_plan_evaluate_and_simulate_the_fictional_election(tmp_path: Path) -> None:
    plan, figures, report = tmp_path / "plan.csv", tmp_path / "figures.json", tmp_path / "report.html"
    quick = ("--lists", 4, "--draws", 30, "--rounds", 1, "--seed", 3)
    done = hustings("plan", LEAGUE, *quick, "--out", plan, "--json", figures, "--html", report)
    assert done.returncode == 0, done.stderr
    assert "Fictional example" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    rows = list(csv.DictReader(plan.open()))
    assert len(rows) == 13
    assert len({row["list"] for row in rows}) <= 4
    said = json.loads(figures.read_text())
    assert set(said["plans"]) == {"no advice", "one order", "rotation", "compensated", "balanced", "found by search"}
    assert said["recommended"] in said["plans"]
    assert all(sum(each["distribution"]) == pytest.approx(1) for each in said["plans"].values())

    page = report.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Fictional example: nobody in it is real" in page
    assert f"{said['plans'][said['recommended']]['seats']:.2f} of 9 places" in page
    assert hashlib.sha256(plan.read_bytes()).hexdigest() in page

    again = tmp_path / "again.csv"
    assert hustings("plan", LEAGUE, *quick, "--out", again, NUMBA_NUM_THREADS="1").returncode == 0
    assert again.read_text() == plan.read_text()

    worth = hustings("evaluate", LEAGUE, "--plan", plan, "--draws", 30, "--seed", 3, "--json", "-")
    found, reported = json.loads(worth.stdout)["plans"]["the plan"], said["plans"][said["recommended"]]
    for figure in ("seats", "error", "distribution", "more", "more_error", "gap"):
        assert found[figure] == reported[figure], figure

    out = tmp_path / "simulated"
    assert hustings("simulate", LEAGUE, "--plan", plan, "--draws", 2, "--out", out).returncode == 0
    for file in sorted(out.iterdir()):
        cast = read_ballots(file)
        assert (int(cast.total), cast.seats, len(cast.names)) == (71_280, 9, 42)
        assert "simulated from assumptions" in cast.title


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plan", LEAGUE, "--objective", "at-least:10"], "at-least:1 to at-least:9"),
        (["plan", LEAGUE, "--contest", "treasurer"], "there is no forecast of “treasurer”"),
        (["plan", LEAGUE, "--slate", "open-gate"], "a slate plans with its own forecast"),
        (["plan", ROOT / "examples/labour-nec-2022"], "forecast.toml"),
        (["evaluate", LEAGUE, "--plan", "missing.csv"], "there is no such file"),
    ],
)
def test_what_cannot_be_planned_is_said_without_a_traceback(words: list[object], said: str) -> None:
    done = hustings(*words)
    assert done.returncode == 2
    assert said in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


def test_a_plan_with_an_unknown_area_or_a_candidate_twice_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "plan.csv"
    names = "Bryony Hawthorn,Alder Fieldfare,Marigold Sedge,Rowan Quickset,Tansy Bullfinch,Juniper Goldcrest"
    header = "contest,slate,area,list,1,2,3,4,5,6\n"
    bad.write_text(f"{header}council,green-lanes,londn,A,{names}\n")
    done = hustings("evaluate", LEAGUE, "--plan", bad)
    assert (done.returncode, "did you mean “london”?" in done.stderr) == (2, True), done.stderr
    bad.write_text(f"{header}council,green-lanes,london,A,{names.replace('Alder Fieldfare', 'Bryony Hawthorn')}\n")
    done = hustings("evaluate", LEAGUE, "--plan", bad)
    assert (done.returncode, "Bryony Hawthorn" in done.stderr) == (2, True), done.stderr
