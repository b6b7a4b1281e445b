"""From an election folder, a plan and count records to what a site shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from hustings.election.files import read_bytes
from hustings.election.moments import Moment as Point
from hustings.election.nouns import Contest, Election, PlanRow, Slate
from hustings.election.nouns import Supporter as Backer
from hustings.election.problems import BadInput, Problem
from hustings.election.reading import read_branches
from hustings.election.site import SiteSettings
from hustings.look import colour
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.dates import plain_day, when
from hustings.narrative.heading import notice_of
from hustings.narrative.languages import faults_of
from hustings.site.advice import after, areas_of, others_of, system_of
from hustings.site.announced import announced_at, announced_names, announced_results
from hustings.site.bodies import Supporter
from hustings.site.changes import moved_dates
from hustings.site.content import Advice, Link, Site
from hustings.site.dated import Moment
from hustings.site.events import events_of
from hustings.site.evidence import Evidence
from hustings.site.handouts import branches_of, fonts_of
from hustings.site.news import news_of, papers_of
from hustings.site.people import left_of, people_of
from hustings.site.photographs import bare_png
from hustings.site.reported import Nominated
from hustings.site.result_sheets import result_sheet
from hustings.site.results import Result
from hustings.site.safe_svg import safe_svg
from hustings.site.statements import Statements

OWN_ACCENT = "#9d1c2b"
DATES = {
    "nominations_open": "dates.nominations_open",
    "nominations_close": "dates.nominations_close",
    "orders_published": "dates.orders_published",
    "ballots_out": "dates.ballots_out",
    "last_reissue": "dates.last_reissue",
    "post_by": "dates.post_by",
    "voting_closes": "dates.voting_closes",
    "result": "dates.result",
    "recount_requests_close": "dates.recount_requests_close",
    "complaints_close": "dates.complaints_close",
    "result_final": "dates.result_final",
}


def site_of(
    election: Election, settings: SiteSettings, look: Look, *, main: Contest, slate: Slate | None,
    plan: Iterable[PlanRow] = (), results: Mapping[str, Result] | None = None, nominations: tuple[Nominated, ...] = (),
    evidence: Evidence | None = None, base_url: str = "", as_of: datetime | None = None, language: str = ENGLISH,
    prefix: str = "",
) -> Site:  # fmt: skip
    """What the site shows. slate: None for the returning officer's neutral site. main: as `main_contest` says.

    results: by contest id. as_of: in the election's time zone. prefix: of the addresses of pages in this language.
    Raises BadInput for a statement that cannot be read.
    """
    say, results, texts = words(language, settings.words), results or {}, Statements(election.folder)
    times, public = election.timetable, election.timetable.orders_published
    out = public is not None and as_of is not None and public.at <= as_of
    people = people_of(election, main, slate, _elected(election, main, results, as_of), texts.html)
    by_name = {person.name: dataclasses.replace(person, elected=None) for person in people}
    site = Site(
        election=election.title,
        organisation=election.organisation,
        contest=main.title,
        seats=main.seats,
        people=people,
        left=tuple(left_of(election, main, slate, people, _day(as_of), language)),
        areas=tuple(areas_of(election, main, slate, plan, as_of, evidence.reasons if evidence else {}, by_name, say)),
        timetable=tuple(_timetable(election, say)),
        imprint=settings.imprint,
        accent=look.accent,
        ground=look.ground,
        about=election.about,
        system=system_of(main),
        after=after(main, slate, say),
        allowance=main.nominations.allowance or 0,
        moved=tuple(moved_dates(times, _day(as_of), say)),
        voting=election.voting,
        limits=main.constraints,
        privacy=settings.privacy,
        articles=news_of(settings.articles, as_of, texts.html, language),
        papers=papers_of(election, settings.documents),
        orders_on=when(public.day, language) if public and not out else "",
        others=_others(election, main, slate),
        events=events_of(settings.events, as_of, say),
        links=tuple(Link(each.title, each.address) for each in settings.links),
        nominations=nominations,
        evidence=evidence,
        logo=logo_of(election.folder / settings.logo) if settings.logo else b"",
        branches=branches_of(read_branches(election)),
        fonts=fonts_of(election),
        warning=notice_of(election.example, language),
        language=language,
        prefix=prefix,
        noindex=settings.noindex or bool(election.notice),
        news=settings.news,
        own_words={**_of_the_past(election, out, say), **settings.words},
        announced=tuple(announced_results(election, slate, as_of, results, language)),
    )
    sheets = (result_sheet(election, settings, slate, post, of, language, prefix) for post, of in results.items())
    address = _address(base_url or settings.base_address, prefix)
    site = _timed(dataclasses.replace(site, results=tuple(sheets), base_url=address), election, main)
    site = _campaign(site, settings.title, main, slate, _day(as_of), texts) if slate else site
    return dataclasses.replace(site, images=texts.files)


def _address(base: str, prefix: str) -> str:
    """The address of the site in a language, without a slash at its end; "" where nobody has said the site's own."""
    return f"{base.rstrip('/')}/{prefix}".rstrip("/") if base else ""


