"""Points of a timetable: days and times in the election's own time zone, right across changes of the clocks."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class NoSuchTime(ValueError):
    """A time of day that the clocks skip on that day, or show twice."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the timetable.

    at: the instant, in UTC (two times of one zone would be compared by the hands of the clock, not by their order).
    day: the day in the election's time zone that people are told. Where something closes at the end of a day, `at`
        is the midnight that ends it, and `day` still that day.
    whole_day: the folder gives the day and no time.
    zone: the name of the election's time zone.
    """

    at: datetime
    day: date
    whole_day: bool
    zone: str

    @property
    def local(self) -> datetime:
        """The instant as the clocks of the election's time zone show it."""
        return self.at.astimezone(ZoneInfo(self.zone))


def moment(said: date | datetime, zone: str, *, ends: bool = False) -> Moment:
    """The moment meant by a day, a time in this zone, or a time with its own offset from UTC.

    ends: a day alone means its end, not its beginning.
    Raises NoSuchTime for a local time that does not exist or exists twice because the clocks change, or for a year
    at the ends of the calendar.
    """
    try:
        return _moment(said, zone, ends)
    except OverflowError:
        raise NoSuchTime("no calendar goes so far; choose another year") from None


def _moment(said: date | datetime, zone: str, ends: bool) -> Moment:
    clock = ZoneInfo(zone)
    if not isinstance(said, datetime):
        midnight = datetime.combine(said + timedelta(days=1) if ends else said, time(), clock)
        return Moment(midnight.astimezone(UTC), said, True, zone)
    if said.tzinfo is None:
        said = _on_the_clock(said, clock)
    return Moment(said.astimezone(UTC), said.astimezone(clock).date(), False, zone)


def _on_the_clock(wall: datetime, clock: ZoneInfo) -> datetime:
    once, again = wall.replace(tzinfo=clock, fold=0), wall.replace(tzinfo=clock, fold=1)
    if once.utcoffset() == again.utcoffset():
        return once
    if once.astimezone(UTC).astimezone(clock).replace(tzinfo=None) != wall:
        raise NoSuchTime(f"the clocks of {clock.key} go forward over that time; choose one an hour later")
    offsets = [f"{each:%z}"[:3] + ":" + f"{each:%z}"[3:5] for each in (once, again)]
    raise NoSuchTime(
        f"the clocks of {clock.key} go back and show that time twice; write {offsets[0]} or {offsets[1]} after it"
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """A date of the timetable that was changed after it had been announced.

    key: of the timetable. was: what had been announced. on: the day of the change. why: a sentence, or "".
    """

    key: str
    was: Moment
    on: date
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """When things happen; None for what is not (yet) known or does not apply.

    nominations_close, last_reissue, post_by (the last day to post a ballot), voting_closes, recount_requests_close and
    complaints_close are ends: a day alone means until the end of that day. The others are beginnings. result_final:
    when a result that was announced stands for good. moved: dates that were changed, in the order of the file.
    """

    time_zone: str
    nominations_open: Moment | None = None
    nominations_close: Moment | None = None
    orders_published: Moment | None = None
    ballots_out: Moment | None = None
    last_reissue: Moment | None = None
    post_by: Moment | None = None
    voting_closes: Moment | None = None
    result: Moment | None = None
    recount_requests_close: Moment | None = None
    complaints_close: Moment | None = None
    result_final: Moment | None = None
    moved: tuple[Moved, ...] = ()

    def moments(self) -> dict[str, Moment]:
        """What is known, by the name of its key, in the order of the fields."""
        fields = [field.name for field in dataclasses.fields(self) if field.name not in ("time_zone", "moved")]
        return {name: getattr(self, name) for name in fields if getattr(self, name) is not None}


ENDS = frozenset(
    {"nominations_close", "last_reissue", "post_by", "voting_closes", "recount_requests_close", "complaints_close"}
)
# Each of these comes before the one after it; the orders may be published at any time before voting closes.
IN_ORDER = ("nominations_open", "nominations_close", "ballots_out", "last_reissue", "voting_closes", "result")
ALSO_IN_ORDER = (
    ("orders_published", "voting_closes"),
    ("ballots_out", "post_by", "voting_closes"),
    ("result", "recount_requests_close", "result_final"),
    ("result", "complaints_close", "result_final"),
)
