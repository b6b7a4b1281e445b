"""From an election folder, a plan and count records to what a site shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from hustings.election.files import read_bytes, read_text
from hustings.election.moments import Moment as Point
from hustings.election.nouns import Contest, Election, PlanRow, Slate
from hustings.election.nouns import Supporter as Backer
from hustings.election.problems import BadInput, Problem
from hustings.election.site import SiteSettings
from hustings.publish import colour
from hustings.publish.catalogue import words
from hustings.publish.content import (
    Advice,
    AreaAdvice,
    CountSheet,
    Elected,
    Link,
    Moment,
    Person,
    Site,
    Supporter,
    slug,
    slugs,
)
from hustings.publish.count_sheet import Frame, count_sheet, sheet_style, summary
from hustings.publish.evidence import read_evidence
from hustings.publish.nominated import nominated
from hustings.publish.pages import POLICY, when
from hustings.rules.record import CountRecord
from hustings.rules.record_json import to_json

OWN_ACCENT = "#9d1c2b"
DATES = {
    "nominations_open": "dates.nominations_open",
    "nominations_close": "dates.nominations_close",
    "orders_published": "dates.orders_published",
    "ballots_out": "dates.ballots_out",
    "last_reissue": "dates.last_reissue",
    "voting_closes": "dates.voting_closes",
    "result": "dates.result",
}


def site_of(
    election: Election,
    settings: SiteSettings,
    *,
    slate: Slate | None,
    contest: str | None = None,
    plan: Iterable[PlanRow] = (),
    records: Mapping[str, CountRecord] | None = None,
    evidence: Path | None = None,
    base_url: str = "",
    as_of: datetime | None = None,
) -> Site:
    """What the site shows. slate: None for the returning officer's neutral site.

    contest: the main one; the first the slate stands in where it is not said. records: by contest id. Raises BadInput
    with all that keeps the folder from being published.
    """
    main = _main_contest(election, slate, contest)
    problems = []
    if not settings.imprint:
        said = "imprint is missing: who publishes, on whose behalf, and a postal address; every page must say it"
        problems.append(Problem(str(election.folder / "site.toml"), said))
    accent = settings.colours.accent or (slate.colour if slate else "") or OWN_ACCENT
    try:
        shades = colour.accent(accent)
    except ValueError as error:
        problems.append(Problem(str(election.folder / "site.toml"), str(error)))
        shades = colour.accent(OWN_ACCENT)
    if problems:
        raise BadInput(problems)
    say = words("en-GB")
    records = records or {}
    shown = read_evidence(evidence, election, main, slate) if evidence else None
    times = election.timetable
    return Site(
        election=settings.title or election.title,
        organisation=election.organisation,
        contest=main.title,
        seats=main.seats,
        people=_people(election, main, slate, records.get(main.id)),
        areas=tuple(_areas(election, main, slate, plan, as_of, shown.reasons if shown else {})),
        timetable=tuple(
            Moment(key.replace("_", "-"), say(DATES[key]), point.day if point.whole_day else point.local)
            for key, point in times.moments().items()
        ),
        imprint=settings.imprint,
        accent=shades,
        slate=slate.name if slate else "",
        slogan=slate.slogan if slate else "",
        numbered=main.rules != "plurality",
        after=_after(main, slate),
        priorities=slate.priorities if slate else (),
        supporters=tuple(_supporter(each) for each in slate.supporters_on(_day(as_of))) if slate else (),
        nominate=slate.to_nominate(main.id) if slate else (),
        allowance=main.nominations.allowance or 0,
        nominations_from=_local(times.nominations_open),
        nominations_until=_local(times.nominations_close),
        voting_from=_local(times.ballots_out),
        voting_until=_local(times.voting_closes),
        result_on=_local(times.result),
        orders_on=when(times.orders_published.day) if times.orders_published else "",
        others=_others(slate, [each for each in election.contests if each is not main]),
        events=tuple(
            Link(each.title, each.link, ", ".join(filter(None, (when(each.starts.local), each.place))))
            for each in settings.events
        ),
        links=tuple(Link(each.title, each.address) for each in settings.links),
        results=tuple(_sheet(election, settings, slate, contest, record) for contest, record in records.items()),
        nominations=nominated(election, main.id, slate, as_of),
        evidence=shown,
        logo=read_bytes(election.folder / settings.logo) if settings.logo else b"",
        warning=election.notice,
        noindex=settings.noindex or bool(election.notice),
        base_url=(base_url or settings.base_address).rstrip("/"),
    )


def cleaned(markdown: str) -> Markup:
    """Markdown as HTML in which nothing can run, embed or style."""
    html = MarkdownIt("commonmark", {"html": False}).render(markdown)
    tags = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "h2", "h3", "h4", "hr", "code"}
    return Markup(nh3.clean(html, tags=tags, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"}))


def _main_contest(election: Election, slate: Slate | None, said: str | None) -> Contest:
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


def _people(election: Election, main: Contest, slate: Slate | None, record: CountRecord | None) -> tuple[Person, ...]:
    stand = {each.name: each for each in election.candidates if each.contest == main.id and not each.withdrawn}
    names = slate.candidates.get(main.id, ()) if slate else tuple(stand)
    elected = {record.names[number - 1] for number in record.facts.elected} if record else set()
    people = []
    for name, short in zip(names, slugs(names), strict=True):
        candidate = stand[name]
        statement = (slate.statements.get(name) if slate else None) or candidate.statement
        people.append(
            Person(
                name,
                candidate.id or short,
                about=candidate.about,
                statement=cleaned(read_text(election.folder / statement)) if statement else Markup(),
                elected=name in elected if record else None,
            )
        )
    return tuple(people)


def _areas(
    election: Election,
    main: Contest,
    slate: Slate | None,
    plan: Iterable[PlanRow],
    as_of: datetime | None,
    reasons: Mapping[tuple[str, tuple[str, ...]], str],
) -> Iterable[AreaAdvice]:
    """The areas that members vote in, each with its order where one is public.

    Until the timetable's moment for them, only orders whose source says where they were published already.
    """
    public = election.timetable.orders_published
    early = public is not None and as_of is not None and as_of < public.at
    leaves = [area for area in election.leaves() if main in election.contests_in(area.code)]
    rows = {row.area: row for row in plan if slate and row.contest == main.id and row.slate == slate.id}
    fixed = {each.area: each for each in slate.fixed if each.contest == main.id} if slate else {}
    people = {person.name: person for person in _people(election, main, slate, None)}
    for area, short in zip(leaves, slugs(tuple(area.name for area in leaves)), strict=True):
        row, settled = rows.get(area.code), fixed.get(area.code)
        source = settled.source if settled else row.source if row else ""
        order = settled.order if settled else row.order if row else ()
        if early and not source:
            order = ()
        yield AreaAdvice(
            code=area.code,
            name=area.name,
            slug=short,
            order=tuple(people[name] for name in order),
            listed=row.list if row and order else "",
            origin=_origin(election, source, bool(order)),
            reason=reasons.get((area.code, order), ""),
            others=_others(slate, [c for c in election.contests_in(area.code) if c is not main]),
            answers=area.covers,
        )


def _origin(election: Election, source: str, ordered: bool) -> str:
    """Where an order comes from, wherever an example shows one."""
    if not ordered or not election.example:
        return ""
    say = words("en-GB")
    return say("area.as_published", source=source) if source else say("area.computed")


def _after(main: Contest, slate: Slate | None) -> str:
    """What to go on with below the slate's names."""
    if slate is None or main.rules == "plurality":
        return ""
    said = slate.after.get(main.id)
    if isinstance(said, str):
        return said
    say = words("en-GB")
    first = len(slate.candidates.get(main.id, ())) + 1
    if said:
        named = ", ".join(f"{number} {name}" for number, name in enumerate(said, first))
        return say("area.after_named", names=named)
    return say("area.after_default", next=f"{first}, {first + 1}, {first + 2} …")


