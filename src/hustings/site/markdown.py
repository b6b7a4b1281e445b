"""Statements: Markdown as HTML in which nothing can run, embed or style; and what of a statement is left out."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {"p", "br", "em", "strong", "s", "ul", "ol", "li", "blockquote", "a", "h2", "h3", "h4", "hr", "code", "pre"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
SCHEMES = {"https", "http", "mailto"}
# A page has its own heading of the first rank.
HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}


def cleaned(markdown: str) -> Markup:
    """Markdown as HTML: paragraphs, headings, lists, quotations, tables, links, bare ones too."""
    reader = _reader()
    tokens = reader.parse(markdown)
    for token in tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
        # Nothing on a site has a style of its own.
        token.attrs.pop("style", None)
    html = reader.renderer.render(tokens, reader.options, {})
    return Markup(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES))


def left_out(markdown: str) -> Iterator[tuple[int, str]]:
    """What of a statement does not appear on its page, each with its line: pictures, and links of other kinds."""
    for token in _reader().parse(markdown):
        line = token.map[0] + 1 if token.map else 1
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "image":
                yield line, f"the picture {child.attrGet('src')} is left out; a statement is text"
            elif (scheme := _other_scheme(child)) is not None:
                yield line, f"the link to {scheme}: is left out; links begin with https:, http: or mailto:"


def _other_scheme(token: Token) -> str | None:
    scheme = urlsplit(str(token.attrGet("href") or "")).scheme if token.type == "link_open" else ""
    return scheme if scheme and scheme not in SCHEMES else None


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(["table", "linkify", "strikethrough"])
    # «example.org» alone could be anything; an address begins with its scheme.
    reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # type: ignore[union-attr]
    return reader
