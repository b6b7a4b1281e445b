"""The timetable as a calendar file, read back by an independent parser (icalendar), and by RFC 5545 and 5546."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from hustings.site.calendar import Event, calendar
from journeys.program import hustings
from journeys.sites import LEAGUE, VOTING

LONDON = ZoneInfo("Europe/London")
CLOSES = Event("voting-closes", "Voting closes", datetime(2022, 8, 26, 17, 0, tzinfo=LONDON), "By post; or online")
OPENS = Event("ballots-out", "Ballots go out", date(2022, 7, 25))
NOW, LATER = datetime(2022, 6, 1, 9, 0, tzinfo=LONDON), datetime(2022, 6, 8, 9, 0, tzinfo=LONDON)


def read(text: str) -> dict[str, Any]:
    """The events by UID; the parser must have nothing to say against any line of the file.

    A property of an event may be of thirty types for the parser; what it must be here, each test says.
    """
    parsed = icalendar.Calendar.from_ical(text)
    assert [fault for component in parsed.walk() for fault in component.errors] == []
    return {str(event["UID"]): event for event in parsed.walk("VEVENT")}


def editions(text: str) -> dict[str, int]:
    return {uid.partition("@")[0]: event["SEQUENCE"] for uid, event in read(text).items()}


def test_a_moment_is_written_by_londons_clocks_and_a_day_as_a_day() -> None:
    """17:00 in London on 26 August is 16:00 UTC (summer time)."""
    text = calendar("NEC", "example.org", [CLOSES, OPENS], NOW)
    assert "DTSTART;TZID=Europe/London:20220826T170000\r\n" in text
    assert text.index("BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n") < text.index("BEGIN:VEVENT")
    events = read(text)
    closes, opens = events["voting-closes@example.org"], events["ballots-out@example.org"]
    assert closes.start.astimezone(UTC) == datetime(2022, 8, 26, 16, 0, tzinfo=UTC)
    assert (opens["DTSTART"].dt, opens["DTEND"].dt) == (date(2022, 7, 25), date(2022, 7, 26))
    assert (closes["SUMMARY"], closes["DESCRIPTION"]) == ("Voting closes", "By post; or online")
    assert closes["DTSTAMP"].dt == datetime(2022, 6, 1, 8, 0, tzinfo=UTC)


def test_an_event_that_has_an_end_ends_after_it_begins() -> None:
    """RFC 5545, 3.8.2.2: DTEND «MUST be later in time than the value of the DTSTART property»."""
    for event in read(calendar("NEC", "example.org", [CLOSES, OPENS], NOW)).values():
        assert "DTEND" not in event or event["DTEND"].dt > event["DTSTART"].dt


def test_the_zone_in_the_file_has_londons_clocks() -> None:
    """Against the time zone database, an hour each side of every change of 2020 to 2040 and at each month's middle."""
    parsed = icalendar.Calendar.from_ical(calendar("NEC", "example.org", [CLOSES], NOW))
    zone = parsed.timezones[0].to_tz(lookup_tzid=False)
    hour = datetime(2020, 1, 1, tzinfo=UTC)
    offsets = []
    while hour.year < 2040:
        offsets.append(hour.astimezone(LONDON).utcoffset())
        changed = len(offsets) > 1 and offsets[-1] != offsets[-2]
        for at in [hour - timedelta(hours=2), hour + timedelta(hours=1)] if changed else []:
            local = at.astimezone(LONDON)
            assert local.replace(tzinfo=zone).utcoffset() == local.utcoffset(), local
        hour += timedelta(hours=1)
    assert len({*offsets}) == 2


