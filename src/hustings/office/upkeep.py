"""What an office does by itself while it is open: whatever has a moment is looked at again and again.

Pages on the web are made anew when their moment comes: orders under embargo, news and events stand in no file before.

Whoever put pages on the web has put up that version. When a moment passes that stands in its files, the same version is
published again, by the office; what somebody is working on stays where it is.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import DatabaseError, connection

from hustings.election.problems import HustingsError
from hustings.office import acts, hosting, publishing, runs, versions
from hustings.office.acting import Actor, acting
from hustings.office.clock import now
from hustings.office.models import Election, Run

OFFICE = Actor("the office, at the moment that stands in the files")
# Seconds between two looks, and for which a release is waited for.
LOOK, LONGEST = 15, 1800
# Files whose dates change what is published; people join an event online from half an hour before it.
DATED = re.compile(r"(election|slates|site)\.toml|news/[^/]+\.md")
DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?(Z|[+-]\d{2}:\d{2})?)?")
JOINING = timedelta(minutes=30)


def moments(files: Mapping[str, bytes], zone: str) -> Iterator[datetime]:
    """Every moment at which something that the files date can begin or end."""
    clock = ZoneInfo(zone or "UTC")
    for path, content in files.items():
        if not DATED.fullmatch(path):
            continue
        for day, clock_time, offset in DATE.findall(content.decode("utf-8", "replace")):
            try:
                at = datetime.fromisoformat(f"{day}T{clock_time or '00:00'}{offset}")
            except ValueError:
                continue
            at = at if at.tzinfo else at.replace(tzinfo=clock)
            yield from (at, at - JOINING) if clock_time else (at, _next_day(at))


def _next_day(at: datetime) -> datetime:
    return datetime.combine(at.date() + timedelta(days=1), time(), at.tzinfo)


def due(space: Election) -> Run | None:
    """The run whose pages are on the web and have to be made anew; None where they are as they should be."""
    run = Run.objects.filter(pk=hosting.on_the_web(space)).first()
    if run is None:
        return None
    store = acts.home_of(space.key)
    found = publishing.read(versions.folder(store, run.version))
    if found.error:
        return None
    last = Run.objects.filter(election=space, words=run.words).order_by("-pk").first() or run
    times = moments(versions.files(store, run.version), found.election.timetable.time_zone)
    return run if any(last.asked_at < at <= now() for at in times) else None


def release(run: Run) -> Run:
    """Publish the version of a run again, and put the pages up, unless others were put up meanwhile."""
    with acting(OFFICE):
        made = runs.wait(runs.begin_as(run), LONGEST)
        if made.status == 0 and hosting.on_the_web(run.election) == run.pk:
            hosting.put_up(made)
    return made


def look() -> None:
    """Make every space's pages anew whose moment has come."""
    for space in Election.objects.filter(put_away=False):
        try:
            if run := due(space):
                release(run)
        except (HustingsError, OSError) as error:
            logging.getLogger("hustings.office").error("pages were not made anew: %s", type(error).__name__)


def watch(*looks: Callable[[], None]) -> None:
    """Look again and again, in a thread of its own, for as long as the office is open."""

    def work() -> None:
        while True:
            for each in looks:
                try:
                    each()
                except DatabaseError:
                    logging.getLogger("hustings.office").error("the database did not answer to the office’s upkeep")
                finally:
                    connection.close()
            threading.Event().wait(LOOK)

    threading.Thread(target=work, name="upkeep", daemon=True).start()
