"""Events of a campaign, from site.toml: when, where, how to register, and the link to join once it is time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hustings.election.moments import Moment
from hustings.election.site import Event
from hustings.narrative.catalogue import Words
from hustings.narrative.dates import when
from hustings.site.addresses import slugs
from hustings.site.changes import said_moment
from hustings.site.dated import SiteEvent


def events_of(events: Iterable[Event], now: datetime | None, say: Words) -> tuple[SiteEvent, ...]:
    """The events that are not over, in order of time. now: None for a site that shows no moment."""
    there = [each for each in events if now is None or now < _over(each).at]
    there.sort(key=lambda each: each.starts.at)
    titles = slugs(tuple(each.title for each in there))
    return tuple(_event(each, short, now, say) for each, short in zip(there, titles, strict=True))


def _over(event: Event) -> Moment:
    return event.ends or event.starts


def _event(event: Event, short: str, now: datetime | None, say: Words) -> SiteEvent:
    time = bool(event.join_from and now and now >= event.join_from.at)
    said = said_moment(event.starts, say)
    if event.ends and event.ends.day == event.starts.day and not event.ends.whole_day:
        said = say("events.from_to", starts=said, ends=when(event.ends.local, say.language).partition(", ")[2])
    elif event.ends and event.ends.day != event.starts.day:
        said = say("events.days", starts=said, ends=said_moment(event.ends, say))
    return SiteEvent(
        title=event.title,
        slug=short,
        starts=event.starts.day if event.starts.whole_day else event.starts.local,
        ends=None if event.ends is None else event.ends.day if event.ends.whole_day else event.ends.local,
        when=said,
        until=_over(event).local.isoformat(),
        place=event.place,
        about=event.about,
        url=event.link,
        join=event.join if time else "",
        join_on=said_moment(event.join_from, say) if event.join_from and not time else "",
    )
