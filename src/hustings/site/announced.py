"""Results that somebody announced, where there is no count to publish: who is elected, when it was said, and where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from hustings.election.names import Register
from hustings.election.nouns import Contest, Election, Slate
from hustings.election.problems import BadInput, Problem
from hustings.narrative.dates import when
from hustings.site.addresses import slug
from hustings.site.reported import AnnouncedResult, Elected
from hustings.site.result_sheets import sides_of
from hustings.site.results import Result


def announced_results(
    election: Election, slate: Slate | None, now: datetime | None, counted: Collection[str], language: str
) -> Iterator[AnnouncedResult]:
    """The announced results that a site shows at a moment, in the order of the contests.

    counted: contests whose count the site has; what was announced of them is not needed.
    """
    for contest in election.contests:
        names = announced_names(election, contest, now)
        if contest.id in counted or not names or contest.announced is None:
            continue
        own = slate.candidates.get(contest.id, ()) if slate else ()
        sides = sides_of(election, contest.id)
        yield AnnouncedResult(
            contest=contest.title,
            slug=slug(contest.id),
            elected=tuple(Elected(name, "", *sides.get(name, ("", "")), own=name in own) for name in names),
            stood_names=tuple(own),
            on=when(contest.announced.on, language),
            source=contest.announced.source,
        )


def announced_names(election: Election, contest: Contest, now: datetime | None) -> tuple[str, ...]:
    """Who was announced as elected; () before the day on which it was, and where nothing was announced."""
    at = announced_at(election, contest)
    if contest.announced is None or at is None or (now is not None and now < at):
        return ()
    standing = [each.name for each in election.candidates if each.contest == contest.id]
    named = Register("candidate", "candidates.csv", {name: name for name in standing})
    return tuple(filter(None, map(named.find, contest.announced.elected)))


def announced_at(election: Election, contest: Contest) -> datetime | None:
    """The moment from which an announced result is known: that of the timetable if it is on that day, else the
    beginning of the day. None where nothing was announced."""
    if contest.announced is None:
        return None
    times, day = election.timetable, contest.announced.on
    if times.result and times.result.day == day:
        return times.result.local
    return datetime.combine(day, time(), ZoneInfo(times.time_zone))


def check_against(election: Election, results: Mapping[str, Result]) -> None:
    """Raises BadInput with every record that elects other people than were announced."""
    wrong = []
    for contest, result in results.items():
        said, record = {*announced_names(election, election.contest(contest), None)}, result.record
        counted = {record.names[number - 1] for number in record.facts.elected}
        if said and counted != said:
            lists = [", ".join(sorted(each)) or "nobody" for each in (counted, said)]
            told = f"it elects {lists[0]}; by election.toml these were announced: {lists[1]}"
            wrong.append(Problem(f"{contest}.json", told))
    if wrong:
        raise BadInput(wrong)
