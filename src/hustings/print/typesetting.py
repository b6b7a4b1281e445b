"""Setting leaflets and cards with typst: the bundled font alone, the same bytes every time, nothing left out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Literal

import typst

from hustings.election.problems import BadInput, Problem, shown
from hustings.look.numerals import numeral
from hustings.look.pictures import cross
from hustings.look.typeface import FAMILY, need_glyphs
from hustings.site.content import AreaAdvice, Person, Site

PAGES = re.compile(rb"/Type\s*/Page\b")
PLACE = {"leaflet": "page", "card": "card"}
Content = Callable[[Site, AreaAdvice], Mapping[str, str]]


def typeset(site: Site, kind: Literal["leaflet", "card"], content: Content) -> dict[str, bytes]:
    """A PDF (leaflet) or PNG (card) for every area with an order, by the area's slug.

    content: what the template shows besides the order, all of it text. Raises BadInput with every text that has a
    character the bundled font lacks, or else with every area whose texts do not fit.
    """
    areas = [area for area in site.areas if area.order]
    said = {area.slug: dict(content(site, area)) for area in areas}
    texts = [(f"{kind} of {slug}", text) for slug, each in said.items() for text in each.values()]
    need_glyphs(texts + [(f"{kind} of {area.slug}", person.name) for area in areas for person in area.order])
    marks: dict[int, list[str]] = {}
    templates = resources.files("hustings.print") / "templates"
    template = "".join((templates / f"{name}.typ").read_text("utf-8") for name in ("ballot", kind)).encode()
    made, problems = {}, []
    with resources.as_file(resources.files("hustings.look") / "fonts") as fonts:
        own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
        compiler = typst.Compiler(font_paths=own)
        for area in areas:
            drawn = marks.setdefault(len(area.order), _marks(site, area.order))
            order = [person.name for person in area.order]
            told = json.dumps({**said[area.slug], "font": FAMILY, "order": order, "marks": drawn})
            try:
                made[area.slug] = _set(compiler, template, told, kind)
            except _Overfull as error:
                problems.append(Problem(f"{kind} of {area.slug}", str(error)))
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


def _marks(site: Site, order: tuple[Person, ...]) -> list[str]:
    """What is written into the boxes, as SVG in the campaign's colour."""
    if not site.system:
        return [""] * len(order)
    drawn = (str(numeral(place) if site.numbered else cross()) for place in range(1, len(order) + 1))
    namespace = '<svg xmlns="http://www.w3.org/2000/svg" '
    return [each.replace("<svg ", namespace, 1).replace("currentColor", site.accent.light) for each in drawn]
