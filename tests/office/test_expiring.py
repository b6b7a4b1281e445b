"""Folders of counts and readings go a week after newer ones, and nothing that somebody still needs goes with them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from office.browsing import Browser
from office.test_counting import PAPERS, Office
from office.test_vacancies import Body, heading, sitting


def number(where: str) -> int:
    """The number of a run, by its address."""
    return int(where.rpartition("/")[2])


def left(*places: str) -> list[bool]:
    """Which of these runs have their folder."""
    from hustings.office import runs
    from hustings.office.models import Run

    return [runs.place(Run.objects.get(pk=number(where))).is_dir() for where in places]


def after(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the office removes by itself so many days later."""
    from hustings.office import expiring
    from hustings.office.clock import now

    monkeypatch.setattr(expiring, "now", lambda: now() + timedelta(days=days))
    expiring.remove()


def test_a_count_that_a_newer_one_replaced_goes_after_a_week_and_its_result_stays(
    browser_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(browser_in, "Counted often")
    tie, page = office.counted(PAPERS)
    reading = f"{tie.rpartition('/')[0]}/{number(tie) - 1}"
    (bob,) = re.findall(r'value="(\d)"> <span class="name">Bob', page)
    count, _ = office.run(office.send(f"{tie}/lot", {"chosen": bob}))
    office.declared(count)
    recounts = [office.run(office.send(f"{office.contest}/recount", {}))[0] for _ in range(2)]
    newest, _ = office.run(office.send(f"{office.contest}/count", {}))
    report = f"{office.contest}/report"
    said = browser_in.page(report).count("The record is the same to the byte")
    after(6, monkeypatch)
    assert left(reading, tie, count, *recounts, newest) == [True] * 6
    after(8, monkeypatch)
    # The reading and the last count have no successor; the report has both recounts.
    assert left(reading, tie, count, *recounts, newest) == [True, False, False, True, True, True]
    assert browser_in.page(report).count("The record is the same to the byte") == said == 2
    for gone in (tie, count):
        assert heading(browser_in.page(gone)) == "This is not kept any more"
        for act in ("accept", "lot", "again"):
            answer = office.send(f"{gone}/{act}", {"why": "a slip"})
            assert (answer.status_code, "not kept any more" in answer.content.decode()) == (422, True), act
    (result,) = set(re.findall(r"result/\d+/chair\.html", browser_in.page(office.contest)))
    assert b"Cyd" in browser_in.get(f"e/{office.key}/{result}").content
    # Once another result is the newest, the recounts of the one before are in no report.
    office.declared(newest, "the same, asked for again")
    after(8, monkeypatch)
    assert left(*recounts, newest) == [False, True, True]


def test_a_tie_that_waits_a_provisional_result_and_a_vacancy_keep_what_they_need(
    browser_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = Office(browser_in, "A tie that waits")
    tie, _ = waiting.counted(PAPERS)
    provisional = Office(browser_in, "Provisional")
    count, _ = provisional.counted(PAPERS[:5])
    assert provisional.send(f"{count}/accept").status_code == 302
    newer, _ = provisional.run(provisional.send(f"{provisional.contest}/count", {}))
    body = Body(browser_in, "Said of a vacancy").declared()
    filled, _ = body.leaves("Ann", because="she has moved away")
    body.filled(filled)
    tried, _ = body.leaves("Cyd")
    again, _ = body.leaves("Dee")
    after(8, monkeypatch)
    assert left(tie, count, newer, filled, tried, again) == [True, True, True, True, False, True]
    assert "A tie that a lot must decide" in browser_in.page(tie)
    page = browser_in.page(body.page)
    assert (sitting(page), "she has moved away" in page) == (["Cyd", "Dee", "Eve"], True)
    (corrects,) = re.findall(r"corrects=(\d+)", page)
    assert sitting(browser_in.page(f"{body.page}?corrects={corrects}")) == ["Ann", "Cyd", "Dee"]
