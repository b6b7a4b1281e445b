"""Files of a site that are not pages: calendars, and what servers and search engines are told."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from hustings.site.calendar import Event, calendar
from hustings.site.content import slug
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
    pages.files["_headers"] = (
        f"/*\n  {common}{robots}\n  {policy}; frame-ancestors 'none'\n  {SHORT}\n"
        f"/embed/*\n  ! Content-Security-Policy\n  {policy}; frame-ancestors *\n"
        f"/assets/*\n  ! Cache-Control\n  {LONG}\n"
    ).encode()
    heading = pages.site.say("missing.title")
    # It answers for addresses of any depth, so its own links begin at the site's address.
    root = f"{urlsplit(pages.site.base_url).path}/"
    add_page(pages, "404", "404.html", heading, heading, root=root)
    disallow = "/" if pages.site.noindex else ""
    robots_text = f"User-agent: *\nDisallow: {disallow}\n"
    if "sitemap.xml" in pages.files:
        robots_text += f"Sitemap: {pages.site.base_url}/sitemap.xml\n"
    pages.files["robots.txt"] = robots_text.encode()


def add_sitemap(pages: Pages) -> None:
    """The addresses of all pages, for search engines that are welcome; not the embedded finder and error pages."""
    site = pages.site
    if not site.base_url or site.noindex:
        return
    left_out = ("embed/", "results/", "404.html")
    paths = sorted(path for path in pages.files if path.endswith(".html") and not path.startswith(left_out))
    rows = "".join(f"<url><loc>{escape(address_of(site, path))}</loc></url>\n" for path in paths)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    pages.files["sitemap.xml"] = f"{head}{rows}</urlset>\n".encode()
