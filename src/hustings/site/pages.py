"""From a site's content to its files: every page, script, style and data file, by path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from hustings.look.bars import bar
from hustings.look.numerals import numeral
from hustings.look.pictures import cross, icon, why_orders_differ
from hustings.look.sheets import environment
from hustings.narrative.dates import when
from hustings.narrative.nominations import ordinal
from hustings.site.calendar import Event, calendar
from hustings.site.content import AreaAdvice, Site, slug
from hustings.site.evidence_words import evidence_words
from hustings.site.finder_data import Postcodes, answers, finder_words, places
from hustings.site.hexmap import hex_map
from hustings.site.lists import lists_of
from hustings.site.phase_words import phase_words, settled_words
from hustings.site.phases import PHASES, Phase, during
from hustings.site.theme import lighter, theme

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'"
)
ASSETS = ("assets/site.css", "assets/page.js", "assets/finder.js", "assets/answer.js")
FONTS = ("fonts/hustings-regular.woff2", "fonts/hustings-bold.woff2")
PLACES = ("lookup.js", "route.js", "names.js")


@dataclass
class _Pages:
    site: Site
    now: datetime
    postcodes: Postcodes
    previous_calendar: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    leaflets: Mapping[str, bytes] = field(default_factory=dict)
    cards: Mapping[str, bytes] = field(default_factory=dict)


def site_files(
    site: Site,
    now: datetime,
    postcodes: Postcodes,
    *,
    leaflets: Mapping[str, bytes] | None = None,
    cards: Mapping[str, bytes] | None = None,
    previous_calendar: str = "",
) -> dict[str, bytes]:
    """All files of the site as it stands at the moment `now`, by path. The same input gives the same bytes.

    leaflets, cards: by the slug of their area, PDF and PNG.
    """
    pages = _Pages(site, now, postcodes, previous_calendar, {}, leaflets or {}, cards or {})
    for step in (_assets, _front, _areas, _people, _reports, _calendar, _server_rules):
        step(pages)
    return pages.files


def _packaged(path: str, package: str = "hustings.site") -> bytes:
    return (resources.files(package) / path).read_bytes()


def _page(
    pages: _Pages, template: str, path: str, heading: str, description: str, *, past: str = "", **more: Any
) -> None:
    """One page. past: its heading once voting has closed, where that is another."""
    site = pages.site
    say = site.say
    phase = site.phase(pages.now)
    area: AreaAdvice | None = more.get("area")
    text = (
        environment("site")
        .get_template(f"{template}.html")
        .render(
            site=site,
            now=pages.now,
            say=say,
            when=when,
            numeral=numeral,
            cross=cross,
            phase=phase,
            phase_names=_phase_names(site),
            phase_words=lambda phase: phase_words(site, phase),
            during=lambda said: during(phase, said),
            settled_words=settled_words(site),
            has_pack=_has_pack(site),
            plain_order="" if site.numbered else " plain-order",
            path=path,
            root="../" * path.count("/"),
            menu=_menu(pages),
            logo=_logo(site),
            kind=template,
            policy=POLICY,
            heading=heading,
            past_title=past,
            current_heading=past if past and site.group(pages.now) == "past" else heading,
            description=description,
            card=f"cards/{area.slug}.png" if area and area.slug in pages.cards else "",
            leaflet=f"leaflets/{area.slug}.pdf" if area and area.slug in pages.leaflets else "",
            **{"asks": False, **more},
        )
    )
    pages.files[path] = text.encode()


def _phase_names(site: Site) -> tuple[Phase, ...]:
    """The phases that the site can come to, whose words its pages carry."""
    there = {phase for _, phase in site.phases()} | {"before"}
    return tuple(each.name for each in PHASES if each.name in there)


def _has_pack(site: Site) -> bool:
    """Whether there is anything to tell those whose ballot has not come."""
    voting = site.voting
    return bool(voting.reissue or voting.helpline or voting.entitled or site.told("last-reissue"))


def _menu(pages: _Pages) -> list[dict[str, str]]:
    """The menu. during: the phases that an entry stands for, "" for all."""
    site = pages.site
    say = site.say
    kind = "" if site.slate else "_neutral"
    several = len(site.areas) > 1
    entries = [
        ("index.html", f"site.home{kind}", True, ""),
        ("finder.html", f"site.finder{kind}", several, "ahead open"),
        ("result.html", "site.result", bool(site.results), ""),
        ("how-to-vote.html", "site.how", True, "ahead open"),
        ("how-to-vote.html", f"site.how_past{kind}", True, "past"),
        ("finder.html", f"site.finder_past{kind}", several, "past"),
        ("candidates.html", "site.candidates", True, ""),
        ("nominations.html", "site.nominations", bool(site.nominations or site.asks(pages.now)), ""),
        ("evidence.html", "site.evidence", bool(site.evidence and site.evidence.worth), ""),
    ]
    return [{"path": path, "title": say(key), "during": when} for path, key, there, when in entries if there]


def _assets(pages: _Pages) -> None:
    files, accent = pages.files, pages.site.accent
    for path in ASSETS:
        files[path] = lighter(_packaged(path))
    files["assets/chart.css"] = b"".join(
        _packaged(f"templates/{name}.css", "hustings.look") for name in ("pictures", "chart")
    )
    for path in FONTS:
        files[path.replace("fonts/", "assets/")] = _packaged(path, "hustings.look")
    for name in PLACES:
        files[f"assets/{name}"] = lighter(_packaged(name, "hustings.places"))
    files["assets/theme.css"] = theme(accent, pages.site.ground).encode()
    files["assets/icon.svg"] = icon(accent.light).encode()
    if pages.site.logo:
        files[_logo(pages.site)] = pages.site.logo
    if pages.postcodes.live:
        files["assets/postcodes.bin"] = pages.postcodes.live
        files["assets/terminated.bin"] = pages.postcodes.terminated
    files["assets/districts.txt"] = pages.postcodes.districts.encode()
    for name, content in (("areas", answers(pages.site, pages.postcodes)), ("places", places(pages.postcodes))):
        files[f"assets/{name}.json"] = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _logo(site: Site) -> str:
    """Where the logo stands, by its kind; "" where there is none."""
    if not site.logo:
        return ""
    return "assets/logo.png" if site.logo.startswith(b"\x89PNG") else "assets/logo.svg"


def _front(pages: _Pages) -> None:
    site = pages.site
    say = site.say
    neutral = "" if site.slate else "_neutral"
    about = site.slogan or site.contest
    several = len(site.areas) > 1
    finder: dict[str, Any] = {
        "asks": several,
        "index": "postcodes.bin" if pages.postcodes.live else "",
        "terminated": "terminated.bin",
        "finder_words": finder_words(site),
        "overseas": bool(pages.postcodes.cover.get("@overseas")),
        "numerals": max([len(area.order) for area in site.areas] + [1]),
    }
    only = site.areas[0] if len(site.areas) == 1 else None
    _page(pages, "index", "index.html", site.slate or site.election, about, only=only, **finder)
    one = "_one" if only else neutral
    how = {"past": say(f"how.title_past{one}"), "only": only, "why_picture": why_orders_differ(say), **_map(pages)}
    lead = say(f"how.system_{site.system or 'unknown'}")
    _page(pages, "how", "how-to-vote.html", say("how.title" + ("_neutral" if only else neutral)), lead, **how)
    if several:
        hint, past = say("finder.hint"), say(f"finder.title_past{neutral}")
        _page(pages, "finder", "finder.html", say("finder.title" + neutral), hint, past=past, **finder)
        _page(pages, "embed", "embed/index.html", say("embed.title"), hint, past=say("embed.title_past"), **finder)
    if _has_pack(site):
        heading = say("voting.not_come")
        _page(pages, "ballot-pack", "ballot-pack.html", heading, heading, past=say("voting.title_past"))


def _map(pages: _Pages) -> dict[str, Any]:
    """The lists, and their map where there are several and it has places for them."""
    site, found = pages.site, lists_of(pages.site.areas)
    on_map = set(pages.postcodes.constituencies.values())
    picture = Markup()
    if len(found) > 1 and any(area.order for area in site.areas if area.code in on_map):
        names = {area.code: area.name for area in site.areas}
        words_of_it = site.say("map.words", lists=len(found))
        picture = hex_map(found, pages.postcodes.constituencies, names, words_of_it)
    beside = [each for each in site.areas if each.code not in on_map]
    return {"lists": found, "hex_map": picture, "beside": beside}


def _in_order(pages: _Pages, area: AreaAdvice) -> str:
    """An area's order in one line, with numbers while they are wanted."""
    if not pages.site.numbered or pages.site.group(pages.now) == "past":
        return ", ".join(person.name for person in area.order) or area.name
    return ", ".join(f"{place} {person.name}" for place, person in enumerate(area.order, 1)) or area.name


