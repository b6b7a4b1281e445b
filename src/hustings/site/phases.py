"""The phases of a season: one table that leads every page, for templates, words and the script that follows the clock.

A page is published with the words of all its phases; the one that it was published in shows, and `assets/page.js`
moves it on by the device's clock. So a template says during which phases a part stands (`during`), and nothing else
on the site looks at the clock. A new phase is a row here, its words in the catalogue (`phase`), and when it begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from markupsafe import Markup

if TYPE_CHECKING:
    from hustings.site.content import Site

Phase = Literal[
    "before",
    "nominations",
    "between",
    "orders",
    "voting",
    "last_reissue",
    "last_days",
    "counting",
    "provisional",
    "complaints",
    "result",
]
# ahead: nobody has a ballot yet. open: people vote. past: nobody is asked to vote any more.
Group = Literal["ahead", "open", "past"]


class SitePhase(NamedTuple):
    """One phase. meaning: for whoever reads this table."""

    name: Phase
    group: Group
    meaning: str


PHASES = (
    SitePhase("before", "ahead", "nothing has opened"),
    SitePhase("nominations", "ahead", "branches nominate: they are asked to nominate the slate"),
    SitePhase("between", "ahead", "the candidates are known; orders come on a day that is said"),
    SitePhase("orders", "ahead", "every order is published, and ballots are not out: find yours"),
    SitePhase("voting", "open", "ballots are out: vote"),
    SitePhase("last_reissue", "open", "the last days to ask for another ballot"),
    SitePhase("last_days", "open", "the last days to vote"),
    SitePhase("counting", "past", "voting has closed, and the result is not known: nobody is asked to vote"),
    SitePhase("provisional", "past", "the result is known, and a recount or a complaint can still change it"),
    SitePhase("complaints", "past", "the result is known; recounts can be asked for no more, complaints can be made"),
    SitePhase("result", "past", "the result is known and stands: it comes first"),
)
"""Every phase, in the order of `Phase` and of a season."""
KNOWN: tuple[Phase, ...] = ("provisional", "complaints", "result")
"""The phases in which the result is known; `during` takes them together as «known»."""

assert tuple(phase.name for phase in PHASES) == get_args(Phase), "the table and the type list the same phases"

REISSUE_DAYS = timedelta(days=3)
LAST_DAYS = timedelta(days=5)
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


def begins(site: Site) -> list[tuple[datetime, Phase]]:
    """When each phase of a site begins, in order of time. What has no date in the timetable has no phase.

    The orders have a phase only where the site has them all, so that a page never says they are there when they are
    not. A result that the site has is known from the end of voting on.
    """
    found = [
        (site.nominations_from, "nominations"),
        (site.nominations_until, "between"),
        (site.orders_from if site.all_ordered else None, "orders"),
        (site.voting_from, "voting"),
        *_last_days(site),
        *_after(site),
    ]
    rows: list[tuple[datetime, Phase]] = [(at, phase) for at, phase in found if at is not None]  # type: ignore[misc]
    voting = site.voting_from
    # Orders that come while people vote already begin no phase of their own.
    rows = [row for row in rows if row[1] != "orders" or voting is None or row[0] < voting]
    return sorted(rows, key=lambda row: row[0])


def _after(site: Site) -> Iterator[tuple[datetime | None, Phase]]:
    """After the vote: the count; then the result, which is provisional while it can be questioned."""
    if not site.all_results:
        yield site.voting_until, "counting"
        return
    begin = site.voting_until or ALWAYS
    if site.announced_from and site.announced_from > begin:
        yield site.voting_until, "counting"
        begin = site.announced_from
    windows = [each for each in (site.recounts_until, site.complaints_until) if each]
    final = site.final_from or (max(windows) if windows else None)
    if final is None:
        yield begin, "result"
        return
    yield begin, "provisional"
    if site.recounts_until and site.recounts_until < final:
        yield site.recounts_until, "complaints"
    yield final, "result"


def _last_days(site: Site) -> Iterator[tuple[datetime | None, Phase]]:
    """The last days for a reissue and of voting, never before ballots are out."""
    opens, closes, reissue = site.voting_from, site.voting_until, site.reissue_until
    last = closes - LAST_DAYS if closes else None
    if opens and last and last < opens:
        last = opens
    if reissue and (last is None or reissue - REISSUE_DAYS < last):
        first = reissue - REISSUE_DAYS
        yield max(first, opens) if opens else first, "last_reissue"
        if last is None or reissue < last:
            yield reissue, "voting"
    if last and reissue and reissue - REISSUE_DAYS < last < reissue:
        last = reissue
    yield last, "last_days"


def phase_at(rows: list[tuple[datetime, Phase]], now: datetime) -> Phase:
    """The phase at a moment, from rows that are in order of time."""
    return next((phase for at, phase in reversed(rows) if now >= at), "before")


def group_of(phase: Phase) -> Group:
    """Whether the phase is before, during or after the vote."""
    return next(each.group for each in PHASES if each.name == phase)


def expanded(during: str) -> list[Phase]:
    """Phases, from names of phases and groups between spaces, in the order of the table.

    >>> expanded("nominations known")
    ['nominations', 'provisional', 'complaints', 'result']
    """
    named = set(during.split())
    if "known" in named:
        named = named - {"known"} | {*KNOWN}
    unknown = named - {each.name for each in PHASES} - {each.group for each in PHASES}
    assert not unknown, f"there is no phase {unknown}"
    return [each.name for each in PHASES if each.name in named or each.group in named]


@cache
def during(now: Phase, said: str) -> Markup:
    """The attributes of an element that stands during these phases and groups only, at the moment in phase `now`."""
    phases = expanded(said)
    return Markup('data-in="{}"{}').format(" ".join(phases), Markup("" if now in phases else " hidden"))
