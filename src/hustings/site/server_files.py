"""Files of a site that are not pages: the calendar, and what servers and search engines are told."""

from __future__ import annotations

from urllib.parse import urlsplit

from hustings.site.calendar import Event, calendar
from hustings.site.content import slug
from hustings.site.page import POLICY, Pages


def add_calendar(pages: Pages) -> None:
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


def add_server_rules(pages: Pages) -> None:
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