def _areas(pages: _Pages) -> None:
    say, neutral = pages.site.say, "" if pages.site.slate else "_neutral"
    for area in pages.site.areas:
        heading, past = say("area.title", area=area.name), say(f"area.title_past{neutral}", area=area.name)
        if len(pages.site.areas) == 1:
            heading, past = say("how.title_neutral"), say("how.title_past_one")
        _page(pages, "area", f"areas/{area.slug}.html", heading, _in_order(pages, area), past=past, area=area)
        for folder, kind, content in (("leaflets", "pdf", pages.leaflets), ("cards", "png", pages.cards)):
            if area.slug in content:
                pages.files[f"{folder}/{area.slug}.{kind}"] = content[area.slug]


def _people(pages: _Pages) -> None:
    site = pages.site
    _page(pages, "candidates", "candidates.html", site.say("site.candidates"), site.contest)
    for person in site.people:
        _page(
            pages, "person", f"candidates/{person.slug}.html", person.name, person.about or person.name, person=person
        )


def _reports(pages: _Pages) -> None:
    site = pages.site
    say = site.say
    if site.nominations or site.asks(pages.now):
        heading = say("nominations.title")
        _page(pages, "nominations", "nominations.html", heading, heading, bar=bar, ordinal=ordinal)
    if site.evidence and site.evidence.worth:
        heading, shown = say("evidence.title"), dict[str, Any](evidence_words(say))
        _page(pages, "evidence", "evidence.html", heading, heading, evidence=site.evidence, **shown)
    if site.results:
        _result(pages)
        for sheet in site.results:
            pages.files[f"results/{sheet.slug}.html"] = sheet.page.encode()
            pages.files[f"results/{sheet.slug}.css"] = sheet.style.encode()
            pages.files[f"results/{sheet.slug}.json"] = sheet.record
            if sheet.signature:
                pages.files[f"results/{sheet.slug}.json.sig"] = sheet.signature
            if sheet.ballots:
                pages.files[f"results/{sheet.slug}.ballots"] = sheet.ballots
            heading = say("check.title", contest=sheet.contest)
            _page(pages, "check", f"results/{sheet.slug}-check.html", heading, heading, sheet=sheet)


