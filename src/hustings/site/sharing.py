"""Sharing: ready words and plain links, and what other sites and search engines read of a page.

A link to share carries a page's address and its area's order, never what somebody typed. No page loads anything from
the services that it links to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from hustings.narrative.catalogue import Words
from hustings.site.content import AreaAdvice, Person, Site
from hustings.site.dated import SiteEvent

EMAIL = "email"
# Services by name, and the address that opens each with words ready; {text}, {url} and {title} are filled in.
SERVICES = {
    "WhatsApp": "https://wa.me/?text={text}%20{url}",
    EMAIL: "mailto:?subject={title}&body={text}%0A{url}",
    "Bluesky": "https://bsky.app/intent/compose?text={text}%20{url}",
    "X": "https://x.com/intent/post?text={text}&url={url}",
    "Facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
}


def services(say: Words) -> dict[str, str]:
    """The services by name, e-mail by its name in the site's language."""
    return {say("share.email") if name == EMAIL else name: form for name, form in SERVICES.items()}


class Sharing(NamedTuple):
    """What is shared of a page: its title, ready words, its address, and for each service a link."""

    title: str
    text: str
    address: str
    links: tuple[tuple[str, str], ...]


def sharing_of(site: Site, title: str, text: str, path: str) -> Sharing:
    """What there is to share of a page; without a base address, words alone and no links."""
    address = address_of(site, path)
    parts = {"title": quote(title, safe=""), "text": quote(text, safe=""), "url": quote(address, safe="")}
    ways = services(site.say).items()
    links = tuple((name, form.format(**parts)) for name, form in ways) if address else ()
    return Sharing(title, text, address, links)


def order_words(site: Site, area: AreaAdvice) -> str:
    """An area's order in one line: «In London: 1 Juniper Goldcrest, 2 …»."""
    if site.numbered:
        names = ", ".join(f"{place} {person.name}" for place, person in enumerate(area.order, 1))
    else:
        names = ", ".join(person.name for person in area.order)
    return site.say("share.order", area=area.name, names=names, contest=site.contest)


def address_of(site: Site, path: str) -> str:
    """The address of a page: of a folder's index the folder's. "" where the site's own is not known."""
    if not site.base_url:
        return ""
    return f"{site.base_url}/{path.removesuffix('index.html')}"


def linked_data(site: Site, path: str, *, person: Person | None = None, image: str = "") -> Markup:
    """What search engines read of a page (JSON-LD): a block of data, not a script that runs."""
    graph = [_organisation(site)]
    if path == "index.html":
        graph += list(_election(site))
    if path in ("index.html", "events.html"):
        graph += [_event(site, each) for each in site.events]
    if person is not None:
        graph.append(_person(site, person, path, image))
    said = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    for sign, code in (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e")):
        said = said.replace(sign, code)
    return Markup(said)


def _organisation(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Organization", "name": site.slate or site.organisation or site.election}
    found |= {"url": f"{site.base_url}/"} if site.base_url else {}
    if site.slate and site.organisation:
        found["memberOf"] = {"@type": "Organization", "name": site.organisation}
    return found


def _election(site: Site) -> Iterator[dict[str, Any]]:
    """The vote itself, as an event from the day ballots go out to the closing."""
    opens, closes = site.told("ballots-out"), site.told("voting-closes")
    if opens and closes:
        name = f"{site.contest}, {site.organisation}" if site.organisation else site.contest
        found = {"@type": "Event", "name": name, "startDate": opens.isoformat(), "endDate": closes.isoformat()}
        if place := site.voting.link or address_of(site, "index.html"):
            online = "https://schema.org/OnlineEventAttendanceMode"
            found |= {"eventAttendanceMode": online, "location": {"@type": "VirtualLocation", "url": place}}  # type: ignore[dict-item]
        yield found


def _event(site: Site, event: SiteEvent) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Event", "name": event.title, "startDate": _iso(event.starts)}
    found |= {"endDate": _iso(event.ends)} if event.ends else {}
    found |= {"description": event.about} if event.about else {}
    if event.place:
        found["location"] = {"@type": "Place", "name": event.place, "address": event.place}
    elif event.url:
        found["location"] = {"@type": "VirtualLocation", "url": event.url}
    found["organizer"] = {"@type": "Organization", "name": site.slate or site.organisation or site.election}
    return found


def _person(site: Site, person: Person, path: str, image: str) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Person", "name": person.name}
    found |= {"description": person.about} if person.about else {}
    found |= {"url": address_of(site, path)} if site.base_url else {}
    found |= {"image": f"{site.shared_url}/{image}"} if site.base_url and image else {}
    if site.slate:
        found["memberOf"] = {"@type": "Organization", "name": site.slate}
    return found


def _iso(at: date | datetime) -> str:
    return at.isoformat()


def head_of(site: Site, path: str, card: str, *, person: Person | None = None) -> Mapping[str, Any]:
    """What the head of a page says of it to others: its address, picture, and linked data."""
    image = f"{site.base_url}/{card}" if card and site.base_url else ""
    photograph = person.photograph.share if person and person.photograph else ""
    if photograph and site.base_url:
        image = f"{site.shared_url}/{photograph}"
    data = linked_data(site, path, person=person, image=photograph)
    return {"address": address_of(site, path), "image": image, "linked_data": data}
