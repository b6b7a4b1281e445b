"""From a site's content to its files: every page, script, style and data file, by path."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import resources
from typing import Any

from markupsafe import Markup

from hustings.look.bars import bar
from hustings.look.pictures import icon, why_orders_differ
from hustings.site.content import AreaAdvice, Site
from hustings.site.evidence_words import evidence_words
from hustings.site.finder_data import Postcodes, answers, box_words, places
from hustings.site.fingerprints import fingerprinted
from hustings.site.handouts import add_handouts
from hustings.site.help_pages import add_help
from hustings.site.hexmap import hex_map
from hustings.site.lists import lists_of
from hustings.site.news_pages import add_news
from hustings.site.page import Pages, add_page, logo_path
from hustings.site.result_pages import add_results
from hustings.site.server_files import add_calendars, add_server_rules, add_sitemap
from hustings.site.theme import lighter, theme

ASSETS = (
    "assets/site.css",
    "assets/figures.css",
    "assets/phase.js",
    "assets/page.js",
    "assets/box.js",
    "assets/finder.js",
    "assets/answer.js",
)
FONTS = ("fonts/hustings-regular.woff2", "fonts/hustings-bold.woff2")
# What pages in all languages have in common; what a site has once, whatever its languages.
SHARED = ("assets/", "photos/", "documents/", "images/")
ONCE = ("_headers", "robots.txt")
RECORDS = (".json", ".json.sig", ".ballots")
PLACES = ("lookup.js", "route.js", "names.js", "opening.js")


def sites_files(
    sites: Sequence[Site],
    now: datetime,
    postcodes: Postcodes,
    *,
    leaflets: Sequence[Mapping[str, bytes]] = (),
    cards: Sequence[Mapping[str, bytes]] = (),
    calendars: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """All files of a site in its languages, the first at its address, by path.

    leaflets, cards: of each language, as for `site_files`.
    """
    found = dict[str, bytes]()
    for place, site in enumerate(sites):
        before = {
            path.removeprefix(site.prefix): text for path, text in (calendars or {}).items()
            if path.startswith(site.prefix)
        }  # fmt: skip
        printed = {name: each[place] for name, each in (("leaflets", leaflets), ("cards", cards)) if each}
        files = site_files(site, now, postcodes, calendars=before, **printed)
        for path, content in files.items():
            if not site.prefix or (path in found and path.startswith(SHARED) and found[path] == content):
                found.setdefault(path, content)
            elif path.startswith("assets/"):
                found[path] = content
            elif not path.startswith(ONCE) and not path.endswith(RECORDS):
                found[f"{site.prefix}{path}"] = content
    add_sitemap(sites, found)
    return fingerprinted(found)


def site_files(
    site: Site,
    now: datetime,
    postcodes: Postcodes,
    *,
    leaflets: Mapping[str, bytes] | None = None,
    cards: Mapping[str, bytes] | None = None,
    calendars: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """The files of a site in one language, as it stands at the moment `now`, by path; assets by their plain names.

    leaflets, cards: by the slug of their area or branch (see print/). calendars: of the site that is replaced, by path.
    """
    pages = Pages(site, now, postcodes, calendars or {}, {}, leaflets or {}, cards or {})
    for step in (
        _assets,
        _front,
        _areas,
        _people,
        _left,
        _reports,
        _events,
        add_help,
        add_handouts,
        add_news,
        add_calendars,
        add_server_rules,
    ):
        step(pages)
    return pages.files


def of_language(name: str, site: Site) -> str:
    """The name of an asset of one language: «areas.json», «areas-cy.json»."""
    stem, _, kind = name.partition(".")
    return f"{stem}-{site.prefix.rstrip('/')}.{kind}" if site.prefix else name


def _packaged(path: str, package: str = "hustings.site") -> bytes:
    return (resources.files(package) / path).read_bytes()


def _assets(pages: Pages) -> None:
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
        files[logo_path(pages.site)] = pages.site.logo
    if pages.postcodes.live:
        files["assets/postcodes.bin"] = pages.postcodes.live
        files["assets/terminated.bin"] = pages.postcodes.terminated
    files["assets/districts.txt"] = pages.postcodes.districts.encode()
    files["assets/places.bin"] = zlib.compress(places(pages.postcodes).encode(), 9)
    content = answers(pages.site, pages.postcodes)
    files[f"assets/{of_language('areas.json', pages.site)}"] = json.dumps(
        content, ensure_ascii=False, separators=(",", ":")
    ).encode()


def _front(pages: Pages) -> None:
    site = pages.site
    say = site.say
    neutral = "" if site.slate else "_neutral"
    about = site.slogan or site.contest
    several = len(site.areas) > 1
    finder: dict[str, Any] = {
        "asks": several,
        "index": "postcodes.bin" if pages.postcodes.live else "",
        "terminated": "terminated.bin",
        "box_words": box_words(site),
        "answers": of_language("areas.json", site),
        "overseas": bool(pages.postcodes.cover.get("@overseas")),
        "numerals": max([len(area.order) for area in site.areas] + [1]),
    }
    only = site.areas[0] if len(site.areas) == 1 else None
    add_page(pages, "index", "index.html", site.slate or site.election, about, only=only, **finder)
    one = "_one" if only else neutral
    how = {"past": say(f"how.title_past{one}"), "only": only, "why_picture": why_orders_differ(say), **_map(pages)}
    lead = say(f"how.system_{site.system or 'unknown'}")
    add_page(pages, "how", "how-to-vote.html", say("how.title" + ("_neutral" if only else neutral)), lead, **how)
    if several:
        hint, past = say("finder.hint"), say(f"finder.title_past{neutral}")
        add_page(pages, "finder", "finder.html", say("finder.title" + neutral), hint, past=past, **finder)
        add_page(pages, "embed", "embed/index.html", say("embed.title"), hint, past=say("embed.title_past"), **finder)


def _map(pages: Pages) -> dict[str, Any]:
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


def _in_order(pages: Pages, area: AreaAdvice) -> str:
    """An area's order in one line, with numbers while they are wanted."""
    if not pages.site.numbered or pages.site.group(pages.now) == "past":
        return ", ".join(person.name for person in area.order) or area.name
    return ", ".join(f"{place} {person.name}" for place, person in enumerate(area.order, 1)) or area.name


