"""What a published site says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hustings.election.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link with its words. address: https, http or mailto."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A rally, a hustings, a meeting. link: where to register, or "".

    join: where one joins an online event, or ""; it is in no file of a site before `join_from`. about: a sentence.
    """

    title: str
    starts: Moment
    ends: Moment | None = None
    place: str = ""
    link: str = ""
    join: str = ""
    join_from: Moment | None = None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A piece of news. name: of its file, for its address. at: from when it is published. body: Markdown.

    breaking_until: until when it leads the home page, or None.
    """

    name: str
    at: Moment
    title: str
    summary: str
    body: str = ""
    breaking_until: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF file of the folder that the site hands out."""

    title: str
    file: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What the privacy page names. controller: who is responsible; the imprint's publisher where it is "".

    contact: an e-mail or web address for questions about data, access and mistakes. host: whose computers send the
    pages. logs: what the host keeps and for how long, as a sentence.
    """

    controller: str = ""
    contact: str = ""
    host: str = ""
    logs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Colours as #rrggbb; "" for Hustings' own."""

    accent: str = ""
    paper: str = ""
    ink: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """site.toml.

    base_address: where the site will be, ending in a slash; "" if not known: then there are no QR codes and cards.
    imprint: who publishes and on whose behalf, with a postal address; must be there to publish.
    logo: path of an SVG or PNG file in the folder, or "". words: sentences of the site's catalogue to be replaced, by
    their names. noindex: ask search engines to leave the site out, as examples always do. news: the web address where
    one subscribes to news by e-mail, or "". evidence: what is shown of a plan: "worth", "reasons", or nothing.
    languages: of the site, the first one at its address and the others below it, as the catalogue names them; () for
    the election's own. privacy: what the privacy page names. articles: of the folder's news/, the newest first.
    """

    base_address: str = ""
    imprint: str = ""
    title: str = ""
    colours: Colours = Colours()
    logo: str = ""
    noindex: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    news: str = ""
    evidence: tuple[str, ...] = ()
    privacy: Privacy = Privacy()
    articles: tuple[Article, ...] = ()
    documents: tuple[Document, ...] = ()
    languages: tuple[str, ...] = ()
