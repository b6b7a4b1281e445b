"""News, documents and the feed: what a campaign reports, each from its moment on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from hustings.election.files import read_bytes
from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem
from hustings.election.site import Article, Document
from hustings.narrative.dates import when
from hustings.site.statements import placed

MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One article. when: as it is said. at: its moment, in the election's time zone. body: cleaned HTML.

    breaking_until: until when it leads the home page, as a script reads it; "" where it does not.
    """

    title: str
    slug: str
    at: datetime
    when: str
    summary: str
    body: Markup = field(default_factory=Markup)
    breaking_until: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be taken away, such as a manifesto. path: where it is on the site. size: as it is said."""

    title: str
    path: str
    about: str
    size: str
    content: bytes


def news_of(
    articles: Iterable[Article], now: datetime | None, clean: Callable[[str, str], Markup], language: str
) -> tuple[NewsItem, ...]:
    """The articles whose moment has come, the newest first. clean: makes HTML of a file's Markdown.

    language: of their dates.
    """
    there = [each for each in articles if now is None or each.at.at <= now]
    return tuple(_item(each, now, clean, language) for each in there)


def _item(article: Article, now: datetime | None, clean: Callable[[str, str], Markup], language: str) -> NewsItem:
    at, until = article.at, article.breaking_until
    breaking = until is not None and (now is None or now < until.at)
    return NewsItem(
        title=article.title,
        slug=article.name,
        at=at.local,
        when=when(at.day if at.whole_day else at.local, language),
        summary=article.summary,
        body=clean(f"news/{article.name}.md", article.body),
        breaking_until=until.local.isoformat() if until and breaking else "",
    )


def papers_of(election: Election, documents: Iterable[Document]) -> tuple[Paper, ...]:
    """The documents with their content. Raises BadInput with every one that is no PDF file or too large."""
    found, problems = [], list[Problem]()
    for each in documents:
        path = election.folder / each.file
        content = read_bytes(path)
        if not content.startswith(b"%PDF-"):
            problems.append(Problem(str(path), "this is not a PDF file, and documents are"))
        elif len(content) > MOST_BYTES:
            problems.append(
                Problem(str(path), f"the document has {len(content) // 1_000_000} MB; it should have at most 20")
            )
        name = path.name
        found.append(Paper(each.title, f"documents/{name}", each.about, _size(len(content)), content))
    if problems:
        raise BadInput(problems)
    return tuple(found)


def _size(octets: int) -> str:
    return f"{octets / 1_000_000:.1f} MB" if octets >= 1_000_000 else f"{max(1, round(octets / 1000))} kB"


def feed(name: str, address: str, author: str, items: Iterable[NewsItem], tag: str, shared: str) -> str:
    """The Atom feed (RFC 4287). address: the site's own, without a slash at its end. tag: of its language.

    shared: the address below which pictures are.
    """
    entries = list(items)
    latest = max((each.at for each in entries), default=datetime(1970, 1, 1, tzinfo=UTC))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tag}">',
        f"<title>{escape(name)}</title>",
        f"<id>{escape(address)}/</id>",
        f"<link href={quoteattr(f'{address}/')}/>",
        f'<link rel="self" href={quoteattr(f"{address}/feed.xml")}/>',
        f"<updated>{_utc(latest)}</updated>",
        f"<author><name>{escape(author)}</name></author>",
    ]
    for each in entries:
        page = f"{address}/news/{each.slug}.html"
        lines += [
            "<entry>",
            f"<title>{escape(each.title)}</title>",
            f"<id>{escape(page)}</id>",
            f"<link href={quoteattr(page)}/>",
            f"<updated>{_utc(each.at)}</updated>",
            f"<summary>{escape(each.summary)}</summary>",
            f'<content type="html">{escape(placed(each.body, f"{shared}/"))}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
