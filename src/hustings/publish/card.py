"""Cards: a picture of 1200 × 630 for sharing, for every area with an order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import resources

import vl_convert
from markupsafe import escape

from hustings.publish.colour import INK, PAPER
from hustings.publish.content import AreaAdvice, Site
from hustings.publish.numerals import numeral
from hustings.publish.pictures import cross
from hustings.publish.typeface import FAMILY, need_glyphs, typeface


def cards(site: Site) -> dict[str, bytes]:
    """PNGs by the slug of their area. Raises BadInput where the bundled font lacks a character."""
    areas = [area for area in site.areas if area.order]
    shared = (site.warning, site.imprint, site.slate, site.contest)
    texts = [(f"card of {a.slug}", text) for a in areas for text in (a.name, a.origin, *shared)]
    need_glyphs(texts + [(f"card of {a.slug}", person.name) for a in areas for person in a.order])
    with resources.as_file(resources.files("hustings.publish") / "fonts") as fonts:
        vl_convert.register_font_directory(str(fonts))
        with ThreadPoolExecutor() as pool:
            pictures = pool.map(lambda area: vl_convert.svg_to_png(card_svg(site, area)), areas)
            return {area.slug: picture for area, picture in zip(areas, pictures, strict=True)}


def card_svg(site: Site, area: AreaAdvice) -> str:
    """The card as SVG: the notice of an example, the area, the order, the imprint; nothing wider than its place."""
    say = site.say
    top = 56 if site.warning else 0
    band = f'<rect width="1200" height="56" fill="{INK}"/>' if site.warning else ""
    notice = _text(60, 39, 28, site.warning, PAPER, 1080) if site.warning else ""
    head = _text(60, top + 58, 28, f"{site.slate} · {site.contest}", "#5d574c", 1080, "Regular")
    title = _text(60, top + 118, 56, say("area.title", area=area.name), INK, 1080)
    first, last = top + 144, 548 if area.origin else 574
    row = min(84.0, (last - first) / len(area.order))
    rows = [f'<path d="M60 {first}h1080" stroke="{INK}" stroke-width="4"/>']
    for place, person in enumerate(area.order, 1):
        y = first + row * place
        mark = str(numeral(place) if site.numbered else cross()).replace("currentColor", site.accent.light)
        size = f'x="1060" y="{y - row * 0.92:.1f}" width="80" height="{row * 0.84:.1f}" '
        rows.append(_text(60, y - row * 0.3, min(44, row * 0.62), person.name, INK, 960))
        rows.append(mark.replace("<svg ", f"<svg {size}", 1))
        rows.append(f'<path d="M60 {y:.1f}h1080" stroke="{INK}" stroke-width="1.5"/>')
    rows.append(f'<path d="M1056 {first}V{first + row * len(area.order):.1f}" stroke="{INK}" stroke-width="3"/>')
    origin = _text(60, 582, 22, area.origin, "#5d574c", 1080, "Regular") if area.origin else ""
    foot = _text(60, 612, 20, f"{say('site.imprint')}. {site.imprint}", "#5d574c", 1080, "Regular")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">'
        f'<rect width="1200" height="630" fill="{PAPER}"/>'
        f"{band}{notice}{head}{title}{''.join(rows)}{origin}{foot}</svg>"
    )


def _text(x: float, y: float, size: float, text: str, fill: str, room: float, weight: str = "Bold") -> str:
    """A line of text, as much smaller as it must be to fit the room."""
    size = min(size, room / max(typeface(weight).width(text), 0.01))
    bold = ' font-weight="700"' if weight == "Bold" else ""
    return (
        f'<text x="{x}" y="{y:.1f}" font-family="{FAMILY}" font-size="{size:.2f}"{bold} fill="{fill}">'
        f"{escape(text)}</text>"
    )