def _others(slate: Slate | None, contests: Iterable[Contest]) -> tuple[Advice, ...]:
    """The rest of the pack: on a slate's site, where it recommends somebody; on the neutral site, all of it."""
    found = []
    for each in contests:
        names = slate.candidates.get(each.id, ()) if slate else ()
        if names or slate is None:
            after = slate.after.get(each.id, "") if slate else ""
            found.append(
                Advice(
                    each.title,
                    names,
                    each.electorate.condition,
                    each.rules != "plurality",
                    after if isinstance(after, str) else ", ".join(after),
                    each.seats,
                )
            )
    return tuple(found)


def _supporter(each: Backer) -> Supporter:
    say = words("en-GB")
    supports = ""
    if each.supports == "none yet":
        supports = say("home.supports_none")
    elif each.supports != "all":
        supports = say("home.supports_some", names=", ".join(each.supports))
    if each.account:
        supports = ", ".join(filter(None, (supports, say("home.by_account", account=each.account))))
    name = f"{each.name} ({each.role})" if each.role else each.name
    since = when(each.since) if each.since else ""
    web = each.source if each.source.startswith(("https://", "http://")) else ""
    return Supporter(name, each.kind == "body", supports, since, web)


def _sheet(
    election: Election, settings: SiteSettings, slate: Slate | None, contest: str, record: CountRecord
) -> CountSheet:
    """The count sheet as a page of the site: with its imprint, an example's notice, and nothing inline."""
    title = next((each.title for each in election.contests if each.id == contest), contest)
    short = summary(record, f"chart-{slug(contest)}")
    frame = Frame(
        notice=election.notice,
        imprint=settings.imprint,
        noindex=settings.noindex or bool(election.notice),
        home="../result.html",
        home_title=settings.title or election.title,
        stylesheet=f"{slug(contest)}.css",
        icon="../assets/icon.svg",
        policy=POLICY,
    )
    own = slate.candidates.get(contest, ()) if slate else ()
    names = [record.names[number - 1] for number in record.facts.elected]
    return CountSheet(
        contest=title,
        slug=slug(contest),
        elected=tuple(
            Elected(name, when, _slates_of(election, contest, name), name in own)
            for name, when in zip(names, short.when, strict=True)
        ),
        page=count_sheet(record, frame),
        style=sheet_style(record),
        record=to_json(record),
        finding=short.finding,
        chart=short.chart,
        words=short.words,
        numbers=short.numbers,
        stood=len(own),
    )


def _slates_of(election: Election, contest: str, name: str) -> str:
    return ", ".join(slate.name for slate in election.slates if name in slate.candidates.get(contest, ()))
