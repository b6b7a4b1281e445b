"""Dates as they are read."""

from __future__ import annotations

from datetime import date, datetime

from hustings.election.moments import Moment
from hustings.narrative.catalogue import ENGLISH, Words, words


def when(at: date | datetime, language: str = ENGLISH) -> str:
    """A date as it is read: «Friday 26 August 2022, 5 pm»; times in the time zone they carry."""
    say = _words(language)
    weekday = say(f"weekday.{at.isoweekday()}")
    day = say("date.long", weekday=weekday, day=at.day, month=say(f"month.{at.month}"), year=at.year)
    if not isinstance(at, datetime) or (at.hour, at.minute) == (0, 0):
        return day
    if (at.hour, at.minute) == (12, 0):
        return say("date.noon", date=day)
    half = "am" if at.hour < 12 else "pm"
    key = f"date.{half}_minutes" if at.minute else f"date.{half}"
    return say(key, date=day, hour=at.hour % 12 or 12, hour24=f"{at.hour:02d}", minute=f"{at.minute:02d}")


def plain_day(day: date, language: str = ENGLISH) -> str:
    """«28 June 2027»."""
    say = _words(language)
    return say("date.plain", day=day.day, month=say(f"month.{day.month}"), year=day.year)


def plain_moment(moment: Moment, language: str = ENGLISH) -> str:
    """«28 June 2027», «28 June 2027 at 12:00»."""
    day = plain_day(moment.day, language)
    if moment.whole_day:
        return day
    return _words(language)("date.plain_at", date=day, hour24=f"{moment.local:%H}", minute=f"{moment.local:%M}")


def month_of(number: int, language: str = ENGLISH) -> str:
    """«January» for 1."""
    return _words(language)(f"month.{number}")


def short_day(day: date, language: str = ENGLISH) -> str:
    """«28 Jun»."""
    say = _words(language)
    return say("date.short", day=day.day, month=say(f"short_month.{day.month}"))


def day_in_numbers(day: date, language: str = ENGLISH) -> str:
    """«28.06.27»."""
    say = _words(language)
    return say("date.numbers", day=f"{day.day:02d}", month=f"{day.month:02d}", year=f"{day.year % 100:02d}")


def _words(language: str) -> Words:
    return words(language, file="dates")
