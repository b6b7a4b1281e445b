"""Small hand-made pictures of the site: the cross, the icon, and why the order differs by area."""

from __future__ import annotations

from markupsafe import Markup, escape

from hustings.narrative.catalogue import Say


def cross() -> Markup:
    """A handwritten cross for a ballot box, hidden from screen readers."""
    return Markup(
        '<svg class="numeral" viewBox="-2 -1 34 34" aria-hidden="true" focusable="false" fill="none" '
        'stroke="currentColor" stroke-width="3" stroke-linecap="round">'
        '<path d="M4 5C11 12 19 20 27 28M26 4C19 12 11 20 4 27"/></svg>'
    )


def icon(colour: str) -> str:
    """The site's icon: a ballot box's square with a 1 in it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect x="4" y="4" width="56" height="56" '
        f'fill="#fbf8f1" stroke="#1a1a18" stroke-width="5"/><path d="M24 22C28 20 32 16 35 12C34 26 33 38 33 52" '
        f'fill="none" stroke="{colour}" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>\n'
    )


def why_orders_differ(say: Say) -> Markup:
    """Two groups of piles against the quota: one order everywhere, and an order for each area."""
    quota, ground = 58, 130

    def group(left: int, heights: tuple[int, ...], title: str) -> str:
        bars = "".join(
            f'<rect class="pile{"" if ground - height <= quota else " low"}" x="{left + 34 * i}" y="{ground - height}" '
            f'width="26" height="{height}"/>'
            for i, height in enumerate(heights)
        )
        return (
            f'{bars}<path class="ground" d="M{left - 6} {ground}h148"/>'
            f'<path class="quota" d="M{left - 6} {quota}h148"/>'
            f'<text x="{left - 6}" y="{ground + 22}" font-size="14">{escape(title)}</text>'
        )

    one = group(10, (118, 34, 20, 12), say("how.why_one"))
    many = group(220, (74, 73, 75, 73), say("how.why_many"))
    return Markup(
        f'<svg viewBox="0 0 400 160" role="img" aria-label="{escape(say("how.why_picture"))}">{one}{many}'
        f'<text x="366" y="{quota + 4}" font-size="13" class="small">{escape(say("how.quota"))}</text></svg>'
    )
