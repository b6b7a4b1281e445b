"""Files of a site that are not pages: calendars, and what servers and search engines are told."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from hustings.site.addresses import slug
from hustings.site.calendar import Event, calendar
from hustings.site.content import Site
from hustings.site.page import POLICY, Pages, add_page
from hustings.site.sharing import address_of

# Pages are asked for anew each time, which costs little where they have not changed; assets have other names then.
SHORT = "Cache-Control: no-cache"
LONG = "Cache-Control: public, max-age=31536000, immutable"


def add_calendars(pages: Pages) -> None:
    """The whole timetable; the one date by which to vote; every event."""
    site = pages.site
    dates = [
        Event(moment.key, f"{site.contest}: {moment.title}", moment.at, about=site.warning, url=site.base_url)
        for moment in site.timetable
    ]
    _add(pages, "dates.ics", dates)
    if deadline := site.deadline:
        key = "area.post_by" if deadline.key == "post-by" else "area.vote_by"
        _add(pages, "vote-by.ics", [Event("vote-by", site.say(key, contest=site.contest), deadline.at, site.warning)])
    for each in site.events:
        about = " ".join(filter(None, (site.warning, each.about)))
        title = f"{site.slate or site.contest}: {each.title}"
        there = Event(each.slug, title, each.starts, about, each.url, each.ends, each.place, busy=True)
        _add(pages, f"events/{each.slug}.ics", [there])


def _add(pages: Pages, path: str, events: list[Event]) -> None:
    """A calendar. UIDs name the site's address, with its path where sites share a host; without one, the election."""
    site = pages.site
    address = urlsplit(site.base_url)
    host = address.hostname or f"{slug(site.election)}.hustings.invalid"
    place = f"{slug(address.path)}.{host}" if address.path else host
    before = pages.calendars.get(path, "")
    pages.files[path] = calendar(site.election, place, events, pages.now, before).encode()


def add_server_rules(pages: Pages) -> None:
    """What only headers can say, for common hosts: nobody may frame the site, anybody the embedded finder."""
    common = "X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n  Permissions-Policy: geolocation=()"
    robots = "\n  X-Robots-Tag: noindex" if pages.site.noindex else ""
    policy = f"Content-Security-Policy: {POLICY}"
    prefixes = [each.prefix for each in pages.site.others_in] or [""]
    embeds = [f"/{each}embed/*\n  ! Content-Security-Policy\n  {policy}; frame-ancestors *\n" for each in prefixes]
    pages.files["_headers"] = (
        f"/*\n  {common}{robots}\n  {policy}; frame-ancestors 'none'\n  {SHORT}\n"
        f"{''.join(embeds)}"
        f"/assets/*\n  ! Cache-Control\n  {LONG}\n"
    ).encode()
    heading = pages.site.say("missing.title")
    # It answers for addresses of any depth, so its own links begin at the site's address.
    root, base = (f"{urlsplit(url).path}/" for url in (pages.site.base_url, pages.site.shared_url))
    add_page(pages, "404", "404.html", heading, heading, root=root, base=base)
    disallow = "/" if pages.site.noindex else ""
    robots_text = f"User-agent: *\nDisallow: {disallow}\n"
    pages.files["robots.txt"] = robots_text.encode()


def add_sitemap(sites: Sequence[Site], files: dict[str, bytes]) -> None:
    """The addresses of all pages in all languages, for search engines that are welcome; not the embedded finder and
    error pages. It is named in robots.txt."""
    site = sites[0]
    if not site.base_url or site.noindex:
        return
    prefixes = [each.prefix for each in sites]
    own = sorted(path for path in files if path.endswith(".html") and not path.startswith((*filter(None, prefixes),)))
    paths = [path for path in own if not path.startswith(("embed/", "results/", "404.html"))]
    rows = "".join(_rows(sites, path) for path in paths)
    more = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if len(sites) > 1 else ""
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{more}>\n'
    )
    files["sitemap.xml"] = f"{head}{rows}</urlset>\n".encode()
    files["robots.txt"] += f"Sitemap: {site.base_url}/sitemap.xml\n".encode()


def _rows(sites: Sequence[Site], path: str) -> str:
    """A page in each language, each with all of them beside it, as search engines want it."""
    there = [(each.tag, escape(address_of(each, path))) for each in sites]
    beside = "".join(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{at}"/>' for tag, at in there)
    return "".join(f"<url><loc>{at}</loc>{beside if len(sites) > 1 else ''}</url>\n" for _, at in there)
