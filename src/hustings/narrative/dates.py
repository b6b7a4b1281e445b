"""Dates as they are read."""

from __future__ import annotations

from datetime import date, datetime


def when(at: date | datetime) -> str:
    """A date as it is read: «Friday 26 August 2022, 5 pm»; times in the time zone they carry."""
    day = f"{at:%A} {at.day} {at:%B} {at.year}"
    if not isinstance(at, datetime):
        return day
    if (at.hour, at.minute) == (0, 0):
        return day
    if (at.hour, at.minute) == (12, 0):
        return f"{day}, noon"
    hour, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"
    return f"{day}, {hour}.{at.minute:02d} {half}" if at.minute else f"{day}, {hour} {half}"
