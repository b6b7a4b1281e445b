"""Plans on a real Dask cluster of two worker processes: the plan of one machine, also when a worker is killed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import hustings
from elections import question
from hustings.many.each import each
from hustings.planning import spread
from hustings.planning.objective import GUARDED
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Settings
from hustings.planning.spread import hired
from journeys.program import hustings as run
from many.clusters import Cluster, cluster, worker_processes
from many.tasks import LEAGUE, planned
from small_contests import contest

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.long,
    pytest.mark.kernel,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals"),
]
# Six blocks: four are counted here, two by the workers.
DRAWS = {"draws": 300, "rounds": 1}


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    (tmp_path / "dask").mkdir()
    monkeypatch.setattr(spread, "HERE", 4)
    with cluster(tmp_path / "dask") as there:
        yield there


def test_a_plan_is_the_same_byte_for_byte(running: Cluster) -> None:
    alone = hustings.plan(LEAGUE, **DRAWS, workers=1)  # type: ignore[arg-type]
    together = hustings.plan(LEAGUE, **DRAWS, workers=running.address)  # type: ignore[arg-type]
    assert (together.to_json(), together.to_csv()) == (alone.to_json(), alone.to_csv())
    assert together.report() == alone.report()


def test_a_worker_killed_half_way_changes_nothing(running: Cluster) -> None:
    forecast = contest((300, 200, 100, 80), fame=(4.0, 1.0, 1.0), national_shock=0.2)
    asked, settings = question("scottish", 3), Settings(GUARDED, scenarios=600, papers=60, rounds=2)
    killed = worker_processes(running.port)[0]

    def kill(_: float, words: str) -> None:
        if words.startswith("round 1"):
            os.kill(killed, signal.SIGKILL)

    with hired(running.address, forecast, asked) as who:
        found = recommend(forecast, asked, settings, progress=kill, **who)
    assert killed not in worker_processes(running.port)
    assert found == recommend(forecast, asked, settings)


def test_the_scheduler_killed_is_one_line_and_leaves_nothing(running: Cluster, tmp_path: Path) -> None:
    def kill(_: float, words: str) -> None:
        if words.startswith("round 1"):
            running.scheduler.kill()

    with pytest.raises(hustings.BadInput) as caught:
        hustings.plan(LEAGUE, **DRAWS, workers=running.address, progress=kill)  # type: ignore[arg-type]
    (line,) = caught.value.on_command_line().splitlines()
    assert line.startswith("--workers: the Dask cluster was lost: ")
    assert line.endswith("; begin again, on a cluster or without --workers")
    done = run("plan", LEAGUE, "--out", "plan.csv", "--workers", running.address, folder=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "no Dask cluster answers" in done.stderr
    assert not (tmp_path / "plan.csv").exists()


def test_plans_of_several_seeds_are_spread_whole(running: Cluster) -> None:
    there = list(each(planned, [1, 2, 3], workers=running.address))
    assert [outcome.error for outcome in there] == ["", "", ""]
    assert [outcome.result for outcome in there] == [planned(seed) for seed in (1, 2, 3)]


def test_where_time_is_over_a_plan_ends_with_what_there_is(running: Cluster, tmp_path: Path) -> None:
    words = ("plan", LEAGUE, "--draws", 1000, "--time", "0", "--json", "plan.json", "--workers", running.address)
    done = run(*words, folder=tmp_path)
    assert (done.returncode, (tmp_path / "plan.json").exists()) == (0, True), done.stderr
