"""Cards for sharing, for every area with an order: wide for links, square for posts, upright for stories."""

from __future__ import annotations

from hustings.narrative.dates import when
from hustings.print.typesetting import Sheet, typeset
from hustings.site.content import AreaAdvice, Site

# By what stands after the area's name in the file's.
SHAPES = {"": (1200, 630), "-square": (1080, 1080), "-story": (1080, 1920)}


def cards(site: Site) -> dict[str, bytes]:
    """PNGs by the slug of their area, with -square and -story after it for these shapes.

    Raises BadInput where no font has a character or a text does not fit.
    """
    return typeset(site, "card", [_sheet(site, area, shape) for area in site.settled for shape in SHAPES])


def _sheet(site: Site, area: AreaAdvice, shape: str) -> Sheet:
    ground, closes = site.ground, site.told("voting-closes")
    texts = {
        "title": site.say("area.title", area=area.name),
        "kicker": " · ".join(filter(None, (site.slate, site.contest))),
        "until": site.say("area.do_by", until=when(closes)) if closes else "",
        "origin": area.origin,
        "warning": site.warning,
        "imprint_word": site.say("site.imprint"),
        "imprint": site.imprint,
        "address": f"{site.base_url}/areas/{area.slug}.html".partition("://")[2] if shape else "",
        "accent": site.accent.light,
        "paper": ground.paper,
        "ink": ground.ink,
        "muted": ground.muted,
    }
    return Sheet(f"{area.slug}{shape}", f"card of {area.slug}{shape}", area.order, texts, size=SHAPES[shape])