def _areas(pages: Pages) -> None:
    say, neutral = pages.site.say, "" if pages.site.slate else "_neutral"
    for area in pages.site.areas:
        heading, past = say("area.title", area=area.name), say(f"area.title_past{neutral}", area=area.name)
        if len(pages.site.areas) == 1:
            heading, past = say("how.title_neutral"), say("how.title_past_one")
        add_page(pages, "area", f"areas/{area.slug}.html", heading, _in_order(pages, area), past=past, area=area)


def _events(pages: Pages) -> None:
    if pages.site.events:
        heading = pages.site.say("events.title")
        add_page(pages, "events", "events.html", heading, heading)


def _people(pages: Pages) -> None:
    site = pages.site
    pages.files |= site.images
    add_page(pages, "candidates", "candidates.html", site.say("site.candidates"), site.contest)
    for person in site.people:
        if person.photograph:
            pages.files |= person.photograph.files
        add_page(
            pages, "person", f"candidates/{person.slug}.html", person.name, person.about or person.name, person=person
        )


def _left(pages: Pages) -> None:
    """The pages of those who stand no more, for links that lead to them: what happened, and who stands."""
    for each in pages.site.left:
        words = pages.site.say("person.left", name=each.name)
        add_page(pages, "left", f"candidates/{each.slug}.html", each.name, words, left=each)


def _reports(pages: Pages) -> None:
    site = pages.site
    say = site.say
    if site.nominations or site.asks(pages.now):
        heading = say("nominations.title")
        add_page(pages, "nominations", "nominations.html", heading, heading, bar=bar)
    if site.evidence and site.evidence.worth:
        heading, shown = say("evidence.title"), dict[str, Any](evidence_words(say))
        add_page(pages, "evidence", "evidence.html", heading, heading, evidence=site.evidence, **shown)
    add_results(pages)
