"""The timetable as a calendar file (RFC 5545) that keeps its events when dates move."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = "Europe/London"
# Its clocks since 1996: summer time from the last Sunday of March to the last of October, changed at 01:00 UTC.
LONDON_ZONE = f"""BEGIN:VTIMEZONE
TZID:{LONDON}
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
END:VTIMEZONE""".splitlines()


@dataclass(frozen=True, slots=True)
class Event:
    """One date of a timetable. key: stable within the election. at: a day, or a moment with its time zone."""

    key: str
    title: str
    at: date | datetime
    about: str = ""
    url: str = ""


def calendar(name: str, host: str, events: Iterable[Event], previous: str = "") -> str:
    """The calendar. host: makes the UIDs unique. previous: the calendar published before, "" if there is none.

    An event whose date differs from the previous calendar's has a SEQUENCE one higher; UIDs never change. Moments by
    London's clocks are written so, with that zone's definition; those of other zones in UTC; days as days. The same
    input gives the same text.
    """
    events = list(events)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hustings//Timetable//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}"]
    lines += LONDON_ZONE if any(_by_london(event.at) for event in events) else []
    for event in events:
        uid = f"{event.key}@{host}"
        start, end = _when(event.at)
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"SEQUENCE:{_sequence(uid, start, previous)}", start, end]
        lines += [f"DTSTAMP:{_stamp(event.at)}", f"SUMMARY:{_escaped(event.title)}"]
        if event.about:
            lines.append(f"DESCRIPTION:{_escaped(event.about)}")
        if event.url:
            lines.append(f"URL:{event.url}")
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _by_london(at: date | datetime) -> bool:
    return isinstance(at, datetime) and isinstance(at.tzinfo, ZoneInfo) and at.tzinfo.key == LONDON


def _when(at: date | datetime) -> tuple[str, str]:
    if _by_london(at):
        return f"DTSTART;TZID={LONDON}:{at:%Y%m%dT%H%M%S}", f"DTEND;TZID={LONDON}:{at:%Y%m%dT%H%M%S}"
    if isinstance(at, datetime):
        utc = at.astimezone(UTC)
        return f"DTSTART:{utc:%Y%m%dT%H%M%SZ}", f"DTEND:{utc:%Y%m%dT%H%M%SZ}"
    return f"DTSTART;VALUE=DATE:{at:%Y%m%d}", f"DTEND;VALUE=DATE:{at + timedelta(days=1):%Y%m%d}"


def _stamp(at: date | datetime) -> str:
    """DTSTAMP is required; the event's own date serves, so that the same input gives the same text."""
    moment = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=ZoneInfo(LONDON))
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _sequence(uid: str, start: str, previous: str) -> int:
    unfolded = previous.replace("\r\n ", "")
    match = re.search(rf"UID:{re.escape(uid)}\r\nSEQUENCE:(\d+)\r\n(DTSTART[^\r]*)\r\n", unfolded)
    return 0 if match is None else int(match[1]) + (match[2] != start)


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> str:
    """Lines of 75 octets at the most, continued after a space."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > 74:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part])
