"""Statements of a folder as a site shows them: Markdown made safe, with the folder's own pictures written anew.

A picture stands beside its statement, or elsewhere in the election folder, and has words that say what it shows:
`![Ann at the gate](gate.jpg)`. It loses everything but its pixels, as photographs do. Where its files are depends on
the page, so a sign stands before their paths (`BASE`) until `placed` puts the way there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from hustings.election.files import read_bytes, read_text
from hustings.election.folder.candidates_csv import inside
from hustings.election.own_words import WORDS
from hustings.election.problems import BadInput, Problem, shown
from hustings.site.addresses import slug
from hustings.site.markdown import Drawing, cleaned, drawings, left_out
from hustings.site.photographs import resized

# Before the path of a picture's file; no text that people write has it.
BASE = "\ue000"
# In pixels: the width of a text on a telephone, and on a sharp screen.
WIDTHS = (480, 960)
FOLDER = "images/"


@dataclass
class Statements:
    """Makes HTML of a folder's statements. files: of the pictures in them, by their paths on the site."""

    folder: Path
    files: dict[str, bytes] = field(default_factory=dict)

    def html(self, file: str, text: str | None = None) -> Markup:
        """The statement in a file of the folder, cleaned. text: what is in it, without the head of an article.

        Raises BadInput with every picture that is not there or cannot be read.
        """
        path = self.folder / file
        if text is None:
            text = read_text(path)
        wrong = list(_missing(self.folder, path, text))
        if wrong:
            raise BadInput(wrong)
        return cleaned(text, lambda drawing: self._picture(path, drawing))

    def _picture(self, path: Path, drawing: Drawing) -> Markup:
        """A picture of a statement, as HTML; nothing where it is left out."""
        source = _found(self.folder, path, drawing.source)
        if source is None or not drawing.alt.strip():
            return Markup()
        stem = f"{FOLDER}{slug(source.stem)}-{hashlib.sha256(read_bytes(source)).hexdigest()[:8]}"
        sizes = resized(source, WIDTHS)
        for width, _, content in sizes:
            self.files |= {f"{stem}-{width}.{kind}": data for kind, data in content.items()}
        width, height, _ = sizes[-1]
        sets = {
            kind: ", ".join(f"{BASE}{stem}-{each}.{kind} {each}w" for each, _, _ in sizes) for kind in ("webp", "jpg")
        }
        return Markup(
            '<picture class="pictured"><source type="image/webp" srcset="{}" sizes="(max-width: 40rem) 90vw, 38rem">'
            '<img src="{}" srcset="{}" sizes="(max-width: 40rem) 90vw, 38rem" alt="{}" width="{}" height="{}" '
            'loading="lazy"></picture>'
        ).format(sets["webp"], f"{BASE}{stem}-{width}.jpg", sets["jpg"], drawing.alt, width, height)


def placed(html: str, base: str) -> str:
    """The HTML with the way to the files of its pictures."""
    return Markup(html.replace(BASE, base)) if BASE in html else html


def not_shown(folder: Path, file: str, text: str | None = None) -> Iterator[Problem]:
    """What of a statement its page leaves out, with the line. text: as for `Statements.html`."""
    path = folder / file
    whole = read_text(path)
    text = whole if text is None else text
    for line, words in left_out(text):
        yield Problem(str(path), words, line + _before(text, whole))


def _missing(folder: Path, path: Path, text: str) -> Iterator[Problem]:
    for line, drawing in drawings(text):
        if drawing.refused is None and _found(folder, path, drawing.source) is None:
            said = f"there is no picture {shown(drawing.source)} beside this file or in the election folder"
            yield Problem(str(path), said, line + _before(text, read_text(path)))


def _before(text: str, whole: str) -> int:
    """How many lines of a file stand before the text, which is the end of it."""
    return len(whole.splitlines()) - len(text.splitlines())


def _found(folder: Path, path: Path, source: str) -> Path | None:
    """The picture's file: beside the statement, beside that of the folder's own language, or in the folder."""
    if urlsplit(source).scheme or source.startswith("/"):
        return None
    here = path.relative_to(folder).parent if path.is_relative_to(folder) else Path()
    parts = here.parts
    others = [Path(*parts[2:])] if parts[:1] == (WORDS,) else []
    for place in (here, *others, Path()):
        name = PurePosixPath(place.as_posix(), unquote(source)).as_posix()
        if inside(folder, name):
            return folder / name
    return None
