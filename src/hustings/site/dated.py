"""What a site shows that has a day: dates that moved, orders that changed, events. Part of `Site` (site/content.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timetable: a day, or a moment with its time zone. key: stable, for calendars and scripts."""

    key: str
    title: str
    at: date | datetime


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A date that was changed after it had been announced. key: as of its Moment. words, why: sentences.

    before: what had been announced, as it is said. until: when nobody needs to be told any more.
    """

    key: str
    words: str
    why: str
    before: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ChangedOrder:
    """An order that was changed after it had been published. on: as it is said. words: what happened, what to do."""

    on: str
    day: date
    words: str
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who stood and stands no more. slug: of the page they had. on, words: when and what happened, or ""."""

    name: str
    slug: str
    on: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class SiteEvent:
    """A rally, a hustings, a meeting. starts, ends: a day or a moment. when: as it is said. url: where one registers.

    join: where one joins online, only once it is time; before that `join_on` says when it comes. until: when it is
    over, as a script reads it.
    """

    title: str
    slug: str
    starts: date | datetime
    ends: date | datetime | None
    when: str
    until: str
    place: str = ""
    about: str = ""
    url: str = ""
    join: str = ""
    join_on: str = ""
