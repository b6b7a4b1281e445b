"""Many tasks at once: the same outcomes for any workers, a failed task named, a lost worker's tasks done again."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from threading import Lock

import pytest

from hustings.election.problems import BadInput
from hustings.many.each import each
from hustings.many.workers import Workers, workers_of
from many.tasks import always_loses_its_worker_at_four, fails_at_three, loses_its_worker_once, square

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals")


@pytest.mark.parametrize("workers", [1, 2, "threads:3"])
def test_outcomes_are_the_same_for_any_workers_and_come_in_the_order_of_the_items(workers: int | str) -> None:
    parts: list[tuple[float, str]] = []
    items = [5, 3, 0, 2]
    outcomes = list(each(square, items, workers=workers, progress=lambda *said: parts.append(said), of="squares"))
    assert [(outcome.item, outcome.result, outcome.error) for outcome in outcomes] == [
        (5, 25, ""),
        (3, 9, ""),
        (0, 0, ""),
        (2, 4, ""),
    ]
    assert parts == [(number / 4, f"{number} of 4 squares done") for number in (1, 2, 3, 4)]


@pytest.mark.parametrize("workers", [1, 2, "threads:2"])
def test_a_failed_task_is_named_with_its_input_and_the_others_go_on(workers: int | str) -> None:
    outcomes = list(each(fails_at_three, [1, 3, 0, 2], workers=workers))
    assert [outcome.result for outcome in outcomes] == [1, None, None, 0]
    assert (outcomes[1].error, outcomes[1].status) == ("three.blt: this is not a ballots file", 2)
    assert "ZeroDivisionError" in outcomes[2].error
    assert "(the task on “0”)" in outcomes[2].error


@needs_signals
def test_what_a_lost_process_was_doing_is_done_again(tmp_path: Path) -> None:
    items = [(number, str(tmp_path)) for number in range(8)]
    outcomes = list(each(loses_its_worker_once, items, workers=2))
    assert [outcome.result for outcome in outcomes] == [0, 1, 4, 9, 16, 25, 36, 49]
    assert (tmp_path / "lost").exists()


@needs_signals
def test_a_task_that_always_loses_its_process_is_named_and_the_others_go_on() -> None:
    outcomes = list(each(always_loses_its_worker_at_four, range(8), workers=2))
    assert [outcome.result for outcome in outcomes] == [0, 1, 4, 9, None, 25, 36, 49]
    assert "the worker ended 3 times while it did this task" in outcomes[4].error
    assert "“4”" in outcomes[4].error


def test_who_takes_only_the_first_outcomes_ends_the_work() -> None:
    outcomes = each(square, range(1000), workers="threads:2")
    assert [outcome.result for outcome in islice(outcomes, 3)] == [0, 1, 4]
    outcomes.close()
    assert [outcome.result for outcome in each(square, range(3), workers="threads:2")] == [0, 1, 4]


def test_a_task_that_cannot_be_sent_is_one_line() -> None:
    """A lock belongs to one process alone."""
    lock = Lock()
    with pytest.raises(BadInput, match="the task: it cannot be sent to a worker"):
        list(each(lambda _: lock.locked(), range(4), workers=2))


def test_a_process_imports_what_the_program_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "module_of_a_script.py").write_text("def twice(number):\n    return 2 * number\n")
    monkeypatch.syspath_prepend(tmp_path)
    from module_of_a_script import twice  # type: ignore[import-not-found]

    assert [outcome.result for outcome in each(twice, [1, 2], workers=2)] == [2, 4]


def test_nothing_to_do_is_no_error() -> None:
    assert list(each(square, [], workers=2)) == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (4, Workers("processes", 4)),
        ("processes:2", Workers("processes", 2)),
        ("threads:8", Workers("threads", 8)),
        ("dask://10.0.0.7:8786", Workers("dask", address="tcp://10.0.0.7:8786")),
        ("dask://[::1]:8786/", Workers("dask", address="tcp://[::1]:8786")),
    ],
)
def test_workers_are_a_number_or_an_address(said: int | str, meant: Workers) -> None:
    assert workers_of(said) == meant


@pytest.mark.parametrize("said", [0, -1, "two", "threads:", "dask://", "dask://host", "ray://host:1", "dask://a b:1"])
def test_what_are_no_workers_is_refused_before_anything_is_done(said: int | str) -> None:
    with pytest.raises(BadInput, match="is not a number of processes"):
        each(square, [1], workers=said)