def _elected(
    election: Election, main: Contest, results: Mapping[str, Result], as_of: datetime | None
) -> Collection[str] | None:
    """Who is elected in the main contest, by its count or as it was announced; None while nobody knows."""
    if main.id in results:
        record = results[main.id].record
        return {record.names[number - 1] for number in record.facts.elected}
    return announced_names(election, main, as_of) or None


def _timed(site: Site, election: Election, main: Contest) -> Site:
    """The site with the election's timetable as moments that its pages move by."""
    times, counted = election.timetable, any(sheet.contest == main.title for sheet in site.results)
    return dataclasses.replace(
        site,
        nominations_from=_local(times.nominations_open),
        nominations_until=_local(times.nominations_close),
        voting_from=_local(times.ballots_out),
        voting_until=_local(times.voting_closes),
        reissue_until=_local(times.last_reissue),
        orders_from=_local(times.orders_published),
        recounts_until=_local(times.recount_requests_close),
        complaints_until=_local(times.complaints_close),
        final_from=_local(times.result_final),
        announced_from=None if counted else announced_at(election, main),
    )


def _campaign(site: Site, title: str, main: Contest, slate: Slate, day: date, texts: Statements) -> Site:
    """The site with what is the slate's own, as it stands on a day. Raises BadInput for an unreadable statement."""
    return dataclasses.replace(
        site,
        election=title or site.election,
        slate=slate.name,
        slogan=slate.slogan,
        about=slate.about or site.about,
        statement=texts.html(slate.statement) if slate.statement else Markup(),
        thanks=slate.thanks,
        priorities=slate.priorities,
        supporters=tuple(_supporter(each, site.say) for each in slate.supporters_on(day)),
        nominate=slate.to_nominate(main.id),
    )


def _others(election: Election, main: Contest, slate: Slate | None) -> tuple[Advice, ...]:
    names = {area.code: area.name for area in election.areas}
    return others_of(slate, [each for each in election.contests if each is not main], names)


def _timetable(election: Election, say: Words) -> Iterator[Moment]:
    for key, point in election.timetable.moments().items():
        yield Moment(key.replace("_", "-"), say(DATES[key]), point.day if point.whole_day else point.local)


class Look(NamedTuple):
    """The colours of a site."""

    accent: colour.Accent
    ground: colour.Ground


def look_of(election: Election, settings: SiteSettings, slate: Slate | None, language: str = ENGLISH) -> Look:
    """The site's colours. Raises BadInput with all that site.toml says and nobody could read or find, imprint too."""
    file = str(election.folder / "site.toml")
    problems = [Problem(file, said) for said in faults_of(settings.words, language)]
    if not settings.imprint:
        said = "there is no imprint, and nothing is published without one; it says who publishes, for whom, and where"
        problems.append(Problem(file, f"{said}, as in imprint = “Published by A. Ash for Together, 1 High Street”"))
    ground, chosen = colour.Ground(), settings.colours
    accent = chosen.accent or (slate.colour if slate else "") or OWN_ACCENT
    shades = colour.accent(OWN_ACCENT)
    try:
        ground = colour.ground(chosen.paper, chosen.ink)
    except ValueError as error:
        problems.append(Problem(file, str(error)))
    try:
        shades = colour.accent(accent, ground.paper)
    except ValueError as error:
        problems.append(Problem(file, str(error)))
    if problems:
        raise BadInput(problems)
    return Look(shades, ground)


def logo_of(path: Path) -> bytes:
    """The logo: a PNG written anew without what is not its picture, an SVG made safe. Raises BadInput for neither."""
    return bare_png(path) if read_bytes(path).startswith(b"\x89PNG\r\n\x1a\n") else safe_svg(path)


def main_contest(election: Election, slate: Slate | None, said: str | None = None) -> Contest:
    """The contest of this id, or the first that the slate stands in. Raises BadInput where there is none."""
    if said is not None:
        return election.contest(said)
    for each in election.contests:
        if slate is None or slate.candidates.get(each.id):
            return each
    raise BadInput(Problem(str(election.folder / "slates.toml"), f"{slate.name if slate else ''} stands in no contest"))


def _day(as_of: datetime | None) -> date:
    return as_of.date() if as_of else date.max


def _local(point: Point | None) -> datetime | None:
    return point.local if point else None


def _of_the_past(election: Election, out: bool, say: Words) -> dict[str, str]:
    """Of an election long over, an order that is not here is not awaited, nor was there none: it is not public."""
    if election.example != "historical":
        return {}
    unknown = {"area": say("area.unknown"), "how": say("how.unknown")}
    awaited = {"area.awaited": unknown["area"], "how.awaited": unknown["how"], "map.unpublished": unknown["how"]}
    return {"area.never": unknown["area"], "how.never": unknown["how"], **(awaited if out else {})}


def _supporter(each: Backer, say: Words) -> Supporter:
    supports = ""
    if each.supports == "none yet":
        supports = say("home.supports_none")
    elif each.supports != "all":
        supports = say("home.supports_some", names=", ".join(each.supports))
    if each.account:
        supports = ", ".join(filter(None, (supports, say("home.by_account", account=each.account))))
    name = f"{each.name} ({each.role})" if each.role else each.name
    since = plain_day(each.since, say.language) if each.since else ""
    web = each.source if each.source.startswith(("https://", "http://")) else ""
    return Supporter(name, each.kind == "body", supports, since, web)
