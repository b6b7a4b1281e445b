"""Leaflets: one page of A4, as PDF, for every area with an order and for every branch in one; the same bytes each time.

A page of A4 holds what a member needs: the order, the other contests of the pack, the deadline, and a QR code.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import segno

from hustings.narrative.dates import when
from hustings.print.typesetting import Sheet, typeset
from hustings.site.bodies import Branch
from hustings.site.content import Advice, AreaAdvice, Site


def leaflets(site: Site, *, areas: bool = True, branches: bool = False) -> dict[str, bytes]:
    """PDFs by the slug of their area, and by «branches/SLUG» of their branch.

    Raises BadInput where no font has a character or a text overflows its page. Without a base address there is no QR
    code.
    """
    sheets = [_sheet(site, area) for area in site.settled] if areas else []
    return typeset(site, "leaflet", [*sheets, *(_of_branches(site) if branches else ())])


def _of_branches(site: Site) -> Iterator[Sheet]:
    by_code = {area.code: area for area in site.settled}
    for branch in site.branches:
        if branch.area in by_code:
            yield _sheet(site, by_code[branch.area], branch)


def _sheet(site: Site, area: AreaAdvice, branch: Branch | None = None) -> Sheet:
    say = site.say
    closes = site.told("voting-closes")
    address = f"{site.base_url}/areas/{area.slug}.html#{area.mark}" if site.base_url else ""
    title = say("area.title", area=branch.name if branch else area.name)
    kicker = (site.organisation, site.slate, site.contest, say("print.in_area", area=area.name) if branch else "")
    texts = {
        "title": title,
        "author": site.slate,
        "kicker": " · ".join(filter(None, kicker)),
        "do": say({"numbers": "area.do", "crosses": "area.do_crosses"}.get(site.system, "area.do_unknown")),
        "origin": area.origin,
        "after": site.after,
        "until": say("phase.voting", until=when(closes)) if closes else "",
        "warning": site.warning,
        "event": branch.event if branch else "",
        "others_title": say("area.others"),
        "imprint_word": say("site.imprint"),
        "imprint": site.imprint,
        "accent": site.accent.light,
        "address": address.partition("://")[2].partition("/")[0],
    }
    others = tuple(_other(site, advice) for advice in area.others if advice.names)
    key, name = (f"branches/{branch.slug}", branch.name) if branch else (area.slug, area.slug)
    return Sheet(key, f"leaflet of {name}", area.order, texts, others, drawings={"qr": _qr(address) if address else ""})


def _other(site: Site, advice: Advice) -> tuple[str, str, str]:
    """Another contest of the pack: its name, who votes in it, and whom the slate recommends."""
    say = site.say
    if advice.system == "numbers":
        names = "   ".join(f"{place} {name}" for place, name in enumerate(advice.names, 1))
    else:
        names = ", ".join(advice.names)
    if advice.system == "crosses":
        names = f"{say('area.vote_for')} {names}"
    who = say("area.others_if", electorate=advice.electorate) if advice.electorate else ""
    return advice.contest, who, names


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
