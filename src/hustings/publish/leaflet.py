"""Leaflets: one page of A4 for every area with an order, as PDF; the same input gives the same bytes."""

from __future__ import annotations

import io
import json
import re
from importlib import resources

import segno
import typst

from hustings.election.problems import BadInput, Problem
from hustings.publish.content import AreaAdvice, Site
from hustings.publish.numerals import numeral
from hustings.publish.pictures import cross
from hustings.publish.typeface import need_glyphs


def leaflets(site: Site) -> dict[str, bytes]:
    """PDFs by the slug of their area. Raises BadInput where the font lacks a character or a text overflows its page.

    Without a base address there is no QR code.
    """
    contents = {area.slug: _content(site, area) for area in site.areas if area.order}
    shown = ("title", "contest", "do", "warning", "origin", "after", "until", "imprint", "address", "slate")
    texts = [(f"leaflet of {slug}", str(content[key])) for slug, content in contents.items() for key in shown]
    need_glyphs(texts + [(f"leaflet of {area.slug}", person.name) for area in site.areas for person in area.order])
    package = resources.files("hustings.publish")
    made, problems = {}, []
    with resources.as_file(package / "fonts") as fonts:
        own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
        compiler, template = typst.Compiler(font_paths=own), (package / "leaflet.typ").read_bytes()
        for slug, content in contents.items():
            inputs = {"leaflet": json.dumps(content)}
            pdf = compiler.compile(template, format="pdf", sys_inputs=inputs, timestamp=0)
            if not isinstance(pdf, bytes) or len(re.findall(rb"/Type\s*/Page\b", pdf)) != 1:
                problems.append(Problem(f"leaflet of {slug}", "it does not fit one page; shorten its longest text"))
            else:
                made[slug] = pdf
    if problems:
        raise BadInput(problems)
    return made


def _content(site: Site, area: AreaAdvice) -> dict[str, object]:
    from hustings.publish.pages import when

    say = site.say
    closes = site.told("voting-closes")
    address = f"{site.base_url}/areas/{area.slug}.html" if site.base_url else ""
    return {
        "title": say("area.title", area=area.name),
        "slate": site.slate,
        "contest": " · ".join(filter(None, (site.organisation, site.slate, site.contest))),
        "do": say("area.do" if site.numbered else "area.do_crosses"),
        "order": [person.name for person in area.order],
        "marks": [_mark(site, place) for place in range(1, len(area.order) + 1)],
        "origin": area.origin,
        "after": site.after,
        "until": say("phase.voting", until=when(closes)) if closes else "",
        "warning": site.warning,
        "imprint_word": say("site.imprint"),
        "imprint": site.imprint,
        "accent": site.accent.light,
        "address": address.partition("://")[2].partition("/")[0],
        "qr": _qr(address) if address else "",
    }


def _mark(site: Site, place: int) -> str:
    svg = str(numeral(place) if site.numbered else cross())
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ').replace("currentColor", site.accent.light)


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
