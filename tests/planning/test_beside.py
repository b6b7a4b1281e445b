"""Work beside other work: what comes of it is what would come of it alone."""

from __future__ import annotations

import threading

import pytest

from hustings.planning.beside import Beside


@pytest.mark.parametrize("another", [True, False])
def test_the_work_is_done_once_and_asked_for_as_often_as_one_likes(*, another: bool) -> None:
    done: list[int] = []

    def work() -> int:
        done.append(1)
        return len(done)

    with Beside(another=another) as beside:
        ask = beside.begin(work)
        assert (ask(), ask()) == (1, 1)
    assert done == [1]


@pytest.mark.parametrize("another", [True, False])
def test_what_the_work_raises_is_raised_where_it_is_asked_for(*, another: bool) -> None:
    with Beside(another=another) as beside:
        ask = beside.begin(lambda: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            ask()


def test_it_goes_on_while_something_else_is_done() -> None:
    here, there = threading.Event(), threading.Event()

    def work() -> bool:
        there.set()
        return here.wait(60)

    with Beside(another=True) as beside:
        ask = beside.begin(work)
        assert there.wait(60)
        here.set()
        assert ask()


def test_where_it_ends_nothing_more_is_begun_and_what_goes_on_is_told() -> None:
    begun, late = threading.Event(), list[int]()
    with Beside(another=True) as beside:

        def work() -> None:
            begun.set()
            while not beside.ended:
                pass

        beside.begin(work)
        beside.begin(lambda: late.append(1))
        assert begun.wait(60)
    assert not late
