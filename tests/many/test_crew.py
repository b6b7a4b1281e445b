"""Values that stay with a cluster's workers: made once, asked often, made again where a worker is lost."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hustings.election.problems import BadInput
from hustings.many.crew import Crew, crew_of
from hustings.many.workers import workers_of
from many.clusters import Cluster, cluster, worker_processes
from many.tasks import always_loses_its_worker_at_four, fails_with, made_at, times

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals"),
]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path) as there:
        yield there


@pytest.fixture
def crew(running: Cluster) -> Iterator[Crew]:
    with crew_of(workers_of(running.address)) as found:
        assert found is not None
        yield found


def test_a_value_is_made_once_and_made_again_where_its_worker_is_lost(running: Cluster, crew: Crew) -> None:
    assert crew.number == 2
    held = crew.hold(made_at, 7)
    places = {crew.answer(crew.ask(times, held, factor)) for factor in (1, 2, 3)}
    assert sorted(number for number, _ in places) == [7, 14, 21]
    (process,) = {place for _, place in places}
    assert process in worker_processes(running.port)
    os.kill(process, signal.SIGKILL)
    number, other = crew.answer(crew.ask(times, held, 5))
    assert (number, other == process) == (35, False)


def test_what_a_task_raises_there_is_raised_here(crew: Crew) -> None:
    held = crew.hold(made_at, 7)
    with pytest.raises(BadInput, match=r"three\.blt: this is not a ballots file"):
        crew.answer(crew.ask(fails_with, held, "three.blt"))
    broken = crew.hold(int, "seven")
    with pytest.raises(ValueError, match="seven"):
        crew.answer(crew.ask(times, broken, 1))  # type: ignore[arg-type]
    assert crew.answer(crew.ask(times, held, 2))[0] == 14


def test_a_value_that_always_loses_its_worker_ends_in_one_line(crew: Crew) -> None:
    lost = crew.hold(always_loses_its_worker_at_four, 4)
    with pytest.raises(BadInput, match="4 workers ended one after another at the same part of the work"):
        crew.answer(crew.ask(times, lost, 1))  # type: ignore[arg-type]


def test_who_is_asked_to_give_up_does(crew: Crew) -> None:
    with pytest.raises(TimeoutError):
        crew.answer(crew.ask(times, crew.hold(made_at, 7), -1), over=lambda: True)
