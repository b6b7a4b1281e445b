"""A slate organiser's way: check the folder, plan, see what a plan is worth, simulate."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import os
import re
import shlex
import shutil
import signal
from collections import Counter
from pathlib import Path

import pytest

from election_folders import COMMITTEE, folder
from forecast_folders import FOLDER, GOOD, folder_with
from hustings.ballots.reading import read_ballots
from hustings.cli import options
from hustings.election.reading import read_election
from hustings.forecast.reading import read_forecast
from hustings.planning.asking import task_of
from hustings.planning.objective import GUARDED
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Settings, Shaping
from journeys.program import ROOT, hustings

LEAGUE = ROOT / "examples/hedgerow-league"
pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")


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
    assert hustings("plan", LEAGUE, *quick, "--out", again).returncode == 0
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
        (["plan", LEAGUE, "--lists", 721], "721 lists are more than the 720 orders that 6 names can have"),
        (["plan", LEAGUE, "--sizes", "5,10"], "should be whole numbers from 1 to 9"),
        (["plan", LEAGUE, "--sizes", "five"], "should be whole numbers from 1 to 9"),
        (["evaluate", LEAGUE, "--plan", "missing.csv"], "there is no such file"),
    ],
)
def test_what_cannot_be_planned_is_said_without_a_traceback(words: list[object], said: str) -> None:
    done = hustings(*words)
    assert done.returncode == 2
    assert said in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


def test_a_plan_without_an_order_for_every_area_is_evaluated_and_the_areas_are_named(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    names = "Bryony Hawthorn,Alder Fieldfare,Marigold Sedge,Rowan Quickset,Tansy Bullfinch,Juniper Goldcrest"
    areas = [area.code for area in read_election(LEAGUE).leaves()]
    rows = [f"council,green-lanes,{area},A,{names}\n" for area in areas if area not in ("wales", "scotland")]
    plan.write_text("".join(["contest,slate,area,list,1,2,3,4,5,6\n", *rows]))
    done = hustings("evaluate", LEAGUE, "--plan", plan, "--draws", 10, "--json", "-")
    assert done.returncode == 0
    assert done.stderr == "No order for wales and scotland: nobody is advised there.\n"
    assert json.loads(done.stdout)["scenarios"] == 10


def test_the_forecast_that_is_missing_is_named_and_a_small_one_shown(tmp_path: Path) -> None:
    folder = tmp_path / "league"
    shutil.copytree(LEAGUE, folder, ignore=shutil.ignore_patterns("forecast.toml"))
    done = hustings("plan", folder)
    assert done.returncode == 2
    assert "forecast.toml: there is no such file" in done.stderr, done.stderr
    assert "[[forecast]]" in done.stderr, done.stderr


def test_the_forecast_that_is_shown_can_be_planned(tmp_path: Path) -> None:
    path = folder(tmp_path / "orchard", COMMITTEE)
    shown = hustings("plan", path).stderr.partition("[[forecast]]")
    (path / "forecast.toml").write_text(shown[1] + shown[2])
    done = hustings("plan", path, "--draws", 10)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Recommended: " in done.stdout


def test_a_plan_that_was_ended_early_is_made_again_by_the_line_in_its_report(tmp_path: Path) -> None:
    early, again = tmp_path / "early.csv", tmp_path / "again.csv"
    figures, page = tmp_path / "early.json", tmp_path / "early.html"
    quick = ("--lists", 3, "--draws", 20, "--seed", 5, "--rounds", 500, "--time", 0)
    done = hustings("plan", LEAGUE, *quick, "--out", early, "--json", figures, "--html", page)
    assert done.returncode == 0, done.stderr
    said = json.loads(figures.read_text())
    assert said["rounds"] == 0
    assert "changed beliefs" in said["left_out"]
    (command,) = re.findall(r'<code class="command">(.*?)</code>', page.read_text())
    line = shlex.split(html.unescape(command))
    assert hustings(*line[1:], "--out", again).returncode == 0
    assert again.read_text() == early.read_text()


def test_the_whole_command_ends_in_time_with_a_plan(tmp_path: Path) -> None:
    """Without an end these rounds and draws would take days; what time is kept is measured in benchmarks."""
    out = tmp_path / "plan.csv"
    done = hustings("plan", LEAGUE, "--rounds", 1000, "--draws", 100_000, "--time", 3, "--out", out, "--json", "-")
    assert done.returncode == 0, done.stderr
    assert {"scenarios", "rounds of search"} <= set(json.loads(done.stdout)["left_out"])
    assert len(list(csv.DictReader(out.open()))) in (1, 13)


def test_ctrl_c_ends_a_round_of_search_with_the_plan_found_so_far() -> None:
    """The overseas branch's order is settled, so one row stands there whatever is recommended."""
    election = read_election(LEAGUE)
    forecast = read_forecast(election)
    task = task_of(election, forecast)
    settings = Settings(GUARDED, scenarios=50, papers=200, rounds=1000)

    def press(_part: float, words: str) -> None:
        if words.startswith("round 1:"):
            os.kill(os.getpid(), signal.SIGINT)

    with options.interruptible(None) as ending:
        found = recommend(forecast, task.question, settings, Shaping(task.fixed), progress=press, spent=ending)
    assert found.rounds == 1
    assert {"rounds of search", "changed beliefs"} <= set(found.left_out)
    assert len(found.rows()) in (1, 13)


def test_ctrl_c_asks_to_end_after_the_round_and_the_second_ends_at_once() -> None:
    with options.interruptible(None) as stop:
        assert stop() == 0
        before = signal.getsignal(signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        assert stop() == float("inf")
        assert signal.getsignal(signal.SIGINT) != before


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


def test_settled_orders_are_followed_where_nobody_else_is_advised(tmp_path: Path) -> None:
    """Of 1,200 supporters 720 are in the north, where nobody is advised, and 480 in the south, of whom half follow: Ben
    first. The others are two to one for Ben: 480 + 240 + 160 begin with Ben, 240 + 80 with Ann."""
    forecast = GOOD.replace("spread = 0.1, ", "")
    fixed = '[[slate.fixed]]\ncontest = "c"\narea = "south"\norder = ["Ben Birch", "Ann Ash"]\n'
    folder = folder_with(tmp_path, forecast, **{"slates.toml": FOLDER["slates.toml"] + fixed})
    assert hustings("simulate", folder, "--out", tmp_path / "drawn").returncode == 0
    cast = read_ballots(tmp_path / "drawn/c-1.blt")
    firsts = Counter[str]()
    for ranking, papers in cast:
        firsts[cast.names[ranking[0] - 1]] += papers
    unit = 10**cast.decimals
    assert {name: papers / unit for name, papers in firsts.items()} == {
        "Ann Ash": pytest.approx(320, abs=0.01),
        "Ben Birch": pytest.approx(880, abs=0.01),
        "Cat Cedar": pytest.approx(800, abs=0.01),
    }
