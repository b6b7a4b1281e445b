"""One page of a site: what every template is given, and the pages that are made so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from hustings.look.numerals import numeral
from hustings.look.pictures import cross
from hustings.look.sheets import environment
from hustings.narrative.dates import when
from hustings.site.content import AreaAdvice, Site
from hustings.site.finder_data import Postcodes
from hustings.site.phase_words import phase_windows, phase_words, settled_words
from hustings.site.phases import PHASES, Phase, during, group_of
from hustings.site.sharing import Sharing, head_of, order_words, sharing_of
from hustings.site.statements import placed

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'"
)


@dataclass
class Pages:
    """The files of a site that are made so far, and what pages are made from.

    calendars: those of the site that is replaced, by path.
    """

    site: Site
    now: datetime
    postcodes: Postcodes
    calendars: Mapping[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    leaflets: Mapping[str, bytes] = field(default_factory=dict)
    cards: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def has_map(self) -> bool:
        """Whether a page has the map of lists."""
        return b'class="hexmap' in self.files.get("how-to-vote.html", b"")


def add_page(
    pages: Pages, template: str, path: str, heading: str, description: str, *, past: str = "", **more: Any
) -> None:
    """One page. past: its heading once voting has closed, where that is another."""
    site = pages.site
    say = site.say
    phase = site.phase(pages.now)
    area: AreaAdvice | None = more.get("area")
    own = (area.slug if area else "", f"site/{template}", "site/index")
    card = next((each for each in own if each in pages.cards), "")
    card = f"cards/{card}.png" if card else ""
    current = past if past and site.group(pages.now) == "past" else heading
    text = (
        environment("site")
        .get_template(f"{template}.html")
        .render(
            site=site,
            now=pages.now,
            say=say,
            when=partial(when, language=site.language),
            own=lambda text: placed(site.own(text), {**_ways(site, path), **more}["base"]),
            languages=_languages(site, path),
            numeral=numeral,
            cross=cross,
            phase=phase,
            group_of=group_of,
            phase_names=_phase_names(site),
            phase_words=lambda phase: phase_words(site, phase),
            phase_windows=lambda phase: phase_windows(site, phase),
            during=lambda said: during(phase, said),
            settled_words=settled_words(site),
            has_pack=has_pack(site),
            plain_order="" if site.numbered else " plain-order",
            path=path,
            menu=_menu(pages),
            made=pages.files,
            footer_menu=_footer_menu(site),
            logo=logo_path(site),
            kind=template,
            policy=POLICY,
            heading=heading,
            past_title=past,
            current_heading=current,
            description=description,
            **head_of(site, path, card, person=more.get("person")),
            sharing=_sharing(site, area, path, current),
            leaflet=f"leaflets/{area.slug}.pdf" if area and area.slug in pages.leaflets else "",
            **{"asks": False, **_ways(site, path), **more},
        )
    )
    pages.files[path] = text.encode()


def _ways(site: Site, path: str) -> dict[str, str]:
    """The ways from a page to the first page in its language (root) and to what all languages share (base)."""
    root = "../" * path.count("/")
    return {"root": root, "base": root + "../" * site.prefix.count("/")}


def _languages(site: Site, path: str) -> list[dict[str, str]]:
    """The page in the site's languages, its own among them: the way there and the address."""
    base, shown = _ways(site, path)["base"], path.removesuffix("index.html")
    return [
        {
            "name": each.name,
            "tag": each.tag,
            "way": f"{base}{each.prefix}{path}",
            "address": f"{each.url}/{shown}" if each.url else "",
        }
        for each in site.others_in
    ]


def _sharing(site: Site, area: AreaAdvice | None, path: str, heading: str) -> Sharing:
    """What there is to share of a page: an area's order in words, else the page's heading."""
    title = f"{heading} – {site.election}"
    return sharing_of(site, title, order_words(site, area) if area and area.order else title, path)


def _phase_names(site: Site) -> tuple[Phase, ...]:
    """The phases that the site can come to, whose words its pages carry."""
    there = {phase for _, phase in site.phases()} | {"before"}
    return tuple(each.name for each in PHASES if each.name in there)


def has_pack(site: Site) -> bool:
    """Whether there is anything to tell those whose ballot has not come."""
    voting = site.voting
    return bool(voting.reissue or voting.helpline or voting.entitled or site.told("last-reissue"))


def _menu(pages: Pages) -> list[dict[str, str]]:
    """The menu. during: the phases that an entry stands for, "" for all."""
    site = pages.site
    say = site.say
    kind = "" if site.slate else "_neutral"
    several = len(site.areas) > 1
    entries = [
        ("index.html", f"site.home{kind}", True, ""),
        ("finder.html", f"site.finder{kind}", several, "ahead open"),
        ("result.html", "site.result", bool(site.all_results), ""),
        ("how-to-vote.html", "site.how", True, "ahead open"),
        ("how-to-vote.html", f"site.how_past{kind}", True, "past"),
        ("finder.html", f"site.finder_past{kind}", several, "past"),
        ("candidates.html", "site.candidates", True, ""),
        ("news.html", "news.title", bool(site.articles), ""),
        ("nominations.html", "site.nominations", bool(site.nominations or site.asks(pages.now)), ""),
        ("evidence.html", "site.evidence", bool(site.evidence and site.evidence.worth), ""),
    ]
    return [{"path": path, "title": say(key), "during": when} for path, key, there, when in entries if there]


def _footer_menu(site: Site) -> list[dict[str, str]]:
    """What stands below every page."""
    entries = [
        ("stv.html", "site.stv" if site.seats > 1 else "site.stv_one", site.numbered),
        ("help.html", "help.title", bool(site.slate) and len(site.areas) > 1),
        ("press.html", "press.title", bool(site.papers)),
        ("privacy.html", "site.privacy_page", True),
        ("accessibility.html", "site.accessibility", True),
    ]
    season = {"help.html": "ahead open"}
    return [
        {"path": path, "title": site.say(key), "during": season.get(path, "")} for path, key, there in entries if there
    ]


def logo_path(site: Site) -> str:
    """Where the logo stands, by its kind; "" where there is none."""
    if not site.logo:
        return ""
    return "assets/logo.png" if site.logo.startswith(b"\x89PNG") else "assets/logo.svg"
