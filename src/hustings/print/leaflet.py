"""Leaflets: one page of A4 for every area with an order, as PDF; the same input gives the same bytes."""

from __future__ import annotations

import io

import segno

from hustings.narrative.dates import when
from hustings.print.typesetting import typeset
from hustings.site.content import AreaAdvice, Site


def leaflets(site: Site) -> dict[str, bytes]:
    """PDFs by the slug of their area. Raises BadInput where the font lacks a character or a text overflows its page.

    Without a base address there is no QR code.
    """
    return typeset(site, "leaflet", _content)


def _content(site: Site, area: AreaAdvice) -> dict[str, str]:
    say = site.say
    closes = site.told("voting-closes")
    address = f"{site.base_url}/areas/{area.slug}.html#{area.mark}" if site.base_url else ""
    return {
        "title": say("area.title", area=area.name),
        "author": site.slate,
        "kicker": " · ".join(filter(None, (site.organisation, site.slate, site.contest))),
        "do": say({"numbers": "area.do", "crosses": "area.do_crosses"}.get(site.system, "area.do_unknown")),
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


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
