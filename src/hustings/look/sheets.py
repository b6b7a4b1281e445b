"""What sheets that stand alone have in common: the way to make them, their style, and a policy that admits only it."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from hustings.election.wording import CLOSE, OPEN
from hustings.look.numerals import numeral

_PART = re.compile(r"\[(\w+)\]")


@cache
def environment(room: str) -> Environment:
    """The environment of a room's templates. All text is escaped; a missing value is an error."""
    made = Environment(
        loader=PackageLoader(f"hustings.{room}"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_unbroken,
    )
    made.filters["bdi"] = bdi
    made.filters["plain"] = lambda text: text.replace(OPEN, "").replace(CLOSE, "")
    made.filters["numeral"] = numeral
    made.filters["filled"] = filled
    made.filters["capital"] = capital
    made.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]
    return made


def _unbroken(value: object) -> object:
    """A number stays on one line with its per cent sign."""
    return value.replace(" %", "\u00a0%") if isinstance(value, str) else value


def bdi(text: str) -> Markup:
    """Text with marked names as HTML: escaped, each name isolated from the direction of what is around it."""
    return Markup(escape(text).replace(OPEN, Markup("<bdi>")).replace(CLOSE, Markup("</bdi>")))


def filled(text: str, **parts: object) -> Markup:
    """Text with marked names as HTML, in which «[name]» stands for a part: HTML as it is, other text escaped.

    The catalogue's own braces are filled with words; what is HTML comes in here, and so does all that stands beside it.
    """
    return Markup(_PART.sub(lambda part: escape(parts[part[1]]), bdi(text)))


def capital(text: str) -> str:
    """The text with its first letter as a capital, and the others as they are."""
    return text[:1].upper() + text[1:]


def common_style(room: str, kind: str, foot: str) -> str:
    """The style that all sheets share, then that of one kind in a room; foot: what printed pages say at the bottom."""
    files = [("look", "pictures.css"), ("look", "sheet.css"), (room, f"{kind}.css")]
    style = "\n".join((resources.files(f"hustings.{r}") / "templates" / name).read_text("utf-8") for r, name in files)
    return f"{style}@page {{ @bottom-left {{ content: {css_string(foot)}; }} }}\n"


def own_policy(style: str, script: str = "") -> str:
    """The policy of a page that stands alone: its one style, and its one script if it has one, known by their digests,
    and nothing else."""
    scripts = f"; script-src '{digest_of(script)}'" if script else ""
    return f"default-src 'none'; style-src '{digest_of(style)}'{scripts}"


def digest_of(text: str) -> str:
    """The name of a style or script in a Content-Security-Policy: the digest of what stands between its tags (CSP 3,
    8.3)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def css_string(text: str) -> Markup:
    """The text as a CSS string in which no character can end the string or the style element."""
    safe = (c if c.isascii() and (c.isalnum() or c in " .,") else f"\\{ord(c):x} " for c in text)
    return Markup('"{}"').format(Markup("".join(safe)))
