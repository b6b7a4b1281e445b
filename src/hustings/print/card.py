"""Cards: a picture of 1200 × 630 for sharing, for every area with an order."""

from __future__ import annotations

from hustings.narrative.dates import when
from hustings.print.typesetting import typeset
from hustings.site.content import AreaAdvice, Site


def cards(site: Site) -> dict[str, bytes]:
    """PNGs by the slug of their area. Raises BadInput where the font lacks a character or a text does not fit."""
    return typeset(site, "card", _content)


def _content(site: Site, area: AreaAdvice) -> dict[str, str]:
    ground, closes = site.ground, site.told("voting-closes")
    return {
        "title": site.say("area.title", area=area.name),
        "kicker": " · ".join(filter(None, (site.slate, site.contest))),
        "until": site.say("area.do_by", until=when(closes)) if closes else "",
        "origin": area.origin,
        "warning": site.warning,
        "imprint_word": site.say("site.imprint"),
        "imprint": site.imprint,
        "accent": site.accent.light,
        "paper": ground.paper,
        "ink": ground.ink,
        "muted": ground.muted,
    }
