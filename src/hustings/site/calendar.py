"""The timetable as a calendar file (RFC 5545) that keeps its events when dates move."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
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
CANCELLED = "STATUS:CANCELLED"


@dataclass(frozen=True, slots=True)
class Event:
    """One date of a timetable, or something people go to. key: stable within the election.

    at: a day, or a moment with its time zone. ends: the same kind, or None. place: where. busy: it takes a person's
    time, so calendars show them as busy.
    """

    key: str
    title: str
    at: date | datetime
    about: str = ""
    url: str = ""
    ends: date | datetime | None = None
    place: str = ""
    busy: bool = False


def calendar(name: str, place: str, events: Iterable[Event], now: datetime, previous: str = "") -> str:
    """The calendar. place: makes the UIDs unique. now: the moment of this publication. previous: the calendar that was
    published before, "" if there is none.

    Programs take the event of the higher SEQUENCE, then of the later DTSTAMP, in place of what they have (RFC 5546,
    2.1.5). An event that has moved has a SEQUENCE one higher than in the previous calendar, one that is gone is told as
    cancelled, one that is as it was stays as it was to the letter; DTSTAMP is when an event last changed. Where no
    previous calendar is known, all SEQUENCEs are 0 and all DTSTAMPs `now`, which programs take for the newer as well.
    Moments by London's clocks are written so, with that zone's definition; those of other zones in UTC; days as days.
    """
    before = _told(previous)
    told = {f"{event.key}@{place}": _facts(event) for event in events}
    gone = [uid for uid in before if uid.endswith(f"@{place}") and uid not in told]
    told |= {uid: [*(fact for fact in before[uid].facts if fact != CANCELLED), CANCELLED] for uid in gone}
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hustings//Timetable//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:P1D"]
    lines += LONDON_ZONE if any(LONDON in facts[0] for facts in told.values()) else []
    for uid, facts in told.items():
        lines += ["BEGIN:VEVENT", f"UID:{uid}", *_edition(facts, before.get(uid), now), *facts, "END:VEVENT"]
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


class _Told(NamedTuple):
    """An event of the previous calendar. facts: its lines, without UID, SEQUENCE and DTSTAMP."""

    sequence: int
    stamp: str
    facts: list[str]


def _told(previous: str) -> dict[str, _Told]:
    """The previous calendar's events by UID; what is not as this module writes it is taken for absent."""
    unfolded = previous.replace("\r\n", "\n").replace("\n ", "")
    form = r"BEGIN:VEVENT\nUID:(.+)\nSEQUENCE:(\d+)\n(DTSTAMP:.+)\n(DTSTART(?s:.+?))\nEND:VEVENT\n"
    return {
        uid: _Told(int(number), stamp, facts.split("\n")) for uid, number, stamp, facts in re.findall(form, unfolded)
    }


def _edition(facts: list[str], before: _Told | None, now: datetime) -> list[str]:
    """SEQUENCE and DTSTAMP."""
    if before and before.facts == facts:
        return [f"SEQUENCE:{before.sequence}", before.stamp]
    same = before is None or (before.facts[0], CANCELLED in before.facts) == (facts[0], CANCELLED in facts)
    return [f"SEQUENCE:{(before.sequence if before else 0) + (not same)}", f"DTSTAMP:{_utc(now)}"]


def _facts(event: Event) -> list[str]:
    """When and what. A moment has no end: it ends as it begins (RFC 5545, 3.6.1)."""
    at, ends = event.at, event.ends
    if not isinstance(at, datetime):
        last = ends if ends and not isinstance(ends, datetime) else at
        lines = [f"DTSTART;VALUE=DATE:{at:%Y%m%d}", f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"]
    else:
        lines = [_point("DTSTART", at)]
        lines += [_point("DTEND", ends)] if isinstance(ends, datetime) else []
    lines.append(f"SUMMARY:{_escaped(event.title)}")
    lines += [f"DESCRIPTION:{_escaped(event.about)}"] if event.about else []
    lines += [f"URL:{event.url}"] if event.url else []
    lines += [f"LOCATION:{_escaped(event.place)}"] if event.place else []
    return [*lines, "TRANSP:OPAQUE" if event.busy else "TRANSP:TRANSPARENT"]


def _point(name: str, at: datetime) -> str:
    if isinstance(at.tzinfo, ZoneInfo) and at.tzinfo.key == LONDON:
        return f"{name};TZID={LONDON}:{at:%Y%m%dT%H%M%S}"
    return f"{name}:{_utc(at)}"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Text as RFC 5545, 3.3.11 writes it; other control characters, which it does not allow, are left out."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
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