def test_a_moment_of_another_zone_is_written_in_universal_time() -> None:
    """17:00 in Berlin on 26 August is 15:00 UTC (summer time)."""
    closes = Event("k", "Closes", datetime(2022, 8, 26, 17, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    text = calendar("NEC", "example.org", [closes], NOW)
    assert read(text)["k@example.org"]["DTSTART"].dt == datetime(2022, 8, 26, 15, 0, tzinfo=UTC)
    assert "VTIMEZONE" not in text


def test_a_date_that_moves_keeps_its_uid_and_raises_its_sequence() -> None:
    first = calendar("NEC", "example.org", [CLOSES, OPENS], NOW)
    moved = Event(CLOSES.key, CLOSES.title, datetime(2022, 8, 29, 17, 0, tzinfo=LONDON))
    second = calendar("NEC", "example.org", [moved, OPENS], LATER, first)
    assert read(first).keys() == read(second).keys()
    assert editions(second) == {"voting-closes": 1, "ballots-out": 0}
    assert calendar("NEC", "example.org", [moved, OPENS], LATER + timedelta(7), second) == second
    back = calendar("NEC", "example.org", [CLOSES, OPENS], LATER, second)
    assert editions(back) == {"voting-closes": 2, "ballots-out": 0}


def test_words_that_change_are_newer_but_no_new_sequence() -> None:
    """RFC 5545, 3.8.7.4: SEQUENCE counts significant revisions; RFC 5546, 2.1.5: then the later DTSTAMP wins."""
    first = calendar("NEC", "example.org", [CLOSES, OPENS], NOW)
    said = Event(CLOSES.key, "Voting ends", CLOSES.at, CLOSES.about)
    second = read(calendar("NEC", "example.org", [said, OPENS], LATER, first))
    closes, opens = second["voting-closes@example.org"], second["ballots-out@example.org"]
    assert (closes["SEQUENCE"], closes["DTSTAMP"].dt) == (0, LATER)
    assert (opens["SEQUENCE"], opens["DTSTAMP"].dt) == (0, NOW)


def test_without_the_previous_calendar_the_later_one_is_taken_for_the_newer() -> None:
    """As where each publication begins from nothing: equal SEQUENCE, later DTSTAMP, though the date moved back."""
    sooner = Event(CLOSES.key, CLOSES.title, datetime(2022, 8, 20, 17, 0, tzinfo=LONDON))
    first = read(calendar("NEC", "example.org", [CLOSES], NOW))["voting-closes@example.org"]
    second = read(calendar("NEC", "example.org", [sooner], LATER))["voting-closes@example.org"]
    assert second["SEQUENCE"] == first["SEQUENCE"]
    assert second["DTSTAMP"].dt > first["DTSTAMP"].dt


def test_a_date_that_is_dropped_is_told_as_cancelled_until_it_is_set_again() -> None:
    first = calendar("NEC", "example.org", [CLOSES, OPENS], NOW)
    second = calendar("NEC", "example.org", [OPENS], LATER, first)
    gone = read(second)["voting-closes@example.org"]
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 1)
    assert calendar("NEC", "example.org", [OPENS], LATER + timedelta(7), second) == second
    again = read(calendar("NEC", "example.org", [CLOSES, OPENS], LATER, second))["voting-closes@example.org"]
    assert ("STATUS" in again, again["SEQUENCE"]) == (False, 2)
    other = read(calendar("NEC", "elsewhere.example.org", [OPENS], LATER, first))
    assert list(other) == ["ballots-out@elsewhere.example.org"]


@pytest.mark.parametrize(
    "previous", ["", "BEGIN:VCALENDAR\r\n", "\x00\ufffd", "BEGIN:VEVENT\nUID:k@example.org\nEND:VEVENT\n"]
)
def test_a_previous_calendar_that_cannot_be_read_counts_for_nothing(previous: str) -> None:
    assert calendar("NEC", "example.org", [CLOSES], NOW, previous) == calendar("NEC", "example.org", [CLOSES], NOW)


def test_lines_are_folded_at_75_octets_and_hostile_words_stay_words() -> None:
    title = "Pleidleisio yn cau – " + "ŵ" * 60 + "\r\nEND:VEVENT\nBEGIN:VEVENT;x,y\\n\x07"
    text = calendar("Etholiad", "example.org", [Event("k", title, date(2022, 8, 26))], NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert [str(event["SUMMARY"]) for event in read(text).values()] == [title.replace("\r", "").replace("\x07", "")]
    assert calendar("Etholiad", "example.org", [Event("k", title, date(2022, 8, 26))], LATER, text) == text


def test_publishing_again_with_a_moved_date_moves_the_event(tmp_path: Path) -> None:
    """election.toml of the fictional election: voting closes on 16 August 2027 at noon; then a week later."""
    folder, out = shutil.copytree(LEAGUE, tmp_path / "league"), tmp_path / "site"

    def published(moment: str) -> str:
        done = hustings("publish", folder, "--out", out, "--as-of", moment, "--base-url", "https://example.org/one/")
        assert done.returncode == 0, done.stderr
        return (out / "dates.ics").read_bytes().decode()

    first = published(VOTING)
    assert published(VOTING.replace("07-20", "07-21")) == first
    closes = read(first)["voting-closes@one.example.org"]
    assert closes.start.astimezone(UTC) == datetime(2027, 8, 16, 11, 0, tzinfo=UTC)
    assert closes["DESCRIPTION"] == "Fictional example: nobody in it is real"
    timetable = folder / "election.toml"
    text = timetable.read_text("utf-8")
    timetable.write_text(re.sub(r"(voting_closes = 2027-08-)16", r"\g<1>17", text), "utf-8")
    second = published(VOTING.replace("07-20", "07-22"))
    assert {key for key, number in editions(second).items() if number} == {"voting-closes"}
    assert read(second)["voting-closes@one.example.org"].start.day == 17
    assert read(first).keys() == read(second).keys()
    (out / "dates.ics").resolve().write_bytes(b"\xff\xfe broken")
    assert set(editions(published(VOTING.replace("07-20", "07-23"))).values()) == {0}


def test_two_sites_on_one_host_or_without_address_have_calendars_of_their_own(tmp_path: Path) -> None:
    uids = []
    for name, more in (("a", ("--base-url", "https://example.org/a")), ("b", ("--base-url", "https://example.org/b/"))):
        assert hustings("publish", LEAGUE, "--out", tmp_path / name, "--as-of", VOTING, *more).returncode == 0
        uids += list(read((tmp_path / name / "dates.ics").read_bytes().decode()))
    assert len(uids) == len(set(uids)) == 14