def _result(pages: _Pages) -> None:
    """The result; on a slate's site its heading says how many of the slate are elected."""
    site = pages.site
    heading, leading, sheet = site.say("result.title"), "", site.main_result
    if sheet is not None and sheet.stood:
        leading, elected = sheet.slug, len(sheet.own)
        heading = site.say("result.ours", elected=elected, stood=sheet.stood, slate=site.slate).rstrip(".")
    _page(pages, "result", "result.html", heading, heading, bar=bar, leading=leading)


def _calendar(pages: _Pages) -> None:
    """UIDs name the site's address, with its path where several sites share a host; without one, the election."""
    site = pages.site
    address = urlsplit(site.base_url)
    host = address.hostname or f"{slug(site.election)}.hustings.invalid"
    place = f"{slug(address.path)}.{host}" if address.path else host
    events = [
        Event(moment.key, f"{site.contest}: {moment.title}", moment.at, about=site.warning, url=site.base_url)
        for moment in site.timetable
    ]
    pages.files["dates.ics"] = calendar(site.election, place, events, pages.now, pages.previous_calendar).encode()


def _server_rules(pages: _Pages) -> None:
    """What only headers can say, for common hosts: nobody may frame the site, anybody the embedded finder."""
    common = "X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n  Permissions-Policy: geolocation=()"
    robots = "\n  X-Robots-Tag: noindex" if pages.site.noindex else ""
    policy = f"Content-Security-Policy: {POLICY}"
    pages.files["_headers"] = (
        f"/*\n  {common}{robots}\n  {policy}; frame-ancestors 'none'\n"
        f"/embed/*\n  ! Content-Security-Policy\n  {policy}; frame-ancestors *\n"
    ).encode()
    disallow = "/" if pages.site.noindex else ""
    pages.files["robots.txt"] = f"User-agent: *\nDisallow: {disallow}\n".encode()
