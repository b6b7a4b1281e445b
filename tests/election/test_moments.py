"""Days and times in the election's time zone, across changes of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from hustings.election.moments import NoSuchTime, moment

LONDON = "Europe/London"


def test_a_time_is_the_local_clocks_in_winter_and_in_summer() -> None:
    assert moment(datetime(2027, 1, 12, 9, 0), LONDON).at == datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
    assert moment(datetime(2027, 7, 12, 9, 0), LONDON).at == datetime(2027, 7, 12, 8, 0, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_or_show_twice_is_refused() -> None:
    """London goes forward at 01:00 on 28 March 2027 and back at 02:00 on 31 October 2027."""
    with pytest.raises(NoSuchTime, match="go forward over that time"):
        moment(datetime(2027, 3, 28, 1, 30), LONDON)
    with pytest.raises(NoSuchTime, match=r"show that time twice; write \+01:00 or \+00:00 after it"):
        moment(datetime(2027, 10, 31, 1, 30), LONDON)
    said = moment(datetime(2027, 10, 31, 1, 30, tzinfo=timezone(timedelta(hours=1))), LONDON)
    assert said.at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_day_of_a_change_of_clocks_has_23_or_25_hours() -> None:
    for day, hours in ((date(2027, 3, 28), 23), (date(2027, 10, 31), 25), (date(2027, 6, 1), 24)):
        assert moment(day, LONDON, ends=True).at - moment(day, LONDON).at == timedelta(hours=hours)


def test_a_day_begins_where_there_is_no_midnight() -> None:
    """In São Paulo the clocks of 4 November 2018 went from 00:00 to 01:00, that is from 03:00 UTC on."""
    assert moment(date(2018, 11, 4), "America/Sao_Paulo").at == datetime(2018, 11, 4, 3, 0, tzinfo=UTC)


def test_the_ends_of_the_calendar_are_refused() -> None:
    for day, ends in ((date.max, True), (date.min, False)):
        with pytest.raises(NoSuchTime, match="no calendar goes so far"):
            moment(day, "Asia/Tokyo", ends=ends)


def test_a_moment_remembers_the_day_that_people_are_told() -> None:
    closes = moment(date(2027, 6, 25), LONDON, ends=True)
    assert (closes.day, closes.whole_day) == (date(2027, 6, 25), True)
    assert closes.local.isoformat() == "2027-06-26T00:00:00+01:00"
    abroad = moment(datetime(2027, 6, 25, 23, 30, tzinfo=UTC), LONDON)
    assert abroad.day == date(2027, 6, 26)
