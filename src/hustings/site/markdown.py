"""Statements: Markdown as HTML in which nothing can run, embed or style; and what of a statement is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


# Around the number of a picture within cleaned text; what people write has neither.
OPEN, CLOSE = "\ue001", "\ue002"
SIGNS = dict.fromkeys(range(0xE000, 0xE003))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in a statement. source: as it is written. alt: what it shows."""

    source: str
    alt: str

    @property
    def refused(self) -> str | None:
        """Why the site leaves it out; None where it does not."""
        if urlsplit(self.source).scheme or self.source.startswith("/"):
            return "pictures are files of the election folder, since no page asks another site for anything"
        if not self.alt.strip():
            return "it needs words that say what it shows, as in ![Ann at the gate](gate.jpg)"
        return None

    @classmethod
    def of(cls, token: Token) -> Drawing:
        """The picture of a token."""
        return cls(str(token.attrGet("src") or ""), token.content)


def drawings(markdown: str) -> Iterator[tuple[int, Drawing]]:
    """The pictures of a text, in order, each with its line."""
    yield from ((line, Drawing.of(child)) for line, child in _inline(markdown) if child.type == "image")


def cleaned(markdown: str, draw: Callable[[Drawing], Markup] = lambda _: Markup()) -> Markup:
    """Markdown as HTML: paragraphs, headings, lists, quotations, tables, links, bare ones too.

    draw: makes the HTML of a picture; without it pictures are left out.
    """
    reader = _reader()
    tokens = reader.parse(markdown.translate(SIGNS))
    drawn: list[Markup] = []
    for token in tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
        # Nothing on a site has a style of its own.
        token.attrs.pop("style", None)
        for child in token.children or ():
            if child.type == "image":
                picture = Drawing.of(child)
                drawn.append(Markup() if picture.refused else draw(picture))
                child.type, child.tag, child.children = "text", "", None
                child.content = f"{OPEN}{len(drawn) - 1}{CLOSE}"
    html = reader.renderer.render(tokens, reader.options, {})
    safe = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES)
    return Markup(re.sub(f"{OPEN}([0-9]+){CLOSE}", lambda found: drawn[int(found[1])], safe))


def left_out(markdown: str) -> Iterator[tuple[int, str]]:
    """What of a statement does not appear on its page, each with its line: links of other kinds,
    and pictures from elsewhere or without words."""
    for line, child in _inline(markdown):
        if child.type == "image":
            if (why := Drawing.of(child).refused) is not None:
                yield line, f"the picture {child.attrGet('src')} is left out; {why}"
        elif (scheme := _other_scheme(child)) is not None:
            yield line, f"the link to {scheme}: is left out; links begin with https:, http: or mailto:"


def _inline(markdown: str) -> Iterator[tuple[int, Token]]:
    """What stands within the lines of a text, each with its line."""
    for token in _reader().parse(markdown):
        line = token.map[0] + 1 if token.map else 1
        for child in token.children or ():
            line += child.type in ("softbreak", "hardbreak")
            yield line, child


def _other_scheme(token: Token) -> str | None:
    scheme = urlsplit(str(token.attrGet("href") or "")).scheme if token.type == "link_open" else ""
    return scheme if scheme and scheme not in SCHEMES else None


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(["table", "linkify", "strikethrough"])
    # «example.org» alone could be anything; an address begins with its scheme.
    reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # type: ignore[union-attr]
    return reader
