"""Setting leaflets and cards with typst: the bundled font and the folder's own, the same bytes every time, nothing left
out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from typing import Literal

import typst

from hustings.election.problems import BadInput, Problem, shown
from hustings.look.numerals import numeral
from hustings.look.pictures import cross
from hustings.look.typeface import FAMILY, need_glyphs
from hustings.site.content import Person, Site

PAGES = re.compile(rb"/Type\s*/Page\b")
PLACE = {"leaflet": "page", "card": "card"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One leaflet or card. key: its file's name, without the ending. title: as problems name it. order: the names.

    texts: what the template shows besides. others: the other contests, (contest, whose it is, whom to vote for).
    size: of a card, in points. marked: the boxes beside the names have marks.
    """

    key: str
    name: str
    order: tuple[Person, ...]
    texts: dict[str, str]
    others: tuple[tuple[str, str, str], ...] = ()
    size: tuple[int, int] = (0, 0)
    drawings: dict[str, str] = field(default_factory=dict)
    marked: bool = True

    def said(self) -> Iterable[str]:
        """Every text on it."""
        yield from self.texts.values()
        for other in self.others:
            yield from other
        yield from (person.name for person in self.order)


def typeset(site: Site, kind: Literal["leaflet", "card"], sheets: Iterable[Sheet]) -> dict[str, bytes]:
    """A PDF (leaflet) or PNG (card) for every sheet, by its key.

    Raises BadInput with every text that has a character which no font has, or else with every sheet whose texts do not
    fit.
    """
    sheets = list(sheets)
    need_glyphs([(sheet.name, text) for sheet in sheets for text in sheet.said()], site.fonts)
    templates = resources.files("hustings.print") / "templates"
    template = "".join((templates / f"{name}.typ").read_text("utf-8") for name in ("ballot", kind)).encode()
    made, problems = {}, []
    with resources.as_file(resources.files("hustings.look") / "fonts") as fonts:
        paths = [str(fonts), *dict.fromkeys(str(path.parent) for path in site.fonts)]
        own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
        families = [FAMILY, *sorted({*own.families()} - {FAMILY})]
        compiler = typst.Compiler(font_paths=own)
        for sheet in sheets:
            drawn = _marks(site, len(sheet.order)) if sheet.marked else [""] * len(sheet.order)
            content: dict[str, object] = {
                **sheet.texts,
                **sheet.drawings,
                "others": sheet.others,
                "font": families,
                "marks": drawn,
            }
            content |= {"order": [person.name for person in sheet.order], "size": sheet.size}
            try:
                made[sheet.key] = _set(compiler, template, json.dumps(content), kind)
            except _Overfull as error:
                problems.append(Problem(sheet.name, str(error)))
    if problems:
        raise BadInput(problems)
    return made


class _Overfull(Exception):
    """Something does not fit; the message says what."""


def _set(compiler: typst.Compiler, template: bytes, told: str, kind: str) -> bytes:
    """The one page of it. Raises _Overfull."""
    inputs = {"shown": told}
    try:
        if kind == "card":
            page = compiler.compile(template, format="png", ppi=72.0, sys_inputs=inputs)
            fits = isinstance(page, bytes)
        else:
            page = compiler.compile(template, format="pdf", sys_inputs=inputs, timestamp=0)
            fits = isinstance(page, bytes) and len(PAGES.findall(page)) == 1
    except typst.TypstError as error:
        _, found, text = str(error).partition("overfull:")
        if not found:
            raise
        raise _Overfull(f"it does not fit one {PLACE[kind]}; shorten {shown(text.rstrip(chr(34)))}") from None
    if not fits or not isinstance(page, bytes):
        raise _Overfull(f"it does not fit one {PLACE[kind]}; shorten its longest text")
    return page


def _marks(site: Site, places: int) -> list[str]:
    """What is written into the boxes, as SVG in the campaign's colour."""
    if not site.system:
        return [""] * places
    drawn = (str(numeral(place) if site.numbered else cross()) for place in range(1, places + 1))
    namespace = '<svg xmlns="http://www.w3.org/2000/svg" '
    return [each.replace("<svg ", namespace, 1).replace("currentColor", site.accent.light) for each in drawn]
