"""What happens in a season: dates that move, orders that change after leaflets went out, bodies that must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from hustings.election.moments import Moment, Timetable
from hustings.election.nouns import Election, Slate
from hustings.election.terms import OrderChange, SignOff
from hustings.narrative.catalogue import Words
from hustings.narrative.dates import when
from hustings.site.dated import ChangedOrder, MovedDate


def said_moment(point: Moment, say: Words) -> str:
    """A moment as people are told it: a day alone where the folder gives no time."""
    return when(point.day if point.whole_day else point.local, say.language)


def moved_dates(timetable: Timetable, day: date, say: Words) -> Iterator[MovedDate]:
    """The dates that were changed up to this day, of each the latest change, as sentences."""
    latest = {each.key: each for each in sorted(timetable.moved, key=lambda each: each.on) if each.on <= day}
    for key, moved in latest.items():
        now: Moment = getattr(timetable, key)
        later = "later" if now.at > moved.was.at else "earlier"
        closes = "voting_closes_" if key == "voting_closes" else ""
        title = say(f"dates.{key}")
        values = {"title": title, "on": said_moment(now, say), "was": said_moment(moved.was, say)}
        name = key.replace("_", "-")
        words = say(f"changes.{closes}{later}", **values)
        yield MovedDate(name, words, moved.why, values["was"], max(now, moved.was, key=_at).local)


def changed_orders(
    election: Election, slate: Slate, contest: str, area: str, day: date, say: Words
) -> tuple[ChangedOrder, ...]:
    """The changes of an area's order up to this day, oldest first."""
    found = [each for each in slate.changes if each.contest == contest and each.on <= day]
    here = [each for each in found if _concerns(each, election, area)]
    return tuple(
        ChangedOrder(when(each.on, say.language), each.on, each.said, each.gone) for each in sorted(here, key=_on)
    )


def agreed(election: Election, slate: Slate, area: str, day: date, changes: Iterable[ChangedOrder]) -> list[str] | None:
    """The bodies that have signed off an area's order; None while any that must has not, or agreed to an older one."""
    since = max((each.day for each in changes), default=date.min)
    asked = [each for each in slate.sign_offs if _concerns(each, election, area)]
    if any(each.on is None or not since <= each.on <= day for each in asked):
        return None
    return [each.by for each in asked]


def _at(point: Moment) -> datetime:
    return point.at


def _on(change: OrderChange) -> date:
    return change.on


def _concerns(said: OrderChange | SignOff, election: Election, area: str) -> bool:
    known = {each.code for each in election.areas}
    return not said.areas or bool({*said.areas} & ({*election.lineage(area)} if area in known else set()))
