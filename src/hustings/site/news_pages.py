"""The pages of news, documents, and for those who want to help."""

from __future__ import annotations

from markupsafe import escape

from hustings.site.news import feed
from hustings.site.page import Pages, add_page


def add_news(pages: Pages) -> None:
    """The list of news, a page for every article, the feed; the documents; what supporters can do."""
    site = pages.site
    say = site.say
    if site.articles:
        heading = say("news.title")
        add_page(pages, "news", "news.html", heading, site.articles[0].summary)
        for each in site.articles:
            add_page(pages, "article", f"news/{each.slug}.html", each.title, each.summary, article=each)
        if site.base_url:
            author = site.slate or site.organisation or site.election
            pages.files["feed.xml"] = feed(
                site.election, site.base_url, author, site.articles, site.tag, site.shared_url
            ).encode()
    if site.papers:
        heading = say("press.title")
        add_page(pages, "press", "press.html", heading, heading)
        pages.files |= {each.path: each.content for each in site.papers}
    if site.slate and len(site.areas) > 1:
        heading = say("help.title")
        add_page(
            pages,
            "help",
            "help.html",
            heading,
            say("help.lead"),
            past=say("help.title_past"),
            snippet=embed_snippet(pages),
        )


def embed_snippet(pages: Pages) -> str:
    """The HTML with which another site shows the finder; "" where this site's address is not known."""
    site = pages.site
    if not site.base_url:
        return ""
    title = site.slate or site.election
    address = f"{site.base_url}/embed/"
    return (
        f'<iframe src="{address}" title="{escape(title)}" width="100%" height="720" loading="lazy" '
        'referrerpolicy="no-referrer"></iframe>'
    )
