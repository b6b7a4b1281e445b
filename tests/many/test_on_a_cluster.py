"""On a real Dask cluster of two worker processes: the same outcomes, and nothing is lost with a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import hustings
from hustings.many.each import each
from journeys.program import EXAMPLE
from journeys.program import hustings as run
from many.clusters import Cluster, cluster, end, worker_processes
from many.tasks import always_loses_its_worker_at_four, fails_at_three, square, square_slowly
from waiting import LONGEST, until

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.long,
    pytest.mark.kernel,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals"),
]
PROGRAM = [sys.executable, "-c", "from hustings.cli.main import main; main()"]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "dask").mkdir()
    with cluster(tmp_path / "dask") as there:
        yield there


def wards(folder: Path, number: int) -> list[Path]:
    text = EXAMPLE.read_text()
    files = [folder / f"ward{ward:03}.blt" for ward in range(number)]
    for ward, file in enumerate(files):
        file.write_text(f"{text.rstrip()}\n# ward {ward}\n")
    return files


def test_outcomes_are_those_of_one_machine(running: Cluster, tmp_path: Path) -> None:
    (bad := tmp_path / "bad.blt").write_text("junk\n")
    files = [*wards(tmp_path, 12), bad, tmp_path / "missing.blt"]
    ways: list[int | str] = [1, 2, "threads:2", running.address]
    rows = [list(hustings.count_many(files, ["ers97", "meek", "irv"], workers=way)) for way in ways]
    assert rows[0] == rows[1] == rows[2] == rows[3]
    assert [bool(row.error) for row in rows[3][-7:]] == [True, True, True, True, True, True, True]
    assert [each.result for each in each(square, range(200), workers=running.address)] == [n * n for n in range(200)]
    failed = list(each(fails_at_three, [1, 3, 0], workers=running.address))
    assert failed == list(each(fails_at_three, [1, 3, 0], workers=1))


def test_margins_of_many_files_are_those_of_one_machine(running: Cluster, tmp_path: Path) -> None:
    (bad := tmp_path / "bad.blt").write_text("junk\n")
    files = [EXAMPLE, bad, tmp_path / "missing.blt"]
    task = partial(hustings.margin, rules="scottish", lot_seed="margins", nodes=10)
    there, here = (list(each(task, files, workers=workers)) for workers in (running.address, 1))
    assert [outcome.error for outcome in there] == [outcome.error for outcome in here]
    assert [bool(outcome.error) for outcome in there] == [False, True, True]
    margins = [outcome.result for outcome in (there[0], here[0]) if outcome.result is not None]
    assert len({(found.at_least, found.at_most, found.points) for found in margins}) == 1


def test_files_are_those_of_the_users_folder_not_of_the_workers(running: Cluster, tmp_path: Path) -> None:
    (tmp_path / "x.blt").write_text(EXAMPLE.read_text())
    (tmp_path / "bad.blt").write_text("junk\n")
    ways = [
        subprocess.run(
            [*PROGRAM, "margin", "x.blt", "bad.blt", "--rules", "ers97", "--nodes", "5", "--workers", workers],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )
        for workers in (running.address, "1")
    ]  # fmt: skip
    assert (ways[0].stdout, ways[0].stderr) == (ways[1].stdout, ways[1].stderr)
    assert ways[0].stdout.startswith("x.blt: Others would have been elected if ")
    assert ways[0].stderr.startswith("bad.blt:")


def test_a_worker_killed_half_way_loses_nothing(running: Cluster) -> None:
    killed = worker_processes(running.port)[0]
    results = []
    for outcome in each(square_slowly, range(200), workers=running.address):
        results.append(outcome.result)
        if len(results) == 40:
            os.kill(killed, signal.SIGKILL)
    assert results == [number * number for number in range(200)]
    assert killed not in worker_processes(running.port)


def test_a_task_that_always_loses_its_worker_is_named_and_the_others_go_on(running: Cluster) -> None:
    outcomes = list(each(always_loses_its_worker_at_four, range(8), workers=running.address))
    assert [outcome.result for outcome in outcomes] == [0, 1, 4, 9, None, 25, 36, 49]
    assert "“4”" in outcomes[4].error


def test_the_scheduler_killed_is_one_line_and_the_same_command_goes_on(running: Cluster, tmp_path: Path) -> None:
    files = wards(tmp_path, 200)
    words = [*map(str, files), "--rules", "meek,warren,meek-nz", "-o", "table.jsonl"]
    journal = tmp_path / "table.jsonl.unfinished.jsonl"
    program = [*PROGRAM, "count-many", *words, "--workers", running.address]
    with subprocess.Popen(program, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as counting:
        until(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 20, "a row that is kept")
        running.scheduler.kill()
        _, errors = counting.communicate(timeout=LONGEST)
    assert (counting.returncode, errors.count("\n")) == (2, 1), errors
    assert "--workers: the Dask cluster was lost" in errors
    assert "the same command goes on from there" in errors
    assert not (tmp_path / "table.jsonl").exists()
    kept = {line for line in journal.read_text().splitlines() if line}
    assert kept
    assert run("count-many", *words, folder=tmp_path).returncode == 0
    rows = (tmp_path / "table.jsonl").read_text().splitlines()
    assert len(rows) == 600
    assert kept <= set(rows)


def test_no_worker_left_is_one_line(running: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    from hustings.many import cluster as on_cluster

    monkeypatch.setattr(on_cluster, "LOOK", 1)
    monkeypatch.setattr(on_cluster, "LOOKS_WITHOUT_WORKERS", 2)
    threading.Timer(3, end, [running.workers]).start()
    with pytest.raises(hustings.BadInput, match=r"the Dask cluster was lost: no worker is left; [0-9]+ of 2000"):
        list(each(square_slowly, range(2000), workers=running.address))


def test_another_version_on_the_workers_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "dask").mkdir()
    with cluster(tmp_path / "dask", other_version=True) as there:
        done = run(
            "count-many", EXAMPLE, "--rules", "ers97", "-o", "t.csv", "--workers", there.address, folder=tmp_path
        )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert f"has Hustings 0.0.9, and here it is {hustings.__version__}" in done.stderr
    assert done.stderr.endswith("(and 1 more like it); install the same versions everywhere\n")
    assert not (tmp_path / "t.csv").exists()


def test_ctrl_c_ends_the_work_and_leaves_the_cluster_free(running: Cluster, tmp_path: Path) -> None:
    files = wards(tmp_path, 100)
    words = [*map(str, files), "--rules", "meek,warren", "-o", "table.jsonl", "--workers", running.address]
    journal = tmp_path / "table.jsonl.unfinished.jsonl"
    with subprocess.Popen(
        [*PROGRAM, "count-many", *words], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as counting:
        until(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 5, "a row that is kept")
        counting.send_signal(signal.SIGINT)
        _, errors = counting.communicate(timeout=LONGEST)
    assert (counting.returncode, errors.count("\n")) == (130, 1), errors
    first: dict[str, Any] = json.loads(next(line for line in journal.read_text().splitlines() if line))
    assert first["error"] == ""
    assert [outcome.result for outcome in each(square, [3], workers=running.address)] == [9]
